"""Works out once the style that many elements have in common.

WeasyPrint 70 shares a computed style between elements that have all in common, but every element
with an `id` has a style of its own, and so has all that is in it: here they take the values of most
properties from the first element that is styled alike. Nothing of it changes a page.
"""

from __future__ import annotations

from typing import Any

from edition.pdf.weasyprint70.state import StyleNotes

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


def mark_own_styles(original: Any) -> Any:
    """Wrap `StyleFor.set_computed_styles`: tell the styles of elements from copies of them, which
    may be changed."""

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
        self._computed_styles[element, pseudo_type].edition = StyleNotes()

    return set_computed_styles


def as_twin(original: Any) -> Any:
    """Wrap `ComputedStyle.__missing__`: take the value from the first style that is alike."""
    from weasyprint.css.properties import INITIAL_VALUES

    common = frozenset(name for name in INITIAL_VALUES if not name.startswith(_ITS_OWN))

    def __missing__(style: Any, key: str) -> Any:
        if key in common:
            notes: StyleNotes | None = style.__dict__.get("edition")
            if notes is not None:
                twin = notes.twin or _twin(style, notes)
                if twin is not style:
                    value = style[key] = twin[key]
                    return value
        return original(style, key)

    return __missing__


def _twin(style: Any, notes: StyleNotes) -> Any:
    """The first style of the document with the same declarations, whose parent has the same."""
    parent = style.parent_style
    above: StyleNotes | None = None if parent is None else parent.__dict__.get("edition")
    root: StyleNotes | None = style.root_style.__dict__.get("edition")
    if above is None or root is None:
        notes.twin = style
        return style
    declared = tuple(
        (name, value if isinstance(value, str) else id(value), *weight[:2], *weight[2])
        for name, (value, weight) in style.cascaded.items()
        if name != "anchor"
    )
    key = (id(above.twin or _twin(parent, above)), style.pseudo_type, declared)
    notes.twin = root.known.setdefault(key, style)
    return notes.twin
