"""The container, the package and the ways through the book."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.system.project import Project
from tests.books import EDITION, GOOD, write_project

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
META = (
    EDITION.replace("      role: aut", '      file-as: "Writer, Ada"\n      role: aut')
    + """\
  subtitle: A tale
  publisher: Press
  modified: "2026-03-04"
  description: About a loom.
  subjects: [Looms, Cloth]
  original: {title: L, address: "https://example.org/loom"}
"""
)


CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The EPUB of the good edition, built with its PDF."""
    folder = write_project(tmp_path_factory.mktemp("book"), GOOD, edition=META)
    return zipfile.ZipFile(io.BytesIO(build(Project.at(folder)).files["loom.epub"]))


def xml(book: zipfile.ZipFile, name: str):
    """A parsed file of the book."""
    return etree.fromstring(book.read(f"EPUB/{name}"))


def find(tree, path: str) -> list:
    """What an XPath finds."""
    return tree.xpath(path, namespaces=NS)


def test_mimetype_is_first_and_stored(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )
    assert book.read("mimetype") == b"application/epub+zip"


def test_the_zip_has_one_date_one_mode_and_each_file_once(book: zipfile.ZipFile) -> None:
    infos = book.infolist()
    assert {info.date_time for info in infos} == {(2026, 3, 4, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    assert len({info.filename for info in infos}) == len(infos)
    assert book.testzip() is None


def test_the_manifest_lists_exactly_the_files(book: zipfile.ZipFile) -> None:
    package = xml(book, "content.opf")
    listed = find(package, "//opf:manifest/opf:item/@href")
    files = {name.removeprefix("EPUB/") for name in book.namelist() if name[:5] == "EPUB/"}
    assert set(listed) == files - {"content.opf"}
    assert len(listed) == len(set(listed))
    ids = find(package, "//@id")
    assert len(ids) == len(set(ids))


def test_metadata(book: zipfile.ZipFile) -> None:
    package = xml(book, "content.opf")
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert package.get("version") == "3.0"

    def dc(name: str) -> list[str]:
        return find(package, f"//dc:{name}/text()")

    assert dc("title") == ["The loom", "A tale"]
    assert dc("creator") == ["Ada Writer"]
    assert dc("language") == ["en"]
    assert dc("identifier") == ["urn:uuid:00000000-0000-4000-8000-000000000000"]
    assert dc("subject") == ["Looms", "Cloth"]
    assert "https://example.org/loom" in dc("source")

    def meta(name: str) -> list[str]:
        return find(package, f"//opf:meta[@property='{name}']/text()")

    assert meta("dcterms:modified") == ["2026-03-04T00:00:00Z"]
    assert meta("role") == ["aut"]
    assert meta("file-as") == ["Writer, Ada"]
    for name in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
    ):
        assert meta(f"schema:{name}"), name
    assert meta("dcterms:conformsTo") == []  # a claim that nobody made
    assert len(meta("pageBreakSource")) == 1


def test_a_claim_of_conformance_comes_from_the_annotations(tmp_path: Path) -> None:
    claim = META + f"  conforms-to: {CLAIM}\n  certified-by: Ada\n"
    folder = write_project(tmp_path, GOOD, edition=claim)
    data = build(Project.at(folder), ("epub",)).files["loom.epub"]
    package = zipfile.ZipFile(io.BytesIO(data)).read("EPUB/content.opf").decode()
    assert f'<meta property="dcterms:conformsTo" id="conformance">{CLAIM}</meta>' in package
    assert 'property="a11y:certifiedBy" refines="#conformance">Ada</meta>' in package
    assert "pageBreakSource" not in package  # no PDF was built with it


@pytest.mark.parametrize(
    ("language", "direction"), [("en", None), ("he", "rtl"), ("az-Latn", None), ("az-Arab", "rtl")]
)
def test_a_book_is_read_from_the_side_that_its_language_is(
    tmp_path: Path, language: str, direction: str | None
) -> None:
    edition = EDITION.replace("language: en", f"language: {language}")
    folder = write_project(tmp_path, GOOD, edition=edition)
    book = zipfile.ZipFile(io.BytesIO(build(Project.at(folder), ("epub",)).files["loom.epub"]))
    (spine,) = find(xml(book, "content.opf"), "//opf:spine")
    assert spine.get("page-progression-direction") == direction
    for name in ("text-001.xhtml", "nav.xhtml", "title.xhtml"):
        assert xml(book, name).get("dir") == direction


def test_navigation(book: zipfile.ZipFile) -> None:
    nav = xml(book, "nav.xhtml")

    def hrefs(kind: str) -> list[str]:
        return find(nav, f"//h:nav[@epub:type='{kind}']//h:a/@href")

    assert {"title.xhtml", "text-001.xhtml", "glossary.xhtml"} <= set(hrefs("toc"))
    assert {"text-001.xhtml", "cover.xhtml"} <= set(hrefs("landmarks"))
    marks = find(nav, "//h:nav[@epub:type='landmarks']//h:a/@epub:type")
    assert {"cover", "toc", "bodymatter", "glossary"} <= set(marks)
    assert hrefs("page-list")
    for href in hrefs("toc") + hrefs("landmarks") + hrefs("page-list"):
        name, _, anchor = href.partition("#")
        target = xml(book, name or "nav.xhtml")
        assert not anchor or find(target, f"//*[@id='{anchor}']"), href


def test_what_older_readers_need(book: zipfile.ZipFile) -> None:
    package = xml(book, "content.opf")
    ncx = xml(book, "toc.ncx")
    assert find(package, "//opf:spine/@toc")
    assert "text-001.xhtml" in find(ncx, "//ncx:content/@src")
    uid = find(ncx, "//ncx:meta[@name='dtb:uid']/@content")
    assert uid == find(package, "//dc:identifier/text()")
    assert find(package, "//opf:guide/opf:reference[@type='text']/@href") == ["text-001.xhtml"]
    assert find(package, "//opf:meta[@name='cover']/@content") == ["cover-image"]
    assert find(package, "//opf:item[@id='cover-image']/@properties") == ["cover-image"]


def test_nothing_comes_from_elsewhere(book: zipfile.ZipFile) -> None:
    for name in book.namelist():
        data = book.read(name)
        if name.endswith(".xhtml"):
            tree = etree.fromstring(data)
            for where in find(tree, "//@src | //h:link/@href | //h:object/@data"):
                assert not re.match(r"[a-z]+:|//|/", where), (name, where)
            assert not find(tree, "//h:script | //h:iframe | //h:form | //@onclick | //@style")
        if name.endswith(".css"):
            assert b"http" not in re.sub(rb"/\*.*?\*/", b"", data, flags=re.S)
            assert b"@import" not in data


def test_every_link_inside_the_book_has_a_target(book: zipfile.ZipFile) -> None:
    pages = {name: xml(book, name[5:]) for name in book.namelist() if name.endswith(".xhtml")}
    links = 0
    for name, tree in pages.items():
        for href in find(tree, "//h:a/@href"):
            if re.match(r"(https?|mailto):", href):
                continue
            file, _, anchor = href.partition("#")
            target = pages[f"EPUB/{file}" if file else name]
            assert not anchor or find(target, f"//*[@id='{anchor}']"), (name, href)
            links += 1
    assert links > 10


def test_the_page_list_leads_to_page_breaks_in_order_of_the_book(book: zipfile.ZipFile) -> None:
    links = find(xml(book, "nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a")
    assert links
    for link in links:
        name, _, anchor = link.get("href").partition("#")
        (target,) = find(xml(book, name), f"//*[@id='{anchor}']")
        assert target.get("role") == "doc-pagebreak"
        assert anchor == f"page-{link.text}"
        assert target.get("aria-label").endswith(f" {link.text}")
