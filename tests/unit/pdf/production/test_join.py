"""A book joined of fragments is the book that would be laid out in one piece."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pypdfium2
import pytest

from edition import build
from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared, prepare
from edition.pdf import assets
from edition.pdf import book as pdf_book
from edition.pdf.book import PdfBook, Printed
from edition.pdf.production.scheduler import Scheduler
from edition.pdf.weasyprint70.output import pagenumbers
from edition.proof.source import prove_pdf
from edition.render.renderer import Renderer
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from tests import books, tagdump
from tests.paths import STYLES

WORDS = (
    "The loom stood by the window, and the weaver sat at it from the first light. "
    "She threw the shuttle and the cloth grew, a hand's breadth in an hour. "
)
CHAPTERS = 4
_FOLDER = TemporaryDirectory()


def text() -> str:
    """Chapters of one page to three, so that they begin on either side."""
    found = ["The loom"]
    for number in range(CHAPTERS):
        found.append(f"Of day {number}")
        found += [f"Day {number}, hour {hour}: {WORDS * 4}" for hour in range(3 + 5 * (number % 3))]
    return "\n\n".join(found) + "\n"


def notes() -> str:
    lines = text().split("\n")
    headings = [n for n, line in enumerate(lines, 1) if line.startswith("Of day")]
    found = [f"structure:\n  roles:\n    title: [1]\n    heading: {headings}\nfootnotes:"]
    for number in range(CHAPTERS):
        found.append(
            f"  - id: note-{number}\n    quote: 'Day {number}, hour 1:'\n"
            f"    note: A note on [loom](term:loom), *day {number}*."
        )
    found.append("glossary:\n  - id: loom\n    term: loom\n    definition: A frame.")
    return "\n".join(found) + "\n"


@cache
def edition() -> Prepared:
    return prepare(Project.at(books.write_project(Path(_FOLDER.name), notes(), text())))


@cache
def printed(profile: str, whole: bool) -> Printed:
    renderer = renderer_of(profile)
    with Scheduler() as scheduler:
        book = PdfBook.__new__(PdfBook)
        original = assets.layout_inputs

        def layout_inputs(*args: Any) -> Any:
            return replace(original(*args), whole=whole)

        assets.layout_inputs = layout_inputs
        try:
            book.__init__(edition(), renderer, scheduler)
        finally:
            assets.layout_inputs = original
        return book.finish()


def renderer_of(profile: str) -> Renderer:
    return Renderer(edition(), "pdf", Formatter.of(edition()), PROFILES[profile])


@pytest.fixture(autouse=True)
def _only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter that is set anew is so by itself: in one piece it would be all of them."""
    monkeypatch.setattr(assets, "depths", lambda profile: ())


both = pytest.mark.parametrize("profile", ["screen", "print", "large-print"])


@both
def test_the_pages_are_the_same(profile: str) -> None:
    one, many = (pypdfium2.PdfDocument(printed(profile, whole).data) for whole in (True, False))
    assert len(one) == len(many) > 2 * CHAPTERS
    for first, second in zip(one, many, strict=True):
        assert first.render(scale=1).to_pil().tobytes() == second.render(scale=1).to_pil().tobytes()


@both
def test_so_are_the_tags_the_anchors_and_the_folios(profile: str) -> None:
    one, many = printed(profile, True), printed(profile, False)
    trees = [list(tagdump.dump(tagdump.read(made.data))) for made in (one, many)]
    assert trees[0] == trees[1]
    assert (one.folios, dict(one.anchors)) == (many.folios, dict(many.anchors))


@both
def test_so_are_bookmarks_links_and_labels(profile: str) -> None:
    assert skeleton(printed(profile, True).data) == skeleton(printed(profile, False).data)


def skeleton(data: bytes) -> dict[str, Any]:
    """Where bookmarks and links lead, as (page, point), and what the catalog says."""
    with pikepdf.open(BytesIO(data)) as book:
        pages = {page.obj.objgen: index for index, page in enumerate(book.pages)}
        names = dict(destinations(book))

        def place(at: Any) -> Any:
            at = names[bytes(at)] if isinstance(at, pikepdf.String) else at
            return pages[at[0].objgen], round(float(at[2]), 2), round(float(at[3]), 2)

        def bookmarks(item: Any) -> list[Any]:
            found = []
            while item is not None:
                below = bookmarks(item.get("/First"))
                found.append((str(item.Title), place(item.Dest), int(item.get("/Count", 0)), below))
                item = item.get("/Next")
            return found

        links = [
            (index, place(link.Dest) if "/Dest" in link else str(link.A.URI), str(link.Contents))
            for index, page in enumerate(book.pages)
            for link in page.get("/Annots", ())
        ]
        catalog = {key: repr(book.Root.get(key)) for key in ("/PageLabels", "/Lang", "/PageLayout")}
        return {
            "bookmarks": bookmarks(book.Root.Outlines.First),
            "links": links,
            **catalog,
            "count": int(book.Root.Outlines.Count),
        }


