"""The preview's server, asked as a browser asks, and as nobody should."""

from __future__ import annotations

import http.client
import json
import re
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import quote

import pytest

from edition.authoring.preview import book as books
from edition.authoring.preview import server as serving
from edition.authoring.preview.security import HEADERS, MAX_BODY, TOKEN_HEADER
from edition.authoring.preview.server import _ASSETS, Server
from edition.authoring.preview.session import PreviewSession
from edition.system.project import Project
from tests.books import GOOD, write_project
from tests.paths import ROOT

NOTE = {"kind": "footnote", "values": {"quote": "cloth grew", "note": "Slowly."}}


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        """The body as data."""
        return json.loads(self.body)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a free port, with a good edition."""
    yield from served(tmp_path)


def served(tmp_path: Path) -> Iterator[Server]:
    """A server while it runs."""
    session = PreviewSession(Project.at(write_project(tmp_path, GOOD)))
    session.rebuild()
    found = Server(session)
    thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield found
    session.close()
    found.shutdown()
    found.server_close()
    thread.join(20)
    assert not thread.is_alive()


def ask(
    server: Server, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Answer:
    """One request; the host is the server's unless another is given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def post(server: Server, path: str, value: object, **changed: str) -> Answer:
    """A request as the page sends it, with other headers where they are given."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    headers = {
        "Origin": server.guard.origin,
        "Content-Type": "application/json",
        TOKEN_HEADER: server.guard.token,
        **changed,
    }
    return ask(server, path, "POST", body, **headers)


def written(server: Server) -> str:
    """The annotations file."""
    return (server.session.project.root / "annotations.yaml").read_text()


# ── what is served ──────────────────────────────────────────────────────────────────────────


def test_it_listens_on_this_machine_only(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_the_door_leads_to_the_text(server: Server) -> None:
    answer = ask(server, "/")
    assert (answer.status, answer.headers["Location"]) == (302, "/text-001.html")
    page = ask(server, "/text-001.html")
    assert page.headers["Content-Type"].startswith("text/html")
    assert b"threw the" in page.body and server.guard.token.encode() in page.body


def test_every_file_that_a_page_names_is_there(server: Server) -> None:
    for name, _ in server.session.state.book.contents:
        answer = ask(server, f"/{name}")
        assert answer.status == 200
        if name.startswith("images/"):  # the cover of the books
            continue
        page = answer.body.decode()
        for address in re.findall(r'(?:href|src)="(?!#|http)([^"#]+)', page):
            assert ask(server, "/" + address.removeprefix("/")).status == 200, address
    css = ask(server, "/styles/epub.css").body.decode()
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert ask(server, address).status == 200


def test_every_script_and_style_of_the_preview_is_served(server: Server) -> None:
    folder = ROOT / "edition" / "authoring" / "preview" / "assets"
    assert {path.name for path in folder.iterdir()} == set(_ASSETS)
    for name in _ASSETS:
        assert ask(server, f"/preview/{name}").body == (folder / name).read_bytes()


def test_the_previews_script_makes_no_markup_of_data() -> None:
    folder = ROOT / "edition" / "authoring" / "preview" / "assets"
    for path in folder.glob("*.js"):
        text = path.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_an_unchanged_page_is_not_sent_twice(server: Server) -> None:
    tag = ask(server, "/text-001.html").headers["ETag"]
    again = ask(server, "/text-001.html", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


def test_news_come_as_events(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as client:
        head = f"GET /preview/events HTTP/1.0\r\nHost: {server.guard.host}\r\n\r\n"
        client.sendall(head.encode())
        lines = client.makefile("rb")
        assert b"200" in lines.readline()
        assert json.loads(next_data(lines))["version"] == 1
        file = server.session.project.root / "annotations.yaml"
        file.write_text(written(server).replace("It flies.", "It soars."))
        server.session.rebuild()
        assert json.loads(next_data(lines))["version"] == 2


def next_data(lines: object) -> bytes | None:
    """The data of the next event."""
    for line in lines:
        if line.startswith(b"data: "):
            return line.removeprefix(b"data: ")
    return None


def test_where_an_entry_stands_can_be_asked_both_ways(server: Server) -> None:
    where = ask(server, "/preview/where?page=text-001.html&anchor=fnref1").json
    assert where["id"] == "on-shuttle" and where["place"].startswith("annotations.yaml:")
    entry = ask(server, "/preview/entry?group=footnotes&id=on-shuttle").json
    assert entry == {"page": "text-001.html", "anchor": "fnref1", "version": 1}
    assert ask(server, "/preview/where?document=../x&anchor=%00").json == {}


# ── what is not ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/annotations.yaml",
        "/source.txt",
        "/../annotations.yaml",
        "/%2e%2e/annotations.yaml",
        "/preview/../server.py",
        "/preview/%2e%2e/server.py",
        "/preview/",
        "/preview/__init__.py",
        "/styles/",
        "/styles/../annotations.yaml",
        "/styles/pdf.css",
        "/fonts/",
        "/fonts/../0.ttf",
        "/fonts/%2fetc%2fpasswd",
        "/images/../source.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/C:/Windows/win.ini",
        "/..%5c..%5cannotations.yaml",
        "/text-001.html%00",
        "/%ff%fe",
        "/preview/add",
        "/preview/propose",
    ],
)
def test_no_address_is_a_path(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"format: 1" not in answer.body and b"import" not in answer.body


def test_every_answer_has_the_headers(server: Server) -> None:
    answers = [
        ask(server, "/text-001.html"),
        ask(server, "/no"),
        ask(server, "/preview/state"),
        ask(server, "/", Host="evil.example"),
        ask(server, "/", "PUT"),
        post(server, "/preview/add", b"{"),
        ask(server, "/fonts/0.ttf"),
    ]
    for answer in answers:
        assert HEADERS.items() <= answer.headers.items(), answer.status
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1"])
def test_a_rebound_name_gets_nothing(server: Server, host: str) -> None:
    for path in ("/", "/text-001.html", "/preview/state", "/preview/events"):
        answer = ask(server, path, Host=f"{host}:1")
        assert answer.status == 421
        assert server.guard.token.encode() not in answer.body


def test_other_sites_cannot_embed_what_is_served(server: Server) -> None:
    for path in ("/text-001.html", "/preview/state", "/images/cover.png", "/preview/events"):
        answer = ask(server, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")
        assert answer.status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_unknown(server: Server, method: str) -> None:
    assert ask(server, "/preview/add", method).status == 501


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({TOKEN_HEADER: "guess"}, 403),
        ({TOKEN_HEADER: ""}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_a_forged_entry_is_not_written(server: Server, changed: dict, status: int) -> None:
    before = written(server)
    assert post(server, "/preview/add", NOTE, **changed).status == status
    assert written(server) == before
    assert post(server, "/preview/add", NOTE).status == 200, "only that made the difference"


def test_a_body_that_is_too_long_is_not_read(server: Server) -> None:
    answer = post(server, "/preview/add", b" " * (MAX_BODY + 1))
    assert answer.status == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b"1", 400),
        (b"[" * 100_000, 400),
        (b'{"kind": ' + b"9" * 5000 + b"}", 400),
        (b"{}", 422),
        (b'{"kind": 7, "values": {}}', 422),
        (b'{"kind": "footnote", "values": []}', 422),
        (b'{"kind": "footnote", "values": {"quote": {"a": 1}}}', 422),
        (b'{"kind": "nonsense", "values": {}}', 422),
    ],
)
def test_nonsense_is_refused_in_words(server: Server, body: bytes, status: int) -> None:
    before = written(server)
    answer = post(server, "/preview/add", body)
    assert answer.status == status and answer.json
    assert written(server) == before


def test_an_address_without_work_is_not_found(server: Server) -> None:
    assert post(server, "/preview/nothing", {}).status == 404
    assert post(server, "/text-001.html", {}).status == 404


# ── annotating ──────────────────────────────────────────────────────────────────────────────


def test_the_form_knows_the_kinds_and_the_sources(server: Server) -> None:
    form = ask(server, "/preview/form").json
    assert [kind["name"] for kind in form["kinds"]] == [
        "footnote",
        "textual-note",
        "term",
        "person",
        "organization",
        "place",
        "subject",
        "emendation",
        "formatting",
        "source",
        "event",
    ]
    for kind in form["kinds"]:
        assert all(field["help"] for field in kind["fields"])
        assert not {"quote", "prefix", "suffix"} & {field["key"] for field in kind["fields"]}


def test_an_entry_is_written_and_nothing_else_is_touched(server: Server) -> None:
    before = written(server).splitlines()
    asked: list[int] = []
    server.editing.written = lambda: asked.append(1)
    answer = post(server, "/preview/add", NOTE).json
    assert answer["group"] == "footnotes" and answer["id"] == "cloth-grew"
    after = written(server).splitlines()
    assert after[answer["line"] - 1].strip() == "- id: cloth-grew"
    assert [line for line in after if line in before] == before
    assert asked == [1], "the preview is renewed"


def test_the_selection_says_which_of_several_places_is_meant(server: Server) -> None:
    values = {"quote": "loom", "prefix": "weaver sat at the ", "suffix": ".", "note": "N."}
    assert post(server, "/preview/add", {"kind": "footnote", "values": values}).status == 200
    server.session.rebuild()
    [note] = [n for n in server.session.state.book.prepared.edition.notes if n.lemma == "loom"]
    assert note.block == "p1"


def test_an_error_names_its_field(server: Server) -> None:
    values = {"quote": "cloth grew", "note": "[@nobody]"}
    answer = post(server, "/preview/add", {"kind": "footnote", "values": values})
    assert answer.status == 422
    [problem] = answer.json["problems"]
    assert (problem["code"], problem["field"]) == ("unknown-source", "note")
    assert problem["hint"]


def opened(server: Server, group: str = "footnotes", id: str = "on-shuttle", line: int = 0) -> dict:
    """An entry as the form gets it."""
    return ask(server, f"/preview/open?group={group}&id={id}&line={line}").json


def which(entry: dict) -> dict:
    """What says which entry is meant."""
    return {key: entry[key] for key in ("group", "id", "file", "line", "digest")}


def test_an_entry_is_opened_changed_deleted_and_all_of_it_taken_back(server: Server) -> None:
    before = written(server)
    entry = opened(server)
    assert (entry["quote"], entry["values"]["note"]) == ("shuttle", "It flies.")
    changed = {**which(entry), "values": {"note": "It flew."}}
    assert post(server, "/preview/change", changed).json["did"] == "Changed: footnote on-shuttle"
    assert written(server) == before.replace("It flies.", "It flew.")
    assert post(server, "/preview/change", changed).status == 422, "it is another now"
    assert post(server, "/preview/delete", which(opened(server))).status == 200
    assert "shuttle" not in written(server)
    assert [post(server, "/preview/undo", {}).status for _ in range(3)] == [200, 200, 422]
    assert written(server) == before
    assert post(server, "/preview/redo", {}).json["number"] == 1
    assert post(server, "/preview/undo", {"number": 1}).status == 200
    assert written(server) == before


def test_how_far_an_entry_is_can_be_said_of_one_that_is_there(server: Server) -> None:
    entry = opened(server)
    fields = {field["key"]: field for field in entry["kind"]["fields"]}
    assert fields["status"]["choices"] == ["draft", "reviewed", "done"]
    assert {"author", "todo", "reviewed-by"} <= set(fields) and "series" not in fields
    changed = {**which(entry), "values": {"status": "reviewed", "reviewed-by": "JD"}}
    assert post(server, "/preview/change", changed).status == 200
    values = opened(server)["values"]
    assert (values["status"], values["reviewed-by"]) == ("reviewed", "JD")
    new = ask(server, "/preview/form").json["kinds"][0]["fields"]
    assert not {field["key"] for field in new} & {"status", "author", "todo", "reviewed-by"}


def test_what_was_added_can_be_taken_back_but_not_what_a_note_needs(server: Server) -> None:
    before = written(server)
    source = {"kind": "source", "values": {"type": "book", "title": "Looms"}}
    id = post(server, "/preview/add", source).json["id"]
    note = {"quote": "cloth grew", "note": "Slowly.", "cite": [id]}
    post(server, "/preview/add", {"kind": "footnote", "values": note})
    refused = post(server, "/preview/undo", {"number": 1})
    assert refused.status == 422
    assert refused.json["problems"][0]["code"] == "unknown-source"
    assert [post(server, "/preview/undo", {}).status for _ in range(2)] == [200, 200]
    assert written(server) == before


def test_entries_of_included_files_are_changed_and_taken_back_each_in_its_own(
    server: Server,
) -> None:
    root = server.session.project.root
    head = "include: notes/*.yaml\nadd-to: notes/{kind}.yaml\n"
    (root / "annotations.yaml").write_text(head + written(server))
    (root / "notes").mkdir()
    one, new = root / "notes" / "one.yaml", root / "notes" / "footnotes.yaml"
    (root / "kept.yaml").write_text("# ours\n\n" + OTHERS)
    one.symlink_to(root / "kept.yaml")
    server.session.rebuild()
    before = (written(server), one.read_text())
    [item] = ask(server, "/preview/entries?page=chronology.html").json["entries"]
    assert item["file"] == "notes/one.yaml"
    where = f"group=chronology&id=&file={item['file']}&line={item['line']}"
    event = ask(server, f"/preview/open?{where}").json
    assert event["values"]["event"] == "The loom of Jacquard."
    assert ask(server, f"/preview/open?group=chronology&line={item['line']}").json["problems"]
    found = ask(server, f"/preview/entry?group=chronology&id=notes/one.yaml:{item['line']}").json
    assert found["page"] == "chronology.html"
    values = {"event": "His loom."}
    answer = post(server, "/preview/change", {**which(event), "values": values}).json
    assert (answer["file"], answer["line"]) == ("notes/one.yaml", item["line"])
    assert one.read_text() == before[1].replace("The loom of Jacquard.", "His loom.")
    assert one.is_symlink() and server.editing.history.steps[0].file == "notes/one.yaml"
    added = post(server, "/preview/add", NOTE).json
    assert added["file"] == "notes/footnotes.yaml" and new.exists()
    second = {"kind": "footnote", "values": {"quote": "A weaver", "note": "She."}}
    assert post(server, "/preview/add", second).json["file"] == "notes/footnotes.yaml"
    refused = post(server, "/preview/undo", {"number": 2}).json["problems"]
    assert refused and new.exists(), "the second one is in the list that the first made"
    assert [post(server, "/preview/undo", {}).status for _ in range(2)] == [200, 200]
    assert not new.exists(), "it was made by the entry that is taken back"
    assert post(server, "/preview/redo", {}).status == 200 and "cloth grew" in new.read_text()
    assert [post(server, "/preview/undo", {}).status for _ in range(3)] == [200, 200, 422]
    assert (written(server), one.read_text()) == before and not new.exists()


@pytest.mark.parametrize("path", ["change", "delete", "undo", "redo"])
@pytest.mark.parametrize(
    "changed",
    [{"Origin": "http://evil.example"}, {TOKEN_HEADER: "guess"}, {"Content-Type": "text/plain"}],
)
def test_a_forged_edit_is_not_done(server: Server, path: str, changed: dict) -> None:
    entry = which(opened(server))
    post(server, "/preview/change", {**entry, "values": {"note": "It flew."}})
    before = written(server)
    given = {**which(opened(server)), "values": {"note": "Evil."}}
    assert post(server, f"/preview/{path}", given, **changed).status in (403, 415)
    assert written(server) == before


@pytest.mark.parametrize("path", ["change", "delete", "undo", "redo"])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"group": 1, "id": [], "line": "x", "digest": None, "values": 3},
        {"group": "footnotes", "file": "../x.yaml", "line": 3, "values": {"note": "x"}},
        {"group": "footnotes", "id": "nobody", "values": {"note": "x"}},
        {"group": "footnotes", "line": 10**12, "values": {"note": {"a": ["b"]}}},
        {"group": "footnotes", "id": "on-shuttle", "values": {"note": {"a": [1]}, "x": [[]]}},
        {"number": 99},
        {"number": True},
    ],
)
def test_a_nonsensical_edit_is_refused_in_words(server: Server, path: str, given: dict) -> None:
    before = written(server)
    if path == "delete" and given.get("id") == "on-shuttle":
        return  # that is a good one
    answer = post(server, f"/preview/{path}", given)
    assert answer.status == 422 and answer.json["problems"][0]["message"]
    assert written(server) == before
    for line in ("", "x", "-1", "99999", "9" * 30):
        assert ask(server, f"/preview/open?group=footnotes&line={line}").json["problems"]


OTHERS = """\
emendations:
  - quote: threw
    reading: hurled
