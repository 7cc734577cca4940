"""Marks: what an element of XHTML says it is, by `epub:type`, `role` and `class`. Pure.

EPUB 3 Structural Semantics, DPUB-ARIA 1.1, Z39.98 as Standard Ebooks uses it; and the class names
of Project Gutenberg, Pandoc and the programs that make EPUBs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from edition.authoring.intake import xmltree
from edition.authoring.intake.manuscript import Style
from edition.authoring.intake.readers import roles
from edition.model import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "{http://www.idpf.org/2007/ops}type"
#: Parts of a book that the edition makes anew, and how the ledger calls them.
_MADE_ANEW = {
    "titlepage": "the title page",
    "halftitlepage": "the half title",
    "imprint": "the imprint",
    "copyright-page": "the imprint",
    "colophon": "the colophon",
    "toc": "the table of contents",
    "landmarks": "the table of contents",
    "page-list": "the list of pages",
    "loi": "the list of illustrations",
    "lot": "the list of tables",
    "cover": "the cover",
}
_ROLES = (
    ("epigraph", Role.EPIGRAPH),
    ("dateline", Role.DATELINE),
    ("salutation", Role.SALUTATION),
    ("valediction", Role.CLOSING),
    ("signature", Role.SIGNATURE),
    ("sender", Role.SIGNATURE),
    ("postscript", Role.POSTSCRIPT),
    ("stage-direction", Role.STAGE_DIRECTION),
)
_VERSE = re.compile(r"\b(?:verse|poem|poetry|stanza|song|hymn|lyrics|linegroup|line-block)\b")
_CALL = re.compile(r"\[?\(?(?:\d{1,4}|[a-zA-Z]{1,2}|[*†‡§‖¶]{1,4})\)?\]?[.:]?")
_LINE = re.compile(r"\b(?:lnum|linenum|line-?number|verse-?num)\b")
_CALLS = re.compile(r"noteref|footnote-?ref|fnanchor|\bfn\b|\bfnref\b")
_NOTE = re.compile(r"\b(?:fn|footnote|endnote|rearnote|doc-footnote|doc-endnote)\b")
_NOTES = re.compile(r"\b(?:footnotes|endnotes|rearnotes|doc-endnotes)\b")
_INLINE = {
    "i": Style.EMPHASIS, "em": Style.EMPHASIS, "dfn": Style.EMPHASIS, "var": Style.EMPHASIS,
    "cite": Style.TITLE, "b": Style.STRONG, "strong": Style.STRONG, "sup": Style.SUPERSCRIPT,
    "sub": Style.SUBSCRIPT, "u": Style.UNDERLINE, "ins": Style.UNDERLINE, "s": Style.STRIKE,
    "del": Style.STRIKE, "strike": Style.STRIKE, "code": Style.CODE, "tt": Style.CODE,
    "kbd": Style.CODE, "samp": Style.CODE,
}  # fmt: skip
_CSS = (
    (r"font-variant[^;]*small-caps", Style.SMALL_CAPS),
    (r"font-style\s*:\s*(?:italic|oblique)", Style.EMPHASIS),
    (r"font-weight\s*:\s*(?:bold|[6-9]00)", Style.STRONG),
    (r"text-decoration[^;]*underline", Style.UNDERLINE),
)


def types(element: _Element) -> str:
    """All that an element says of itself, as words between blanks."""
    if not element.keys():
        return ""
    semantic = element.get(_TYPE) or element.get("epub:type")
    return _said(semantic, element.get("role"), element.get("class"))


@lru_cache(maxsize=4096)
def _said(*values: str | None) -> str:
    return " ".join(filter(None, values)).lower()


@lru_cache(maxsize=4096)
def _has(pattern: re.Pattern[str], said: str) -> bool:
    return bool(said) and pattern.search(said) is not None


def made_anew(element: _Element) -> str:
    """What part of a book an element is that the edition makes itself; empty for all others."""
    said = types(element).split()
    for name, what in _MADE_ANEW.items():
        if name in said or f"doc-{name}" in said:
            return what
    return ""


def is_boilerplate(element: _Element) -> bool:
    """Whether an element is Project Gutenberg's header or licence."""
    name = element.get("id") or ""
    return "pg-boilerplate" in types(element) or name in ("pg-header", "pg-footer")


def role(element: _Element) -> Role | None:
    """The role of the paragraphs of an element; None where it says nothing of it."""
    said = types(element)
    if not said:
        return None
    named = next((role for name, role in _ROLES if name in said), None)
    return named or roles.role_of(element.get("class") or "")


def is_verse(element: _Element) -> bool:
    """Whether an element is a poem, or a part of one."""
    return _has(_VERSE, types(element))


def is_page(element: _Element) -> bool:
    """Whether an element is where a page of a printed edition begins."""
    said = types(element)
    return "pagebreak" in said or "pagenum" in said or "page-number" in said.split()


def is_line_number(element: _Element) -> bool:
    """Whether an element is the number of a line, as poems have in the margin."""
    return _has(_LINE, types(element))


def says_call(element: _Element) -> bool:
    """Whether a link says that it calls a note."""
    said = types(element)
    return bool(_has(_CALLS, said))


def looks_like_call(words: str) -> bool:
    """Whether the words of a link are such as call a note: a number, a letter, a sign."""
    return bool(_CALL.fullmatch(words.strip()))


def says_note(element: _Element) -> bool:
    """Whether an element says that it is a note."""
    return _has(_NOTE, types(element))


def says_notes(element: _Element) -> bool:
    """Whether an element says that it holds the notes."""
    return _has(_NOTES, types(element))


def is_backlink(element: _Element) -> bool:
    """Whether a link says that it leads from a note back to its call."""
    said = types(element)
    return "backlink" in said or "footnote-back" in said


def style(element: _Element) -> Style | None:
    """How the words of an inline element are set; None where it says nothing of it."""
    name = xmltree.local(element)
    said = types(element)
    if name in ("i", "em") and "name.publication" in said:
        return Style.TITLE
    if name in _INLINE:
        return _INLINE[name]
    if css := element.get("style"):
        for words, found in _CSS:
            if re.search(words, css, re.I):
                return found
    return roles.style_of(element.get("class") or "") if element.get("class") else None


def language(element: _Element) -> str:
    """The language that an element declares; empty for none."""
    return element.get(f"{xmltree.XML}lang") or element.get("lang") or ""


def indent(element: _Element) -> int:
    """The steps by which a line of verse is indented (`class="i2"`)."""
    found = re.search(r"\b(?:i|indent|in)(\d{1,2})\b", element.get("class") or "")
    steps = int(found[1]) if found else 0
    # Project Gutenberg counts half ems, Standard Ebooks steps.
    return min(steps // 2 if steps > 6 else steps, 12)
