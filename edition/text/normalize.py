"""Normalize: a text made comparable, with the way back to the source's own offsets.

Annotators type what they see; the source has no-break spaces, curly quotes, long dashes and
decomposed letters. Both sides are folded before they are compared, and a match is carried
back, so that the edition keeps the source's characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from edition.model import Span
from edition.model.dataclass import dataclass
from edition.text import scripts

_SAME = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"',
    "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u2212": "-",
}  # fmt: skip
_SPACES = {
    chr(code): " "
    for code in (
        *range(9, 14),
        *range(28, 32),
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
    )
}
#: What has no width and no meaning for a reader: soft hyphen, zero width space, word joiner and
#: byte order mark. (The joiners U+200C and U+200D spell words in some scripts, and stay.)
_INVISIBLE = {char: "\x01" for char in "\u00ad\u200b\u2060\ufeff"}
_MARKED = _SAME | _SPACES | _INVISIBLE
_FOLDED = frozenset(_MARKED)
_TABLE = str.maketrans(_MARKED)
#: What is folded to one space, or, where there is none in it, to nothing.
_RUN = re.compile("(?: [ \x01]|\x01)[ \x01]*")
#: Letters with strokes and ligatures, which Unicode does not decompose.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the offsets at which it and its original drift apart.

    From `at[k]` in the folded text on, an offset `i` is `origin[k] + i - at[k]` in the
    original, until `at[k + 1]`.
    """

    text: str
    at: tuple[int, ...]
    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> Span:
        """The original's span of a folded one; marks that a letter absorbed come with it."""
        first = self._back(start)
        return Span(first, self._back(end - 1, after=True) if end > start else first)

    def begins(self, offset: int) -> int:
        """Where the original's letter begins that the folded one at `offset` is."""
        return self._back(offset)

    def _back(self, offset: int, *, after: bool = False) -> int:
        k = bisect_right(self.at, offset) - 1
        place = self.origin[k] + offset - self.at[k]
        if not after:
            return place
        # The end of a match is the end of its last letter, combining marks included.
        if k + 1 < len(self.at) and self.at[k + 1] == offset + 1:
            return self.origin[k + 1]
        return place + 1

    def forth(self, start: int, end: int) -> Span:
        """The folded span of one of the original: whole letters, with the marks upon them."""
        first = self._forth(start)
        last = self._forth(end - 1) + 1 if end > start else first
        while 0 < first < len(self.text) and unicodedata.combining(self.text[first]):
            first -= 1
        while first < last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return Span(first, last)

    def _forth(self, offset: int) -> int:
        k = bisect_right(self.origin, offset) - 1
        place = self.at[k] + offset - self.origin[k]
        # What folding shortened ends with the last letter before the next cut.
        return min(place, self.at[k + 1] - 1) if k + 1 < len(self.at) else place


def fold(text: str) -> Folded:
    """Fold `text`: Unicode NFC, one kind of quote and dash, one space for any white space,
    nothing for what cannot be seen."""
    cuts = [(0, 0)]
    if unicodedata.is_normalized("NFC", text):
        composed = text
    else:
        composed, cuts = _compose(text)
    plain = _plain(composed)
    parts: list[str] = []
    at, origin = [0], [0]
    composed_cuts = iter(cuts[1:])
    pending = next(composed_cuts, None)
    last = shift = 0
    for run in _RUN.finditer(plain):
        while pending and pending[0] <= run.start():
            at.append(pending[0] - shift)
            origin.append(pending[1])
            pending = next(composed_cuts, None)
        end = _run_end(plain, run.end())
        kept = " " if plain.find(" ", run.start(), end) >= 0 else ""
        parts.append(plain[last : run.start()] + kept)
        last = end
        shift += last - run.start() - len(kept)
        at.append(last - shift)
        origin.append(_source_offset(cuts, last))
    while pending:
        at.append(pending[0] - shift)
        origin.append(pending[1])
        pending = next(composed_cuts, None)
    parts.append(plain[last:])
    return Folded("".join(parts), *_strictly_rising(at, origin))


def fold_apart(text: str, starts: Sequence[int]) -> Folded:
    """Fold texts that stand directly behind each other, and begin at `starts`: the end of one ends
    a word, though no white space stands there."""
    edges = [0, *(at for at in starts if 0 < at < len(text) and _touch(text, at)), len(text)]
    pieces = [(start, fold(text[start:end])) for start, end in pairwise(edges)]
    if len(pieces) == 1:
        return pieces[0][1]
    whole = ""
    at: list[int] = []
    origin: list[int] = []
    for start, piece in pieces:
        if whole and not whole.endswith(" ") and not piece.text.startswith(" "):
            at.append(len(whole))
            origin.append(start)
            whole += " "
        at += (offset + len(whole) for offset in piece.at)
        origin += (offset + start for offset in piece.origin)
        whole += piece.text
    return Folded(whole, *_strictly_rising(at, origin))


