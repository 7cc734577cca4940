"""Everything that is imported is a stranger's: it is read within bounds, and leads nowhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.authoring.intake import bounds, kinds, media, pandoc
from edition.authoring.intake.files import Folder
from edition.authoring.intake.manuscript import Figure, Manuscript, Picture
from edition.authoring.intake.readers import rtfgroups
from edition.model.problems import BuildFailed
from tests.unit.authoring.intake import samples

CONTAINER = b"""<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = b"""<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="a" href="%s" media-type="application/xhtml+xml"/></manifest><spine>
<itemref idref="a"/></spine></package>"""
XHTML = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>%s</p></body></html>"
LAUGHS = b"""<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&d;</p></body></text></TEI>"""
FILE = b"""<!DOCTYPE TEI [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a &f; b</p></body></text></TEI>"""


def book(**parts: bytes) -> bytes:
    """An EPUB with these parts (`a_b` is `a.b`)."""
    named = {name.replace("_", "."): data for name, data in parts.items()}
    return samples.zipped({"META-INF/container.xml": CONTAINER, **named})


def bomb() -> bytes:
    """An EPUB whose document unpacks to more than the bounds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("a.opf", OPF % b"a.xhtml")
        with archive.open("a.xhtml", "w", force_zip64=True) as member:
            for _ in range(bounds.MOST_UNPACKED // (1 << 20) + 1):
                member.write(bytes(1 << 20))
    return out.getvalue()


def deep(name: bytes, inner: bytes, times: int = 400) -> bytes:
    return b"<%s>" % name * times + inner + b"</%s>" % name * times


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.epub", b"PK\x03\x04META-INF/container.xml"),
        ("a.epub", book(a_opf=b"<package")),
        ("a.epub", book(a_opf=OPF % b"../../etc/passwd")),
        ("a.epub", book(a_opf=OPF % b"file:///etc/passwd")),
        ("a.epub", samples.zipped({"META-INF/container.xml": b"<c/>"})),
        ("a.epub", book(a_opf=OPF % b"a.xhtml", a_xhtml=XHTML % deep(b"div", b"x", 900))),
        ("a.docx", samples.zipped({"word/x.xml": b"<a/>"})),
        ("a.docx", samples.zipped({"word/document.xml": b"<w:document"})),
        ("a.odt", samples.zipped({"content.xml": b"<office:document"})),
        ("a.xml", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>"),
        ("a.xml", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>"),
        (
            "a.xml",
            b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>"
            + deep(b"div", b"x")
            + b"</text></TEI>",
        ),
    ],
)
def test_what_is_hostile_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BuildFailed) as failed:
        samples.made(tmp_path / name)
    assert {problem.code for problem in failed.value.problems} == {"import-unreadable"}


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 3 << 20)
    (tmp_path / "a.epub").write_bytes(bomb())
    with pytest.raises(BuildFailed) as failed:
        samples.made(tmp_path / "a.epub")
    assert "more than 3 MiB" in failed.value.problems[0].message


@pytest.mark.parametrize("data", [LAUGHS, FILE])
def test_entities_of_the_file_itself_grow_into_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    try:
        text = samples.source(samples.made(path))
    except BuildFailed as failed:
        assert failed.problems[0].code in ("import-unreadable", "import-lost-words")
    else:
        assert len(text) < 100 and "root:" not in text


@pytest.mark.parametrize(
    ("base", "name", "found"),
    [
        ("a/b.xhtml", "c.png", "a/c.png"),
        ("a/b.xhtml", "../c.png", "c.png"),
        ("a/b.xhtml", "../../c.png", ""),
        ("b.xhtml", "/etc/passwd", ""),
        ("b.xhtml", "\\\\host\\c.png", ""),
        ("b.xhtml", "http://example.org/c.png", ""),
        ("b.xhtml", "C:c.png", ""),
        ("b.xhtml", "c.png\0.xhtml", ""),
        ("b.xhtml", "./c.png?x#y", "c.png"),
    ],
)
def test_names_lead_to_parts_of_the_book_alone(base: str, name: str, found: str) -> None:
    assert bounds.joined(base, name) == found


@pytest.mark.parametrize(
    "file",
    ["../../secret.png", "/etc/passwd", "http://example.org/a.png", "data:image/png;base64,x"],
)
def test_a_picture_from_elsewhere_is_left_out_and_listed(file: str, tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    page = tmp_path / "page" / "a.html"
    page.write_text(f'<html><body><p>Words.</p><img src="{file}" alt="x"></body></html>')
    made = samples.made(page)
    assert not any(name.startswith("media/") for name in made.files)
    assert any("left out" in entry.why for entry in made.ledger.turned)


PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8"
    b"\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)


def test_names_of_pictures_are_our_own() -> None:
    names = ["../../a.png", "x/A b!.PNG", "y/a b.png", "....png", "CON.png"]
    manuscript = Manuscript([Figure(Picture(name, "x"), ["x"]) for name in names])
    found = media.gather(manuscript, lambda name: PNG)
    assert list(found) == [
        "media/a.png",
        "media/a-b.png",
        "media/a-b-2.png",
        "media/picture.png",
        "media/con.png",
    ]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "book" / "a.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "book" / ".hidden").write_text("secret")
    assert list(Folder(tmp_path / "book")) == []


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"{" * 5000 + b"x",
        b"{\\rtf1 \\bin999999999 x}",
        b"{\\rtf1 \\uc999\\u8220 abc}",
        b"{\\rtf1 \\'zz \\u99999999999 x}",
        b"{\\rtf1\\ansicpg99999 \\'e9}",
        b"{\\rtf1 {\\footnote {\\footnote a} b} c\\cell\\row",
    ],
)
def test_rtf_that_is_none_ends(data: bytes, tmp_path: Path) -> None:
    assert len(list(rtfgroups.tokens(data))) < 20_000
    (tmp_path / "a.rtf").write_bytes(data)
    try:
        samples.made(tmp_path / "a.rtf")
    except BuildFailed as failed:
        assert {problem.code for problem in failed.problems} <= {
            "import-unreadable",
            "import-lost-words",
        }


def test_pandoc_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    path = tmp_path / "a.md"
    path.write_text("words ![x](/etc/passwd) \\input{secret.md} <!-- {{secret.md}} -->\n")
    found, pictures = pandoc.tree(path, "markdown-smart")
    assert "secret" not in str(found).replace("secret.md", "") and not pictures


def test_pandoc_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.0)
    (tmp_path / "a.md").write_text("words")
    with pytest.raises(BuildFailed) as failed:
        pandoc.tree(tmp_path / "a.md", "markdown")
    assert failed.value.problems[0].code == "import-unreadable"


def test_a_kind_is_known_by_the_first_bytes(tmp_path: Path) -> None:
    check: Callable[[bytes, Path], object] = kinds.of_file
    assert check(b"A weaver.", Path("a.docx")) is kinds.Kind.TEXT
