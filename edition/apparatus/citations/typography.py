"""The typography that joins citations: full stops at seams, names in their language.

Pure functions on XHTML fragments. Rules: The Chicago Manual of Style, 17th edition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from edition.apparatus.citations.fields import NAMES
from edition.apparatus.citations.records import shown_names
from edition.apparatus.citations.references import NOT_LATIN, foreign_language
from edition.languages import cldr

_TAGS_END = r"(?:</(?:span|a|i|b)>)*"
_CLOSED_TWICE = re.compile(r"([?!…])((?:</(?:span|a|i|b)>|[’”»])*)\.(?=[\s”’»<]|$)")
_SEAM = re.compile(rf"”({_TAGS_END})([.,])")
_DESCRIBED = re.compile(
    r"(?:[“„«]|<i>)((?:<(?:a|span)\b[^>]*>)*\[[^\[\]<>]*\](?:</(?:a|span)>)*)([.,]?)(?:[”“»]|</i>)"
)


def punctuate(markup: str, american: bool) -> str:
    """One mark at a seam, and commas and full stops within closing quotes if `american` (6.9); with
    a quotation within the quotation they stand between the two marks, as the engine sets them."""
    markup = _CLOSED_TWICE.sub(r"\1\2", markup)
    return _SEAM.sub(r"\2”\1", markup) if american else markup


def close(markup: str) -> str:
    """`markup` with a full stop at its end, unless a mark stands there, in quotes or not."""
    tail = re.sub(r"<[^>]*>", "", markup)[-4:]
    return markup if re.search(r"[.?!…。！？][”’»“]*$", tail) else markup + "."


@lru_cache(maxsize=8)
def _small_months(language: str) -> tuple[str, ...]:
    """The months of a language that writes them small: English has none."""
    months = (cldr.month(language, number, "wide", alone=False) for number in range(1, 13))
    return tuple(name for name in months if name[:1] != name[:1].upper())


def capitals(markup: str, record: Mapping[str, object], language: str) -> str:
    """An entry in which what is a sentence of its own (“Forthcoming.”, in French “Mars 2019.”)
    begins with a capital."""
    fields = [str(record.get(field) or "") for field in ("status", "genre", "medium", "edition")]
    # Behind a number the full stop belongs to it: “4. mars 2001” is a date in Norwegian.
    begins = [(words, "") for words in fields]
    begins += [(words, r"(?<!\d)") for words in _small_months(language)]
    for words, before in begins:
        if not words:
            continue
        written = escape(words, quote=False)
        behind = re.compile(rf"({before}[.?!](?:<[^>]*>|[”’»])* ){re.escape(written)}(?!\w)")
        if found := behind.search(markup):
            begun = written[0].upper() + written[1:]
            markup = f"{markup[: found.start()]}{found[1]}{begun}{markup[found.end() :]}"
    return markup


def unquote_description(markup: str) -> str:
    """A description in the place of a title, in square brackets, takes no quotes or italics."""
    return _DESCRIBED.sub(r"\1\2", markup)


def mark_names(markup: str, record: Mapping[str, object], edition: str) -> str:
    """The names of a record in another language than the edition's, if their letters show it,
    marked with it; a Latin name may be in any language.

    Screen readers and hyphenation need the mark (EPUB Accessibility 1.1 with WCAG 2.2, 3.1.2
    "Language of Parts"). Titles have theirs already.
    """
    language = foreign_language(record, edition)
    if not language:
        return markup
    parts = {part for field in NAMES for part in shown_names(record.get(field))}
    wanted = [
        escape(part.replace("'", "’"), quote=False) for part in parts if NOT_LATIN.search(part)
    ]
    opening = f'<span lang="{language}" xml:lang="{language}">'
    marked = _wrapped(markup, sorted(wanted, key=lambda t: (-len(t), t)), opening)
    for between in (" ", ", "):
        marked = marked.replace(f"</span>{between}{opening}", between)
    return marked


def _wrapped(markup: str, words: Sequence[str], opening: str) -> str:
    """`markup` with each whole occurrence of `words` wrapped, but not in what is marked already;
    an earlier word goes before a later one that overlaps it."""
    taken = [found.span() for found in re.finditer(r"<span lang=.*?</span>|<[^>]*>", markup)]
    marks = len(taken)
    for word in words:
        start = markup.find(word)
        while start >= 0:
            end = start + len(word)
            edges = markup[start - 1 : start] + markup[end : end + 1]
            whole = not any(char.isalnum() or char == "_" for char in edges)
            if whole and all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
            start = markup.find(word, start + 1)
    for start, end in sorted(taken[marks:], reverse=True):
        markup = f"{markup[:start]}{opening}{markup[start:end]}</span>{markup[end:]}"
    return markup