def _touch(text: str, at: int) -> bool:
    """Whether no white space parts what stands on both sides of `at`."""
    return not text[at - 1].isspace() and not text[at].isspace()


def _plain(text: str) -> str:
    """`text` with one kind of quote, dash and space. Outside of ASCII a table costs four times as
    much as to replace the few characters that a text has of those in it."""
    if text.isascii():
        return text.translate(_TABLE)
    for char in _FOLDED & set(text):
        text = text.replace(char, _MARKED[char])
    return text


def _run_end(plain: str, end: int) -> int:
    """Where a run ends that is folded. What cannot be seen stays before a mark, which would
    otherwise fall upon a letter that it does not belong to."""
    before_mark = end < len(plain) and (
        unicodedata.combining(plain[end]) or _may_be_joined(plain[end])
    )
    return end - 1 if before_mark and plain[end - 1] != " " else end


def fold_quote(text: str) -> str:
    """A quotation folded as the source is, without white space at its ends."""
    if text.isascii():  # nothing to compose, and no mark that a run would stop at
        return _RUN.sub(_space, text.translate(_TABLE)).strip()
    return fold(text).text.strip()


def _space(run: re.Match[str]) -> str:
    return " " if " " in run.group() else ""


def bare_letters(text: str) -> str:
    """`text` without capitals, accents, strokes and ligatures: “Œuvre” is “oeuvre”."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(char for char in letters if not unicodedata.combining(char))


def is_word_char(char: str) -> bool:
    """Whether `char` can stand inside a word."""
    return char.isalnum() or char == "_" or unicodedata.combining(char) != 0


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on across the beginning or the end of a stretch that is not empty.

    An underscore is part of a word only between two letters, since some texts mark italics by
    it. In a script without spaces a word may begin and end at any letter, but for Katakana.
    """
    return not _goes_on(text, start) and not _goes_on(text, end)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on across an offset of a text."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after):
        return True
    if before == "_" or after == "_":
        further = text[at - 2 : at - 1] if before == "_" else text[at + 1 : at + 2]
        return further.isalnum() and (before if after == "_" else after).isalnum()
    if not (is_word_char(before) and is_word_char(after)):
        return False
    if scripts.is_katakana(before) and scripts.is_katakana(after):
        return True
    return not (scripts.is_spaceless(before) or scripts.is_spaceless(after))


def _compose(text: str) -> tuple[str, list[tuple[int, int]]]:
    """NFC by clusters, and (composed offset, original offset) wherever the two drift."""
    parts: list[str] = []
    cuts = [(0, 0)]
    length = start = 0
    size = len(text)
    while start < size:
        end = start + 1
        while end < size and _joins(text[start:end], text[end]):
            end += 1
        if end == start + 1 and text[start] < "\u0300":
            parts.append(text[start])
            length += 1
        else:
            cluster = unicodedata.normalize("NFC", text[start:end])
            parts.append(cluster)
            length += len(cluster)
            if len(cluster) != end - start:
                cuts.append((length, end))
        start = end
    return "".join(parts), cuts


def _joins(before: str, char: str) -> bool:
    """Whether `char` is a mark upon the letter in `before`, or NFC makes one letter of them, as
    of Hangul vowels and tails and of some Indic vowel signs (UAX 15)."""
    if char < "\u0300" or unicodedata.combining(char):
        return char >= "\u0300"
    if not _may_be_joined(char):
        return False
    whole = unicodedata.normalize("NFC", before + char)
    return len(whole) <= len(unicodedata.normalize("NFC", before))


def _may_be_joined(char: str) -> bool:
    """Whether NFC may make one letter of `char` and what stands before it, though it has no
    combining class."""
    return "\u1160" <= char <= "\u11ff" or (
        char >= "\u0300" and unicodedata.category(char)[0] == "M"
    )


def _source_offset(cuts: list[tuple[int, int]], offset: int) -> int:
    k = bisect_right(cuts, (offset, 1 << 62)) - 1
    return cuts[k][1] + offset - cuts[k][0]


def _strictly_rising(at: list[int], origin: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Drop all but the last of the cuts that fall on one folded offset."""
    rows = dict(zip(at, origin, strict=True))
    return tuple(rows), tuple(rows.values())
