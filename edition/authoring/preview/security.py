"""Security: who may ask the preview for what. Pure: a request's head in, a refusal or None out.

The preview runs on the machine of an annotator who has other pages open, any of which can send
requests to it. Against them stand: the exact host (DNS rebinding), the origin and a secret in the
page for what changes something (cross-site request forgery), the fetch metadata for what is only
read, and a policy that lets a page run nothing but the preview's own script.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import field
from email.message import Message
from http import HTTPStatus

from edition.model.dataclass import dataclass

#: The longest body of a request, in bytes; a form with a long note has a tenth of it.
MAX_BODY = 256 * 1024

TOKEN_HEADER = "X-Preview-Token"

#: Sent with every answer.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no: the status, and why, in a sentence."""

    status: HTTPStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows the one host that is meant, and the secret that only its pages hold."""

    host: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def origin(self) -> str:
        """The origin of the preview's own pages (RFC 6454)."""
        return f"http://{self.host}"

    def of_any(self, headers: Message) -> Refusal | None:
        """What every request must have: the right host, once."""
        if headers.get_all("Host", []) != [self.host]:
            # A name of somebody else's that leads to this machine (DNS rebinding).
            return Refusal(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"This is not the host you asked for. The preview is at {self.origin}/",
            )
        if "Transfer-Encoding" in headers:
            return Refusal(HTTPStatus.LENGTH_REQUIRED, "Give a Content-Length.")
        return None

    def other_name(self, headers: Message, path: str) -> str | None:
        """Where to go instead for who asked this machine by its other name, `localhost`: to the
        same path at the one host. Nothing is read or written under that name; that no other
        machine can have it (RFC 6761, 6.3) makes it safe to answer."""
        _, _, port = self.host.rpartition(":")
        if headers.get_all("Host", []) != [f"localhost:{port}"] or not path.startswith("/"):
            return None
        return f"{self.origin}/{path.lstrip('/')}"

    def of_reading(self, headers: Message) -> Refusal | None:
        """For what is only read: other sites may link to it, and nothing else."""
        site = headers.get("Sec-Fetch-Site", "none")
        if site in ("none", "same-origin"):
            return None
        if headers.get("Sec-Fetch-Mode") == "navigate" and (
            headers.get("Sec-Fetch-Dest", "document") == "document"
        ):
            return None
        return Refusal(HTTPStatus.FORBIDDEN, "Other sites may not read this.")

    def of_writing(self, headers: Message) -> Refusal | None:
        """For what changes something: JSON, from an own page, with its secret, and not long."""
        if headers.get("Content-Type", "").split(";")[0].strip().lower() != "application/json":
            return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON.")
        if headers.get_all("Origin", []) != [self.origin]:
            return Refusal(HTTPStatus.FORBIDDEN, "Only the preview's own pages may do this.")
        given = headers.get(TOKEN_HEADER, "").encode("utf-8", "surrogateescape")
        if not secrets.compare_digest(given, self.token.encode()):
            return Refusal(HTTPStatus.FORBIDDEN, "The page is of another preview. Load it again.")
        length = headers.get_all("Content-Length", [])
        if len(length) != 1 or not (length[0].isascii() and length[0].isdecimal()):
            return Refusal(HTTPStatus.LENGTH_REQUIRED, "Give one Content-Length.")
        if len(length[0]) > 9 or int(length[0]) > MAX_BODY:
            return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is too long.")
        return None
