"""What the maps of an edition are drawn from is said once behind them."""

from __future__ import annotations

from dataclasses import dataclass

from edition.render.maps import sources


@dataclass(frozen=True)
class Figure:
    sources: tuple[str, ...]


def test_what_maps_are_drawn_from_is_said_once() -> None:
    base, named, bare = "Coasts: Natural Earth.", "Vale: A Survey, 1901.", "A Survey, 1901."
    printed = [Figure((base, bare, named)), Figure((base, "Hills: B.")), Figure((base,))]
    assert sources(printed) == [base, named, "Hills: B."]  # type: ignore[arg-type]
    assert sources([]) == []
