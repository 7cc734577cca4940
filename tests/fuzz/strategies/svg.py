"""SVG: all that gets into the edition's drawings: maps with their outlines, timelines, the cover.

A contributor can send no SVG, only the words, dates, places and GeoJSON that drawings are made of.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.books import EDITION, TEXT

from ..case import Case, project, quoted
from .editions import OUTLINE
from .words import line, mutated, mutated_bytes

words = line.map(quoted)
short = line.map(lambda text: quoted(text[:60]))


def _number(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers between, at and just beyond two ends, and some that are none."""
    return st.one_of(
        st.floats(low, high),
        st.integers(int(low), int(high)),
        st.sampled_from(
            (low, high, 0, -0.0, 1e-9, low + 1e-4, high - 1e-4, low - 1, high + 1, 1e300)
        ),
    )


_longitude, _latitude = _number(-180, 180), _number(-90, 90)
_date = st.one_of(
    st.builds("{:04d}".format, st.integers(1, 9999)),
    st.builds("{:04d}-{:02d}".format, st.integers(1800, 1950), st.integers(1, 12)),
    st.dates().map(str),
    st.sampled_from(("0001", "9999-12-31", "1900", "1900-01", "1900-01-01", "2000-02-30")),
).map(quoted)

_point = st.tuples(_longitude, _latitude).map(list)
_near = st.tuples(st.floats(-3.5, 0.5), st.floats(52.5, 55.5)).map(list)
_odd_point = st.one_of(
    _point,
    _near,
    _near,
    st.sampled_from(
        (
            [],
            [0],
            [0, 0, 0],
            ["x", 1],
            [None, 1],
            [1e400, 0],
            [float("nan"), 0],
            [True, 1],
            5,
            None,
            [10**400, 1],
        )
    ),
)
_ring = st.lists(_near, min_size=3, max_size=9).map(lambda x: [*x, x[0]])
_any_line = st.one_of(_ring, st.lists(_odd_point, max_size=6))
_geometry: st.SearchStrategy[Any] = st.one_of(
    st.builds(lambda x: {"type": "Polygon", "coordinates": x}, st.lists(_any_line, max_size=3)),
    st.builds(lambda x: {"type": "Polygon", "coordinates": [x]}, _ring),
    st.builds(
        lambda x: {"type": "MultiPolygon", "coordinates": x},
        st.lists(st.lists(_any_line, max_size=2), max_size=2),
    ),
    st.builds(lambda x: {"type": "LineString", "coordinates": x}, _any_line),
    st.builds(
        lambda x: {"type": "MultiLineString", "coordinates": x}, st.lists(_any_line, max_size=3)
    ),
    st.builds(
        lambda k, x: {"type": k, "coordinates": x},
        st.sampled_from(("Point", "MultiPoint", "polygon", "", None, 5, [])),
        _any_line,
    ),
)
_shape = st.recursive(
    _geometry,
    lambda inner: st.one_of(
        st.builds(lambda x: {"type": "Feature", "geometry": x, "properties": None}, inner),
        st.builds(
            lambda x: {"type": "FeatureCollection", "features": x}, st.lists(inner, max_size=3)
        ),
        st.builds(
            lambda x: {"type": "GeometryCollection", "geometries": x}, st.lists(inner, max_size=3)
        ),
    ),
    max_leaves=4,
)
_deep = st.sampled_from((100, 900, 5000, 100_000)).flatmap(
    lambda n: st.sampled_from(
        (
            b"[" * n,
            b'{"type":"FeatureCollection","features":[' * n,
            b'{"a":' * n,
            b'{"type":"Polygon","coordinates":[[' + b"[0,54]," * n + b"[-1,53]]]}",
            b'{"type":"LineString","coordinates":[[-2,' + b"5" * min(n, 5000) + b"],[0,54]]}",
        )
    )
)

outline = st.one_of(
    _shape.map(lambda shape: json.dumps(shape).encode()),
    _shape.map(lambda shape: json.dumps(shape).encode()),
    st.just(OUTLINE.encode()),
    mutated(OUTLINE).map(lambda text: text.encode("utf-8", "surrogatepass")),
    mutated_bytes(OUTLINE.encode()),
    st.binary(max_size=60),
    _deep,
)

_EDITION = (
    EDITION.replace("title: The loom", "title: {title}\n  subtitle: {subtitle}", 1)
    .replace("name: Ada Writer", "name: {author}")
    .replace("language: en", "language: {language}")
)
_LANGUAGES = st.sampled_from(("en", "en", "en", "ru", "ar", "he", "fa"))