def destinations(book: pikepdf.Pdf) -> Any:
    todo = [book.Root.Names.Dests]
    while todo:
        node = todo.pop()
        todo += list(node.get("/Kids", ()))
        flat = list(node.get("/Names", ()))
        if flat and "/Limits" in node:
            assert [bytes(v) for v in node.Limits] == [bytes(flat[0]), bytes(flat[-2])]
            assert [bytes(v) for v in flat[::2]] == sorted(bytes(v) for v in flat[::2])
        yield from ((bytes(name), at) for name, at in zip(flat[::2], flat[1::2], strict=True))


@both
def test_each_content_finds_its_element(profile: str) -> None:
    """The parent tree leads from every page and every link to the element that has it."""
    with pikepdf.open(BytesIO(printed(profile, False).data)) as book:
        root = book.Root.StructTreeRoot
        tree: dict[int, Any] = {}
        for leaf in root.ParentTree.Kids:
            flat = list(leaf.Nums)
            tree |= dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
        assert sorted(tree) == list(range(int(root.ParentTreeNextKey)))
        for page in book.pages:
            for mcid, element in enumerate(tree[int(page.StructParents)]):
                kids = [element.K] if not isinstance(element.K, pikepdf.Array) else element.K
                assert any(
                    kid == mcid
                    or (not isinstance(kid, int) and "/MCID" in kid and int(kid.MCID) == mcid)
                    for kid in kids
                )
            for link in page.get("/Annots", ()):
                element = tree[int(link.StructParent)]
                assert any(
                    kid.Obj.objgen == link.objgen
                    for kid in element.K
                    if not isinstance(kid, int) and "/Obj" in kid
                )


@both
def test_the_book_is_proved(profile: str) -> None:
    made = printed(profile, False)
    prove_pdf(renderer_of(profile), made.data, made.anchors)


def test_chapters_begin_on_either_side() -> None:
    """Else the test of pages that face each other would prove nothing."""
    anchors = printed("print", False).anchors
    sides = {anchors[chapter.id] % 2 for chapter in edition().edition.chapters}
    assert sides == {0, 1}


def test_a_font_is_embedded_once() -> None:
    with pikepdf.open(BytesIO(printed("screen", False).data)) as book:
        files = [
            item for item in book.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item
        ]
        names = {str(font.BaseFont) for page in book.pages for font in page.Resources.Font.values()}
    assert 1 < len(files) == len(names)


def test_processes_give_the_same_bytes() -> None:
    renderer = renderer_of("print")
    with Scheduler(workers=2) as scheduler:
        scheduler._is_much = lambda: True  # type: ignore[method-assign]
        book = PdfBook(edition(), renderer, scheduler)
        made = book.finish()
        assert scheduler.pool is not None
    assert made.data == printed("print", False).data


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    """A style sheet of the project can hide what others lead to."""
    prepared = books.prepared(tmp_path)
    (tmp_path / "styles").mkdir()
    css = (STYLES / "pdf.css").read_text("utf-8")
    (tmp_path / "styles" / "pdf.css").write_text(css + "\ndl.glossary { display: none }\n")
    renderer = Renderer(prepared, "pdf", Formatter.of(prepared))
    made = pdf_book.build(prepared, renderer)
    assert [w for w in made.warnings if "No anchor #g-loom" in w]
    with pikepdf.open(BytesIO(made.data)) as book:
        names = dict(destinations(book))
        for page in book.pages:
            for link in page.get("/Annots", ()):
                assert "/Dest" not in link or bytes(link.Dest) in names


def test_presses_order_all_before_they_wait() -> None:
    with Scheduler() as scheduler:
        for name in ("screen", "print"):
            build.PdfInProgress(edition(), Formatter.of(edition()), PROFILES[name], scheduler)
        assert len(scheduler.waiting) == 2 * len(edition().edition.chapters)


def test_a_number_that_cannot_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The book is then laid out whole, with the numbers in it."""

    def refuse(*_: object) -> None:
        raise pagenumbers.NumberNotLeftOut

    monkeypatch.setattr(pagenumbers, "_folio", refuse)
    with Scheduler() as scheduler:
        made = PdfBook(edition(), renderer_of("screen"), scheduler).finish()
    assert made.data == printed("screen", True).data


def test_numbers_in_a_font_of_the_machine(tmp_path: Path) -> None:
    """It is not the edition's, so that they cannot be set later; they are there all the same."""
    prepared = books.prepared(tmp_path, notes(), text())
    (tmp_path / "styles").mkdir()
    css = (STYLES / "pdf-single.css").read_text("utf-8")
    css = css.replace("font-size: .857rem", "font-size: .857rem; font-family: monospace")
    (tmp_path / "styles" / "pdf-single.css").write_text(css)
    renderer = Renderer(prepared, "pdf", Formatter.of(prepared))
    made = pdf_book.build(prepared, renderer)
    page = pypdfium2.PdfDocument(made.data)[made.folios.index("3")]
    width, height = page.get_size()
    head = page.get_textpage().get_text_bounded(left=0.6 * width, bottom=height - 60)
    assert head.strip() == "3"
