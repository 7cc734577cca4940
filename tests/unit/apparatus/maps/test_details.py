"""What the builder itself knows around a map: water, seas, countries, and where its inset lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.apparatus.maps import coastlines, details, inset
from edition.apparatus.maps.geometry import Box, Line, spans
from edition.languages import cldr
from edition.model import Bounds

CAUCASUS = Bounds(42, 41, 49, 46)


def holds(rings: list[Line], longitude: float, latitude: float) -> bool:
    return any(left <= longitude <= right for left, right in spans(rings, latitude))


def test_seas_have_their_names_and_lie_where_they_are() -> None:
    (sea,) = details.details(CAUCASUS).seas
    assert sea.names == {"en": "Caspian Sea", "fr": "Mer Caspienne"}
    rings = [ring for _, ring in sea.rings]
    assert holds(rings, 50, 42) and not holds(rings, 45, 43)


def test_french_names_without_accents_are_left_out() -> None:
    seas = details.details(Bounds(-80, -60, 80, 80)).seas
    names = [sea.names for sea in seas]
    assert {"en": "Indian Ocean"} in names and {"en": "Black Sea", "fr": "Mer Noire"} in names


def test_the_terek_reaches_the_caspian_from_above_vladikavkaz() -> None:
    boxes = [box for box, _ in details.details(CAUCASUS).rivers]
    near = [box for box in boxes if abs(box.left - 43.95) < 0.6 and abs(box.right - 47.5) < 0.2]
    assert near and all(42.4 < box.top < 43 for box in near[:1])


def test_the_wider_a_map_the_fewer_its_rivers_and_lakes() -> None:
    counts = [
        len(details.details(Bounds(40 - high, 50 - high / 2, 40 + high, 50 + high / 2)).rivers)
        / high**2
        for high in (2, 5, 10, 18, 40)
    ]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(34.1, 45.2), (41.0, 43.0), (44.0, 42.4), (46.7, 39.9), (-13, 25), (33.3, 35.3), (76, 34)],
)
def test_what_is_disputed_is_known(longitude: float, latitude: float) -> None:
    near = Bounds(longitude - 1, latitude - 1, longitude + 1, latitude + 1)
    disputed = [[ring] for _, ring in details.details(near).disputed]
    assert any(holds(rings, longitude, latitude) for rings in disputed)


def test_countries_have_their_numbers() -> None:
    found = dict(coastlines.countries(CAUCASUS))
    assert {"643", "268", "031"} <= set(found)
    assert holds([ring for _, ring in found["268"]], 44.8, 41.7)
    assert not holds([ring for _, ring in found["268"]], 45.7, 43.3)


@pytest.mark.parametrize(
    ("language", "number", "name"),
    [
        ("en", "643", "Russia"),
        ("de", "276", "Deutschland"),
        ("uk", "616", "Польща"),
        ("ar", "818", "مصر"),
        ("zh-Hans", "156", "中国"),
        ("en", "000", ""),
    ],
)
def test_the_name_of_a_country_is_that_of_its_language(
    language: str, number: str, name: str
) -> None:
    assert cldr.country(language, number) == name


# ── the inset ───────────────────────────────────────────────────────────────────────────────


@given(st.floats(-180, 178), st.floats(-90, 88), st.floats(0.1, 40), st.floats(0.1, 40))
def test_an_inset_is_on_the_earth_and_holds_the_map(
    west: float, south: float, wide: float, high: float
) -> None:
    bounds = Bounds(west, south, min(west + wide, 180), min(south + high, 90))
    shown = inset.around(bounds)
    if shown is None:
        assert max(bounds.east - bounds.west, bounds.north - bounds.south) > 39
        return
    assert shown.west >= -180.001 and shown.east <= 180.001
    assert shown.south >= -90.001 and shown.north <= 90.001
    outer = Box(shown.west, shown.south, shown.east, shown.north).grown(0.001)
    assert outer.holds(Box(bounds.west, bounds.south, bounds.east, bounds.north))
    assert shown.north - shown.south > bounds.north - bounds.south


def test_a_map_of_half_the_world_has_none() -> None:
    wide = Bounds(-60, 0, 60, 60)
    assert inset.around(wide) is None
