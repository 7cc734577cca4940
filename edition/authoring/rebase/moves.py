"""Moves: where words of the old text stand in the new one, and how sure that is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum

from edition.authoring.rebase.align import Alignment, letters
from edition.authoring.rebase.passages import Passage, Passages
from edition.model import SourceText, Span
from edition.model.dataclass import dataclass
from edition.text.normalize import is_word_char

#: How many letters on each side of some words say whether their place is the same.
CONTEXT = 60
#: Share of these letters (0 to 1) that must agree for words that are the same, and for words
#: that are spelled in another way. Measured: benchmarks/README.md.
SAME, RESPELLED = 0.5, 0.8
#: Words of so many letters, if all agree, are sure without their surroundings.
_LONG = 40
#: How alike (0 to 1) two words must be to be two spellings of one; joined or divided words, two
#: spellings of the same.
_SPELLING, _JOINED = 0.75, 0.9
#: By how much (0 to 100) the words around a place must be more alike than those around another
#: place of the same words, and at how many of those is looked.
_MARGIN, _MOST = 6, 100
_ELSEWHERE = "the words stand somewhere else now"
#: Under this likeness (0 to 1) a place is not even proposed.
_FLOOR = 0.5


class Fate(StrEnum):
    """What becomes of words: `SAME` in all their letters, `RESPELLED`, both at a place that is
    sure; `DOUBTFUL` with a proposal; `LOST` without one."""

    SAME = "same"
    RESPELLED = "respelled"
    DOUBTFUL = "doubtful"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Move:
    """Where some words of the old text went.

    `new` is their place in the new text; of lost words, the place between their old neighbors,
    which may be empty. `alike` is how alike the words are, 0 to 100; `why` says in a few words
    what makes the place doubtful.
    """

    old: Span
    new: Span
    fate: Fate
    alike: float
    why: str = ""

    @property
    def sure(self) -> bool:
        """Whether nobody need look at it."""
        return self.fate in (Fate.SAME, Fate.RESPELLED)


class Mover:
    """Follows words of the old text into the new one; with `passages` also what was moved."""

    def __init__(self, alignment: Alignment, passages: Passages | None = None) -> None:
        self.alignment = alignment
        self.passages = passages
        # Each word once: a long text has few of them.
        self._known = frozenset(_tokens(" ".join(set(alignment.old.text.split()))))

    @classmethod
    def of(cls, old: SourceText, new: SourceText) -> Mover:
        """A mover from one version of a source to another."""
        passages = Passages.of(old, new)
        return cls(passages.whole, passages)

    def move(self, old: Span) -> Move:
        """Where the words at `old` (offsets in the old text) stand in the new text."""
        start, end = self._letters(old)
        passage = self._passage(old)
        if start == end:
            return self._no_letters(old, start, passage.alignment)
        there, to = passage.alignment.stretch(start, end)
        found = self._judged(old, start, end, there, to, passage)
        if found.sure and passage.sure is None and self._has_rivals(start, end, there, to):
            why = "words like these, among others like those around them, stand in several places"
            found = replace(found, fate=Fate.DOUBTFUL, why=why)
        if found.sure and passage.sure is False:
            why = "several passages are like the one that it stood in"
            found = replace(found, fate=Fate.DOUBTFUL, why=why)
        if found.sure or (found.fate is Fate.DOUBTFUL and found.alike >= 100 * RESPELLED):
            return found
        elsewhere = self._elsewhere(old, start, end, passage)
        return elsewhere if elsewhere and elsewhere.alike > found.alike else found

    def _passage(self, old: Span) -> Passage:
        if self.passages is None:
            return Passage(self.alignment, 0, len(self.alignment.old.letters), None)
        return self.passages.at(old)

    def _has_rivals(self, start: int, end: int, there: int, to: int) -> bool:
        """Whether the same words stand somewhere else, in the old text or in the new one, among
        words that fit as well as those at the place that was found."""
        mine, theirs = self.alignment.old.letters, self.alignment.new.letters
        own, found = _neighbors(mine, start, end), _neighbors(theirs, there, to)
        fits = _likeness(own, found) - _MARGIN
        return any(
            _likeness(own, _neighbors(theirs, at, at + to - there)) >= fits
            for at in _others(theirs, there, to)
        ) or any(
            _likeness(_neighbors(mine, at, at + end - start), found) >= fits
            for at in _others(mine, start, end)
        )

    def words(self, span: Span, *, new: bool) -> str:
        """The words at a span of the new or of the old text, white space made plain."""
        side = self.alignment.new if new else self.alignment.old
        return " ".join(side.text[span.start : span.end].split())

    def _letters(self, old: Span) -> tuple[int, int]:
        side = self.alignment.old
        return side.count(old.start), side.count(old.end)

    def _judged(
        self, old: Span, start: int, end: int, there: int, to: int, passage: Passage
    ) -> Move:
        """What to think of the new letters `there` to `to` for the old ones."""
        new = self._span(old, start, end, there, to)
        mine, theirs = self.words(old, new=False), self.words(new, new=True)
        fate, likeness, why = self._compare(mine, theirs)
        around = _around(start, end, passage)
        if fate is Fate.SAME and (around >= SAME or end - start >= _LONG):
            return Move(old, new, fate, likeness)
        if fate is Fate.RESPELLED and around >= RESPELLED:
            return Move(old, new, fate, likeness)
        if likeness < 100 * _FLOOR:
            return Move(old, new, Fate.LOST, likeness, "the words are gone")
        return Move(old, new, Fate.DOUBTFUL, likeness, why or "the words around them have changed")

    def _compare(self, old: str, new: str) -> tuple[Fate, float, str]:
        """Whether two wordings are the same, two spellings, or something else; how alike they
        are (0 to 100); and what makes the difference more than one of spelling."""
        from rapidfuzz import fuzz

        mine, theirs = letters(old).letters, letters(new).letters
        if mine == theirs:
            return Fate.SAME, 100.0, ""
        alike = fuzz.ratio(mine, theirs)
        if _digits(mine) != _digits(theirs):
            return Fate.DOUBTFUL, alike, "a number has changed"
        for ours, others in _differences(_tokens(old), _tokens(new)):
            a, b = "".join(ours), "".join(others)
            if not a or not b:
                return Fate.DOUBTFUL, alike, "words have come in or gone out"
            floor = _SPELLING if len(ours) == len(others) else _JOINED
            # A spelling that the old text has as well is no other spelling but another word.
            if fuzz.ratio(a, b) < 100 * floor or self._known.issuperset(others):
                return Fate.DOUBTFUL, alike, "a word is another one"
        return Fate.RESPELLED, alike, ""

    def _span(self, old: Span, start: int, end: int, there: int, to: int) -> Span:
        """The new letters as a span of the new text: whole words where the old ones were whole,
        with the marks at their edges that the old ones had there."""
        mine, theirs = self.alignment.old, self.alignment.new
        if there >= to:
            at = theirs.offsets[there] if there < len(theirs.offsets) else len(theirs.text)
            return Span(at, at)
        a, b = theirs.offsets[there], theirs.offsets[to - 1] + 1
        first, last = mine.offsets[start], mine.offsets[end - 1] + 1
        while (
            b < len(theirs.text)
            and not is_word_char(mine.text[last : last + 1] or " ")
            and (is_word_char(theirs.text[b]))
        ):
            b += 1
        while (
            a > 0
            and not is_word_char(mine.text[first - 1 : first] or " ")
            and (is_word_char(theirs.text[a - 1]))
        ):
            a -= 1
        while old.end > last and theirs.text[b : b + 1] == mine.text[last] != " ":
            b, last = b + 1, last + 1
        while old.start < first and a > 0 and theirs.text[a - 1] == mine.text[first - 1] != " ":
            a, first = a - 1, first - 1
        return Span(a, b)

    def _no_letters(self, old: Span, at: int, alignment: Alignment) -> Move:
        """Marks without a letter, such as “…”: sure where they stand once between the letters
        that were their neighbors."""
        mark = self.words(old, new=False)
        theirs = alignment.new
        low = _place_after(alignment, at - 1)
        high = _place_before(alignment, at)
        found = theirs.text.find(mark, low, high)
        if mark and found >= 0 and theirs.text.find(mark, found + 1, high) < 0:
            return Move(old, Span(found, found + len(mark)), Fate.SAME, 100.0)
        return Move(old, Span(low, max(low, high)), Fate.LOST, 0.0, "the mark is gone")

    def _elsewhere(self, old: Span, start: int, end: int, passage: Passage) -> Move | None:
        """The words in a passage that was moved: they stand somewhere else, once in both texts.

        With their surroundings on both sides the place is sure, if these are of their own passage
        and that has no other fellow.
        """
        mine, theirs = self.alignment.old.letters, self.alignment.new.letters
        for context, sure in ((CONTEXT // 2, passage.sure is None), (0, False)):
            low, high = max(passage.start, start - context), min(passage.end, end + context)
            needle = mine[low:high]
            if (sure and high - low < _LONG // 2) or not _stands_once(needle, mine):
                continue
            if _stands_once(needle, theirs):
                there = theirs.find(needle) + start - low
                new = self._span(old, start, end, there, there + end - start)
                if sure:
                    return Move(old, new, Fate.SAME, 100.0)
                if letters(self.words(new, new=True)).letters == mine[start:end]:
                    return Move(old, new, Fate.DOUBTFUL, 100.0, _ELSEWHERE)
        return None


def _around(start: int, end: int, passage: Passage) -> float:
    """The share of the letters around an old stretch that stand around its new one. Of a passage
    that is known to be the same, only its own letters count: others may stand beside it now."""
    low, high = (passage.start, passage.end) if passage.sure else (0, 10**18)
    alignment = passage.alignment
    last = min(high, len(alignment.old.letters))
    before, after = max(low, start - CONTEXT), min(last, end + CONTEXT)
    near = (start - before) + (after - end)
    if near <= 0:
        return 1.0
    agree = alignment.agreeing(before, start) + alignment.agreeing(end, after)
    return agree / near


def _place_after(alignment: Alignment, letter: int) -> int:
    if letter < 0:
        return 0
    there, to = alignment.stretch(letter, letter + 1)
    return alignment.new.offsets[to - 1] + 1 if to > there else _offset(alignment, there)


def _place_before(alignment: Alignment, letter: int) -> int:
    if letter >= len(alignment.old.letters):
        return len(alignment.new.text)
    return _offset(alignment, alignment.stretch(letter, letter + 1)[0])


def _offset(alignment: Alignment, letter: int) -> int:
    offsets = alignment.new.offsets
    return offsets[letter] if letter < len(offsets) else len(alignment.new.text)


def _neighbors(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike what stands before and behind two stretches is, 0 to 100."""
    from rapidfuzz import fuzz

    return (fuzz.ratio(one[0], other[0]) + fuzz.ratio(one[1], other[1])) / 2


def _others(text: str, start: int, end: int) -> Iterator[int]:
    """Where the letters from `start` to `end` stand elsewhere, as far as that is looked at."""
    needle, at = text[start:end], -1
    for _ in range(_MOST):
        at = text.find(needle, at + 1)
        if at < 0:
            return
        if at != start:
            yield at


def _stands_once(needle: str, text: str) -> bool:
    at = text.find(needle)
    return at >= 0 and text.find(needle, at + 1) < 0


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _tokens(text: str) -> list[str]:
    return [word for part in text.split() if (word := letters(part).letters)]


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield list(old[a:b]), list(new[c:d])
