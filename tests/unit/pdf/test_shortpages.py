"""No section ends with a few lines on a page of their own, and no chapter begins with a page that
has no text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.pdf import assets, book, report
from edition.pdf.matter import Matter
from edition.pdf.production import layout
from edition.render.renderer import Renderer
from edition.typography import pagecss
from edition.typography.profiles import PROFILES
from tests.books import prepared

LINE = "and so on with what everybody remembers of that day in the house by the river, "


def renderer(made: Prepared, profile: str = "screen") -> Renderer:
    return Renderer(made, "pdf", Formatter.of(made), PROFILES[profile])


def chapter(folder: Path, lines: int, paragraphs: int = 4) -> Prepared:
    """A text of one chapter, so many paragraphs and one of `lines` lines more."""
    text = "The loom\n\n" + "".join(f"{LINE * 8}\n\n" for _ in range(paragraphs)) + LINE * lines
    return prepared(folder, "structure:\n  roles:\n    title: [1]\n", {"text.txt": text + "\n"})


NOTE = """\
footnotes:
  - {id: last, quote: lantern, note: Of brass; it hung by the door for forty years and more.}
"""


def test_a_note_does_not_fill_a_page_on_which_a_few_lines_are_left(tmp_path: Path) -> None:
    depths, mended = pagecss.depths(PROFILES["screen"]), 0
    for lines in range(16, 30, 2):
        text = "The loom\n\n" + f"{LINE * 8}\n\n" * 4 + LINE * lines + "a lantern.\n"
        rest = "structure:\n  roles:\n    title: [1]\n" + NOTE
        made = prepared(tmp_path / str(lines), rest, {"text.txt": text})
        if found(made, ()).counts()["short-page"]:  # else there is nothing to mend
            assert found(made, depths).counts()["short-page"] == 0
            mended += 1
    assert mended >= 2, "some of the lengths must be such"


def found(made: Prepared, depths: tuple[str, ...], profile: str = "screen") -> report.LayoutReport:
    """What is said of the pages of its text, with these depths to try."""
    drawn = renderer(made, profile)
    inputs = replace(assets.layout_inputs(made, drawn), depths=depths)
    (text,) = Matter(drawn, inputs.whole).chapters()
    pages = layout.make(inputs, text(0), keep_pages=True).pages
    return report.measure(pages, [str(number) for number in range(1, len(pages) + 1)])


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Prepared, report.LayoutReport]]:
    """The chapters that end with a few lines on a page of their own, laid out once."""
    folder = tmp_path_factory.mktemp("chapters")
    made = [chapter(folder / str(lines), lines) for lines in range(16, 34, 2)]
    said = [(one, found(one, ())) for one in made]
    return [(one, report) for one, report in said if report.counts()["short-page"]]


def test_a_chapter_that_ends_with_a_few_lines_is_set_anew(
    short: list[tuple[Prepared, report.LayoutReport]],
) -> None:
    depths = pagecss.depths(PROFILES["screen"])
    assert len(short) >= 2, "some of the lengths must be such"
    for made, _ in short:
        assert found(made, depths).counts()["short-page"] == 0


def test_what_is_well_stays_as_it_is(tmp_path: Path) -> None:
    made = chapter(tmp_path, 0, 5)
    assert found(made, ()).counts()["short-page"] == 0
    assert found(made, ("@page section { margin-bottom: 90mm; }",)) == found(made, ())


def test_what_cannot_be_mended_is_reported(
    short: list[tuple[Prepared, report.LayoutReport]],
) -> None:
    said = short[0][1]
    (place,) = (item for item in said.findings if item.kind == "short-page")
    assert place.folio == str(said.pages) and place.amount > 0.75


@pytest.mark.parametrize("profile", ["screen", "print"])
def test_sections_before_and_behind_the_text_are_too(tmp_path: Path, profile: str) -> None:
    """A glossary and a preface of every length about a page."""
    for size in range(0, 12, 2):
        entry = "  - {{id: x{0}, term: word{0}, definition: {1}}}\n"
        terms = "".join(entry.format(k, LINE.rstrip(", ") * 2) for k in range(7 + size // 2))
        preface = f"front:\n  - {{id: a, title: A, body: '{LINE * (28 + size)}'}}\n"
        words = " ".join(f"word{k}" for k in range(20))
        made = prepared(
            tmp_path / str(size),
            f"structure:\n  roles:\n    title: [1]\nglossary:\n{terms}{preface}",
            {"text.txt": f"The loom\n\n{words}\n"},
        )
        printed = book.build(made, renderer(made, profile), keep_pages=True)
        said = report.measure(printed.pages, printed.folios)
        assert said.counts()["short-page"] == 0


@pytest.mark.parametrize("profile", ["screen", "large-print", "a4"])
@pytest.mark.parametrize("subtitle", [True, False])
def test_the_first_page_of_a_chapter_has_text(tmp_path: Path, profile: str, subtitle: bool) -> None:
    """A tall picture stands between its title and its text."""
    head = "A subtitle\n\n" if subtitle else ""
    text = f"The loom\n\n{head}A caption.\n\n" + f"{LINE * 8}\n\n" * 4
    caption = 5 if subtitle else 3
    roles = "title: [1]" + (", subtitle: [3]" if subtitle else "")
    rest = f"structure:\n  roles: {{{roles}}}\nphotos:\n"
    rest += f"  - {{id: a, caption: {caption}, file: a.png, alt: A loom.}}\n"
    tmp_path.joinpath("edition").mkdir()
    Image.new("L", (800, 1600), 128).save(tmp_path / "edition/a.png")
    made = prepared(tmp_path / "edition", rest, {"text.txt": text})
    assert found(made, (), profile).counts()["no-text"] == 0
