"""Notes beside the text: each at its call or as near as can be, none lost, none over another."""

from __future__ import annotations

import random
from typing import Any

import pytest

from edition.pdf import report as pdf_report
from edition.proof import pdftext
from edition.typography.profiles import BESIDE, PROFILES, settled
from tests.pdf_samples import WORDS, document, note, pdf
from tests.unit.pdf.weasyprint70.footnotes.test_divide import fragments, lines
from tests.unit.typography.test_profiles import declared

# Twenty lines of 13 pt, and a column of 30 mm for the notes.
PAGE = """
@page { size: 110mm 119.8mm; margin: 14mm 46mm 14mm 14mm;
        @footnote { margin: 0 0 0 54mm; width: 30mm } }
p { hyphens: manual }
.fn { font-size: 7pt; line-height: 8pt; margin: 0 0 3pt }
"""
CLOSE = 0.1  # CSS px


def area(page: Any) -> Any:
    boxes = page._page_box.children
    return next((box for box in boxes if type(box).__name__ == "FootnoteAreaBox"), None)


def column(page: Any) -> list[Any]:
    found = area(page)
    return list(found.children) if found else []


def baselines(page: Any) -> dict[str, float]:
    """Where the line of each call of a page stands."""
    found: dict[str, float] = {}
    for line in lines(page._page_box.children[0]):
        for box in line.descendants():
            if str(box.element_tag).endswith("::footnote-call"):
                found[box.element.get("id")] = line.position_y + line.baseline
    return found


def first_baseline(fragment: Any) -> float:
    line = next(lines(fragment))
    return float(line.position_y + line.baseline)


def body(seed: int, longest: int) -> tuple[str, dict[str, str]]:
    rng, said, html = random.Random(seed), {}, ""
    for _ in range(30):
        html += "<p>"
        for _ in range(rng.randint(1, 4)):
            html += " ".join(rng.choices(WORDS, k=14))
            if rng.random() < 0.4:
                n = len(said) + 1
                said[f"fn{n}"] = " ".join(rng.choices(WORDS, k=rng.randint(3, longest)))
                html += note(n, said[f"fn{n}"])
            html += " "
        html += "</p>"
    return html, said


def test_a_note_stands_on_the_line_of_its_call() -> None:
    text = "<p>" + "The loom was silent.<br>" * 6 + "It began" + note(1, "At dawn.") + ".</p>"
    (page,) = document(text, PAGE).pages
    (found,) = column(page)
    assert first_baseline(found) == pytest.approx(baselines(page)["fn1"], abs=CLOSE)
    assert found.position_x > page._page_box.content_box_x() + page._page_box.width


def test_in_a_book_from_right_to_left_notes_stand_at_the_left() -> None:
    turned = """@page { direction: rtl; margin: 14mm 14mm 14mm 46mm;
                @footnote { margin: 0 54mm 0 0; width: 30mm } } html { direction: rtl }"""
    rows = "واحد<br>" * 6
    text = f"<p>{rows}كان" + note(1, "عند الفجر.") + f"<br>{'One line<br>' * 30}</p>"
    pages = document(text, PAGE + turned).pages
    (found,) = column(pages[0])
    box = pages[0]._page_box
    assert first_baseline(found) == pytest.approx(baselines(pages[0])["fn1"], abs=CLOSE)
    right = found.border_box_x() + found.border_width()
    assert right == pytest.approx(box.content_box_x() - 4 * 96 / 25.4, abs=CLOSE)
    assert found.border_box_x() == pytest.approx(12 * 96 / 25.4, abs=CLOSE)
    assert len(pages) == 2, "they take no height"


def test_notes_take_no_height_from_the_text() -> None:
    rows = "One line<br>" * 38
    plain = document(f"<p>{rows}</p>", PAGE).pages
    noted = document(f"<p>{note(1, ' '.join(WORDS * 4))}{rows}</p>", PAGE).pages
    assert len(plain) == len(noted) == 2
    for one, other in zip(plain, noted, strict=True):
        text = [len(list(lines(page._page_box.children[0]))) for page in (one, other)]
        assert text[0] == text[1]


