"""Who may ask the preview for what: each protection has a request that only it refuses."""

from __future__ import annotations

from email.message import Message
from http import HTTPStatus

import pytest

from edition.authoring.preview.security import HEADERS, MAX_BODY, TOKEN_HEADER, Guard

GUARD = Guard("127.0.0.1:8747", "secret")
GOOD = {
    "Host": "127.0.0.1:8747",
    "Origin": "http://127.0.0.1:8747",
    "Content-Length": "2",
    "Content-Type": "application/json",
    TOKEN_HEADER: "secret",
}


def head(*more: tuple[str, str], **changed: str | None) -> Message:
    """A good request's head with other values; None leaves one out, `more` are added."""
    message = Message()
    values = {**GOOD, **{key.replace("_", "-"): value for key, value in changed.items()}}
    for name, value in [*values.items(), *more]:
        if value is not None:
            message[name] = value
    return message


def test_a_good_request_is_let_through() -> None:
    assert GUARD.of_any(head()) is None
    assert GUARD.of_reading(head()) is None
    assert GUARD.of_writing(head()) is None


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "localhost:8747",
        "127.0.0.1",
        "127.0.0.1:80",
        "evil.example:8747",
        "127.0.0.1:8747.evil.example",
        "127.0.0.1:8747@evil.example",
        "[::1]:8747",
    ],
)
def test_another_host_is_refused(host: str | None) -> None:
    refusal = GUARD.of_any(head(Host=host))
    assert refusal is not None and refusal.status is HTTPStatus.MISDIRECTED_REQUEST


def test_two_hosts_are_refused() -> None:
    assert GUARD.of_any(head(("Host", GUARD.host)))


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "https://127.0.0.1:8747",
        "http://127.0.0.1:8748",
        "http://localhost:8747",
        "http://127.0.0.1:8747.evil.example",
        "http://127.0.0.1:8747/",
    ],
)
def test_another_origin_writes_nothing(origin: str | None) -> None:
    refusal = GUARD.of_writing(head(Origin=origin))
    assert refusal is not None and refusal.status is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("token", [None, "", "Secret", "secret ", "s", "secret\u00e9"])
def test_without_the_secret_nothing_is_written(token: str | None) -> None:
    refusal = GUARD.of_writing(head(**{TOKEN_HEADER: token}))
    assert refusal is not None and refusal.status is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain; application/json",
    ],
)
def test_what_a_plain_form_can_send_is_refused(kind: str | None) -> None:
    assert GUARD.of_writing(head(Content_Type=kind))


@pytest.mark.parametrize("length", [None, "", "-1", "x", "1e3", "٣", str(MAX_BODY + 1), "9" * 30])
def test_a_body_without_a_length_or_beyond_it_is_refused(length: str | None) -> None:
    assert GUARD.of_writing(head(Content_Length=length))


def test_two_lengths_and_chunks_are_refused() -> None:
    assert GUARD.of_writing(head(("Content-Length", "3")))
    assert GUARD.of_any(head(("Transfer-Encoding", "chunked")))


@pytest.mark.parametrize(
    ("site", "mode", "kind", "let"),
    [
        ("none", "navigate", "document", True),
        ("same-origin", "cors", "empty", True),
        ("cross-site", "navigate", "document", True),
        ("cross-site", "navigate", "iframe", False),
        ("cross-site", "no-cors", "image", False),
        ("cross-site", "no-cors", "script", False),
        ("same-site", "cors", "empty", False),
    ],
)
def test_other_sites_may_link_and_no_more(site: str, mode: str, kind: str, let: bool) -> None:
    asked = head(Sec_Fetch_Site=site, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=kind)
    assert (GUARD.of_reading(asked) is None) is let


def test_each_preview_has_a_secret_of_its_own() -> None:
    one, two = Guard("a").token, Guard("a").token
    assert one != two and len(one) >= 40


def test_pages_may_run_the_previews_script_only() -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert not any(name.startswith("Access-Control") for name in HEADERS)
