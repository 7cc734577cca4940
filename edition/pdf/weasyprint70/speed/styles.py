"""Works out once what the parts of a book, and its elements, have in common in their styles.

Nothing of it changes a page. WeasyPrint 70

* parses the style sheets anew for each part of the book;
* shares a computed style between elements that have all in common, but every element with an `id`
  has a style of its own, and so has all that is in it: here they take the values of most
  properties from the first element that is styled alike.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

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
from edition.pdf.weasyprint70.state import Sheets, StyleNotes, sheets_of

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


_AT_RULE = re.compile(rb"@([\w\\-]*)")
_PLAIN = re.compile(rb"page|media|footnote|(?:top|right|bottom|left)-[a-z-]+")
"""The names of rules that say how something looks, and declare nothing for other rules."""


# ── style sheets ────────────────────────────────────────────────────────────────────────────


def parsed_once(original: Function) -> Function:
    """Wrap `find_stylesheets`: keep each style sheet, with what it declares.

    A file that declares nothing but styles and pages is kept for all books of this process, by its
    text; any other at the fonts that the parts of a book share: those have the same style sheets
    under the same addresses (`production.layout.make`), and one that stands in a part is named by
    its text. What WeasyPrint says against a sheet, it says again for each part.
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
        known = sheets_of(fonts)

        def read(one: Element) -> Sheets:
            rules: list[Argument] = []
            before = dict(counters)
            with _records_of(LOGGER) as warnings:
                rest = (base_url, fonts, counters, profiles, rules, layers)
                sheets = list(original(_Only(one), media, fetcher, *rest))
            new = {name: rule for name, rule in counters.items() if before.get(name) is not rule}
            return Sheets(sheets, new, rules, warnings)

        for one in wrapper.query_all("style", "link"):
            element = one.etree_element
            key = (media, base_url, element.tag, element.text, *element.attrib.items())
            if text := _plain(fetcher, element):
                kept = parsed(element.get("href"), text, media)
            elif key in known:
                kept = known[key]
            else:
                kept = read(one)
                if not (layers or profiles):
                    known[key] = kept
            for warning in kept.warnings:
                LOGGER.handle(warning)
            counters.update(kept.counters)
            page_rules += kept.page_rules
            yield from kept.sheets

    return find_stylesheets


class _Only:
    """A document in which one element is found, whatever is looked for."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def query_all(self, *_: str) -> list[Element]:
        return [self.element]


def _plain(fetcher: Fetcher, element: Element) -> bytes:
    """The text of a plain style sheet that is linked for all media; nothing where it is none."""
    if dict(element.attrib) != {"rel": "stylesheet", "href": element.get("href")}:
        return b""
    name = element.get("href").removeprefix("edition:")
    data, _ = getattr(fetcher, "files", {}).get(name, (b"", ""))
    return data if is_plain(data) else b""


def is_plain(text: bytes) -> bool:
    """Whether a style sheet has rules for elements and pages alone: what comes of it depends on no
    other, and not on the fonts."""
    return bool(text) and all(map(_PLAIN.fullmatch, _AT_RULE.findall(text)))


@lru_cache(maxsize=32)
def parsed(url: str, text: bytes, media: str) -> Sheets:
    """A plain style sheet. It is the same for many books, and to parse those of the builder takes
    as long as a page."""
    from weasyprint import CSS
    from weasyprint.logger import LOGGER

    page_rules: list[Result] = []
    with _records_of(LOGGER) as warnings:
        sheet = CSS(string=text.decode(), base_url=url, media_type=media, page_rules=page_rules)
    return Sheets([sheet], {}, page_rules, warnings)


@contextmanager
def _records_of(logger: logging.Logger) -> Iterator[list[logging.LogRecord]]:
    """What is logged meanwhile, and is not told to anybody else."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = found.append  # type: ignore[method-assign, assignment]
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = before


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
