"""Server: the preview at an address of this machine that no other machine can reach.

What is served stands in memory: no address is ever taken for the path of a file.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TypeAlias, cast
from urllib.parse import parse_qs, unquote, urlsplit

from edition.authoring.preview import book as books
from edition.authoring.preview.answers import Answer, Given, fault
from edition.authoring.preview.connections import Connections
from edition.authoring.preview.edits import Editing
from edition.authoring.preview.forms import Annotating
from edition.authoring.preview.security import HEADERS, MAX_BODY, Guard, Refusal
from edition.authoring.preview.session import PreviewSession

LOOPBACK = "127.0.0.1"
#: Seconds that a request may take in all, and between two signs of life to a waiting page.
TIMEOUT, HEARTBEAT = 15, 10
#: Connections at once; a page that waits for news holds one.
MAX_CONNECTIONS = 64
#: Values in the query of an address; ours have two.
_MAX_FIELDS = 8

_ASSETS = {
    "page.css": "text/css; charset=utf-8",
    "bar.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "main.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "notes.js": "text/javascript; charset=utf-8",
    "problems.js": "text/javascript; charset=utf-8",
    "annotate.js": "text/javascript; charset=utf-8",
    "form.js": "text/javascript; charset=utf-8",
    "fields.js": "text/javascript; charset=utf-8",
    "entries.js": "text/javascript; charset=utf-8",
}
_JSON, _TEXT = "application/json; charset=utf-8", "text/plain; charset=utf-8"

_NO_ADDRESS = Refusal(HTTPStatus.BAD_REQUEST, "There is no such address.")

#: A connection, as socketserver hands it on.
_Request: TypeAlias = socket.socket | tuple[bytes, socket.socket]


class Server(ThreadingHTTPServer):
    """Serves one session. `port` 0 takes a free one. Raises OSError where the port is taken."""

    daemon_threads = True
    # No second server on the port of a first; a port just left may be taken again.
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 32

    def __init__(self, session: PreviewSession, port: int = 0) -> None:
        self.session = session
        self.editing = Editing(session)
        self.annotating = Annotating(session, self.editing)
        self.connections = Connections(MAX_CONNECTIONS, TIMEOUT)
        super().__init__((LOOPBACK, port), Handler)
        self.guard = Guard(f"{LOOPBACK}:{self.server_port}")

    def server_bind(self) -> None:
        """Without the look-up of the machine's name, which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        host, self.server_port = self.server_address[:2]
        self.server_name = str(host)

    @property
    def address(self) -> str:
        """Where the preview is."""
        return f"{self.guard.origin}/"

    def process_request(self, request: _Request, client_address: object) -> None:
        """One thread for each connection, but not without end."""
        self.connections.add(cast(socket.socket, request))
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """What is done between two connections, and several times in a second."""
        self.connections.end_late_ones()

    def process_request_thread(self, request: _Request, client_address: object) -> None:
        """Serve one connection, and make room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.remove(cast(socket.socket, request))

    def handle_error(self, request: _Request, client_address: object) -> None:
        """A browser that goes away is no error; anything else is told on the terminal."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One request, which ends its connection (HTTP/1.0)."""

    server: Server
    timeout = TIMEOUT
    server_version, sys_version = "edition-preview", ""

    def do_GET(self) -> None:
        """Read something."""
        guard = self.server.guard
        self.server.connections.arrived(self.connection)
        if there := guard.other_name(self.headers, self.path):
            self._answer(HTTPStatus.FOUND, _TEXT, b"", Location=there)
            return
        refusal = guard.of_any(self.headers) or guard.of_reading(self.headers)
        if refusal:
            self._refuse(refusal)
            return
        try:
            address = urlsplit(self.path)
            query = parse_qs(address.query, max_num_fields=_MAX_FIELDS)
        except ValueError:
            self._refuse(_NO_ADDRESS)
            return
        name = unquote(address.path, errors="replace").removeprefix("/")
        if name == "":
            self._to_the_text()
        elif answer := self._readings().get(name):
            answer(query)
        elif name.startswith("preview/"):
            self._asset(name.removeprefix("preview/"))
        else:
            self._file(name)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Change something, or ask with a body."""
        guard = self.server.guard
        refusal = guard.of_any(self.headers) or guard.of_writing(self.headers)
        try:
            posts = {**self.server.annotating.posts, **self.server.editing.posts}
            work = posts.get(urlsplit(self.path).path)
        except ValueError:
            refusal, work = refusal or _NO_ADDRESS, None
        if refusal or work is None:
            self._refuse(refusal or Refusal(HTTPStatus.NOT_FOUND, "There is nothing here."))
            return
        self._json(*self._worked(work))

    def _worked(self, work: Callable[[Given], Answer]) -> tuple[Answer, HTTPStatus]:
        length = int(self.headers["Content-Length"])
        data = self.rfile.read(length)
        if len(data) < length:
            return {"error": "The request ended too early."}, HTTPStatus.BAD_REQUEST
        self.server.connections.waits(self.connection)
        try:
            given = json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            return {"error": "This is no JSON."}, HTTPStatus.BAD_REQUEST
        if not isinstance(given, dict):
            return {"error": "Send a group of values."}, HTTPStatus.BAD_REQUEST
        try:
            answer = work(given)
        except Exception as error:  # a fault of ours: the form must get an answer
            self.server.handle_error(self.request, self.client_address)
            return {"problems": [fault(error)]}, HTTPStatus.INTERNAL_SERVER_ERROR
        return answer, HTTPStatus.UNPROCESSABLE_ENTITY if "problems" in answer else HTTPStatus.OK

    # ── what can be read ────────────────────────────────────────────────────────────────────

    def _readings(self) -> Mapping[str, Callable[[Mapping[str, list[str]]], None]]:
        return {
            "preview/events": self._events,
            "preview/state": lambda _: self._json(self.server.session.message()),
            "preview/form": lambda _: self._json(self.server.annotating.form()),
            "preview/where": self._where,
            "preview/entry": self._entry,
            "preview/open": self._open,
            "preview/entries": self._entries,
        }

    def _to_the_text(self) -> None:
        book = self.server.session.state.book
        self._answer(
            HTTPStatus.FOUND, _TEXT, b"", Location=f"/{book.first if book else 'preview.html'}"
        )

    def _file(self, name: str) -> None:
        if name.startswith("fonts/"):
            file = books.font(name.removeprefix("fonts/"))
        else:
            file = self.server.session.page(name)
        if file is None:
            self._refuse(Refusal(HTTPStatus.NOT_FOUND, "There is nothing here."))
            return
        if not file.digest:
            self._answer(HTTPStatus.OK, file.media_type, file.data)
            return
        tag = f'"{file.digest}"'
        if self.headers.get("If-None-Match") == tag:
            self._answer(HTTPStatus.NOT_MODIFIED, file.media_type, b"", ETag=tag)
            return
        values = {"preview-token": self.server.guard.token, "preview-digest": file.digest}
        self._answer(HTTPStatus.OK, file.media_type, books.with_head(file, values), ETag=tag)

    def _asset(self, name: str) -> None:
        if name not in _ASSETS:
            self._refuse(Refusal(HTTPStatus.NOT_FOUND, "There is nothing here."))
            return
        data = files("edition.authoring.preview").joinpath("assets", name).read_bytes()
        self._answer(HTTPStatus.OK, _ASSETS[name], data)

    def _where(self, query: Mapping[str, list[str]]) -> None:
        page, anchor = (query.get(key, [""])[0] for key in ("page", "anchor"))
        self._json(self.server.session.where(page, anchor) or {})

    def _entry(self, query: Mapping[str, list[str]]) -> None:
        group, id = (query.get(key, [""])[0] for key in ("group", "id"))
        self._json(self.server.session.find(group, id) or {})

    def _open(self, query: Mapping[str, list[str]]) -> None:
        keys = ("group", "id", "file", "line")
        self._json(self.server.editing.open(*(query.get(key, [""])[0] for key in keys)))

    def _entries(self, query: Mapping[str, list[str]]) -> None:
        self._json(self.server.editing.entries_of(query.get("page", [""])[0]))

    def _events(self, _: Mapping[str, list[str]]) -> None:
        """Server-sent events (HTML Living Standard, 9.2): the state now, and each that follows."""
        session = self.server.session
        # Before the answer begins: whoever reads that is not to be ended for the next who asks.
        self.server.connections.waits(self.connection)
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", None)
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 400\n\n")
        version = -1
        while not session.closed:
            state = session.wait(version, HEARTBEAT)
            if state is None:
                self.wfile.write(b": still here\n\n")
            else:
                version = state.version
                data = json.dumps(session.message())
                self.wfile.write(f"event: state\ndata: {data}\n\n".encode())
            self.wfile.flush()

    # ── answers ─────────────────────────────────────────────────────────────────────────────

    def _json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer(status, _JSON, json.dumps(value).encode())

    def _refuse(self, refusal: Refusal) -> None:
        self._answer(refusal.status, _TEXT, f"{refusal.reason}\n".encode())
        if self.command == "POST":
            self._drain()

    def _drain(self) -> None:
        """Take in what was sent in vain: to close on it would destroy the answer on its way
        (RFC 9112, section 9.6)."""
        left = 4 * MAX_BODY
        with suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            while left > 0 and (data := self.rfile.read1(65536)):
                left -= len(data)

    def _answer(self, status: HTTPStatus, kind: str, data: bytes, **more: str) -> None:
        self._head(status, kind, len(data), **more)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, length: int | None, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in {**HEADERS, **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library itself refuses (a bad request line, another method), in our way."""
        self.close_connection = True
        status = HTTPStatus(code)
        self._answer(status, _TEXT, f"{status.phrase}.\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows the builds."""