chronology:
  events:
    - date: "1801"
      event: The loom of Jacquard.
"""


def test_entries_without_an_id_are_known_by_their_line_while_it_is_theirs(server: Server) -> None:
    file = server.session.project.root / "annotations.yaml"
    file.write_text(written(server) + OTHERS)
    server.session.rebuild()
    listed = ask(server, "/preview/entries?page=chronology.html").json["entries"]
    [event] = [item for item in listed if item["group"] == "chronology"]
    assert event["id"] == ""
    entry = opened(server, "chronology", "", event["line"])
    assert entry["values"] == {"date": "1801", "event": "The loom of Jacquard."}
    where = {"group": "emendations", "id": "", "line": event["line"] - 4}
    assert opened(server, **where)["values"]["reading"] == "hurled"
    file.write_text("# a line more\n" + written(server))
    refused = post(server, "/preview/delete", where)
    assert (
        refused.status == 422
        and "Wait until the page follows" in refused.json["problems"][0]["hint"]
    )
    assert post(server, "/preview/delete", which(entry)).status == 200, "known by what it says"
    assert "chronology" not in written(server) and "hurled" in written(server)


def test_the_entries_of_a_page_are_listed(server: Server) -> None:
    found = ask(server, "/preview/entries?page=text-001.html").json
    assert [(item["id"], item["words"]) for item in found["entries"]] == [("on-shuttle", "shuttle")]
    assert ask(server, "/preview/entries?document=no").json == {"entries": [], "steps": []}


def test_localhost_is_led_to_the_one_host_and_gets_nothing_itself(server: Server) -> None:
    port = server.server_port
    for path in ("/", "/text-001.html?a=1", "//evil.example/x", "/preview/state"):
        answer = ask(server, path, Host=f"localhost:{port}")
        assert (answer.status, answer.body) == (302, b"")
        assert answer.headers["Location"] == f"http://127.0.0.1:{port}/{path.lstrip('/')}"
    given = post(server, "/preview/add", NOTE, Host=f"localhost:{port}")
    assert given.status == 421 and server.address.encode() in given.body


def test_words_that_are_no_markup_stay_words(server: Server) -> None:
    values = {"quote": "cloth grew", "note": 'A "<script>alert(1)</script>" & b.'}
    answer = post(server, "/preview/add", {"kind": "footnote", "values": values})
    assert answer.status == 422, "raw HTML is refused"
    values["note"] = "A “&lt;script&gt;” & b."
    assert post(server, "/preview/add", {"kind": "footnote", "values": values}).status == 200
    server.session.rebuild()
    page = ask(server, "/text-001.html").body
    assert b"<script>" not in page and b"&lt;script&gt;" in page


def test_a_name_is_proposed(server: Server) -> None:
    answer = post(server, "/preview/propose", {"kind": "footnote", "words": "on shuttle"}).json
    assert answer["values"]["id"] == "on-shuttle-2", "the id is taken"
    answer = post(server, "/preview/propose", {"kind": "person", "words": "Jane Doe’s"}).json
    assert answer["values"]["name"] == "Doe, Jane"


def test_an_address_may_be_any_letters(server: Server) -> None:
    assert ask(server, "/" + quote("глава.html")).status == 404


def test_a_taken_port_is_an_error(server: Server) -> None:
    with pytest.raises(OSError):
        Server(server.session, server.server_port)


def test_the_form_hears_of_a_fault_of_the_builder(server: Server, monkeypatch, capsys) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("edition.authoring.add.write.plan", failing)
    answer = post(server, "/preview/add", {"kind": "footnote", "values": {"quote": "cloth"}})
    assert answer.status == 500
    [problem] = answer.json["problems"]
    assert problem["code"] == "builder-fault" and "no such luck" in problem["message"]
    assert "RuntimeError" in capsys.readouterr().err, "the terminal has the rest"


_SIGNS = "".join(map(chr, range(33, 127)))

# ── odd and slow clients ────────────────────────────────────────────────────────────────────


def raw(server: Server, head: str, more: bytes = b"") -> bytes:
    """What is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as client:
        client.sendall(f"{head}\r\nHost: {server.guard.host}\r\n\r\n".encode("latin-1") + more)
        return client.makefile("rb").read()


