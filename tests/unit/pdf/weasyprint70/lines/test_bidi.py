"""Lines from right to left begin at the right edge, and fill their measure."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from tests.pdf_samples import document, pdf
from tests.unit.pdf.weasyprint70.footnotes.test_divide import lines

WORDS = (
    "وقال الله ليكن نور فكان نور ورأى الله النور أنه حسن ودعا الله النور نهارا والظلمة دعاها ليلا "
)
RTL = "html { direction: rtl } p { hyphens: manual; text-align: justify }"
MM = 96 / 25.4
LEFT, RIGHT = 14 * MM, 66 * MM  # the type area of `pdf_samples`, in CSS px
CLOSE = 0.1


def edges(page: Any) -> list[tuple[float, float]]:
    """Where the words of each line begin and end, at the left and at the right."""
    found = []
    for line in lines(page._page_box.children[0]):
        texts = [box for box in line.descendants() if getattr(box, "text", "").strip()]
        found.append(
            (min(box.position_x for box in texts), max(box.position_x + box.width for box in texts))
        )
    return found


@pytest.mark.parametrize(
    "words", [WORDS * 3, WORDS.replace("الله", "<b>الله</b>") * 3, WORDS.replace("نور", "Loom") * 3]
)
def test_justified_lines_fill_the_measure(words: str) -> None:
    (page,) = document(f"<p>{words}</p>", RTL).pages
    *full, last = edges(page)
    assert len(full) > 3
    for left, right in full:
        assert (left, right) == pytest.approx((LEFT, RIGHT), abs=CLOSE)
    assert last[1] == pytest.approx(RIGHT, abs=CLOSE)


def test_the_pieces_of_a_line_stand_close_together() -> None:
    (page,) = document(f"<p>{WORDS.replace('الله', '<b>الله</b>') * 3}</p>", RTL).pages
    for line in lines(page._page_box.children[0]):
        pieces = sorted((box.position_x, box.position_x + box.width) for box in line.children)
        for (_, end), (start, _) in pairwise(pieces):
            assert start == pytest.approx(end, abs=CLOSE)


def test_a_line_that_ends_from_left_to_right_stays_in_its_measure() -> None:
    words = f'<span dir="ltr">Loom <b>and</b> loom</span> {WORDS}'
    (page,) = document(f"<p>{words * 3}</p>", RTL).pages
    for left, right in edges(page):
        assert left > LEFT - CLOSE and right < RIGHT + CLOSE


def test_the_indent_stands_at_the_right() -> None:
    (page,) = document(f"<p style='text-indent: 20px'>{WORDS * 2}</p>", RTL).pages
    first, second, *_ = edges(page)
    assert first == pytest.approx((LEFT, RIGHT - 20), abs=CLOSE)
    assert second == pytest.approx((LEFT, RIGHT), abs=CLOSE)


def test_a_negative_indent_hangs_at_the_right() -> None:
    style = "text-indent: -20px; padding-right: 20px"
    (page,) = document(f"<p style='{style}'>{WORDS * 2}</p>", RTL).pages
    first, second, *_ = edges(page)
    assert first[1] == pytest.approx(RIGHT, abs=CLOSE)
    assert second[1] == pytest.approx(RIGHT - 20, abs=CLOSE)


@pytest.mark.parametrize("count", [4, 6, 8])
def test_what_is_painted_reaches_both_edges(count: int) -> None:
    """A widened space may come from another font than the one that was measured."""
    line = " ".join(WORDS.split()[:count])
    data = pdf(f"<p style='text-align-last: justify'>{line}</p>", RTL)
    with pypdfium2.PdfDocument(data) as book:
        picture = book[0].render(scale=300 / 72).to_pil().convert("L")
    head = round(LEFT * 300 / 96)
    text = picture.crop((0, head, picture.width, picture.height))
    left, _, right, _ = text.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert left * 96 / 300 == pytest.approx(LEFT, abs=2)
    assert right * 96 / 300 == pytest.approx(RIGHT, abs=2)


def test_lines_from_left_to_right_are_left_alone() -> None:
    text = "<p>" + "The loom stood <b>still</b> and nobody came. " * 8 + "</p>"
    (page,) = document(text).pages
    *full, last = edges(page)
    for line in full:
        assert line == pytest.approx((LEFT, RIGHT), abs=CLOSE)
    assert last[0] == pytest.approx(LEFT, abs=CLOSE)
