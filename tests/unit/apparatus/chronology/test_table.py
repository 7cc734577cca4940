"""The chronology: its order, its groups, and what is said about wrong dates."""

from __future__ import annotations

import pytest

from edition.apparatus.chronology import table as chronology_table
from edition.apparatus.chronology.sheet import TimelineSheet
from edition.apparatus.chronology.table import figures, in_order, problems, table
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.model import BodyText, Chronology, Event, Timeline
from edition.model.problems import BuildFailed, Place, Problem, Severity
from tests.books import prepared

#: That of an A5 page.
PDF_SHEET = TimelineSheet(393, 566, 11.4, 44)
PLACE = Place("a.yaml", 7, 3)

ENGLISH = DateWriter(Labels("en", date_order="day-first"))


def event(date: str, until: str = "", label: str = "", text: str = "It burned.") -> Event:
    return Event(date, until, label, BodyText(text, PLACE), PLACE)


def made(*events: Event, lines: tuple[tuple[str, str], ...] = ()) -> Chronology:
    timelines = tuple(Timeline(f"t{k}", f"Title {k}", *ends, PLACE) for k, ends in enumerate(lines))
    return Chronology(None, timelines, events)


def codes(found: Chronology) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in problems(found)]


def test_events_are_sorted_and_those_of_one_date_keep_their_order() -> None:
    events = [
        event("2015"),
        event("2014-12-04", label="a"),
        event("2014-12-04", label="b"),
        event("2014-12"),
        event("0999-01-02"),
    ]
    wanted = [events[4], events[3], events[1], events[2], events[0]]
    assert in_order(made(*events)) == wanted


def test_the_table_says_each_year_once() -> None:
    groups = table(
        made(event("2014-12-03", "2014-12-04"), event("2014"), event("2016-02")), ENGLISH
    )
    said = {
        group.year.words: ["–".join(piece.words for piece in row.date) for row in group.rows]
        for group in groups
    }
    assert said == {"2014": ["2014", "3–4 December"], "2016": ["February"]}
    rows = [row.anchor for group in groups for row in group.rows]
    assert rows == ["event-1", "event-2", "event-3"]


def test_a_line_does_not_end_inside_the_second_date() -> None:
    ((row,),) = [group.rows for group in table(made(event("2009-12-11", "2010-04-02")), ENGLISH)]
    assert [piece.words for piece in row.date] == ["11 December 2009", "2\u00a0April 2010"]


def test_long_rows_may_be_broken() -> None:
    ((short, long),) = [
        group.rows
        for group in table(made(event("2014"), event("2014-02", text="word " * 300)), ENGLISH)
    ]
    assert (short.whole, long.whole) == (True, False)


def test_parts_of_a_timeline_say_what_they_show() -> None:
    events = [event(f"20{year:02}", label="Fire") for year in (*range(20), *range(40, 60))]
    found = figures(made(*events, lines=(("2000", "2060"), ("2000", "2003"))), PDF_SHEET, ENGLISH)
    assert [item.caption for item in found] == [
        "Title 0: 2000–2019",
        "Title 0: 2040–2060",
        "Title 1",
    ]
    assert [item.anchor for item in found] == ["timeline-t0-1", "timeline-t0-2", "timeline-t1-1"]


def test_a_good_chronology_has_no_problems() -> None:
    good = made(
        event("2014", label="a"),
        event("2014-02", "2014-02"),
        event("2013-12", "2014-01"),
        event("2014", "2014-03"),
        lines=(("2014", "2014"),),
    )
    assert codes(good) == []
    assert list(problems(None)) == []
    assert chronology_table.anchors(None) == {} and chronology_table.words(None) == ""


@pytest.mark.parametrize(
    ("date", "until"), [("2014-12-04", "2014-12-03"), ("2015", "2014"), ("2014-04", "2014-03")]
)
def test_an_event_that_ends_before_it_begins(date: str, until: str) -> None:
    assert codes(made(event(date, until))) == [("dates-reversed", Severity.ERROR)]


def test_a_timeline_that_ends_before_it_begins() -> None:
    found = codes(made(event("2014"), lines=(("2015", "2014"),)))
    assert ("dates-reversed", Severity.ERROR) in found


def test_a_timeline_without_events() -> None:
    assert codes(made(event("2014"), lines=(("2014", "2014"),))) == [
        ("timeline-empty", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ((), "Declare a timeline"),
        ((("2000", "2001"),), "Make one longer"),
        ((("2014-01-01", "2014-02-01"),), "not exact enough"),
    ],
)
def test_a_label_that_is_drawn_nowhere(lines: tuple[tuple[str, str], ...], hint: str) -> None:
    found = [
        problem
        for problem in problems(made(event("2014", label="Fire"), lines=lines))
        if problem.code == "label-not-drawn"
    ]
    assert len(found) == 1 and hint in found[0].hint
    assert found[0].message == "No timeline shows “Fire” (2014)."
    assert found[0].severity is Severity.WARNING


# ── from the file ───────────────────────────────────────────────────────────────────────────


def refused(folder, value: str) -> Problem:
    """What is said of an event with this date, written as it stands."""
    rest = f"chronology:\n  events:\n    - date: {value}\n      event: It burned.\n"
    with pytest.raises(BuildFailed) as failed:
        prepared(folder, rest)
    (problem,) = failed.value.problems
    return problem


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        ("2014-13-40", "bad-value", "There is no such date: 2014-13-40."),
        ('"2014-02-30"', "bad-value", "There is no such date: 2014-02-30."),
        ('"-0000"', "bad-value", "There is no such date: -0000."),
        ('"2014-1-4"', "bad-value", "date”."),
        ("2014", "not-text", "“date” must be text, but is the number 2014."),
        ("yesterday", "bad-value", "date”."),
    ],
)
def test_a_date_that_is_none(tmp_path, value: str, code: str, message: str) -> None:
    problem = refused(tmp_path, value)
    assert problem.code == code
    assert message.split(" ")[-1] in problem.message and problem.hint
    line = (tmp_path / "annotations.yaml").read_text("utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(value)


def test_a_date_needs_no_quotes_unless_it_is_a_bare_year(tmp_path) -> None:
    rest = (
        "chronology:\n  events:\n    - {date: 2014-12-04, event: It burned.}\n"
        "    - {date: 2014-12, event: It burned.}\n"
    )
    found = prepared(tmp_path, rest).edition.chronology
    assert [item.date for item in found.events] == ["2014-12-04", "2014-12"]


def test_an_event_is_drawn_once_on_the_shortest_timeline_that_shows_it() -> None:
    events = [event("2014-12-04", label="In the month"), event("2013", label="In the years")]
    found = made(*events, lines=(("2010", "2020"), ("2014-12-03", "2014-12-05")))
    years, month = (figure.svg for figure in figures(found, PDF_SHEET, ENGLISH))
    assert ">In the years<" in years and ">In the month<" not in years
    assert ">In the month<" in month and ">In the years<" not in month
    assert ">Title 1<" in years.partition("</desc>")[2]
    assert codes(found) == []


def test_timelines_that_only_overlap_both_show_an_event() -> None:
    found = made(event("2014-06", label="Here"), lines=(("2010", "2014"), ("2014", "2016")))
    assert all(">Here<" in figure.svg for figure in figures(found, PDF_SHEET, ENGLISH))
