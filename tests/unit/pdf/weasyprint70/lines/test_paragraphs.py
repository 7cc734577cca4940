"""The lines of a paragraph: hyphens do not stack, pages do not end with one, loose lines are rare,
and no paragraph loses a letter or grows by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from math import inf
from typing import Any

import pytest

from edition.pdf import boxes
from edition.pdf.boxes import Line
from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.lines import paragraphs, setter
from tests.paths import DATA
from tests.pdf_samples import rendered, style

_WORDS = (
    "The commissioner's administrative representatives unequivocally characterized extraordinary "
    "recommendations concerning environmental responsibilities as fundamentally unsatisfactory, "
    "notwithstanding considerable international acknowledgment; interdepartmental communication "
    "nevertheless demonstrated uncharacteristically straightforward cooperation. "
)
TEXT = _WORDS * 2
WIDTHS = range(160, 400, 13)


def pages(text: str, width: float, height: float = 4000, css: str = "") -> Iterator[list[Line]]:
    """The lines of each page of one paragraph, set `width` CSS px wide."""
    install.install()
    page = f"@page {{ size: {width}px {height}px; margin: 0; @top-center {{ content: none }} }}"
    rule = f"p {{ text-align: justify; hyphens: auto; margin: 0; text-indent: 0; {css} }}"
    document = rendered(
        f"<html lang=en><style>{style()}</style><style>{page}{rule}</style><p>{text}"
    )
    for read in boxes.read(document.pages, ["1"] * len(document.pages)):
        yield [line for paragraph in read.paragraphs for line in paragraph.lines]


def lines(text: str, width: float, css: str = "") -> list[Line]:
    """The lines of a paragraph on one page, which several tests look at."""
    return _lines(text, width, css, setter.MOST_HYPHENS, setter.LOOSE)


@cache
def _lines(text: str, width: float, css: str, *_: float) -> list[Line]:
    return [line for page in pages(text, width, css=css) for line in page]


def most_hyphens(found: list[Line]) -> int:
    """The most lines in a row that end with a hyphen."""
    runs = [len(list(run)) for hyphen, run in groupby(found, lambda line: line.hyphen) if hyphen]
    return max(runs, default=0)


def said(found: list[Line]) -> str:
    """The letters of the lines, without the hyphens of the layout and without spaces."""
    parts = (line.text.removesuffix("‐") if line.hyphen else line.text for line in found)
    return "".join("".join(parts).split())


@pytest.mark.parametrize("css", ["", "text-align: left"])
def test_a_third_line_in_a_row_has_no_hyphen(css: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(most_hyphens(lines(TEXT, width, css)) for width in WIDTHS) == 2
    monkeypatch.setattr(setter, "MOST_HYPHENS", inf)
    assert any(most_hyphens(lines(TEXT, width, css)) > 2 for width in WIDTHS)


def test_a_third_line_has_none_where_the_word_stands_in_a_link() -> None:
    words = " ".join(f"<a href='#x'>{word}</a>" for word in TEXT.split())
    assert max(most_hyphens(lines(words, width)) for width in WIDTHS) == 2


def test_a_word_that_fills_its_line_keeps_its_hyphen() -> None:
    found = lines(f"An {'unsatisfactory' * 5} word.", 120)
    assert most_hyphens(found) > 2
    assert all(line.width <= line.measure + 0.1 for line in found)


def test_no_letter_is_lost_and_no_line_too_long() -> None:
    for width in WIDTHS:
        found = lines(TEXT, width)
        assert said(found) == "".join(TEXT.split())
        assert all(line.width <= line.measure + 0.1 for line in found)


def prose() -> list[str]:
    """Paragraphs of ordinary prose."""
    text = (DATA / "red-headed-league" / "gitenberg.txt").read_text(encoding="utf-8")
    return [part for part in text.split("\n\n") if len(part) > 500][:20]


def test_justified_lines_fill_the_measure() -> None:
    """Also those for which narrower spaces were tried in vain."""
    for width in (280, 310, 340, 370):
        for text in prose()[:6]:
            *full, _ = lines(text, width)
            assert [line.width for line in full] == pytest.approx([line.measure for line in full])


def loose(width: float) -> tuple[int, int]:
    """How many lines of ordinary prose are loose, and how many there are."""
    found = [line for text in prose() for line in lines(text, width)]
    return sum(line.looseness > 2 for line in found), len(found)


@pytest.mark.parametrize("width", [280, 340])
def test_loose_lines_are_fewer_and_paragraphs_no_longer(
    width: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, count = loose(width)
    monkeypatch.setattr(setter, "LOOSE", inf)
    many, greedy_count = loose(width)
    assert few < many / 2
    assert count <= greedy_count


def hyphens_at_page_ends() -> int:
    """How many pages of some layouts end with a hyphen."""
    text, count = " ".join(prose()[:4]), 0
    for width in (280, 310, 340, 370):
        book = list(pages(text, width, 100, "text-align: left"))
        assert said([line for page in book for line in page]) == "".join(text.split())
        count += sum(page[-1].hyphen for page in book[:-1])
    return count


def test_a_page_does_not_end_with_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hyphens_at_page_ends() == 0
    monkeypatch.setattr(paragraphs, "_notes", lambda line: [line])  # No line is like another.
    assert hyphens_at_page_ends() > 1


NUMBERED = [0, 12, 33, 47]


@pytest.fixture(scope="module")
def margins() -> list[tuple[float, dict[str, Any]]]:
    """Widths, and where numbers in the margin and their words are then."""
    words = TEXT.split()
    for at in NUMBERED:
        number = f"<span style='position: absolute; left: 100%' id=n{at}>7</span>"
        words[at] = f"<span id=m{at}>{words[at][:3]}</span>{number}{words[at][3:]}"
    rule = "p { text-align: justify; hyphens: auto; margin: 0; position: relative }"
    install.install()
    found = []
    for width in WIDTHS:
        page = f"@page {{ size: {width}px 4000px; margin: 0; @top-center {{ content: none }} }}"
        markup = (
            f"<html lang=en><style>{style()}</style><style>{page}{rule}</style><p>{' '.join(words)}"
        )
        found.append((width, rendered(markup).pages[0].anchors))
    return found


@pytest.mark.parametrize("at", NUMBERED)
def test_a_number_in_the_margin_is_beside_its_word(at: int, margins) -> None:
    for width, anchors in margins:
        assert anchors[f"n{at}"][:2] == (width, pytest.approx(anchors[f"m{at}"][1]))
