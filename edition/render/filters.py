"""Filters: what the templates do to a string, and how they ask what a value is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import cast

from markupsafe import Markup

from edition.languages.labels import Labels
from edition.markup import parse, xhtml


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
    """The beginning of a text in at most `limit` characters, whole words."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"


def prose_text(text: str) -> str:
    """Markdown of the metadata as plain text."""
    nobody = cast(xhtml.Links, None)  # the metadata refer to nothing: no link is asked for
    return xhtml.plain_text(parse.parse(text), nobody)