@pytest.mark.parametrize(
    "address",
    [
        "/?" + "&".join(f"a{number}=1" for number in range(9)),
        "/preview/where?" + "a=1&" * 4000,
        "/text-001.html?" + "&a=1;" * 20,
        "http://[",
        "http://[::1/",
        "//[",
        "http://[x]/preview/state",
        "http://127.0.0.1]/",
        "/?a=1" + "&" * 20,
    ],
)
def test_an_odd_address_is_answered_with_400(address: str, server: Server, capfd) -> None:
    status = raw(server, f"GET {quote(address, safe=_SIGNS)} HTTP/1.0").split()[1]
    parses = address in ("//[",)  # the library takes a second slash away: a name like any other
    assert status == (b"404" if parses else b"400")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "line",
    [
        "GET",
        "GET /",
        "GET / HTTP/9.9",
        "GET / HTTP/x",
        "\0 / HTTP/1.0",
        "BREW / HTTP/1.0",
        "x" * 70000,
    ]
    + [f"GET {sign} HTTP/1.0" for sign in ("*", "?", "#", "/%00", "/%ff%fe", "/preview/%2e%2e/x")],
)
def test_an_odd_request_gets_an_answer_and_says_nothing_here(
    line: str, server: Server, capfd
) -> None:
    raw(server, line)
    assert ask(server, "/preview/state").status == 200
    assert capfd.readouterr().err == ""


