"""Patterns: places of the text found by more than its words: several words with others between
them, or a regular expression. Pure.

Both look at the folded text (any white space is a space, quotation marks and dashes of a kind are
alike), a paragraph at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.anchoring.resolve import Anchorer
from edition.model import Span
from edition.text.normalize import fold_quote, is_whole

#: The longest pattern, and the most words of it.
LONGEST, MOST_WORDS = 1000, 20
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class BadPattern(ValueError):
    """A pattern that says nothing, or cannot be read; the message says why."""


def by_expression(
    anchorer: Anchorer, pattern: str, *, ignore_case: bool = False, whole_words: bool = False
) -> list[Span]:
    """Where a regular expression (Python's) fits, in order, without overlaps. Typographic marks in
    it may be written as they are in the text. Raises `BadPattern`."""
    if len(pattern) > LONGEST:
        raise BadPattern(f"The pattern is longer than {LONGEST} characters.")
    plain = "".join(fold_quote(char) or char for char in pattern)
    try:
        compiled = re.compile(plain, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(f"The pattern cannot be read: {error}.") from None
    text = anchorer.folded.text
    return [
        anchorer.folded.back(*found.span())
        for start, end in _paragraphs(anchorer)
        for found in compiled.finditer(text, start, end)
        if found.end() > found.start() and (not whole_words or is_whole(text, *found.span()))
    ]


def with_gaps(anchorer: Anchorer, words: str, gap: int, *, ignore_case: bool = False) -> list[Span]:
    """Where whole words stand in this order with at most `gap` others between two of them, in one
    paragraph. A `*` in a word is any letters. Raises `BadPattern`."""
    wanted = [_word(word, ignore_case) for word in fold_quote(words).split() if word.strip("*")]
    if not wanted or len(wanted) > MOST_WORDS or len(words) > LONGEST:
        raise BadPattern(f"Give one to {MOST_WORDS} words.")
    text = anchorer.folded.text
    found = []
    for start, end in _paragraphs(anchorer):
        tokens = list(_WORD.finditer(text, start, end))
        for first, last in _runs([token.group() for token in tokens], wanted, gap):
            found.append(anchorer.folded.back(tokens[first].start(), tokens[last].end()))
    return found


def _word(word: str, ignore_case: bool) -> re.Pattern[str]:
    parts = word.strip('.,;:!?()[]"').split("*")
    pattern = r"[\w'-]*".join(map(re.escape, parts))
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


def _runs(tokens: list[str], wanted: list[re.Pattern[str]], gap: int) -> Iterator[tuple[int, int]]:
    """The first and the last token of each fit. Of what fits the first words so far only the newest
    is kept: what follows is nearest to that, so that one pass is enough."""
    reached: dict[int, tuple[int, int]] = {}
    for k, token in enumerate(tokens):
        for number in reversed(range(len(wanted))):
            if not wanted[number].fullmatch(token):
                continue
            if number == 0:
                first = k
            elif number - 1 in reached and k - reached[number - 1][1] - 1 <= gap:
                first = reached[number - 1][0]
            else:
                continue
            reached[number] = (first, k)
            if number == len(wanted) - 1:
                yield first, k
                reached.clear()
                break


def _paragraphs(anchorer: Anchorer) -> Iterator[tuple[int, int]]:
    for paragraph in anchorer.source.paragraphs:
        yield anchorer.folded.forth(*paragraph.span)
