"""Calls: where the call of a note is placed, before or behind the punctuation after it. Pure.

Which of the two holds, `text.closing.placement` says; it is one rule in a whole book.

What this cannot put right is a warning of the rule `checks/rules/calls.py`.
"""

from __future__ import annotations

import re
import unicodedata

from edition.model import Span
from edition.text.closing import Placement, closes
from edition.text.normalize import is_word_char
from edition.text.scripts import is_hangul, is_spaceless

#: Quotation marks that open and close.
_STRAIGHT = "\"'"
_BLANKS = " \u00a0\u2009\u202f"
#: What may join two halves of a word or a number, and closes words where it does not.
_JOINING = frozenset("'’ʼ.,:·׳״་፡")
#: Before these French has a blank.
_SPACED = frozenset(";:!?»›”")
#: What breaks off a speech, before the mark that closes it: “No—”, „Ach …“
_BROKEN_OFF = re.compile(
    f"[{_BLANKS}]?(?:[\u2013-\u2015]+|--+|…|\\.\\.\\.|\\.[{_BLANKS}]\\.[{_BLANKS}]\\.)(?=[{_BLANKS}]?(?P<mark>.))"
)
#: They are punctuation to Unicode, and parts of the number before them.
_OF_NUMBERS = frozenset("%‰‱′″")


def call_offset(text: str, lemma: Span, part: Span, where: Placement = "after") -> int:
    """The offset in `text` of the call of a note on the words at `lemma`, in the part at `part`."""
    if where == "before":
        return _before(text, lemma, part.end)
    return _after(text, lemma.end, part)


def _after(text: str, lemma_end: int, part: Span) -> int:
    """Behind closing punctuation, but not inside a word (Kadyrov's) or a number (3.14)."""
    after = lemma_end
    while (next_ := _behind_mark(text, after, part)) > after:
        after = next_
    if after == part.end or not is_word_char(text[after]):
        return after
    return after if _is_apart(text, lemma_end, after, part) else lemma_end


def _is_apart(text: str, lemma_end: int, after: int, part: Span) -> bool:
    """Whether marks that a letter follows at once are no parts of a word: in scripts that leave no
    blank between words, and before the particles of Korean."""
    marks = text[lemma_end:after]
    if not marks or not (is_spaceless(text[after]) or is_hangul(text[after])):
        return False
    if "’" in marks:
        start = text.rfind("‘", part.start, lemma_end)
        if start > text.rfind("’", part.start, lemma_end):
            return True
    return not _JOINING.issuperset(marks)


def _behind_mark(text: str, at: int, part: Span) -> int:
    """The offset behind a mark at `at` that closes what stands before it; else `at`."""
    if at >= part.end:
        return at
    if closes(text, at, part):
        return at + 1
    spaced = at + 1 < part.end and text[at] in _BLANKS and text[at + 1] in _SPACED
    if spaced and not (at + 2 < part.end and is_word_char(text[at + 2])):
        return at + 2
    broken = _BROKEN_OFF.match(text, at, part.end)
    if broken and unicodedata.category(broken["mark"])[0] == "P":
        return broken.end() if closes(text, broken.start("mark"), part) else at
    return at


def _before(text: str, lemma: Span, part_end: int) -> int:
    """Before the punctuation that the lemma ends with, and before what follows it."""
    end = lemma.end
    while end > lemma.start and _may_go(text, lemma, end, part_end):
        end -= 1
    # A lemma of nothing but marks keeps them.
    return end if end > lemma.start else lemma.end


def _may_go(text: str, lemma: Span, end: int, part_end: int) -> bool:
    """Whether the character before `end` is left behind the call."""
    char = text[end - 1]
    if char in _BLANKS:
        return True
    if not closes(text, end - 1, lemma):
        return False
    if char in _OF_NUMBERS:
        return False
    if char in ")]}" and text.count(_OPENERS[char], lemma.start, end) == text.count(
        char, lemma.start, end
    ):
        return False  # all that stands in the brackets is meant
    return char not in ".'’" or _ends_sentence(text, end, part_end, char)


#: A letter by itself, whose full stop is that of an initial: M. Dupont, l’U.R.S.S.
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]")


_OPENERS = {")": "(", "]": "[", "}": "{"}


def _ends_sentence(text: str, end: int, part_end: int, char: str) -> bool:
    """Whether a full stop before `end` is none of an abbreviation, and an apostrophe a quotation
    mark: nothing follows in the sentence."""
    rest = text[end:part_end].lstrip(_BLANKS + "\n\r")
    if not rest or text.endswith("..", 0, end):  # an ellipsis is no abbreviation's
        return True
    if _INITIAL.fullmatch(text, end - 2, end - 1):
        return False
    return char == "." and (rest[0].isupper() or unicodedata.category(rest[0])[0] == "P")


def start_offset(text: str, lemma_start: int, part_start: int) -> int:
    """The offset in `text` of a call that stands before its lemma, in a part that begins at
    `part_start`: before the quotation marks and brackets that open it."""
    before = lemma_start
    while before > part_start and _opens(text[before - 1]):
        before -= 1
    apart = before == part_start or not is_word_char(text[before - 1])
    if apart and not (before > part_start and closes(text, before - 1, Span(part_start, before))):
        return before
    return lemma_start


def _opens(char: str) -> bool:
    return char in _STRAIGHT or unicodedata.category(char) in ("Ps", "Pi") or char in "„‚¿¡"
