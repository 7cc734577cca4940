"""Written: pandoc's inline elements as XHTML. Every word is escaped; of elements only those that a
citation needs are written, of others their words.

Links to entries of the list are written with private characters around the id, since where the
list is depends on the page: `linked` puts the addresses in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from edition.apparatus.citations import richtext
from edition.apparatus.citations.references import TITLE
from edition.apparatus.citations.richtext import Inline
from edition.markup.languagespans import LANGUAGE_TAG

_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}
_TRANSPARENT = frozenset(("Underline", "Strikeout", "Cite", "Note"))
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
#: What begins and ends the id of a link to the list of sources.
_OPEN, _END = "\ue010", "\ue011"
#: Behind a comma it keeps the engine from reading on, and is taken out again.
GUARD = "\ue012"
_REFERENCE = re.compile(f"<a {_OPEN}([^{_END}]*){_END}>(.*?)</a>", re.S)
_ENTRY = "#ref-"


def citation(made: Sequence[Inline]) -> str:
    """A citation, with links to entries for `linked`."""
    return _tidied("".join(_cited(item) for item in made))


def affix(text: str) -> str:
    """What an annotator has written before or behind a citation, with its italics."""
    return citation(richtext.inlines(text))


def entry(blocks: Sequence[Inline], address: str) -> str:
    """An entry of the list, its title a link to the `address`, if there is one; without a title
    the printed address is the link."""
    has_title = any(map(_has_title, blocks))
    return _tidied(" ".join(_of_blocks(blocks, address if has_title else "")))


def linked(markup: str, href: Callable[[str], str] | None) -> str:
    """The citation with the addresses of its entries, or without links."""
    if href is None:
        return _REFERENCE.sub(r"\2", markup)
    return _REFERENCE.sub(
        lambda found: f'<a href="{escape(href(found[1]))}">{found[2]}</a>', markup
    )


def _tidied(markup: str) -> str:
    return re.sub(r"[ \n]{2,}", " ", markup.replace(GUARD, "")).strip()


def _of_blocks(blocks: Sequence[Inline], address: str) -> Iterator[str]:
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            yield "".join(_listed(item, address) for item in block["c"])
        elif block["t"] == "Div":
            yield from _of_blocks(block["c"][1], address)


def _cited(item: Inline) -> str:
    """An element of a citation: links lead to entries, addresses are words."""
    if item["t"] == "Link":
        _, inner, (target, _) = item["c"]
        words = "".join(map(_unlinked, inner))
        if target.startswith(_ENTRY) and words:
            return f"<a {_OPEN}{target[len(_ENTRY) :]}{_END}>{words}</a>"
        return words
    return _element(item, _cited)


def _unlinked(item: Inline) -> str:
    if item["t"] == "Link":
        return "".join(map(_unlinked, item["c"][1]))
    return _element(item, _unlinked)


def _listed(item: Inline, address: str) -> str:
    """An element of an entry."""

    def inner(part: Inline) -> str:
        return _listed(part, address)

    if item["t"] == "Link":
        _, parts, (target, _title) = item["c"]
        words = "".join(map(_unlinked, parts))
        if not re.match(r"https?://", target):
            return words
        if any(map(_has_title, parts)):
            return _anchor(target, words)
        # The title leads there already: a second link would be read out once more.
        return f'<span class="address">{words}</span>' if address else _anchor(target, words)
    if item["t"] == "Span" and TITLE in item["c"][0][1] and address:
        return _anchor(address, _span(item, _unlinked))
    return _element(item, inner)


def _has_title(item: Inline) -> bool:
    if item["t"] == "Span" and TITLE in item["c"][0][1]:
        return True
    inner = item.get("c")
    parts = inner if isinstance(inner, list) else []
    return any(_has_title(part) for part in _flat(parts))


def _flat(parts: list[Any]) -> Iterator[Inline]:
    for part in parts:
        if isinstance(part, dict) and "t" in part:
            yield part
        elif isinstance(part, list):
            yield from _flat(part)


def _anchor(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{words}</a>'


def _element(item: Inline, inner: Callable[[Inline], str]) -> str:
    kind: str = item["t"]
    content: Any = item.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Str", "Code", "Math", "RawInline"):
        return escape(str(content if isinstance(content, str) else content[1]), quote=False)
    if kind in _TAGS:
        words = "".join(map(inner, content))
        return f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>" if words else ""
    if kind == "SmallCaps":
        return f'<span class="sc">{"".join(map(inner, content))}</span>'
    if kind == "Span":
        return _span(item, inner)
    if kind == "Quoted":
        marks = _QUOTES[content[0]["t"]]
        opening, closing = marks[0], marks[1]
        return f"{opening}{''.join(map(inner, content[1]))}{closing}"
    if kind in _TRANSPARENT:
        parts = content[1] if kind == "Cite" else content
        return "".join(map(inner, parts))
    return ""


def _span(item: Inline, inner: Callable[[Inline], str]) -> str:
    (_, names, pairs), content = item["c"]
    words = "".join(map(inner, content))
    language = dict(pairs).get("lang", "")
    if "csl-left-margin" in names or "csl-block" in names:
        words += " "
    if not LANGUAGE_TAG.fullmatch(language):
        return words
    return f'<span lang="{language}" xml:lang="{language}">{words}</span>'
