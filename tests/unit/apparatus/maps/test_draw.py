"""Maps: what is drawn, what is said about it, and what is refused."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.maps import checks, drawings
from edition.apparatus.maps.coastlines import world
from edition.apparatus.maps.draw import Drawing, draw
from edition.apparatus.maps.geojson import load
from edition.assembly.prepare import Prepared, prepare
from edition.languages.labels import Labels
from edition.model import (
    Annotations,
    Bounds,
    Coordinates,
    HeadingKind,
    IndexHeading,
    Map,
    Outline,
)
from edition.model.problems import BuildFailed, Place, Problem, Severity
from edition.render.renderer import Renderer
from edition.system.project import Project
from tests.books import GOOD, parsed, write_project
from tests.paths import ROOT

SVG = "{http://www.w3.org/2000/svg}"
CAUCASUS = Bounds(37.2, 41.5, 49.6, 49.3)

#: Their forms are words of the text, since every heading needs a mention.
PLACES = """\
places:
  - {id: leeds, name: Leeds, forms: [weaver], coordinates: [53.8, -1.55]}
  - {id: whitby, name: Whitby, forms: [cloth], coordinates: [54.49, -0.61]}
  - {id: paris, name: Paris, forms: [sat], coordinates: [48.86, 2.35]}
  - {id: nowhere, name: Nowhere, forms: [grew]}
"""
MAP = """\
maps:
  - id: yorkshire
    title: Yorkshire
    bounds: {west: -3, south: 53, east: 0.5, north: 55}
    alt: Leeds in the middle.
