"""Style: the colors and strokes of a map, and numbers and lines written as SVG."""

from __future__ import annotations

from collections.abc import Iterable

from edition.apparatus import svg
from edition.apparatus.maps.geometry import Line
from edition.apparatus.maps.lettering import Label

Style = dict[str, str | float]

SEA: Style = {"fill": "currentColor", "fill_opacity": 0.13, "fill_rule": "evenodd"}
SHADE: Style = {"fill": "currentColor", "fill_opacity": 0.2, "fill_rule": "evenodd"}
LINE: Style = {"fill": "none", "stroke": "currentColor"}
COAST: Style = {**LINE, "stroke_width": 0.5, "stroke_opacity": 0.7}
SHORE: Style = {**COAST, "stroke_width": 0.35}
RIVER: Style = {**LINE, "stroke_width": 0.4, "stroke_opacity": 0.7, "stroke_linejoin": "round"}
BOUNDARY: Style = {**LINE, "stroke_width": 0.8, "stroke_opacity": 0.8, "stroke_dasharray": "5 2"}
THIN: Style = {**LINE, "stroke_width": 0.5, "stroke_opacity": 0.7, "stroke_dasharray": "1.2 1.6"}
BORDER: Style = {**LINE, "stroke_width": 0.9, "stroke_linejoin": "round"}
INK: Style = {"fill": "currentColor"}


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
    style: Style = {"font_size": label.size, **INK}
    if label.spacing:
        style["letter_spacing"] = label.spacing
    if label.lettering.italic:
        style["font_style"] = "italic"
    if label.lettering.ink < 1:
        style["fill_opacity"] = label.lettering.ink
    return "".join(
        svg.element("text", svg.text(line), x=label.x, y=y, text_anchor=label.anchor, **style)
        for line, y in zip(label.lines, label.baselines, strict=True)
    )
