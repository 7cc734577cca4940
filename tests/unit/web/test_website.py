"""The web edition: what its pages say is proved, they need nothing from elsewhere, and everything
in them has an address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.model.problems import BuildFailed
from edition.proof import website as proof
from edition.proof.source import ProofFailed
from edition.render.renderer import Renderer
from edition.system.project import Project
from edition.web import markup, website
from tests.books import EDITION, GOOD, TEXT, prepared, write_project
from tests.paths import GOLDEN

#: A list in a note; a source with CRLF; pages of the original in author's notes; right to left.
HARD = ("citations", "crlf-wrapped", "pages-of-the-original", "right-to-left")


def renderer(edition: Prepared) -> Renderer:
    """A renderer of an edition's documents."""
    return Renderer(edition, "epub", Formatter.of(edition))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """A small edition with a note and a term."""
    return renderer(prepared(tmp_path_factory.mktemp("good")))


@pytest.fixture(scope="module")
def site(good: Renderer) -> dict[str, bytes]:
    """Its web edition."""
    return website.build(good.prepared, good)


@pytest.mark.parametrize("name", HARD)
def test_what_is_hard_is_read_back_whole(name: str) -> None:
    edition = renderer(prepare(Project.at(GOLDEN / name)))
    proof.prove(edition, website.build(edition.prepared, edition))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("A weaver sat", "A weaver stood", "paragraph p1 differs"),
        (r'<p class="narrative" id="p1".*?</p>', "", "paragraph p1 is missing"),
        # A browser ends the paragraph at the block in it, though the file has all its words.
        ("weaver sat", "weaver <div>sat</div>", "paragraph p1 differs"),
        ("It flies", "It falls", "note “on-shuttle” is not whole"),
        (r"<aside.*?</aside>", "", "note “on-shuttle” is missing"),
        ('id="g-loom"', 'id="x-loom"', "glossary entry “loom” is missing"),
        ('href="glossary.html#g-loom"', 'href="glossary.html#g-lom"', "leads nowhere"),
        ('href="styles/web.css"', 'href="styles/wob.css"', "leads nowhere"),
    ],
)
def test_pages_that_were_tampered_with(
    good: Renderer, site: dict[str, bytes], old: str, new: str, fault: str
) -> None:
    changed = dict(site)
    count = 0
    for name in site:
        if name.endswith(".html"):
            text, found = re.subn(old, new, site[name].decode(), flags=re.DOTALL)
            changed[name], count = text.encode(), count + found
    assert count, f"{old!r} is in no page"
    with pytest.raises(ProofFailed, match=re.escape(fault)):
        proof.prove(good, changed)


def test_the_same_edition_gives_the_same_bytes(good: Renderer, site: dict[str, bytes]) -> None:
    assert website.build(good.prepared, renderer(good.prepared)) == site


def test_a_note_comes_behind_the_passage_that_calls_it(site: dict[str, bytes]) -> None:
    page = html.fromstring(site["text-001.html"])
    (notes,) = page.find_class("notes")
    assert [note.get("id") for note in notes] == ["fn1"]
    assert notes.getprevious().get("id") == "p2"
    assert not page.find_class("footnotes")  # nothing is left there


def test_a_note_that_a_note_calls_comes_with_it() -> None:
    edition = renderer(prepare(Project.at(GOLDEN / "series-of-notes")))
    files = website.build(edition.prepared, edition)
    pages = [html.fromstring(files[name]) for name in files if name.startswith("text-")]
    notes = [note for page in pages for note in page.iter("aside")]
    assert len(notes) > 3 and {note.getparent().get("class") for note in notes} == {"notes"}


def test_every_paragraph_and_every_note_links_to_itself(site: dict[str, bytes]) -> None:
    page = html.fromstring(site["text-001.html"])
    ids = [key for key in page.xpath("//@id") if re.fullmatch(r"[pt]\d+|fn\d+", key)]
    assert ids == ["t1", "p1", "p2", "fn1"]
    for key in ids:
        (item,) = page.xpath("//*[@id=$key]", key=key)
        own = [link for link in item.iter("a") if link.get("href") == f"#{key}"]
        assert len(own) == 1
        assert own[0].get("aria-label") or own[0].get("aria-hidden")


@pytest.mark.parametrize(("words", "is_long"), [(10, False), (100, True)])
def test_a_long_note_is_marked_to_be_folded(tmp_path: Path, words: int, is_long: bool) -> None:
    edition = renderer(prepared(tmp_path, GOOD.replace("It flies.", "word " * words)))
    page = html.fromstring(website.build(edition.prepared, edition)["text-001.html"])
    (note,) = page.iter("aside")
    assert ("long" in note.get("class").split()) is is_long
    (link,) = note.find_class("permalink")
    assert link.text == ("…" if is_long else "#") and link.get("aria-label")


def test_a_page_without_a_heading_has_its_title_for_who_cannot_see(tmp_path: Path) -> None:
    edition = renderer(prepared(tmp_path, ""))
    files = website.build(edition.prepared, edition)
    proof.prove(edition, files)
    (heading,) = html.fromstring(files["text-001.html"]).iter("h1")
    assert (heading.get("class"), heading.text) == ("unseen", "The loom")
    for name in ("colophon.html", "index.html"):
        assert not html.fromstring(files[name]).find_class("unseen")


def test_nothing_is_run_and_nothing_comes_from_elsewhere(site: dict[str, bytes]) -> None:
    for name, data in site.items():
        if name.endswith(".css"):
            assert all(url.startswith(b"../fonts/") for url in re.findall(rb"url\(([^)]*)\)", data))
        if not name.endswith(".html"):
            continue
        page = html.fromstring(data)
        assert not list(page.iter("script", "iframe", "object", "style", "base"))
        keys = {key for item in page.iter() for key in item.attrib}
        assert not [key for key in keys if key.startswith(("on", "epub:", "style", "xml"))]
        assert b"default-src 'none'" in data and b"canonical" not in data
        assert page.get("lang") == "en"
        assert len(list(page.iter("main"))) == 1
        for item in page.iter("link", "img"):
            assert "//" not in (item.get("href") or item.get("src"))


def test_an_edition_may_forbid_it(tmp_path: Path) -> None:
    write_project(tmp_path, GOOD, TEXT, edition=f"{EDITION}  web-edition: false\n")
    with pytest.raises(BuildFailed) as failed:
        build(Project.at(tmp_path), ["html"])
    (problem,) = failed.value.problems
    assert problem.code == "web-edition-forbidden"
    lines = (tmp_path / "annotations.yaml").read_text("utf-8").splitlines()
    assert lines[problem.place.line - 1] == "  web-edition: false"


def test_words_between_cells_stay_in_the_table() -> None:
    table = "<table><tr>|<td>a</td>|<td><b>b</b></td>|</tr></table>"
    content = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{table}</body></html>'
    assert markup.written(markup.body(content, {})) == (
        "<table><tr><td>|a|</td><td><b>b</b>|</td></tr></table>"
    )