def test_the_head_of_the_news_ends(server: Server) -> None:
    assert ask(server, "/preview/events", "HEAD").status == 200


def test_names_of_fonts_that_are_not_there_are_not_kept(server: Server) -> None:
    for number in range(5):
        assert ask(server, f"/fonts/x{number}.ttf").status == 404
    assert ask(server, "/fonts/0.ttf").status == 200
    assert books._font.cache_info().currsize <= len(books._font_files())


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """A server that gives a request half a second, and has room for four."""
    monkeypatch.setattr(serving, "TIMEOUT", 0.5)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 4)
    yield from served(tmp_path)


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_port), timeout=20)


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.0\r\nHo", b"GET / HTTP/1.0\r\nA: b\r\n"])
def test_a_request_has_a_time_in_all(start: bytes, hasty: Server) -> None:
    """However often a byte comes."""
    begun = time.monotonic()
    with connect(hasty) as client:
        client.sendall(start)
        with pytest.raises(ConnectionError):
            while time.monotonic() - begun < 10:
                client.sendall(b"x")
                time.sleep(0.05)
    assert time.monotonic() - begun < 3


def test_a_body_has_the_same_time(hasty: Server) -> None:
    head = (
        f"POST /preview/check HTTP/1.0\r\nHost: {hasty.guard.host}\r\nContent-Length: 9999\r\n"
        f"Origin: {hasty.guard.origin}\r\nContent-Type: application/json\r\n"
        f"{TOKEN_HEADER}: {hasty.guard.token}\r\n\r\n"
    )
    begun = time.monotonic()
    with connect(hasty) as client:
        client.sendall(head.encode())
        with pytest.raises(ConnectionError):
            while time.monotonic() - begun < 10:
                client.sendall(b" ")
                time.sleep(0.05)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("count", [4, 9])
