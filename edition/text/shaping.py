"""Shaping: what the libraries that set a text cannot bear in it. Pure: words in, faults out.

Neither is in any text that somebody wrote to be read, and both are legal Unicode:

* marks in heaps. HarfBuzz takes time for them that grows with their square, and ends the process
  where 100,000 stand on one letter;
* turns of direction within turns, with isolates among them. FriBidi to 1.0.8 keeps a level for
  each, and writes beyond its table from the sixty-third on (UAX 9, BD2 allows 125 levels).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from edition.model.dataclass import dataclass

#: Marks on one letter. Above six `confusables` warns; up to here they are set.
MAX_MARKS = 500
#: Turns within one another. A part of a text may have twice as many, where it lacks some ends.
MAX_TURNS = 30

HINTS = {
    "marks-too-many": "Look at the text in an editor that shows each character; a letter with so "
    "many marks cannot be read.",
    "turns-too-deep": "End each turn where its words end: U+202C ends an embedding or an override, "
    "U+2069 an isolate. Hebrew and Arabic words need neither.",
}

#: What may be marks: neither letters nor digits nor white space. Category M is tested afterwards.
_HEAP = re.compile(rf"[^\w\s]{{{MAX_MARKS + 1},}}")
_TURN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE = re.compile("[\u2066-\u2068]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be set, and where: `code` is that of the problem, `at` the offset in the text."""

    code: str
    at: int
    message: str

    @property
    def hint(self) -> str:
        """What to do."""
        return HINTS[self.code]


def heaps(text: str) -> Iterator[Fault]:
    """The heaps of marks in `text`."""
    if text.isascii():
        return
    for found in _HEAP.finditer(text):
        at, count = _heap(text, *found.span())
        if count > MAX_MARKS:
            message = f"{count:,} marks stand on one letter; at most {MAX_MARKS} can be set."
            yield Fault("marks-too-many", at, message)


def _heap(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the largest heap of marks between two offsets begins, and how many it has."""
    best, count = (start, 0), 0
    for at in range(start, end):
        count = count + 1 if category(text[at])[0] == "M" else 0
        if count > best[1]:
            best = (at - count + 1, count)
    return best


def has_isolates(text: str) -> bool:
    """Whether there are isolates in `text`: without them turns of any depth can be set."""
    return not text.isascii() and _ISOLATE.search(text) is not None


def turns(text: str) -> Fault | None:
    """The fault of a paragraph whose turns of direction are too deep within one another."""
    if not has_isolates(text):
        return None
    open_turns: list[bool] = []  # whether each is an isolate
    for found in _TURN.finditer(text):
        _turn(open_turns, found[0])
        if len(open_turns) > MAX_TURNS:
            message = (
                f"More than {MAX_TURNS} turns of direction are open here, each within the other."
            )
            return Fault("turns-too-deep", found.start(), message)
    return None


def _turn(open_turns: list[bool], char: str) -> None:
    """Open or close turns, as UAX 9 has it (X2 to X7)."""
    if char == "\u202c":
        if open_turns and not open_turns[-1]:
            open_turns.pop()
    elif char == "\u2069":
        if True in open_turns:
            while not open_turns.pop():
                pass
    else:
        open_turns.append(char >= "\u2066")