def test_notes_of_one_line_stand_below_one_another() -> None:
    text = "<p>So" + note(1, "One.") + note(2, "Two.") + note(3, "Three.") + "</p>"
    (page,) = document(text, PAGE).pages
    one, two, three = column(page)
    assert first_baseline(one) == pytest.approx(baselines(page)["fn1"], abs=CLOSE)
    assert two.position_y == pytest.approx(one.position_y + one.margin_height(), abs=CLOSE)
    assert three.position_y == pytest.approx(two.position_y + two.margin_height(), abs=CLOSE)


def test_a_note_at_the_foot_moves_up_to_stay_on_its_page() -> None:
    text = "<p>" + "One line<br>" * 19 + "the last" + note(1, " ".join(WORDS * 2)) + "</p>"
    (page,) = document(text, PAGE).pages
    (found,) = column(page)
    box = page._page_box
    assert first_baseline(found) < baselines(page)["fn1"] - 10
    bottom = found.border_box_y() + found.border_height()
    assert bottom == pytest.approx(box.content_box_y() + box.height, abs=CLOSE)


def test_what_the_column_has_no_room_for_goes_on_at_the_head_of_the_next() -> None:
    text = "<p>So" + note(1, " ".join(WORDS * 16)) + " " + "One line<br>" * 30 + "</p>"
    rendered = document(text, PAGE)
    first, second = (column(page) for page in rendered.pages[:2])
    assert [len(first), len(second)] == [1, 1]
    assert second[0].position_y == pytest.approx(
        rendered.pages[1]._page_box.content_box_y(), abs=CLOSE
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_note_is_lost_cut_or_over_another(seed: int) -> None:
    html, said = body(seed, longest=(20, 60, 150)[seed % 3])
    rendered = document(html, PAGE)
    found = fragments(rendered)
    assert {name: text.replace(" ", "") for name, text in said.items()} == found.texts
    assert list(dict.fromkeys(found.order)) == list(said)
    for page in rendered.pages:
        box, bottom = page._page_box, page._page_box.content_box_y()
        for fragment in column(page):
            assert fragment.position_y >= bottom - CLOSE
            bottom = fragment.border_box_y() + fragment.border_height()
        assert bottom <= box.content_box_y() + box.height + CLOSE


def test_a_line_wanted_by_its_paragraph_sends_no_note_on() -> None:
    """Where `orphans` would be broken WeasyPrint sends on the notes of lines before; beside the
    text that gains nothing."""
    for rows in range(14, 22):
        text = "<p>" + "One line<br>" * rows + "noted" + note(1, "A.") + "</p>"
        text += "<p style='orphans: 3; widows: 3'>" + "Another<br>" * 8 + "end</p>"
        found = fragments(document(text, PAGE))
        assert found.late == 0


def test_the_tags_lead_from_the_call_to_the_note() -> None:
    data = pdf("<p>So" + note(1, "It was the weaver.") + " it went on.</p>", PAGE)
    assert pdftext.extract(data).notes["fn1"].split() == ["It", "was", "the", "weaver."]


def test_the_layout_report_counts_no_free_room_for_notes_beside() -> None:
    text = "<p>" + "One line<br>" * 39 + note(1, " ".join(WORDS * 3)) + "end</p>"
    pages = document(text, PAGE).pages
    report = pdf_report.measure(pages, [str(number) for number, _ in enumerate(pages, 1)])
    assert report.counts()["gap"] == 0


@pytest.mark.parametrize("name", BESIDE)
def test_the_column_fits_on_the_paper(name: str) -> None:
    (profile,) = settled(declared({"profile": name, "notes": "side"}))
    assert profile.inner == BESIDE[name]["inner"] and "pdf-side.css" in profile.sheets
    assert profile.outer - profile.side >= 6 + 10, "the gutter, and what a printer cannot reach"
    assert profile.measure < PROFILES[name].measure <= profile.back_measure
