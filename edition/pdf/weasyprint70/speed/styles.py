"""Works out once what the parts of a book, and its elements, have in common in their styles.

Nothing of it changes a page. WeasyPrint 70

* parses the style sheets anew for each part of the book, and each time that one is set;
* shares a computed style between elements that have all in common, but every element with an `id`
  has a style of its own, and so has all that is in it: here they take the values of most
  properties from the first element that is styled alike.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from types import SimpleNamespace

from edition.pdf.upstream import (
    Argument,
    Box,
    Element,
    Fetcher,
    FontConfiguration,
    Function,
    Result,
    Style,
)
from edition.pdf.weasyprint70.state import Key, Sheets, StyleNotes, sheets_of

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

_MORE = re.compile(rb"@(?!(?:page|media|counter-style|footnote|top-|bottom-|left-|right-)\b)|\\")
"""What may be a rule that needs more than its sheet; a name may be written with a backslash."""

_COMMON: dict[Key, Sheets] = {}
"""The style sheets that were read last of those that books have in common, and how many at most."""
_MOST = 48

# ── style sheets ────────────────────────────────────────────────────────────────────────────


def parsed_once(original: Function) -> Function:
    """Wrap `find_stylesheets`: keep each style sheet, with what it declares, at the fonts that the
    parts share.

    Parts that share their fonts have the same style sheets under the same addresses
    (`production.layout.make`); one that stands in a part is named by its text. Books have most of
    them in common: those that need nothing else are kept for all books. What WeasyPrint says
    against a sheet, it says again for each part.
    """
    from weasyprint.logger import LOGGER

    def find_stylesheets(
        wrapper: Argument,
        media: str,
        fetcher: Fetcher,
        base_url: Argument,
        fonts: FontConfiguration,
        counters: Argument,
        profiles: Argument,
        page_rules: list[Argument],
        layers: list[Argument],
    ) -> Iterator[Result]:
        for one in wrapper.query_all("style", "link"):
            element = one.etree_element
            named = (element.tag, element.text, *element.attrib.items())
            data = _own_data(element, fetcher)
            key = (media, base_url, tuple(layers), named, data)
            known = sheets_of(fonts) if data is None else _COMMON
            if kept := known.get(key):
                for warning in kept.warnings:
                    LOGGER.handle(warning)
                counters.update(kept.counters)
                page_rules += kept.page_rules
                layers[:] = kept.layers
                for sheet in map(copy, kept.sheets):
                    # Each has those of all sheets of its document.
                    sheet.page_rules, sheet.layers = page_rules, layers
                    yield sheet
                continue
            before, first, without = dict(counters), len(page_rules), len(profiles)
            alone = SimpleNamespace(query_all=lambda *tags, one=one: [one])
            given = (alone, media, fetcher, base_url, fonts, counters, profiles, page_rules, layers)
            with _records_of(LOGGER) as warnings:
                sheets = list(original(*given))
            if without == len(profiles):
                new = {name: one for name, one in counters.items() if before.get(name) is not one}
                while data is not None and len(known) >= _MOST:
                    known.pop(next(iter(known)), None)
                known[key] = Sheets(sheets, new, page_rules[first:], list(layers), warnings)
            yield from sheets

    return find_stylesheets


def _own_data(element: Element, fetcher: Fetcher) -> bytes | None:
    """The bytes of a linked style sheet that declares no fonts and asks for no other sheet."""
    name = str(element.get("href", "")).removeprefix("edition:")
    data, _ = getattr(fetcher, "files", {}).get(name, (None, ""))
    return data if data is not None and not _MORE.search(data) else None


@contextmanager
def _records_of(logger: logging.Logger) -> Iterator[list[logging.LogRecord]]:
    """What is logged meanwhile; it goes on to the other handlers."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = found.append  # type: ignore[method-assign, assignment]
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)


# ── elements that are styled alike ──────────────────────────────────────────────────────────


def mark_own_styles(original: Function) -> Function:
    """Wrap `StyleFor.set_computed_styles`: tell the styles of elements from copies of them, which
    may be changed."""

    def set_computed_styles(
        self: Argument,
        element: Element,
        parent: Box,
        root: Box = None,
        pseudo_type: Argument = None,
        *rest: Argument,
        **named: Argument,
    ) -> None:
        original(self, element, parent, root, pseudo_type, *rest, **named)
        self._computed_styles[element, pseudo_type].edition = StyleNotes()

    return set_computed_styles


def as_twin(original: Function) -> Function:
    """Wrap `ComputedStyle.__missing__`: take the value from the first style that is alike."""
    from weasyprint.css.properties import INITIAL_VALUES

    common = frozenset(name for name in INITIAL_VALUES if not name.startswith(_ITS_OWN))

    def __missing__(style: Style, key: str) -> Result:
        if key in common:
            notes: StyleNotes | None = style.__dict__.get("edition")
            if notes is not None:
                twin = notes.twin or _twin(style, notes)
                if twin is not style:
                    value = style[key] = twin[key]
                    return value
        return original(style, key)

    return __missing__


def _twin(style: Style, notes: StyleNotes) -> Result:
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
