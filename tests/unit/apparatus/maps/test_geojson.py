"""Outlines: what the builder brings, and GeoJSON of any kind."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.maps import coastlines, geojson
from edition.apparatus.maps.coastlines import world
from edition.apparatus.maps.geojson import UnfitOutline, load, read
from edition.apparatus.maps.geometry import spans
from edition.model.problems import Place
from edition.system.project import Project
from tests.paths import ROOT

PLACE = Place("annotations.yaml", 3)
SQUARE = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]


def text(kind: str, coordinates: Any) -> bytes:
    return json.dumps({"type": kind, "coordinates": coordinates}).encode()


def is_land(longitude: float, latitude: float) -> bool:
    return any(
        left <= longitude <= right
        for left, right in spans([ring for _, ring in world().rings], latitude)
    )


# ── the world ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (45.69, 43.32, True),
        (50.5, 42.0, False),
        (34.0, 43.0, False),
        (-1.55, 53.8, True),
        (-30.0, 40.0, False),
        (178.0, 66.5, True),
        (-175.0, 66.5, True),
        (0.0, -89.0, True),
        (-179.9, -85.0, True),
        (179.9, 0.0, False),
        (133.0, -25.0, True),
        (-100.0, 40.0, True),
    ],
)
def test_the_land_is_where_it_is(longitude: float, latitude: float, land: bool) -> None:
    assert is_land(longitude, latitude) is land


def test_no_line_of_the_world_jumps_across_it() -> None:
    for box, line in (*world().rings, *world().lines):
        steps = [abs(a[0] - b[0]) for a, b in pairwise(line)]
        if box.top > -90 and box.bottom < 90:
            assert max(steps) < 30


def test_the_world_has_numbers_of_countries_and_no_names() -> None:
    import gzip

    topology = json.loads(gzip.decompress(coastlines._WORLD.read_bytes()))
    assert set(topology) == {"type", "transform", "objects", "arcs"}
    assert set(topology["objects"]) == {"land", "boundaries", "countries"}
    numbers = [number for number, _ in topology["objects"]["countries"]]
    assert len(numbers) > 200 and all(len(number) == 3 and number.isdigit() for number in numbers)
    assert coastlines._WORLD.stat().st_size < 300_000


# ── the edition in the box ──────────────────────────────────────────────────────────────────


def test_the_outline_of_chechnya_is_chechnyas() -> None:
    shapes, problems = load(Project.at(ROOT), "seeds/outlines/chechnya.geojson", PLACE)
    assert shapes and not problems
    ((box, ring),) = shapes.rings
    assert 44.5 < box.left < 45 and 46.3 < box.right < 47 and box.top > 42 and box.bottom < 44.2
    inside = {"Grozny": (45.69, 43.32), "Vladikavkaz": (44.68, 43.02), "Makhachkala": (47.5, 42.98)}
    for name, (x, y) in inside.items():
        assert any(a <= x <= b for a, b in spans([ring], y)) is (name == "Grozny"), name


# ── GeoJSON ─────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_line_and_area_is_read() -> None:
    line = [[0, 0], [1, 1, 250.0]]
    assert len(read(text("Polygon", SQUARE)).rings) == 1
    assert len(read(text("MultiPolygon", [SQUARE, SQUARE])).rings) == 2
    assert read(text("LineString", line)).lines[0][1] == [(0, 0), (1, 1)]
    assert len(read(text("MultiLineString", [line, line])).lines) == 2
    polygon = json.loads(text("Polygon", SQUARE))
    feature = {"type": "Feature", "properties": None, "geometry": polygon}
    empty = {"type": "Feature", "properties": None, "geometry": None}
    many = {"type": "FeatureCollection", "features": [feature, empty]}
    assert len(read(json.dumps(many).encode()).rings) == 1
    group = {"type": "GeometryCollection", "geometries": [polygon]}
    assert len(read(b"\xef\xbb\xbf" + json.dumps(group).encode()).rings) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"<svg/>", "not JSON"),
        (b'{"type": "LineString", "coordinates": [[NaN, 0], [1, 1]]}', "not JSON"),
        (b'{"type": "LineString", "coordinates": [[Infinity, 0], [1, 1]]}', "not JSON"),
        (b'{"type": "LineString", "coordinates": [[1e999, 0], [1, 1]]}', "off the earth"),
        (b'{"type": "LineString", "coordinates": [[' + b"9" * 400 + b", 0], [1, 1]]}", "off the"),
        (b'{"type": "LineString", "coordinates": [[' + b"9" * 9000 + b", 0], [1, 1]]}", "not JSON"),
        (b"[" * 500_000, "nested"),
        (b"[]", "no GeoJSON object"),
        (b'"Polygon"', "no GeoJSON object"),
        (b"{}", "geometry without a type"),
        (b'{"type": ["Polygon"]}', "geometry without a type"),
        (b'{"type": "Polygon"}', "no list"),
        (b'{"type": "Feature", "geometry": null}', "no line and no area"),
        (b'{"type": "FeatureCollection", "features": []}', "no line and no area"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "no list"),
        (b'{"type": "FeatureCollection", "features": [7]}', "no GeoJSON object"),
        (text("Point", [0, 0]), "a Point, which is no line"),
        (text("<script>" * 99, []), "a <script>"),
        (text("LineString", [[0, 0]]), "less than two points"),
        (text("LineString", [[0, 0], [1]]), "no list of longitude and latitude"),
        (text("LineString", [[0, 0], "11"]), "no list of longitude and latitude"),
        (text("LineString", [[0, 0], ["1", 1]]), "no number"),
        (text("LineString", [[0, 0], [True, 1]]), "no number"),
        (text("LineString", [[0, 0], [None, 1]]), "no number"),
        (text("LineString", [[0, 0], [10, 91]]), "off the earth"),
        (text("LineString", [[0, 0], [4_500_000, 5_200_000]]), "off the earth"),
        (text("Polygon", [[[0, 0], [2, 0], [2, 2], [0, 2]]]), "not closed"),
        (text("Polygon", [[[0, 0], [2, 0], [0, 0]]]), "not closed"),
        (text("Polygon", [[0, 0], [2, 0], [2, 2], [0, 0]]), "no list"),
        (text("MultiPolygon", SQUARE), "no list"),
    ],
)
def test_what_is_no_outline_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnfitOutline, match=why):
        read(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "features", "geometry"]), inner)
        | st.tuples(
            st.sampled_from(
                ["Polygon", "MultiPolygon", "LineString", "Feature", "FeatureCollection"]
            ),
            inner,
            inner,
        ).map(lambda v: {"type": v[0], "coordinates": v[1], "features": v[2], "geometry": v[2]})
    ),
    max_leaves=20,
)


@given(json_values)
def test_nothing_else_comes_out_of_hostile_files(value: Any) -> None:
    try:
        shapes = read(json.dumps(value).encode())
    except UnfitOutline:
        return
    assert geojson.points(shapes) >= 2


def test_a_million_points_are_refused_unread(tmp_path: Path) -> None:
    point = "[1.25,2.5],"
    data = '{"type":"LineString","coordinates":[' + point * 10**6 + "[0,0]]}"
    (tmp_path / "a.geojson").write_text(data)
    shapes, (problem,) = load(Project.at(tmp_path), "a.geojson", PLACE)
    assert shapes is None and problem.code == "outline-too-large"


def test_more_points_than_a_map_takes_are_refused(tmp_path: Path) -> None:
    data = '{"type":"LineString","coordinates":[' + "[1,2]," * geojson.MAX_POINTS + "[0,0]]}"
    (tmp_path / "a.geojson").write_text(data)
    shapes, (problem,) = load(Project.at(tmp_path), "a.geojson", PLACE)
    assert shapes is None and problem.code == "outline-too-large"
    assert problem.place == PLACE and "50,000 points" in problem.hint


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    codes = [
        load(Project.at(tmp_path), name, PLACE)[1][0].code
        for name in ("../a.geojson", "/etc/passwd", "b.geojson", "a\0b")
    ]
    assert codes == ["path-outside-project"] * 2 + ["file-not-found", "path-outside-project"]


def test_an_unreadable_outline_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_bytes(text("Point", [1, 1]))
    _, (problem,) = load(Project.at(tmp_path), "a.geojson", PLACE)
    assert problem.code == "outline-unreadable"
    assert "a.geojson" in problem.message and "longitude first" in problem.hint