"""


def place(id: str, latitude: float, longitude: float, name: str = "") -> IndexHeading:
    return IndexHeading(
        id=id,
        kind=HeadingKind.PLACE,
        name=name or id,
        forms=(),
        mentions=(),
        exceptions=(),
        original="",
        original_language="",
        transliteration="",
        pronunciation="",
        expansion="",
        born="",
        died="",
        wikidata="",
        coordinates=Coordinates(latitude, longitude),
        description=None,
        place=Place("annotations.yaml", 1, 1),
    )


def a_map(bounds: Bounds = CAUCASUS, outlines: tuple[Outline, ...] = ()) -> Map:
    return Map("m", "A map", bounds, (), outlines, "Words.", None, Place("annotations.yaml", 9, 5))


CHECHNYA = Outline("seeds/outlines/chechnya.geojson", True, "Chechnya", "By hand", Place("a", 1, 1))


def drawn(places: list[IndexHeading], map_: Map | None = None) -> Drawing:
    map_ = map_ or a_map()
    shapes = [(item, load(Project.at(ROOT), item.file, Place("a"))[0]) for item in map_.outlines]
    return draw(map_, places, world(), [(a, b) for a, b in shapes if b], Labels())


# ── drawing ─────────────────────────────────────────────────────────────────────────────────


def test_a_map_is_a_drawing_in_words_dots_and_lines() -> None:
    made = drawn([place("grozny", 43.32, 45.69, "Grozny")], a_map(outlines=(CHECHNYA,)))
    root = etree.fromstring(made.svg)
    texts = [item.text for item in root.iter(f"{SVG}text")]
    assert texts == ["200 km", "CHECHNYA", "Grozny"]
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert root.findtext(f"{SVG}title") == "A map"
    assert root.findtext(f"{SVG}desc") == ("Words. North is up; the scale bar stands for 200 km.")
    assert root.get("viewBox") == f"0 0 400 {made.height:g}" and made.width == 400
    assert (made.places, made.crowded, made.absent) == (("grozny",), (), ())


def test_everything_is_in_the_colour_of_the_text() -> None:
    made = drawn([place("grozny", 43.32, 45.69)], a_map(outlines=(CHECHNYA,)))
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', made.svg)) == {"currentColor", "none"}


def test_a_shaded_outline_has_a_border_and_a_tone_and_a_plain_one_a_line() -> None:
    plain = Outline(CHECHNYA.file, False, "", "By hand", Place("a", 1, 1))
    shaded = drawn([], a_map(outlines=(CHECHNYA,))).svg
    assert 'fill-opacity="0.2"' in shaded and 'stroke-width="0.9"' in shaded
    lines = drawn([], a_map(outlines=(plain,))).svg
    assert 'fill-opacity="0.2"' not in lines and 'stroke-width="0.9"' not in lines


def test_no_country_is_named_and_all_boundaries_are_of_one_style() -> None:
    made = drawn([], a_map(Bounds(20, 35, 50, 55)))
    assert made.svg.count("stroke-dasharray") == 1
    assert len(re.findall("<text", made.svg)) == 1


def test_the_scale_bar_is_exact_and_says_where_on_a_large_map() -> None:
    made = drawn([], a_map(Bounds(0, 50, 2, 51)))
    bar = re.search(r'd="M([\d.]+) [\d.]+L[\d.]+ [\d.]+L([\d.]+) [\d.]+L[\d.]+ [\d.]+"', made.svg)
    assert bar and "20 km" in made.svg
    degree = 400 / 2
    assert float(bar[2]) - float(bar[1]) == pytest.approx(20 / 70.73 * degree, abs=0.2)
    assert "2,000 km, at 30° N" in drawn([], a_map(Bounds(-20, -10, 60, 70))).svg
    assert "at 40° S" in drawn([], a_map(Bounds(-20, -70, 60, -10))).svg


def test_names_are_escaped_and_lose_what_turns_text() -> None:
    made = drawn([place("x", 45, 42, "<b onload='x'>\u202e&")])
    (text,) = [item for item in etree.fromstring(made.svg).iter(f"{SVG}text")][1:]
    assert text.text == "<b onload='x'>&"


@settings(max_examples=30)
@given(
    st.floats(-180, 150),
    st.floats(-90, 60),
    st.floats(1, 30),
    st.floats(1, 30),
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(min_size=1, max_size=30)), max_size=8
    ),
)
def test_any_map_of_any_place_is_whole(
    west: float, south: float, wide: float, high: float, at: list[tuple[float, float, str]]
) -> None:
    bounds = Bounds(west, south, west + wide, south + high)
    places = [
        place(f"p{k}", south + v * high, west + u * wide, name) for k, (u, v, name) in enumerate(at)
    ]
    made = drawn(places, a_map(bounds))
    root = etree.fromstring(made.svg)
    assert len(made.places) == len(list(root.iter(f"{SVG}circle"))) == len(places)
    numbers = [
        float(value)
        for value in re.findall(
            r"-?[\d.]+",
            " ".join(
                path.get("d", "")
                for path in root.iter(f"{SVG}path")
                if path.get("stroke-width") != "0.4"
            ),
        )
    ]
    assert all(-0.05 <= value <= 440.05 for value in numbers)
    assert made == drawn(places, a_map(bounds))


def test_a_map_is_drawn_quickly() -> None:
    world()
    places = [place(f"p{k}", 42 + k % 7, 38 + k % 11, f"Place {k}") for k in range(40)]
    start = time.process_time()
    drawn(places, a_map(outlines=(CHECHNYA,)))
    # Measured: 0.05 s. The limit leaves room for a slow and busy machine.
    assert time.process_time() - start < 1


# ── checking ────────────────────────────────────────────────────────────────────────────────


def lint(places: str = PLACES, maps: str = MAP) -> list[Problem]:
    return checks.problems(parsed(GOOD + places + maps))


def test_a_good_map_has_no_problems() -> None:
    assert lint() == []
    assert lint(maps=MAP + "    places: [whitby, leeds]\n") == []
    assert lint(maps="") == []


@pytest.mark.parametrize(
    ("bounds", "code", "words"),
    [
        ("{west: 1, south: 53, east: -3, north: 55}", "bounds-reversed", "west (1)"),
        ("{west: 1, south: 53, east: 1, north: 55}", "bounds-reversed", "west (1)"),
        ("{west: -3, south: 55, east: 1, north: 53}", "bounds-reversed", "south (55)"),
        ("{west: 170, south: 53, east: -170, north: 55}", "bounds-reversed", "west (170)"),
        ("{west: -3, south: 53, east: 1, north: 53.05}", "bounds-too-narrow", "narrow"),
        ("{west: -3, south: 40, east: 0, north: 70}", "bounds-too-narrow", "narrow"),
        ("{west: -90, south: 53, east: 90, north: 55}", "bounds-too-narrow", "narrow"),
        ("{west: -3, south: 89.5, east: 3, north: 90}", "bounds-too-narrow", "narrow"),
    ],
)
def test_bounds_that_are_none(bounds: str, code: str, words: str) -> None:
    (problem,) = lint(maps=re.sub(r"\{.*\}", bounds, MAP))
    assert (problem.code, problem.severity) == (code, Severity.ERROR)
    assert words in problem.message and problem.hint
    assert str(problem.place).startswith("annotations.yaml:")


def test_the_180th_meridian_is_explained() -> None:
    (problem,) = lint(maps=re.sub(r"\{.*\}", "{west: 170, south: 0, east: -170, north: 9}", MAP))
    assert "180th meridian" in problem.hint


@pytest.mark.parametrize(
    ("id", "code", "hint"),
    [
        ("leed", "map-unknown-place", "Did you mean “leeds”?"),
        ("zzz", "map-unknown-place", "take it off"),
        ("nowhere", "map-place-nowhere", "coordinates: [latitude, longitude]"),
        ("paris", "map-place-outside", "latitude 48.86, longitude 2.35"),
    ],
)
def test_places_that_cannot_be_shown(id: str, code: str, hint: str) -> None:
    (problem,) = lint(maps=MAP + f"    places: [leeds, {id}]\n")
    assert problem.code == code and id in problem.message and hint in problem.hint


def test_a_map_without_places_is_a_warning_and_with_too_many_an_error() -> None:
    (problem,) = lint(places="")
    assert (problem.code, problem.severity) == ("map-empty", Severity.WARNING)
    many = "".join(f"  - {{id: p{k}, name: P, coordinates: [54, -1]}}\n" for k in range(61))
    (problem,) = lint(places="places:\n" + many)
    assert problem.code == "map-too-full" and "61 places" in problem.message


def test_a_latitude_off_the_earth() -> None:
    (problem,) = lint(places=PLACES + "  - {id: x, name: X, coordinates: [151.2, -33.9]}\n")
    assert problem.code == "bad-coordinates" and "Latitude comes first" in problem.hint


def test_places_come_in_the_order_of_the_map() -> None:
    annotations = parsed(GOOD + PLACES + MAP + "    places: [whitby, leeds, whitby]\n")
    (map_,) = annotations.maps
    shown = checks.places_on(map_, annotations.headings)
    assert [item.id for item in shown] == ["whitby", "leeds"]


# ── from the files to the pages ─────────────────────────────────────────────────────────────


def made(folder: Path, maps: str = MAP, files: dict[str, str] | None = None) -> Prepared:
    write_project(folder, GOOD + PLACES + maps)
    for name, text in (files or {}).items():
        (folder / name).write_text(text)
    return prepare(Project.at(folder))


OUTLINE = "    outlines: [{file: a.json, shade: true, label: Riding, provenance: By hand}]\n"
TRIANGLE = '{"type":"Polygon","coordinates":[[[-2,53.5],[-1,53.5],[-1.5,54],[-2,53.5]]]}'


def test_a_prepared_edition_has_its_maps(tmp_path: Path) -> None:
    prepared = made(tmp_path, MAP + OUTLINE, {"a.json": TRIANGLE})
    assert prepared.maps["yorkshire"].places == ("leeds", "whitby")
    assert prepared.warnings == ()
    renderer = Renderer(prepared, "epub", Formatter([], "en"))
    (figure,) = renderer.maps()
    assert figure.sources == (Labels()["map-base"], "Riding: By hand.")
    (ref,) = renderer.maps_of("leeds")
    assert (ref.file, ref.anchor, ref.map.title) == ("maps.xhtml", "map-yorkshire", "Yorkshire")
    assert renderer.maps_of("paris") == []
    assert "RIDING" in renderer.all_text and "Whitby" in renderer.all_text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "outline-unreadable"),
        ('{"type":"LineString","coordinates":[[53,-2],[54,-1]]}', "outline-outside"),
    ],
)
def test_outlines_that_do_not_fit_are_said(tmp_path: Path, text: str, code: str) -> None:
    write_project(tmp_path, GOOD + PLACES + MAP + OUTLINE)
    (tmp_path / "a.json").write_text(text)
    found = problems(tmp_path)
    assert [(item.code, item.place.line > 0) for item in found] == [(code, True)]


def problems(folder: Path) -> list[Problem]:
    try:
        return list(prepare(Project.at(folder)).warnings)
    except BuildFailed as failed:
        return list(failed.problems)


def test_a_missing_outline_and_a_reversed_map_are_errors(tmp_path: Path) -> None:
    write_project(tmp_path, GOOD + PLACES + MAP + OUTLINE)
    assert [item.code for item in problems(tmp_path)] == ["file-not-found"]
    write_project(tmp_path, GOOD + PLACES + MAP.replace("east: 0.5", "east: -9") + OUTLINE)
    assert [item.code for item in problems(tmp_path)] == ["bounds-reversed"]


def test_many_outlines_of_many_points_are_refused(tmp_path: Path) -> None:
    points = "[-1,54]," * 30_000
    (tmp_path / "a.json").write_text(f'{{"type":"LineString","coordinates":[{points}[0,54]]}}')
    outline = "{file: a.json, provenance: By hand}"
    annotations = parsed(GOOD + PLACES + MAP + f"    outlines: [{outline}, {outline}]\n")
    assert codes(tmp_path, annotations) == ["outline-too-large"]


def codes(folder: Path, annotations: Annotations) -> list[str]:
    return [item.code for item in drawings.drawings(Project.at(folder), annotations)[1]]


def test_crowded_names_are_warned_of(tmp_path: Path) -> None:
    many = "".join(
        f"  - {{id: p{k}, name: A place that has a very long name {k}, coordinates: [54, -1]}}\n"
        for k in range(60)
    )
    found = codes(tmp_path, parsed(GOOD + "places:\n" + many + MAP))
    assert set(found) == {"label-crowded"}


def test_the_wildest_outline_is_drawn_in_bounded_time(tmp_path: Path) -> None:
    # A zigzag all over the map: every row of it has thousands of stretches.
    points = [[37 + k * 7919 % 12_000 / 1000, 42 + k * 104_729 % 7000 / 1000] for k in range(8000)]
    ring = [*points, points[0]]
    (tmp_path / "z.json").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    outline = Outline("z.json", True, "Zigzag", "By hand", Place("a", 1, 1))
    shapes, _ = load(Project.at(tmp_path), "z.json", Place("a"))
    assert shapes
    start = time.process_time()
    draw(a_map(outlines=(outline,)), [], world(), [(outline, shapes)], Labels())
    assert time.process_time() - start < 5
