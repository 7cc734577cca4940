"""Maps: what is drawn, what is said about it, and what is refused."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.apparatus.citations.formatter import Formatter
from edition.apparatus.maps import base, checks, drawings
from edition.apparatus.maps.draw import draw
from edition.apparatus.maps.drawing import Drawing
from edition.apparatus.maps.geojson import load
from edition.apparatus.maps.geometry import Box, clip_segment
from edition.apparatus.maps.sizes import SCREEN, TEXT, Type
from edition.assembly.prepare import Prepared, prepare
from edition.languages.labels import Labels
from edition.model import (
    Annotations,
    Bounds,
    Coordinates,
    HeadingKind,
    IndexHeading,
    Map,
    MapName,
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
  - {id: paris, name: Paris, forms: [sat], coordinates: [48.86, 2.35], off-map: Too far.}
  - {id: nowhere, name: Nowhere, forms: [grew], off-map: Nobody knows.}
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


AT = Place("annotations.yaml", 9, 5)


def a_map(
    bounds: Bounds = CAUCASUS,
    outlines: tuple[Outline, ...] = (),
    names: tuple[MapName, ...] = (),
    without: tuple[str, ...] = (),
    inset: bool = True,
) -> Map:
    return Map("m", "A map", bounds, (), outlines, names, without, inset, "Words.", None, AT)


CHECHNYA = Outline("seeds/outlines/chechnya.geojson", True, "Chechnya", "", "By hand", AT)


def drawn(
    places: list[IndexHeading], map_: Map | None = None, type_: Type = TEXT, language: str = "en"
) -> Drawing:
    map_ = map_ or a_map()
    shapes = [(item, load(Project.at(ROOT), item.file, Place("a"))[0]) for item in map_.outlines]
    given = [(a, b) for a, b in shapes if b]
    return draw(map_, places, base.of(map_.bounds), given, Labels(language), type_)


def texts(made: Drawing) -> list[str]:
    return [item.text or "" for item in etree.fromstring(made.svg).iter(f"{SVG}text")]


# ── drawing ─────────────────────────────────────────────────────────────────────────────────


def test_a_map_is_a_drawing_in_words_dots_and_lines() -> None:
    made = drawn([place("grozny", 43.32, 45.69, "Grozny")], a_map(outlines=(CHECHNYA,)))
    root = etree.fromstring(made.svg)
    assert texts(made)[:3] == ["200 km", "Grozny", "CHECHNYA"]
    assert {"RUSSIA", "GEORGIA", "Caspian Sea"} <= set(texts(made))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert root.findtext(f"{SVG}title") == "A map"
    assert root.findtext(f"{SVG}desc") == ("Words. North is up; the scale bar stands for 200 km.")
    assert root.get("viewBox") == f"0 0 400 {made.height:g}" and made.width == 400
    assert (made.places, made.crowded, made.absent) == (("grozny",), (), ())


def test_everything_is_in_the_colour_of_the_text() -> None:
    made = drawn([place("grozny", 43.32, 45.69)], a_map(outlines=(CHECHNYA,)))
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', made.svg)) == {"currentColor", "none"}


def test_a_shaded_outline_has_a_border_and_a_tone_and_a_plain_one_a_line() -> None:
    plain = Outline(CHECHNYA.file, False, "", "", "By hand", AT)
    shaded = drawn([], a_map(outlines=(CHECHNYA,))).svg
    assert 'fill-opacity="0.2"' in shaded and 'stroke-width="0.9"' in shaded
    lines = drawn([], a_map(outlines=(plain,), inset=False)).svg
    assert 'fill-opacity="0.2"' not in lines and 'stroke-width="0.9"' not in lines


def test_all_boundaries_are_of_one_style() -> None:
    made = drawn([], a_map(Bounds(20, 35, 50, 55), inset=False))
    assert made.svg.count("stroke-dasharray") == 1


# ── names ───────────────────────────────────────────────────────────────────────────────────


def test_countries_and_seas_are_named_in_the_language_of_the_edition() -> None:
    map_ = a_map(Bounds(28, 40, 52, 54))
    found = texts(drawn([], map_))
    assert {"RUSSIA", "UKRAINE"} <= set(found) and "Black Sea" in " ".join(found)
    french = " ".join(texts(drawn([], map_, language="fr")))
    assert "RUSSIE" in french and "Mer" in french and "Sea" not in french
    russian = " ".join(texts(drawn([], map_, language="ru")))
    assert "РОССИЯ" in russian and "Sea" not in russian


def test_one_country_alone_is_not_named() -> None:
    assert "UNITED" not in " ".join(texts(drawn([], a_map(Bounds(-2, 52, 0, 54)))))


def test_no_country_is_named_on_what_is_disputed() -> None:
    for crimea in (Bounds(32.4, 44.3, 36.6, 46), Bounds(33, 44.4, 35.5, 45.8)):
        assert not {"RUSSIA", "UKRAINE"} & set(texts(drawn([], a_map(crimea))))
    sahara = drawn([], a_map(Bounds(-17, 21, -9, 27.4)))
    assert "MOROCCO" not in texts(sahara)


def test_names_can_be_left_out_and_set() -> None:
    found = texts(drawn([], a_map(without=("Georgia", "caspian sea"))))
    assert "GEORGIA" not in found and "Caspian" not in " ".join(found)
    assert drawn([], a_map(without=("Georgia", "Baltic Sea"))).unused == ("Baltic Sea",)
    name = MapName("Kalmykia", "region", Coordinates(46.3, 45.2), "kalmykia", AT)
    range_ = MapName("Caucasus", "mountains", Coordinates(43.2, 42.6), "", AT)
    made = drawn([], a_map(names=(name, range_)))
    assert made.places == ("kalmykia",)
    assert {"KALMYKIA", "CAUCASUS"} <= set(texts(made))
    assert len(re.findall('font-style="italic"[^>]*>CAUCASUS', made.svg)) == 1


def test_a_name_that_is_declared_is_not_set_twice() -> None:
    name = MapName("Georgia", "country", Coordinates(42.2, 43.5), "", AT)
    assert texts(drawn([], a_map(names=(name,)))).count("GEORGIA") == 1


def test_a_name_without_room_has_a_number_and_stands_in_the_key() -> None:
    places = [place(f"p{k}", 44.5, 41 + k * 0.25, f"A rather long name {k}") for k in range(14)]
    made = drawn(places, type_=SCREEN)
    assert made.key and made.crowded == ()
    numbers = [item for item in texts(made) if item.isdigit()]
    assert sorted(numbers, key=int) == [str(k) for k in range(1, len(made.key) + 1)]
    lettered = {" ".join(item.lines) for item in made.labels}
    assert {item.name for item in places} <= lettered | set(made.key)
    assert not lettered & set(made.key)


@pytest.mark.parametrize(("type_", "width", "least"), [(TEXT, 400, 7 / 72 * 96), (SCREEN, 310, 11)])
def test_letters_are_never_too_small(type_: Type, width: float, least: float) -> None:
    made = drawn([place("x", 44, 42, "X")], a_map(outlines=(CHECHNYA,)), type_)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', made.svg)]
    assert sizes and min(sizes) * width / 400 >= least


# ── corners ─────────────────────────────────────────────────────────────────────────────────


def test_an_inset_shows_where_the_map_lies_in_a_corner_without_places() -> None:
    assert drawn([]).svg.count("<rect") == 2
    with_, without = drawn([]).svg, drawn([], a_map(inset=False)).svg
    assert with_.count("<path") == without.count("<path") + 6
    corners = [
        place(f"c{k}", y, x)
        for k, (x, y) in enumerate([(37.5, 41.7), (49.3, 41.7), (37.5, 49.1), (49.3, 49.1)])
    ]
    assert drawn(corners).svg.count("<path") < with_.count("<path")


def test_a_map_of_half_the_world_has_no_inset() -> None:
    wide = Bounds(-60, 0, 60, 60)
    assert drawn([], a_map(wide)).svg == drawn([], a_map(wide, inset=False)).svg


def test_nothing_lies_under_the_inset() -> None:
    made = drawn([place("e", 41.6, 49.5, "E")], a_map(names=()))
    box = Box(4, made.height - 83, 110, made.height - 4)
    found = re.findall(r'd="(M[^"Z]*)"[^>]*stroke-width="0.(?:45|5|8)"', made.svg)
    assert len(found) >= 3
    for part in "".join(found).split("M")[1:]:
        numbers = [float(number) for number in re.split("[L ]", part)]
        line = list(zip(numbers[::2], numbers[1::2], strict=True))
        assert not any(clip_segment(a, b, box) for a, b in pairwise(line))


# ── the whole ───────────────────────────────────────────────────────────────────────────────


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
    assert texts(made)[1] == "<b onload='x'>&"


@settings(max_examples=12)
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
    base.of(CAUCASUS)
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
    ("places", "maps", "code", "words"),
    [
        (PLACES, "    places: [leeds]\n", "place-on-no-map", "in the bounds of “yorkshire”"),
        (PLACES.replace(", off-map: Too far.", ""), "", "place-on-no-map", "“Paris”"),
        (PLACES.replace(", off-map: Nobody knows.", ""), "", "place-on-no-map", "“Nowhere”"),
        (PLACES.replace("-1.55]", "-1.55], off-map: No."), "", "key-without-effect", "“leeds”"),
        (PLACES, "    names: [{name: X, at: [54, -1], shows: paris}]\n", "key-without-effect", ""),
        (PLACES, "    names: [{name: X, at: [-1, 54]}]\n", "map-name-outside", "latitude -1"),
        (PLACES, "    names: [{name: X, at: [54, -1], shows: leed}]\n", "map-unknown-place", ""),
    ],
)
def test_each_place_stands_on_a_map_or_says_why_not(
    places: str, maps: str, code: str, words: str
) -> None:
    (problem,) = lint(places, MAP + maps)
    assert problem.code == code and words in problem.message + problem.hint


def test_a_heading_that_leads_to_another_needs_no_map() -> None:
    assert lint(PLACES + "  - {id: ebor, name: Ebor, see: leeds}\n") == []


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
    outline = Outline("z.json", True, "Zigzag", "", "By hand", AT)
    shapes, _ = load(Project.at(tmp_path), "z.json", Place("a"))
    assert shapes
    start = time.process_time()
    draw(a_map(outlines=(outline,)), [], base.of(CAUCASUS), [(outline, shapes)], Labels())
    assert time.process_time() - start < 5
