"""Running heads: what stands above the pages from each heading on, on the left and on the right.
Pure.

Usual are the book on the verso and the nearest part or chapter on the recto. `structure:
running-heads` names other levels; where the text is within none of a level yet, the one above it is
named, and above all the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.model import Chapter, Edition, Role
from edition.model.dataclass import dataclass
from edition.render import filters

#: So much of a title is above a page.
_LONGEST = 46
BOOK = "book"
#: What opens words that are set apart, and what closes them.
_PAIRS = {
    "‘": "’",
    "“": "”",
    "„": "“",
    "‚": "‘",
    "«": "»",
    "‹": "›",
    "(": ")",
    "[": "]",
    "「": "」",
    "『": "』",
}
_LEVELS = (BOOK, Role.PART, Role.HEADING, Role.SUBHEADING)


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What stands above left-hand pages, and above right-hand ones and those that have no other
    side."""

    verso: str
    recto: str


def heads(edition: Edition, declared: Mapping[str, str]) -> dict[str, RunningHead]:
    """What stands above the pages from each chapter on, by its id, and from each heading in it that
    changes that, by its unit. `declared` gives the level (`book` or the role of headings) by
    `verso` and `recto`."""
    meta = edition.metadata
    book = meta.short_title or meta.title
    now = {BOOK: book}
    roles = {block.unit: block.role for block in edition.blocks()}
    levels = set(declared.values())
    nearest, found = "", {}
    for chapter in edition.chapters:
        for key, title, role, runs in _entries(chapter, roles):
            level = _LEVELS.index(role)
            # The book's own title in the text is not named twice, and a long one not cut off.
            title = book if _same(title, meta.title) else title
            now = {name: words for name, words in now.items() if _LEVELS.index(name) < level}
            now[role] = title
            nearest = title if runs else nearest
            if runs or role in levels:
                verso = _named(now, declared.get("verso", BOOK))
                recto = _named(now, declared["recto"]) if "recto" in declared else nearest
                found[key] = RunningHead(shortened(verso), shortened(recto))
    return found


def _entries(chapter: Chapter, roles: Mapping[str, Role]) -> Iterator[tuple[str, str, Role, bool]]:
    """The chapter and the headings in it: where each is set, its title, its level, and whether it
    is usual for the heads of pages to name it."""
    own = roles.get(chapter.head, Role.HEADING)
    yield chapter.id, chapter.title, own if own in _LEVELS else Role.HEADING, True
    for section in chapter.sections:
        role = roles[section.unit]
        yield section.unit, section.title, role if role in _LEVELS else Role.HEADING, section.runs


def _named(now: Mapping[str, str], level: str) -> str:
    """The title of the level or, where there is none, of the nearest one above it."""
    above = _LEVELS[: _LEVELS.index(level) + 1]
    return next(now[name] for name in reversed(above) if name in now)


def _same(one: str, other: str) -> bool:
    """Whether two titles are the same but for the form of their apostrophes."""
    return one.replace("’", "'") == other.replace("’", "'")


def shortened(title: str) -> str:
    """A title as it is above a page: no longer than a line allows, and without a quotation mark or
    bracket whose other half was cut off."""
    short = filters.shorten(title, _LONGEST)
    return short if short == " ".join(title.split()) else _balanced(short)


def _balanced(words: str) -> str:
    """Words without the opening marks that nothing closes; ’ within a word is an apostrophe."""
    still_open: list[int] = []
    for k, char in enumerate(words):
        if char in _PAIRS:
            still_open.append(k)
        elif still_open and char == _PAIRS[words[still_open[-1]]] and not _in_word(words, k):
            still_open.pop()
    return "".join(char for k, char in enumerate(words) if k not in still_open)


def _in_word(words: str, k: int) -> bool:
    return words[k] == "’" and words[k - 1 : k].isalnum() and words[k + 1 : k + 2].isalnum()
