"""The layout report finds what a typesetter would mark, and only that."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from edition.pdf import boxes
from edition.pdf import report as pdf_report
from tests.pdf_samples import document, note

# Ten lines of 13 pt a page.
PAGE = """
@page { size: 80mm 73.9mm; margin: 14mm }
p { text-align: left; hyphens: manual; text-indent: 0 }
"""
LINE = "one line<br>"


def measured(body: str, css: str = "") -> pdf_report.LayoutReport:
    pages = document(body, PAGE + css).pages
    return pdf_report.measure(pages, [str(number) for number in range(1, len(pages) + 1)])


def found(report: pdf_report.LayoutReport, kind: str) -> list[tuple[str, str]]:
    return [(f.folio, f.words) for f in report.findings if f.kind == kind]


def paragraph(lines: int, words: str = "one line") -> str:
    return "<p>" + "<br>".join(f"{words} {n}" for n in range(1, lines + 1)) + "</p>"


def test_pages_that_are_well_set_have_no_findings() -> None:
    report = measured(paragraph(5) + paragraph(5) + paragraph(5))
    assert (report.pages, report.lines) == (2, 15)
    assert report.findings == ()
    assert sum(report.counts().values()) == 0


def test_a_widow_and_an_orphan_are_found() -> None:
    loose = "p { orphans: 1; widows: 1 }"
    assert found(measured(paragraph(11), loose), "widow") == [("2", "one line 11")]
    assert found(measured(paragraph(9) + paragraph(4, "next"), loose), "orphan") == [
        ("1", "next 1")
    ]


def test_a_heading_parted_from_its_text_is_found() -> None:
    css = "h2 { break-after: avoid; margin: 0; font: 10pt/13pt EB } p { break-before: page }"
    report = measured("<p>first</p><h2>Heading</h2><div><p>second</p></div>", css)
    assert found(report, "separated") == []  # The break was asked for.
    tight = "h2 { break-after: avoid; margin: 0; font: 10pt/13pt EB; height: 100mm }"
    assert found(measured("<h2>Heading</h2>" + paragraph(3), tight), "separated") == [
        ("1", "Heading")
    ]


def test_hyphens_are_counted_in_runs() -> None:
    body = '<p lang="en">' + "internationalization " * 14 + "</p>"
    css = "p { hyphens: auto; text-align: justify; width: 22mm }"
    report = measured(body, css)
    stacked = [f.amount for f in report.findings if f.kind == "stacked-hyphens"]
    assert stacked and min(stacked) >= 3
    assert found(measured(body, css + "p { hyphens: manual }"), "stacked-hyphens") == []


def test_short_loose_and_overfull_lines_are_found() -> None:
    assert found(measured("<p>a longer line<br>so.</p>"), "short-last-line") == [
        ("1", "a longer line / so.")
    ]
    assert found(measured("<p>so.</p>"), "short-last-line") == []
    wide = measured(f"<p>{'x' * 80}</p>")
    assert len(found(wide, "overfull-line")) == 1
    css = "p { text-align: justify; width: 30mm }"
    assert found(measured("<p>a bc incomprehensibilities dd</p>", css), "loose-line")


def test_a_late_note_that_would_have_fitted_is_told_from_one_that_would_not() -> None:
    """Two px are missing for the note and the area around it: the line stays, by its policy."""
    css = ".fn { footnote-policy: auto }"
    body = paragraph(7) + f"<p>call{note(1, 'said')}</p>" + paragraph(3, "next")
    pages = document(body, PAGE + css).pages
    first, second = boxes.read(pages, ["1", "2"])
    assert first.room < second.least["fn1"] + second.around < first.room + 3
    assert found(measured(body, css), "late-note") == [("2", "said")]
    assert found(measured(body, css), "note-fits") == []
    roomy = replace(first, room=first.room + 3)  # The layout makes no such page.
    kinds = [finding.kind for finding in pdf_report._notes([roomy, second])]
    assert kinds == ["late-note", "note-fits"]


def test_rows_say_where_a_late_note_is_called_and_how_much_is_free() -> None:
    finding = pdf_report.Finding("note-fits", "3", "said", 0.125, "2")
    report = pdf_report.LayoutReport(9, 90, 0.3, (finding, replace(finding, kind="gap", called="")))
    rows = pdf_report.lines(report)
    assert rows[1].startswith("warning: 1 × note that begins overleaf although it fits")
    assert rows[2] == "    page 3, called on page 2 (12% free): said"
    assert rows[4] == "    page 3, 12% free: said"


def test_notes_that_run_over_and_begin_late_are_told_apart() -> None:
    said = " ".join(f"word{n}" for n in range(150))
    report = measured(f"<p>{LINE * 3}call{note(1, said)}<br>{LINE * 20}</p>")
    assert found(report, "divided-note") and not found(report, "late-note")
    css = ".fn { footnote-policy: auto; orphans: 99 }"
    report = measured(f"<p>{LINE * 8}call{note(1, 'some words ' * 12)}<br>{LINE * 9}</p>", css)
    assert [folio for folio, _ in found(report, "late-note")] == ["2"]


def test_a_gap_is_found_but_not_at_a_chapters_end() -> None:
    block = '<div style="height: 60mm; break-inside: avoid">block<p>tall</p></div>'
    report = measured(paragraph(5) + block.replace("60mm", "40mm"))
    assert [folio for folio, _ in found(report, "gap")] == ["1"]
    assert report.greatest_gap > 0.4
    chapter = '<div style="break-before: page"><p>next</p></div>'
    assert found(measured(paragraph(3) + chapter), "gap") == []


def test_the_report_is_plain_data_and_text() -> None:
    report = measured("<p>a longer line<br>so.</p>")
    data: dict[str, Any] = json.loads(json.dumps(report.as_dict()))
    assert data["counts"]["short-last-line"] == 1
    said = pdf_report.lines(report)
    assert said[0].startswith("1 pages, 2 lines") and "page 1: a longer line / so." in said[-1]
