"""Filters: what the templates do to a string, and how they ask what a value is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import accumulate
from typing import cast
from unicodedata import east_asian_width

from markupsafe import Markup

from edition.languages.labels import Labels
from edition.markup import parse, xhtml
from edition.text.scripts import is_spaceless


def is_kind(kind: type) -> Callable[[object], bool]:
    """The test whether a value is of this kind."""
    return lambda value: isinstance(value, kind)


def words(text: str) -> Markup:
    """The source's words as XML text; a carriage return would not survive a parser
    (XML 1.0, section 2.11) and is written as a reference."""
    return Markup(escape(text, quote=False).replace("\r", "&#13;"))


def breakable(text: str) -> Markup:
    """A long address or number that may be broken after its marks, and every 16 letters."""
    pieces = re.findall(r"[^/.:\-_?&=]{1,16}|[/.:\-_?&=]+", text)
    return Markup("<wbr/>".join(escape(piece) for piece in pieces))


def makers(labels: Labels, names: str) -> str:
    """The makers of a typeface; their article is an English one."""
    if labels.printed_language.partition("-")[0] == "en":
        return names
    return labels.listed(names.removeprefix("the ").split(" and "))


def shorten(text: str, limit: int = 90) -> str:
    """The beginning of a text in at most `limit` columns, whole words; a letter of Chinese or
    Japanese takes two, and none of its words is parted from another by a blank."""
    text = " ".join(text.split())
    if len(text) <= limit // 2 or sum(map(_columns, text)) <= limit:
        return text
    widths = accumulate(map(_columns, text))
    cut = text[: sum(width < limit for width in widths)]
    if is_spaceless(cut[-1]):
        return cut.rstrip("，、；：,;:") + "…"
    return cut.rsplit(" ", 1)[0] + " …"


def _columns(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def prose_text(text: str) -> str:
    """Markdown of the metadata as plain text."""
    nobody = cast(xhtml.Links, None)  # the metadata refer to nothing: no link is asked for
    return xhtml.plain_text(parse.parse(text), nobody)