#: Words of the text, by which it mentions the places.
_MENTIONED = ("weaver", "sat", "shuttle", "cloth")


@st.composite
def _map(draw: st.DrawFn) -> list[str]:
    if draw(st.booleans()):
        west, south, east, north = -3, 53, 0, 55
    else:
        west, east = sorted((draw(_longitude), draw(_longitude)))
        south, north = sorted((draw(_latitude), draw(_latitude)))
    out = ["places:", f"  - {{id: p, name: {draw(words)}, forms: [loom], coordinates: [54, -1]}}"]
    for k in range(draw(st.integers(0, 4))):
        latitude, longitude = draw(st.one_of(_near, _point))[::-1]
        out.append(
            f"  - {{id: p{k}, name: {draw(words)}, forms: [{_MENTIONED[k]}], "
            f"coordinates: [{latitude}, {longitude}]}}"
        )
    out += ["maps:", "  - id: m", f"    title: {draw(words)}", f"    alt: {draw(words)}"]
    out.append(f"    bounds: {{west: {west}, south: {south}, east: {east}, north: {north}}}")
    if draw(st.booleans()):
        label = draw(st.one_of(words, st.just('""')))
        shade = draw(st.sampled_from(("true", "false")))
        out += [
            "    outlines:",
            f"      - {{file: o.geojson, shade: {shade}, label: {label}, "
            f"provenance: {draw(words)}}}",
        ]
    return out


@st.composite
def _chronology(draw: st.DrawFn) -> list[str]:
    out = ["chronology:", "  timelines:"]
    ends = draw(st.one_of(st.just(('"1850"', '"1920"')), st.tuples(_date, _date).map(sorted)))
    out.append(f"    - {{id: l, title: {draw(words)}, from: {ends[0]}, to: {ends[1]}}}")
    out.append("  events:")
    for _ in range(draw(st.sampled_from((1, 1, 2, 5, 30)))):
        date, until = draw(_date), draw(st.one_of(st.just('""'), st.just('""'), _date))
        label = draw(st.one_of(short, st.just('"L"')))
        out.append(f"    - {{date: {date}, until: {until}, label: {label}, event: E}}")
    return out


@st.composite
def _labels(draw: st.DrawFn) -> str:
    keys = st.sampled_from(
        (
            "annotated-edition",
            "km",
            "map-north",
            "north-latitude",
            "chronology",
            "maps",
            "map-base",
            "contents",
            "note",
            "page",
        )
    )
    found = draw(st.dictionaries(keys, words, max_size=2))
    return f"  labels: {{{', '.join(f'{k}: {v}' for k, v in found.items())}}}\n"


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    part = draw(st.integers(0, 9))
    meta = {"title": "The loom", "subtitle": '"Sub"', "author": "Ada Writer", "language": "en"}
    rest, files, labels = ["structure: {roles: {title: [1]}}"], {}, ""
    if part < 4:
        rest += draw(_map())
        files["o.geojson"] = draw(outline)
    elif part < 7:
        rest += draw(_chronology())
    if part >= 6:
        meta = {key: draw(words) for key in meta}
    meta["language"] = draw(_LANGUAGES) if part > 2 else "en"
    if draw(st.integers(0, 4)) == 0:
        labels = draw(_labels())
    files = project("\n".join(rest) + "\n", TEXT, _EDITION.format_map(meta) + labels) | files
    return Case("svg", files)


CASES = _cases()


def case(title: str, label: str, file: bytes) -> Case:
    """An edition whose cover and timeline have these words, and its map them and this outline."""
    meta = {
        "title": quoted(title or "x"),
        "subtitle": quoted(label),
        "author": quoted(label or "x"),
        "language": "en",
    }
    rest = f"""\
structure: {{roles: {{title: [1]}}}}
places:
  - {{id: p, name: {quoted(label or "x")}, forms: [loom], coordinates: [54, -1]}}
maps:
  - id: m
    title: {quoted(title or "x")}
    alt: A
    bounds: {{west: -3, south: 53, east: 0, north: 55}}
    outlines: [{{file: o.geojson, shade: true, label: {quoted(label)}, provenance: P}}]
chronology:
  timelines: [{{id: l, title: {quoted(title or "x")}, from: "1850", to: "1920"}}]
  events: [{{date: "1900", label: {quoted(label[:60])}, event: E}}]
"""
    return Case("svg", project(rest, TEXT, _EDITION.format_map(meta)) | {"o.geojson": file})
