"""A map is drawn once: what was kept of it says the same, and nothing damaged is taken."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.apparatus.maps import kept
from edition.apparatus.maps.drawing import Drawing


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EDITION_CACHE", str(tmp_path))
    return tmp_path / "maps"


def made(times: list[str], svg: str = "<svg/>") -> Callable[[], Drawing]:
    """What draws a map, and how often it was asked to: `names` placed, `svg` painted."""

    def paint() -> str:
        times.append("svg")
        return svg

    def anew() -> Drawing:
        times.append("names")
        return Drawing(paint, 400.0, 300.5, "Grozny", ("grozny",), (), (2,), ("Yandi",), ("A",))

    return anew


def test_a_map_is_drawn_once_and_painted_once() -> None:
    times: list[str] = []
    first = kept.drawing("a", made(times))
    assert times == ["names"], "checking asks for no drawing"
    assert kept.drawing("a", made(times)) == first and times == ["names"]
    assert first.svg == kept.drawing("a", made(times)).svg == "<svg/>"
    assert times == ["names", "svg"]


def test_what_was_kept_of_another_map_is_not_taken() -> None:
    times: list[str] = []
    kept.drawing("a", made(times))
    assert kept.drawing("b", made(times, "<svg>b</svg>")).svg == "<svg>b</svg>"
    assert times == ["names", "names", "svg"]


def test_a_kept_map_is_painted_though_nothing_of_its_drawing_was_kept() -> None:
    times: list[str] = []
    kept.drawing("a", made(times))
    assert kept.drawing("a", made(times)).svg == "<svg/>"
    assert times == ["names", "names", "svg"]


def test_a_damaged_file_counts_as_none(cache: Path) -> None:
    times: list[str] = []
    first = kept.drawing("a", made(times))
    [file] = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-3] + b"}}}")
    assert kept.drawing("a", made(times)) == first
    assert times == ["names", "names"]


def test_nothing_is_kept_where_the_cache_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITION_CACHE", "off")
    times: list[str] = []
    kept.drawing("a", made(times))
    kept.drawing("a", made(times))
    assert times == ["names", "names"]


@pytest.mark.parametrize("kept_before", [False, True])
def test_another_process_gets_the_drawing(kept_before: bool) -> None:
    times: list[str] = []
    if kept_before:
        kept.drawing("a", made(times))
    sent = pickle.loads(pickle.dumps(kept.drawing("a", made(times))))
    assert sent.svg == "<svg/>" and sent.places == ("grozny",)
