"""The scanner finds each thing that must not be in a book, by putting it into a good one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from edition.cli import main
from tests.books import write_project
from tests.hostile import scan


@pytest.fixture(scope="module")
def loom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good edition with its two books in `dist`."""
    folder = write_project(tmp_path_factory.mktemp("loom"))
    assert main.main(["build", str(folder), "-q"]) == main.BUILT
    return folder


def test_nothing_is_found_in_good_books(loom: Path) -> None:
    for name in ("loom.epub", "loom.pdf"):
        assert scan.book(loom / "dist" / name, loom) == []


def codes(path: Path, folder: Path) -> set[str]:
    """The codes of what is found in the book."""
    return {finding.code for finding in scan.book(path, folder)}


# ── the EPUB ────────────────────────────────────────────────────────────────────────────────

TEXT, PACKAGE, NCX = "EPUB/text-001.xhtml", "EPUB/content.opf", "EPUB/toc.ncx"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
#: What stands in the body of a document, and the code.
IN_THE_BODY = {
    "<script>a</script>": "active-element",
    "<iframe src='x.xhtml'></iframe>": "active-element",
    "<object data='x'></object>": "active-element",
    "<form action='x'></form>": "active-element",
    "<style>p {}</style>": "active-element",
    "<base href='https://example.org/'/>": "active-element",
    "<meta http-equiv='refresh' content='0'/>": "active-element",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'/>": "active-element",
    SVG.format("<script>a</script>"): "active-element",
    SVG.format("<foreignObject/>"): "active-element",
    SVG.format("<use xlink:href='file:///etc/passwd'/>"): "unsafe-address",
    SVG.format("<image href='x.png'/>"): "active-element",
    SVG.format("<set attributeName='href'/>"): "active-element",
    SVG.format("<rect fill='url(https://example.org/#a)'/>"): "unsafe-address",
    SVG.format("<g onload='a'/>"): "event-attribute",
    "<p onclick='a'>x</p>": "event-attribute",
    "<p style='color: url(x)'>x</p>": "style-address",
    "<a href='javascript:a'>x</a>": "unsafe-address",
    "<a href='java&#9;script:a'>x</a>": "unsafe-address",
    "<a href='data:text/html,x'>x</a>": "unsafe-address",
    "<a href='file:///etc/passwd'>x</a>": "unsafe-address",
    "<a href='vbscript:a'>x</a>": "unsafe-address",
    "<img src='data:image/svg+xml,x' alt=''/>": "unsafe-address",
    "<a href='//example.org/x'>x</a>": "unsafe-address",
    "<img src='a.png' srcset='ftp://example.org/a.png' alt=''/>": "unsafe-address",
    "<!--[if IE]>x<![endif]-->": "comment",
    "<?php x ?>": "processing-instruction",
    "<p>\u0085 \u009b</p>": "control-character",
    "<p>a & b</p>": "not-xml",
}
STYLES = {
    "@import 'x';": "style-import",
    "@namespace x 'y';": "style-import",
    "p { background: url(https://example.org/a.png) }": "style-address",
    "p { background: url('../images/cover.png') }": "style-address",
    "p { background: \\75rl(x) }": "style-address",
    "p { background: image-set('a' 1x) }": "style-address",
    "p { width: expression(alert(1)) }": "style-address",
}


def changed(loom: Path, folder: Path, change: dict[str, Callable[[str], str]]) -> Path:
    """The EPUB with members changed."""
    path = folder / "x.epub"
    with zipfile.ZipFile(loom / "dist" / "loom.epub") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change[name](data.decode()) if name in change else data)
    return path


def put(text: str, before: str = "</body>") -> Callable[[str], str]:
    """A change that puts `text` before what stands last."""

    def change(old: str) -> str:
        head, mark, tail = old.rpartition(before)
        assert mark
        return head + text + mark + tail

    return change


@pytest.mark.parametrize("what", IN_THE_BODY)
def test_what_is_planted_in_a_document_is_found(what: str, loom: Path, tmp_path: Path) -> None:
    assert IN_THE_BODY[what] in codes(changed(loom, tmp_path, {TEXT: put(what)}), loom)


@pytest.mark.parametrize("what", STYLES)
def test_what_is_planted_in_a_style_sheet_is_found(what: str, loom: Path, tmp_path: Path) -> None:
    change = {"EPUB/styles/base.css": lambda old: old + what}
    assert codes(changed(loom, tmp_path, change), loom) == {STYLES[what]}


@pytest.mark.parametrize(
    ("name", "change", "wanted"),
    [
        (
            TEXT,
            lambda old: old.replace("<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a 'b'>]>"),
            "doctype",
        ),
        (
            PACKAGE,
            lambda old: "<!DOCTYPE x SYSTEM 'http://example.org/x'>" + old.split("?>")[1],
            "doctype",
        ),
        (
            PACKAGE,
            put("<item id='x' href='https://example.org/x' media-type='text/css'/>", "</manifest>"),
            None,
        ),
        (PACKAGE, put("<link rel='x' href='file:///x'/>", "</metadata>"), "unsafe-address"),
        (NCX, put("<!-- x -->", "</ncx>"), "comment"),
        (NCX, put("<?x y?>", "</ncx>"), "processing-instruction"),
    ],
)
def test_the_package_and_the_contents_are_looked_at(
    name: str, change: Callable[[str], str], wanted: str | None, loom: Path, tmp_path: Path
) -> None:
    found = codes(changed(loom, tmp_path, {name: change}), loom)
    assert wanted in found if wanted else "remote-resource" in found


