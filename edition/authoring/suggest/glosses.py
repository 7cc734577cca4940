"""Glosses: words that a text explains itself, or marks as strange. Pure.

What stands before a bracket that explains it (“the MVD [Interior Ministry]”), short words in
quotation marks that the text never uses without them, and words in another script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edition.authoring.suggest.names import Token, key_of
from edition.authoring.suggest.wordlists import FUNCTION
from edition.model import Span
from edition.text.scripts import script_of

#: A bracket that may explain: short, with letters, on the heels of a word.
_BRACKET = re.compile(r"[^\W_][’'”\"»]? ?[(\[]([^()\[\]\n]{2,80})[)\]]")
_QUOTED = re.compile(r"[“„«\"‘]([^“”„«»\"‘’\n]{2,40})[”“»\"’]")
_LONGEST = 3
#: What an explanation begins with, where it is none of an acronym.
_EXPLAINS = re.compile(
    r"(?:the|an?|i\.e\.|that is|or|meaning|literally|lit\.|=|«|“|‘|\"|')[\s,]?", re.IGNORECASE
)


class Gloss(NamedTuple):
    """Words that are strange or explained, where they stand, and the explanation, if any."""

    words: str
    start: int
    end: int
    explanation: str


def bracketed(
    text: str, paragraph: list[Token], span: Span, small: Counter[str]
) -> Iterator[Gloss]:
    """The word or acronym before each bracket that explains it; `small` counts the words in small
    letters, for what is common wants no explanation."""
    by_end = {token.end: token for token in paragraph}
    for found in _BRACKET.finditer(text, *span):
        token = by_end.get(found.start() + 1)
        inside = " ".join(found[1].split())
        if token is None or not any(map(str.isalpha, inside)):
            continue
        strange = sum(map(str.isupper, token.word)) > 1
        common = key_of(token.word) in FUNCTION or small[key_of(token.word)] > 1
        told = _EXPLAINS.match(inside) and not common
        if strange or told or _script(inside) != _script(token.word):
            yield Gloss(token.word, token.start, token.end, inside)


def quoted(text: str, start: int, end: int) -> Iterator[Gloss]:
    """Short words in quotation marks, in small letters: perhaps of another language."""
    for found in _QUOTED.finditer(text, start, end):
        words = found[1]
        inside = re.fullmatch(r"[^\W\d_][\w'’ -]*[^\W_]", words)
        if inside and words == words.lower() and len(words.split()) <= _LONGEST:
            yield Gloss(words, found.start(1), found.end(1), "")


def foreign(paragraph: Iterable[Token], scripts: Counter[str]) -> Iterator[Gloss]:
    """Words in a script that the text hardly uses."""
    total = sum(scripts.values())
    for token in paragraph:
        script = _script(token.word)
        if script and scripts[script] * 20 < total:
            yield Gloss(token.word, token.start, token.end, "")


def scripts(words: Counter[str]) -> Counter[str]:
    """How many words each script has, of words and how often they stand."""
    found: Counter[str] = Counter()
    for word, count in words.items():
        if script := _script(word):
            found[script] += count
    return found


def unusual(found: Gloss, small: Counter[str], marked: Counter[str]) -> bool:
    """Whether some word of a quotation stands nowhere else in the text."""
    words = found.words.lower().split()
    return any(small[key_of(word)] <= marked[found.words.lower()] for word in words)


def _script(word: str) -> str:
    return script_of(next(filter(str.isalpha, word), ""))
