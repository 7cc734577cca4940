"""Works out once what many boxes, elements and parts of a book have in common in their styles.

A helper of `weasy`. Nothing of it changes a page. WeasyPrint 70

* parses the style sheets anew for each part of the book;
* shares a computed style between elements that have all in common, but every element with an `id`
  has a style of its own, and so has all that stands in it: here they take the values of most
  properties from the first element that is styled alike;
* works out margins, padding, borders and sizes of a box for each time that it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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


# ── style sheets ────────────────────────────────────────────────────────────────────────────


def parsed_once(original: Any) -> Any:
    """Keep the style sheets, with what they declare, at the fonts that the parts share."""

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
        key = (media, fetcher, base_url, *((one.tag, *one.attrib.items()) for one in elements))
        kept = fonts.__dict__.setdefault("edition_sheets", {})
        if key in kept:
            sheets, new_counters, new_rules, new_layers = kept[key]
            counters.update(new_counters)
            page_rules += new_rules
            layers += new_layers
            yield from sheets
            return
        before, empty = dict(counters), not (page_rules or layers or profiles)
        sheets = list(
            original(
                wrapper, media, fetcher, base_url, fonts, counters, profiles, page_rules, layers
            )
        )
        if empty and not profiles and all(one.tag == "link" for one in elements):
            new = {name: one for name, one in counters.items() if before.get(name) is not one}
            kept[key] = sheets, new, list(page_rules), list(layers)
        yield from sheets

    return find_stylesheets


# ── elements that are styled alike ──────────────────────────────────────────────────────────


def mark_own_styles(original: Any) -> Any:
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


def as_twin(original: Any) -> Any:
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


def resolved_once(original: Any) -> Any:
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
