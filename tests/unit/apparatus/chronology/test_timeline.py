"""Timelines: every event once, in order, no label on another, whatever the words and dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.apparatus.chronology import dates, timeline
from edition.apparatus.chronology.scale import axis
from edition.apparatus.chronology.sheet import EPUB_SHEET, TimelineSheet
from edition.apparatus.chronology.timeline import settle
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.model import BodyText, Event, Timeline
from edition.model.problems import Place
from edition.typography.textwidth import width

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = DateWriter(Labels("en", date_order="day-first"))
PLACE = Place("a.yaml", 1, 1)
#: That of an A5 page.
PDF_SHEET = TimelineSheet(393, 566, 11.4, 44)
SHEETS = pytest.mark.parametrize("sheet", [EPUB_SHEET, PDF_SHEET])


def event(day: str, label: str = "Fire", until: str = "") -> Event:
    return Event(day, until, label, BodyText("Something.", PLACE), PLACE)


def line(start: str, end: str, title: str = "Years") -> Timeline:
    return Timeline("years", title, start, end, PLACE)


def drawn(svg: str) -> list[etree._Element]:
    """The events of a drawing, in the order of its markup."""
    return etree.fromstring(svg).findall(f"{SVG}g[@class='event']")


def texts(group: etree._Element) -> list[etree._Element]:
    return group.findall(f"{SVG}text")


def boxes(svg: str, sheet: TimelineSheet) -> list[tuple[float, float]]:
    """Where each label's first line begins and its last ends, about."""
    found = []
    for group in drawn(svg):
        baselines = [float(text.get("y")) for text in texts(group)]
        found.append((min(baselines) - 0.8 * sheet.size, max(baselines) + 0.4 * sheet.size))
    return found


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Events of a few years, crowds among them, in their order."""
    first = draw(st.dates(date(100, 1, 1), date(9900, 1, 1)))
    offsets = draw(st.lists(st.one_of(st.integers(0, 30), st.integers(0, 9000)), max_size=60))
    found = []
    for offset in offsets:
        day = first + timedelta(offset)
        until = day + timedelta(draw(st.sampled_from((0, 0, 0, 1, 40, 500))))
        iso = day.isoformat()[: draw(st.sampled_from((10, 10, 7, 4)))]
        label = draw(st.text(min_size=1, max_size=60))
        found.append(event(iso, label, until.isoformat() if until > day else ""))
    return sorted(found, key=lambda item: dates.order(item.date, item.until))


@SHEETS
@settings(max_examples=60)
@given(st.data())
def test_each_event_is_drawn_once_in_order_and_no_label_touches_another(
    sheet: TimelineSheet, data: st.DataObject
) -> None:
    given_events = data.draw(events())
    if not given_events:
        return
    last = max(dates.days(item.date, item.until).last for item in given_events)
    whole = line(given_events[0].date[:4], date.fromordinal(last).isoformat()[:4])
    drawings = timeline.draw(whole, given_events, sheet, ENGLISH)
    assert sum(len(drawn(drawing.svg)) for drawing in drawings) == len(given_events)
    labels = [
        "".join("".join(text.text or "" for text in texts(group)[1:]).split())
        for drawing in drawings
        for group in drawn(drawing.svg)
    ]
    wanted = ["".join(_printed(item.label).split()) for item in given_events]
    assert labels == wanted
    for drawing in drawings:
        root = etree.fromstring(drawing.svg)
        height = float(root.get("height"))
        assert height <= sheet.height
        places = boxes(drawing.svg, sheet)
        assert all(before[1] < after[0] for before, after in pairwise(places))
        assert all(top >= 0 and bottom <= height for top, bottom in places)


def _printed(label: str) -> str:
    """A label as a drawing can have it: what XML cannot hold is left out."""
    from edition.apparatus import svg

    markup = svg.element("a", svg.text(label))
    return etree.fromstring(markup).text or ""


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 40)), min_size=1, max_size=40))
def test_settled_boxes_are_in_order_and_as_near_as_they_can(
    boxes: list[tuple[float, float]],
) -> None:
    wanted = sorted(top for top, _ in boxes)
    heights = [height for _, height in boxes]
    tops = settle(wanted, heights, 0, 500)
    for (top, height), below in zip(zip(tops, heights, strict=True), tops[1:], strict=False):
        assert top + height <= below + 1e-6
    assert tops[0] >= 0
    if sum(heights) <= 500:
        assert tops[-1] + heights[-1] <= 500 + 1e-6
    apart = all(
        a + h <= b for (a, h), b in zip(zip(wanted, heights, strict=True), wanted[1:], strict=False)
    )
    if apart and wanted[-1] + heights[-1] <= 500:
        assert tops == pytest.approx(wanted)


def test_boxes_that_want_one_place_stand_around_it() -> None:
    assert settle([100, 100, 100], [10, 10, 10], 0, 500) == [90, 100, 110]
    assert settle([0, 0], [10, 10], 0, 500) == [0, 10]
    assert settle([495, 495], [10, 10], 0, 500) == [480, 490]
    assert settle([5], [600], 0, 500) == [0]
    assert settle([], [], 0, 500) == []


def test_what_a_timeline_shows() -> None:
    whole = line("2014", "2015")
    assert timeline.on(whole, event("2014"))
    assert timeline.on(whole, event("2015-12-31"))
    assert timeline.on(whole, event("2013-12", until="2014-01-01"))
    assert not timeline.on(whole, event("2013-12-31"))
    assert not timeline.on(whole, event("2014", ""))
    short = line("2014-12-03", "2014-12-18")
    assert not timeline.on(short, event("2014"))
    assert not timeline.on(short, event("2014-12"))
    assert timeline.on(short, event("1914", until="2018"))
    assert timeline.draw(short, [event("2014")], PDF_SHEET, ENGLISH) == []


def test_hostile_words_stay_words() -> None:
    hostile = '<script>alert("1")</script> & \u202eא'
    whole = line("2014", "2014", hostile)
    (drawing,) = timeline.draw(whole, [event("2014-02", hostile)], PDF_SHEET, ENGLISH)
    root = etree.fromstring(drawing.svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "circle",
        "g",
        "text",
    }
    assert root.findtext(f"{SVG}title") == hostile.replace("\u202e", "")
    assert "\u202e" not in drawing.svg


def test_the_description_says_the_events_in_words() -> None:
    shown = [event("2014-12-03", "Attack", "2014-12-04"), event("2014-12-05", "Appeal")]
    (drawing,) = timeline.draw(line("2014-12", "2014-12"), shown, PDF_SHEET, ENGLISH)
    root = etree.fromstring(drawing.svg)
    said = "3–4 December 2014: Attack; 5 December 2014: Appeal."
    assert root.findtext(f"{SVG}desc") == said
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "timeline-years-1-title timeline-years-1-desc"


def test_a_stretch_is_a_bar_a_day_a_dot_and_an_inexact_date_a_broken_bar() -> None:
    shown = [event("2009", until="2011"), event("2012"), event("2014-12-05")]
    (drawing,) = timeline.draw(line("2009", "2015"), shown, PDF_SHEET, ENGLISH)
    bar, broken, dot = (group[0] for group in drawn(drawing.svg))
    assert bar.get("stroke-dasharray") is None and bar.tag == f"{SVG}path"
    assert broken.get("stroke-dasharray") == "4 2" and broken.tag == f"{SVG}path"
    assert dot.tag == f"{SVG}circle"


def test_a_crowd_shares_one_leader() -> None:
    crowd = [event(f"2014-12-{day:02}") for day in range(1, 13)]
    (drawing,) = timeline.draw(line("2000", "2023"), crowd, PDF_SHEET, ENGLISH)
    leaders = [
        path
        for path in etree.fromstring(drawing.svg).findall(f"{SVG}path")
        if path.get("stroke-opacity") == "0.7"
    ]
    assert len(leaders) == 1
    assert leaders[0].get("d").count("M") == 15  # a line, two spines, twelve ends


def test_too_many_labels_go_on_in_a_second_drawing_after_the_largest_gap() -> None:
    early = [event(f"20{year:02}") for year in range(20)]
    late = [event(f"20{year:02}") for year in range(40, 60)]
    first, second = timeline.draw(line("2000", "2060"), early + late, PDF_SHEET, ENGLISH)
    ends = (first.start, first.end, second.start, second.end)
    assert [end.text for end in ends] == ["2000", "2019", "2040", "2060"]
    assert len(drawn(first.svg)) == len(drawn(second.svg)) == 20


@SHEETS
def test_the_drawing_is_as_wide_as_its_sheet_and_labels_keep_inside(sheet: TimelineSheet) -> None:
    shown = [event("2014-01-02", "W" * 60), event("2014-05", "שלום " * 12), event("2014-06", "x y")]
    for drawing in timeline.draw(line("2014", "2015"), shown, sheet, ENGLISH):
        for text in etree.fromstring(drawing.svg).iter(f"{SVG}text"):
            x, size = float(text.get("x")), float(text.get("font-size"))
            if text.get("text-anchor") == "end":
                assert x >= width(text.text, size)
            else:
                assert x + width(text.text, size) <= sheet.width + 0.01


def test_the_same_events_give_the_same_drawing() -> None:
    shown = [event("2014-01-02"), event("2015")]
    drawings = [timeline.draw(line("2014", "2015"), shown, EPUB_SHEET, ENGLISH) for _ in range(2)]
    assert drawings[0] == drawings[1]


# ── the axis ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "unit", "ends"),
    [
        ("2014-12-03", "2014-12-18", "day", ("2014-12-03", "2014-12-18")),
        ("2014-12-03", "2015-08-03", "month", ("2014-12", "2015-08")),
        ("2014-12-03", "2023-08-03", "year", ("2014", "2023")),
        ("0001", "9999", "year", ("0001", "9999")),
    ],
)
def test_the_axis_has_whole_units(start: str, end: str, unit: str, ends: tuple[str, str]) -> None:
    found = axis(dates.days(start, end), ENGLISH)
    assert (found.unit, (found.start.text, found.end.text)) == (unit, ends)


def figures(start: str, end: str, height: float = 500) -> list[str]:
    return [
        words
        for _, words in axis(dates.days(start, end), ENGLISH).between(0, height).ticks(14)
        if words
    ]


def test_ticks_are_as_many_as_can_be_read() -> None:
    assert figures("2000", "2023")[:3] == ["2000", "2001", "2002"]
    assert figures("2000", "2023", 100)[:3] == ["2000", "2005", "2010"]
    assert figures("2014-12-30", "2015-01-02") == ["30 Dec", "31", "1 Jan", "2"]
    assert figures("2014-11", "2015-03") == ["Nov", "Dec", "2015", "Feb", "Mar"]
    assert len(figures("0001", "9999")) <= 40


@given(st.dates(date.min, date.max), st.dates(date.min, date.max), st.floats(50, 600))
def test_ticks_are_in_order_and_few(first: date, last: date, height: float) -> None:
    first, last = sorted((first, last))
    ticks = list(
        axis(dates.days(first.isoformat(), last.isoformat()), ENGLISH)
        .between(10, 10 + height)
        .ticks(14)
    )
    assert len(ticks) <= 200
    assert all(a[0] <= b[0] for a, b in pairwise(ticks))
    assert all(10 <= y <= 10 + height + 0.01 for y, _ in ticks)


@pytest.mark.parametrize(
    ("ends", "iso", "until", "words"),
    [
        (("2000", "2023"), "2014-12-04", "", "Dec 2014"),
        (("2000", "2023"), "2008-06", "2009-06", "2008–2009"),
        (("2000", "2023"), "2015-07-28", "2015-08-03", "July–Aug 2015"),
        (("2000", "2023"), "2014-12-03", "2014-12-04", "Dec 2014"),
        (("1900", "2023"), "2014-12-04", "", "2014"),
        (("2014-12", "2015-08"), "2015-07-28", "2015-08-03", "July–Aug 2015"),
        (("2014-12", "2015-08"), "2014-12-03", "2014-12-04", "3–4 Dec 2014"),
        (("2014-12-01", "2014-12-18"), "2014-12-03", "2014-12-04", "3–4 Dec"),
        (("2014-12-01", "2014-12-18"), "2014", "2014-12-04", "2014"),
        (("2014-12-01", "2014-12-18"), "2014-11-20", "2014-12-04", "20 Nov–4 Dec"),
        (("2014-12-20", "2015-01-18"), "2014-12-28", "2015-01-04", "28 Dec–4 Jan"),
        (("2014-12-20", "2015-01-18"), "2015-01-04", "", "4 Jan"),
        (("2014-12-01", "2014-12-18"), "1914-07-28", "2018-11-11", "1914–2018"),
    ],
)
def test_dates_are_no_exacter_than_the_scale(
    ends: tuple[str, str], iso: str, until: str, words: str
) -> None:
    assert axis(dates.days(*ends), ENGLISH).short(iso, until) == words
