"""Sorting: the one key by which the names of an edition are sorted: the index, the glossary, the
sources, and new entries among old ones.

In: the language and a name. Out: a key, by the order of the language (`collation`), word by word,
without signs before the first letter and without an article of the language.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal

from edition.languages import alphabet, collation, tags
from edition.languages.collation import Key
from edition.text.normalize import fold_quote

#: What a name is of: which articles do not count before it.
Kind = Literal["title", "name", "person", "place"]
_TABLES: dict[Kind, str] = {"title": "titles", "name": "names", "person": "all", "place": "all"}
_SIGNS = re.compile(r"\A[\W_]+(?=\w)")
#: In front of a Dutch article: ’t.
_ELIDED = re.compile(r"\A[\W_]*(?='[nt] )", re.IGNORECASE)


def name_key(language: str, name: str, kind: Kind = "name") -> Key:
    """What a name is sorted by among those of an edition in this language."""
    return collation.key(language, bare(language, name, kind))


def title_key(language: str, title: str, own_language: str = "") -> Key:
    """The same for the title of a source, whose article is one of its own language."""
    return collation.key(language, bare(own_language or language, title, "title"))


def bare(language: str, name: str, kind: Kind) -> str:
    """A name without signs and without an article before it, if something is left."""
    folded = fold_quote(name).strip()
    start = _ELIDED.match(folded) or _SIGNS.match(folded)
    folded = folded[start.end() :] if start else folded
    pattern = _articles(language, _TABLES[kind])
    return (pattern.sub("", folded, count=1) if pattern else folded) or folded


def initial(language: str, name: str, kind: Kind) -> str:
    """The letter under which an alphabet has a name, as a capital."""
    return alphabet.letter(language, bare(language, name, kind))


@cache
def _articles(language: str, table: str) -> re.Pattern[str] | None:
    for tag in tags.candidates(language):
        if words := _file().get(tag, {}).get(table, ""):
            joined = (
                re.escape(word) + ("" if word.endswith("'") else " +") for word in words.split()
            )
            return re.compile(rf"\A(?:{'|'.join(joined)})(?=\S)", re.IGNORECASE)
    return None


@cache
def _file() -> dict[str, dict[str, str]]:
    import tomllib

    path = resources.files(__package__) / "articles.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
