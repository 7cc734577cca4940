"""History: what was done to files of annotations in one sitting, each of which can be taken back,
also after the file was changed elsewhere. Pure.

Each step is kept as the lines that it changed, with some lines around them, as a patch is.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import field
from itertools import count

from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem

#: Steps that are kept, and lines around a change by which its place is known.
MOST, AROUND = 100, 3


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that took the place of others: on which line (from 0) of the file before and of that
    after it, and what stands around them."""

    old_start: int
    new_start: int
    before: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    after: tuple[str, ...]

    def reversed(self) -> Hunk:
        """What takes it back."""
        return Hunk(self.new_start, self.old_start, self.before, self.new, self.old, self.after)


@dataclass(slots=True)
class Step:
    """Something that was done: its number, what it was in words, the file, what changed there,
    and whether the file was made by it."""

    number: int
    words: str
    file: str
    hunks: tuple[Hunk, ...]
    made: bool = False
    undone: bool = False


@dataclass(slots=True)
class History:
    """The steps of one sitting, the oldest first."""

    steps: list[Step] = field(default_factory=list)
    #: Numbers of the steps that were taken back, the last of them at the end.
    _undone: list[int] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def record(self, words: str, file: str, before: bytes | None, after: bytes) -> Step:
        """Keep what was done to a file; None for one that was not there `before`."""
        found = hunks(before or b"", after)
        step = Step(next(self._numbers), words, file, found, before is None)
        self.steps.append(step)
        del self.steps[:-MOST]
        self._undone.clear()  # what was taken back before is no longer what comes next
        return step

    def next_undo(self) -> Step | None:
        """The newest step that was not taken back."""
        return next((step for step in reversed(self.steps) if not step.undone), None)

    def next_redo(self) -> Step | None:
        """The step that was taken back last, if nothing was done since."""
        number = self._undone[-1] if self._undone else 0
        return self.step(number)

    def step(self, number: int) -> Step | None:
        """The step of that number."""
        return next((step for step in self.steps if step.number == number), None)

    def toggle(self, step: Step) -> None:
        """Note that a step was taken back, or done again."""
        step.undone = not step.undone
        if step.undone:
            self._undone.append(step.number)
        elif step.number in self._undone:
            self._undone.remove(step.number)


def hunks(before: bytes, after: bytes) -> tuple[Hunk, ...]:
    """What makes `after` of `before`."""
    old, new = _lines(before), _lines(after)
    first = 0
    least = min(len(old), len(new))
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    inner = old[first : len(old) - last], new[first : len(new) - last]
    # With its heuristic for lines that stand everywhere (`at: end`): without it the time squares.
    found = difflib.SequenceMatcher(None, *inner).get_opcodes()
    return tuple(
        Hunk(
            first + a,
            first + c,
            tuple(new[max(0, first + c - AROUND) : first + c]),
            tuple(inner[0][a:b]),
            tuple(inner[1][c:d]),
            tuple(new[first + d : first + d + AROUND]),
        )
        for tag, a, b, c, d in found
        if tag != "equal"
    )


def undone(data: bytes, step: Step) -> bytes:
    """The file without what the step did; with it again where it was taken back. Raises
    `BuildFailed` with `file-changed` where its lines are no longer as it left them."""
    lines = _lines(data)
    todo = step.hunks if step.undone else tuple(hunk.reversed() for hunk in step.hunks)
    done = []
    shift = 0
    for hunk in todo:
        at = _place(lines, hunk, hunk.old_start + shift)
        if at is None:
            message = f"“{step.words}” cannot be taken back: the lines have been changed since."
            hint = "Take back first what was done after it, or change the file by hand."
            raise BuildFailed([Problem("file-changed", Place(step.file), message, hint)])
        done.append((at, hunk))
        shift = at - hunk.old_start
    for at, hunk in sorted(done, key=lambda item: item[0], reverse=True):
        lines[at : at + len(hunk.old)] = hunk.new
    return "".join(lines).encode("utf-8", "surrogateescape")


def _place(lines: Sequence[str], hunk: Hunk, near: int) -> int | None:
    """The line where the old words of a hunk are: with as much around them as there still is, the
    nearest place if there are several; with what is on one side only (the entry on the other was
    moved, or is gone) if there is one place alone."""
    least = 1 if hunk.old else 2  # where there are no own words, those around must say more
    for around in range(AROUND, least - 1, -1):
        before, after = hunk.before[-around:], hunk.after[:around]
        if found := _places(lines, before, hunk.old, after):
            return min(found, key=lambda at: abs(at - near))
    for before, after in ((hunk.before, ()), ((), hunk.after)) if hunk.old else ():
        found = _places(lines, before, hunk.old, after)
        if len(found) == 1:
            return found[0]
    return None


def _places(
    lines: Sequence[str], before: tuple[str, ...], own: tuple[str, ...], after: tuple[str, ...]
) -> list[int]:
    """The lines where `own` words are between those `before` and `after` them."""
    wanted = (*before, *own, *after)
    if not wanted:
        return [] if lines else [0]  # what filled an empty file
    first = wanted[0]
    return [
        k + len(before)
        for k in range(len(lines) - len(wanted) + 1)
        if lines[k] == first and tuple(lines[k : k + len(wanted)]) == wanted
    ]


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
