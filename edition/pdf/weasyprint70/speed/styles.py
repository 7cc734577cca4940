"""Works out once what many boxes, elements and parts of a book have in common in their styles.

A helper of `weasy`. Nothing of it changes a page. WeasyPrint 70

* parses the style sheets anew for each part of the book;
* shares a computed style between elements that have all in common, but every element with an `id`
  has a style of its own, and so has all that stands in it: here they take the values of most
  properties from the first element that is styled alike;
* works out margins, padding, borders and sizes of a box for each time that it is laid out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from edition.pdf.weasyprint70.patch import patch

_ITS_OWN = (
    "anchor",
    "bookmark",
    "content",
    "counter",
    "display",
    "float",
    "lang",
    "link",
    "overflow",
    "page",
    "position",
    "quotes",
    "string",
    "white_space",
)
"""How the properties are called that are set for single elements, or in finished styles."""
_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{bound}{what}" for bound in ("", "min_", "max_") for what in ("width", "height")),
)
"""What `resolve_percentages` sets."""
_MOST_SIZES = 32


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`."""
    from weasyprint import css
    from weasyprint.layout import (
        absolute,
        block,
        column,
        flex,
        float,
        grid,
        inline,
        page,
        replaced,
        table,
    )

    patch(css, "find_stylesheets", _parsed_once)
    patch(css.StyleFor, "set_computed_styles", _own)
    patch(css.ComputedStyle, "__missing__", _as_twin)
    for module in (absolute, block, column, flex, float, grid, inline, page, replaced, table):
        if hasattr(module, "resolve_percentages"):
            patch(module, "resolve_percentages", _resolved_once)


# ── style sheets ────────────────────────────────────────────────────────────────────────────


def _parsed_once(original: Any) -> Any:
    """Keep the style sheets, with what they declare, at the fonts that the parts share.

    Parts that share their fonts have the same style sheets under the same addresses
    (`typesetting.make`). What WeasyPrint says against a sheet, it says again for each part.
    """
    from weasyprint.logger import LOGGER

    def find_stylesheets(
        wrapper: Any,
        media: str,
        fetcher: Any,
        base_url: Any,
        fonts: Any,
        counters: Any,
        profiles: Any,
        page_rules: list,
        layers: list,
    ) -> Iterator[Any]:
        elements = [one.etree_element for one in wrapper.query_all("style", "link")]
        key = (media, base_url, *((one.tag, *one.attrib.items()) for one in elements))
        kept = fonts.__dict__.setdefault("edition_sheets", {})
        if key in kept:
            sheets, new_counters, new_rules, new_layers, warnings = kept[key]
            for warning in warnings:
                LOGGER.handle(warning)
            counters.update(new_counters)
            page_rules += new_rules
            layers += new_layers
            yield from sheets
            return
        before, empty = dict(counters), not (page_rules or layers or profiles)
        with _records_of(LOGGER) as warnings:
            sheets = list(
                original(
                    wrapper, media, fetcher, base_url, fonts, counters, profiles, page_rules, layers
                )
            )
        if empty and not profiles and all(one.tag == "link" for one in elements):
            new = {name: one for name, one in counters.items() if before.get(name) is not one}
            kept[key] = sheets, new, list(page_rules), list(layers), warnings
        yield from sheets

    return find_stylesheets


@contextmanager
def _records_of(logger: logging.Logger) -> Iterator[list[logging.LogRecord]]:
    """What is logged meanwhile; it goes on to the other handlers."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = found.append  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)


# ── elements that are styled alike ──────────────────────────────────────────────────────────


def _own(original: Any) -> Any:
    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: Any = None,
        *rest: Any,
        **named: Any,
    ) -> None:
        original(self, element, parent, root, pseudo_type, *rest, **named)
        # Copies of a style, which may be changed, have not this attribute.
        self._computed_styles[element, pseudo_type].edition_twin = None

    return set_computed_styles


def _as_twin(original: Any) -> Any:
    from weasyprint.css.properties import INITIAL_VALUES

    common = frozenset(name for name in INITIAL_VALUES if not name.startswith(_ITS_OWN))

    def __missing__(style: Any, key: str) -> Any:
        if key in common and "edition_twin" in style.__dict__:
            twin = style.edition_twin or _twin(style)
            if twin is not style:
                value = style[key] = twin[key]
                return value
        return original(style, key)

    return __missing__


def _twin(style: Any) -> Any:
    """The first style of the document with the same declarations, whose parent has the same."""
    parent = style.parent_style
    if parent is None or "edition_twin" not in parent.__dict__:
        style.edition_twin = style
        return style
    declared = tuple(
        (name, value if isinstance(value, str) else id(value), *weight[:2], *weight[2])
        for name, (value, weight) in style.cascaded.items()
        if name != "anchor"
    )
    key = (id(parent.edition_twin or _twin(parent)), style.pseudo_type, declared)
    known = style.root_style.__dict__.setdefault("edition_twins", {})
    style.edition_twin = known.setdefault(key, style)
    return style.edition_twin


# ── boxes ───────────────────────────────────────────────────────────────────────────────────


def _resolved_once(original: Any) -> Any:
    """Keep the used values at the style that they come from, for each size of what is around."""
    from weasyprint.formatting_structure.boxes import Box, PageBox

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        if not isinstance(box, Box) or style["border_collapse"] == "collapse":
            original(box, containing_block)
            return
        around = containing_block
        size = (around.width, around.height) if isinstance(around, Box) else tuple(around)
        key = (*size, isinstance(box, PageBox))
        kept = style.__dict__.get("edition_used")
        if kept is None or len(kept) > _MOST_SIZES:
            kept = style.edition_used = {}
        values = kept.get(key)
        if values is None:
            original(box, containing_block)
            own = box.__dict__
            kept[key] = {name: own[name] for name in _USED}
        else:
            box.__dict__.update(values)

    return resolve_percentages
