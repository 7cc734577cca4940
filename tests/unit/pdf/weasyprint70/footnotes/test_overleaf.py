"""A page whose notes would leave a gap is laid out anew: each cause of a gap by itself."""

from __future__ import annotations

from typing import Any

import pytest

from edition.pdf import report as pdf_report
from edition.pdf.upstream import Box, SkipStack
from edition.pdf.weasyprint70.footnotes import overleaf
from edition.typography.pagecss import page_css
from edition.typography.profiles import PROFILES
from edition.typography.stylesheets import builders
from tests.pdf_samples import document, note
from tests.unit.pdf.weasyprint70.footnotes.test_divide import Fragments, fragments
from tests.unit.pdf.weasyprint70.footnotes.test_divide import lines as lines_of

# 22 lines of 13 pt a page; a line of a note has 10 pt.
PAGE = """
@page { size: 80mm 130mm }
p { text-align: left; hyphens: manual }
.q { break-after: avoid }
.fn { line-height: 10pt }
"""


def paragraph(*lines: str, kind: str = "") -> str:
    return f'<p class="{kind}">' + "<br>".join(lines) + "</p>"


def said(lines: int) -> str:
    return "<br>".join(f"said {number}" for number in range(lines))


def found(*parts: str, css: str = PAGE) -> Fragments:
    return fragments(document("".join(parts), css))


@pytest.mark.parametrize(
    ("lines", "height", "margin", "top"),
    [
        ([5, 1, 3, 1], 9.99, 1.3, 1),
        ([3, 6, 2, 5, 1, 3], 9.06, 1, 1.3),
        ([2, 6, 6], 10.72, 1, 1.3),
        ([6, 4, 4, 6], 9.35, 1.61, 1.3),
    ],
)
def test_a_note_is_not_sent_on_because_of_a_rounding_error(
    lines: list[int], height: float, margin: float, top: float
) -> None:
    """WeasyPrint compares sums of floats to see whether the notes overflow their area."""
    css = f"""
    @page {{ size: 200mm 240mm; @footnote {{ margin-top: 3mm; padding-top: {top}mm }} }}
    @page {{ @footnote {{ border-top: 1px solid }} }}
    .fn {{ line-height: {height}pt; margin: 0 0 {margin}pt }}
    """
    body = [paragraph(f"line{note(n, said(count))}") for n, count in enumerate(lines, 1)]
    page = found(paragraph("first"), *body, paragraph("last"), css=css)
    assert len(page.blank) == 1  # They take not half of it.
    assert page.order == [f"fn{n}" for n in range(1, len(lines) + 1)]


@pytest.mark.parametrize(("before", "length"), [(5, 13), (7, 12), (9, 9), (11, 6), (12, 13)])
def test_a_note_makes_room_for_the_lines_that_must_stand_with_its_own(
    before: int, length: int
) -> None:
    """The question's last line finds no room; so the line of the calls was taken back, and with
    it the whole question, which may not be divided so, nor parted from its answer."""
    calls = f"three{note(1, said(2))} and{note(2, said(length))}"
    pages = found(
        paragraph(*["line"] * before),
        paragraph("one", "two", calls, "four", kind="q"),
        paragraph(*["answer"] * 30),
    )
    assert max(pages.blank[:-1]) < 0.15  # 0.69, 0.60, 0.51, 0.42, 0.37 when it does not
    assert pages.late == pages.overlaps == 0
    assert min(pages.lines["fn2"]) >= 2 and sum(pages.lines["fn2"]) == length


@pytest.mark.parametrize(("before", "length"), [(15, 9), (15, 12), (16, 9), (16, 12)])
def test_a_note_leaves_room_for_the_last_line(before: int, length: int) -> None:
    """The last line of three must be with the second, whose note would take its room and then be
    sent overleaf whole."""
    pages = found(
        paragraph(*["line"] * before),
        paragraph("one", f"two{note(1, said(length))}", "three"),
        paragraph(*["more"] * 30),
    )
    assert pages.late == pages.overlaps == 0
    assert len(pages.lines["fn1"]) == 2


