"""Style: the colors and strokes of a map, and numbers and lines written as SVG."""

from __future__ import annotations

from collections.abc import Iterable

from edition.apparatus import svg
from edition.apparatus.maps.geometry import (
    Line,
)
from edition.apparatus.maps.labels import Label

SEA: dict[str, str | float] = {"fill": "currentColor", "fill_opacity": 0.13, "fill_rule": "evenodd"}


SHADE: dict[str, str | float] = {
    "fill": "currentColor",
    "fill_opacity": 0.2,
    "fill_rule": "evenodd",
}


LINE: dict[str, str | float] = {"fill": "none", "stroke": "currentColor"}


COAST = {**LINE, "stroke_width": 0.5, "stroke_opacity": 0.7}


BOUNDARY = {**LINE, "stroke_width": 0.6, "stroke_opacity": 0.75, "stroke_dasharray": "2.4 1.8"}


THIN = {**BOUNDARY, "stroke_width": 0.4, "stroke_opacity": 0.7}


BORDER = {**LINE, "stroke_width": 0.9, "stroke_linejoin": "round"}


INK: dict[str, str | float] = {"fill": "currentColor"}


def path_data(lines: Iterable[Line], *, closed: bool = False) -> str:
    """The `d` of a path, to a tenth of a pixel."""
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{tenth(x)} {tenth(y)}" for x, y in line) + end for line in lines
    )


def tenth(value: float) -> str:
    return svg.number(round(value, 1))


def lettered(label: Label) -> str:
    """A label as text, its lines below one another."""
    style: dict[str, str | float] = {"font_size": label.size, **INK}
    if label.spacing:
        style["letter_spacing"] = label.spacing
    return "".join(
        svg.element("text", svg.text(line), x=label.x, y=y, text_anchor=label.anchor, **style)
        for line, y in zip(label.lines, label.baselines, strict=True)
    )
