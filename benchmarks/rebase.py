"""How well `rebase` carries quotations over to another version of a book: precision and recall.

    python benchmarks/rebase.py OLD.txt NEW.txt [--quotes 600] [--seed 1]

OLD and NEW are two versions of one text, such as a plain text of Project Gutenberg (GITenberg
keeps them on GitHub) and the same book of Standard Ebooks, one paragraph a line. Quotations of 1
to 12 words are taken at random from the paragraphs of OLD. The truth is found in another way than
`rebase` goes: by the edit distance of the two whole texts, letter by letter (Levenshtein; minutes
and gigabytes for a long book, which is why `rebase` does not do it). A quotation is *gone* if
fewer than half of its letters have fellows there; *right* if rebase's place and the true one
share four fifths of their letters, or one is the other and a syllable more. An edit distance
cannot follow a passage that was moved: there a place is right if the words and the 25 letters on
each side of them are the same in both texts. Every place that is sure and not right is printed.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

import checkout  # noqa: F401

from edition.authoring.rebase.align import Letters, letters
from edition.authoring.rebase.moves import Fate, Move, Mover
from edition.model import FileRule, SourceText, Span
from edition.model.problems import Place
from edition.text.source import parse

#: How many letters longer one of two places may be, if the other is inside it: “master” is
#: “headmaster” in the other text.
_SYLLABLE = 4


class Truth:
    """The alignment of two texts by their edit distance."""

    def __init__(self, old: Letters, new: Letters) -> None:
        from rapidfuzz.distance import Levenshtein

        self.same = [
            (op.src_start, op.src_end, op.dest_start)
            for op in Levenshtein.opcodes(old.letters, new.letters)
            if op.tag == "equal"
        ]
        self.starts = [start for start, _, _ in self.same]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The new letters for some old ones; None if fewer than half have fellows."""
        there = []
        for k in range(max(0, bisect_right(self.starts, start) - 1), len(self.same)):
            a, b, c = self.same[k]
            if a >= end:
                break
            low, high = max(a, start), min(b, end)
            if low < high:
                there.append((c + low - a, c + high - a))
        if 2 * sum(b - a for a, b in there) < end - start:
            return None
        return there[0][0], there[-1][1]


def quotations(text: str, count: int, seed: int) -> list[Span]:
    """Words of the text at random, none across two paragraphs, with letters in them."""
    pick = random.Random(seed)
    paragraphs = [m.span() for m in re.finditer(r"(?:[^\n]+\n?)+", text)]
    words = [
        [(a + m.start(), a + m.end()) for m in re.finditer(r"\S+", text[a:b])]
        for a, b in paragraphs
    ]
    words = [found for found in words if len(found) >= 4]
    weights = [len(found) for found in words]
    spans: list[Span] = []
    while len(spans) < count:
        found = pick.choices(words, weights)[0]
        size = min(pick.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 12)), len(found))
        at = pick.randrange(len(found) - size + 1)
        span = Span(found[at][0], found[at + size - 1][1])
        if letters(text[span.start : span.end]).letters:
            spans.append(span)
    return spans


@dataclass(slots=True)
class Figures:
    """What became of the quotations of one text in another."""

    mover: Mover
    moves: list[Move]
    seconds: float = 0.0
    sure: int = 0
    right: int = 0
    there: int = 0
    proposed: int = 0
    wrong: list[Move] = field(default_factory=list)


def measured(old: str, new: str, count: int, seed: int) -> Figures:
    """Move `count` quotations from `old` to `new`, and hold them against the truth."""
    began = time.perf_counter()
    mover = Mover.of(_source(old), _source(new))
    alignment = mover.alignment
    moves = [mover.move(span) for span in quotations(old, count, seed)]
    figures = Figures(mover, moves, time.perf_counter() - began)
    truth = Truth(alignment.old, alignment.new)
    for move in moves:
        a, b = alignment.old.count(move.old.start), alignment.old.count(move.old.end)
        got = alignment.new.count(move.new.start), alignment.new.count(move.new.end)
        true = truth.place(a, b)
        moved = _around(alignment.old, a, b) == _around(alignment.new, *got)
        fits = moved or (true is not None and _fits(got, true))
        figures.there += true is not None or moved
        figures.sure += move.sure
        figures.right += fits and move.sure
        figures.proposed += fits and move.fate is Fate.DOUBTFUL
        if move.sure and not fits:
            figures.wrong.append(move)
    return figures


def _source(text: str) -> SourceText:
    """A text as the source of an edition, one paragraph a line."""
    rule = FileRule("text.txt", "", Place("text.txt"))
    found, problems = parse([(rule, text.encode())], "line")
    if found is None:
        raise SystemExit("\n".join(str(problem) for problem in problems))
    return found


def main() -> int:
    """Print the figures; returns 1 if a sure place is not the right one."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--quotes", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    old, new = (path.read_text("utf-8") for path in (arguments.old, arguments.new))
    found = measured(old, new, arguments.quotes, arguments.seed)
    gone = len(found.moves) - found.there
    print(
        f"{len(found.moves)} quotations, {gone} of them gone; "
        f"aligned and moved in {found.seconds:.2f} s"
    )
    print(
        f"precision {found.right}/{found.sure} = {found.right / found.sure:.2%}: "
        "sure places that are right"
    )
    print(
        f"recall    {found.right}/{found.there} = {found.right / found.there:.2%}: "
        "places that are there and sure"
    )
    total = found.right + found.proposed
    print(
        f"with the right proposals for the doubtful: {total}/{found.there} "
        f"= {total / found.there:.2%}"
    )
    for move in found.wrong:
        print(
            f"not the same: {found.mover.words(move.old, new=False)!r} → "
            f"{found.mover.words(move.new, new=True)!r}"
        )
    return 1 if found.wrong else 0


def _fits(got: tuple[int, int], true: tuple[int, int]) -> bool:
    inner = min(got[1], true[1]) - max(got[0], true[0])
    outer = max(got[1], true[1]) - min(got[0], true[0])
    return inner >= 0.8 * outer or (inner > 0 and outer - inner <= _SYLLABLE)


def _around(side: Letters, start: int, end: int) -> str:
    return side.letters[max(0, start - 25) : end + 25]


if __name__ == "__main__":
    raise SystemExit(main())