@pytest.mark.parametrize("place", range(9))
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_paragraph_that_begins_at_the_foot_sends_no_note_on(place: int, lines: int) -> None:
    """Its second line has no room, and the first may not be alone: both go to the next page. The
    notes of the lines above, wherever they are called, went overleaf to keep them."""
    above = ["line"] * (20 - lines)  # One more has room, but not two.
    above[place] += note(1, said(lines))
    pages = found(paragraph(*above), paragraph(*["more"] * 30))
    assert pages.late == pages.overlaps == 0 and pages.order == ["fn1"]
    assert 0.045 < pages.blank[0] < 0.09


@pytest.mark.parametrize("before", [9, 10, 11])
def test_the_last_note_gives_room_to_what_may_not_be_divided(before: int) -> None:
    """Two questions and two lines of the answer must be together: nothing tells that they lack
    room but the gap."""
    pages = found(
        paragraph(*["line"] * before, f"call{note(1, said(8))}"),
        paragraph("one", "two", "three?", kind="q"),
        paragraph("four", "five?", kind="q"),
        paragraph(*["answer"] * 30),
    )
    assert pages.late == pages.overlaps == 0
    assert pages.blank[0] < 0.12  # 0.23, 0.18, 0.14 when it does not
    assert sum(pages.lines["fn1"]) == 8 and len(pages.lines["fn1"]) == 2


def test_lines_that_went_to_the_next_page_are_not_taken_for_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two of a question's four lines go there with the answer, whose note cannot begin; the box of
    the question stays as high as it was."""
    measured = []
    text_bottom = overleaf.text_bottom

    def seen(root: Box, page_bottom: float, resume_at: SkipStack) -> float:
        bottom = text_bottom(root, page_bottom, resume_at)
        last = max(line.position_y + line.height for line in lines_of(root))
        measured.append((bottom, last))
        return bottom

    monkeypatch.setattr(overleaf, "text_bottom", seen)
    pages = found(
        paragraph(*["line"] * 14),
        paragraph(*["ask"] * 4, kind="q"),
        paragraph("one", f"two{note(1, said(3))}", *["more"] * 30),
    )
    assert pages.blank[0] == pytest.approx(0.28, abs=0.01)  # Six lines; four, if it is missed.
    assert all(bottom == pytest.approx(last) for bottom, last in measured)


def undividable(before: int, length: int, *question: str) -> Fragments:
    """Three lines with two notes of three lines, below others: none can be divided."""
    return found(
        paragraph(*["line"] * before, f"call{note(1, said(length))}"),
        *question,
        paragraph("one", f"two{note(2, said(3))}", f"three{note(3, said(3))}"),
        paragraph(*["more"] * 30),
    )


def test_a_note_goes_overleaf_where_the_gap_would_be_great() -> None:
    pages = undividable(9, 2, paragraph("question?", "yes?", kind="q"))
    assert pages.late == 1
    assert max(pages.blank[:-1]) < 0.15  # 0.44 when it does not


def test_notes_stay_with_their_calls_where_the_gap_is_smaller_than_the_evil() -> None:
    pages = undividable(13, 3)
    assert pages.late == 0
    assert 0.15 < max(pages.blank[:-1]) < 0.25
    assert pages.order == ["fn1", "fn2", "fn3"] and pages.overlaps == 0


def test_the_same_pages_come_out_every_time() -> None:
    first, second = (undividable(9, 2, paragraph("a?", "b?", kind="q")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("words", "titles", "before"), [(40, 8, 34), (40, 16, 34), (60, 8, 34), (60, 16, 32)]
)
def test_no_line_of_a_notes_sources_stands_alone(words: int, titles: int, before: int) -> None:
    """With the edition's own style sheets: one line of the sources is no better than of a note."""
    said = f'<span class="p">{"some words " * words}</span>'
    said += f'<span class="p note-sources">{"Sources: some words of a title. " * titles}</span>'
    body = f"<p>{'line<br>' * before}call{note(1, said)}<br>and</p><p>{'more<br>' * 40}</p>"
    sheets = "".join(builders(f"styles/{name}").decode() for name in ("base.css", "pdf.css"))
    pages: list[Any] = document(body, page_css(PROFILES["a4"]) + sheets).pages
    report = pdf_report.measure(pages, [str(number) for number in range(1, len(pages) + 1)])
    assert report.counts()["note-widow"] == 0