def test_slow_clients_shut_nobody_out(
    count: int, monkeypatch: pytest.MonkeyPatch, hasty: Server
) -> None:
    monkeypatch.setattr(hasty.connections, "_seconds", 60)
    slow = [connect(hasty) for _ in range(count)]
    for client in slow:
        client.sendall(b"GET /preview/state HTTP/1.0\r\n")
    for _ in range(6):
        assert ask(hasty, "/preview/state").status == 200
    for client in slow:
        client.close()


def test_pages_that_wait_for_news_shut_nobody_out(hasty: Server) -> None:
    head = f"GET /preview/events HTTP/1.0\r\nHost: {hasty.guard.host}\r\n\r\n".encode()
    waiting = []
    for _ in range(8):
        waiting.append(connect(hasty))
        waiting[-1].sendall(head)
        lines = waiting[-1].makefile("rb")
        assert b"200" in lines.readline()
    assert ask(hasty, "/preview/state").status == 200
    time.sleep(1)  # longer than a request has; who waits for news may
    assert json.loads(next_data(lines))["version"] == 1
    for client in waiting:
        client.close()


def test_who_does_not_take_the_answer_is_left(hasty: Server) -> None:
    with connect(hasty) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(f"GET /fonts/0.ttf HTTP/1.0\r\nHost: {hasty.guard.host}\r\n\r\n".encode())
        deadline = time.monotonic() + 5
        while hasty.connections._open and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not hasty.connections._open