@pytest.mark.parametrize(
    "name",
    ["/x.txt", "../x.txt", "EPUB/../../x.txt", "EPUB\\..\\x", "C:x", "EPUB/TEXT-001.XHTML", TEXT],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_lead_out_or_clash_are_found(name: str, loom: Path, tmp_path: Path) -> None:
    path = changed(loom, tmp_path, {})
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(name, "x")
    assert "bad-name" in codes(path, loom)


def test_the_path_of_the_machine_is_found(loom: Path, tmp_path: Path) -> None:
    change = {TEXT: put(f"<p>{loom}</p>")}
    assert codes(changed(loom, tmp_path, change), loom) == {"private-path"}


# ── the PDF ─────────────────────────────────────────────────────────────────────────────────


def action(**values: object) -> Callable[[pikepdf.Pdf], None]:
    """A link on the first page that does this."""

    def plant(document: pikepdf.Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(**values)
        )
        page = document.pages[0]
        page.obj[Name.Annots] = document.make_indirect(Array([document.make_indirect(link)]))

    return plant


def catalog(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    """An entry of the catalog."""

    def plant(document: pikepdf.Pdf) -> None:
        document.Root[key] = value

    return plant


def loose(value: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf], None]:
    """An object that a key of the catalog leads to which no reader knows."""

    def plant(document: pikepdf.Pdf) -> None:
        document.Root["/Xyz"] = document.make_indirect(value(document))

    return plant


def hidden_file(document: pikepdf.Pdf) -> object:
    return Stream(document, b"MZ", Dictionary(Type=Name.EmbeddedFile))


def listed_file(document: pikepdf.Pdf) -> None:
    """A program among the attached files."""
    data = Stream(document, b"MZ", Dictionary(Type=Name.EmbeddedFile, Subtype=Name("/text/plain")))
    file = Dictionary(
        Type=Name.Filespec,
        F=String("x.exe"),
        UF=String("../x.exe"),
        EF=Dictionary(F=document.make_indirect(data)),
    )
    pikepdf.NameTree(document.Root.Names.EmbeddedFiles)["x.exe"] = document.make_indirect(file)


def metadata(document: pikepdf.Pdf) -> None:
    old = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + old)


PLANTED: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "a script": (action(S=Name.JavaScript, JS=String("a")), "active-object"),
    "a program": (action(S=Name.Launch, F=String("cmd.exe")), "active-object"),
    "a form": (action(S=Name.SubmitForm, F=String("https://example.org/")), "active-object"),
    "another file": (action(S=Name.GoToR, F=String("x.pdf"), D=Array([0])), "active-object"),
    "data": (action(S=Name.ImportData, F=String("x")), "active-object"),
    "a javascript address": (action(S=Name.URI, URI=String("javascript:a")), "unsafe-address"),
    "a file address": (action(S=Name.URI, URI=String("file:///etc/passwd")), "unsafe-address"),
    "a divided address": (action(S=Name.URI, URI=String("https://a/\nx")), "unsafe-address"),
    "an address within a chain": (
        action(S=Name.URI, URI=String("https://example.org/"),
               Next=Dictionary(S=Name.URI, URI=String("data:x"))), "unsafe-address"),
    "opening": (catalog("/OpenAction", Dictionary(S=Name.URI, URI=String("https://a/"))),
                "active-object"),
    "what starts itself": (catalog("/AA", Dictionary()), "active-object"),
    "fields": (catalog("/AcroForm", Dictionary(Fields=Array())), "active-object"),
    "names of scripts": (lambda document: document.Root.Names.__setitem__(
        "/JavaScript", Dictionary(Names=Array())), "active-object"),
    "multimedia": (loose(lambda _: Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)),
                   "active-object"),
    "a file on a page": (loose(lambda _: Dictionary(Subtype=Name.FileAttachment)),
                         "active-object"),
    "a hidden file": (loose(hidden_file), "attached-file"),
    "a listed program": (listed_file, "attached-file"),
    "data of another file": (loose(lambda document: Stream(
        document, b"x", Dictionary(F=String("/etc/passwd")))), "outside-file"),
    "entities": (metadata, "doctype"),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_in_a_pdf_is_found(what: str, loom: Path, tmp_path: Path) -> None:
    plant, wanted = PLANTED[what]
    path = tmp_path / "x.pdf"
    with pikepdf.open(loom / "dist" / "loom.pdf") as document:
        plant(document)
        document.save(path, fix_metadata_version=False)
    assert wanted in codes(path, loom)


def test_the_path_of_the_machine_is_found_in_a_packed_stream(loom: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with pikepdf.open(loom / "dist" / "loom.pdf") as document:
        document.Root["/Xyz"] = Stream(document, f"x {loom} x".encode() * 50)
        document.save(path, compress_streams=True)
    assert str(loom).encode() not in path.read_bytes()
    assert codes(path, loom) == {"private-path"}


def test_a_locked_pdf_is_found(loom: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with pikepdf.open(loom / "dist" / "loom.pdf") as document:
        document.save(path, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "locked" in codes(path, loom)
