"""Lines: the paragraphs of the old text, named by their lines, in the new one. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.authoring.rebase.align import Alignment, Letters
from edition.model import LineRef, Paragraph, SourceText
from edition.text.normalize import fold


@dataclass(slots=True)
class Paragraphs:
    """Which paragraph of the new text comes from which of the old: from the one that gave it
    most of its letters, if that are at least half of them."""

    old: SourceText
    new: SourceText
    alignment: Alignment
    #: For each new paragraph the old one, by their numbers from 0; None for one that is new.
    origin: list[int | None] = field(init=False)
    _children: dict[int, list[int]] = field(init=False)
    _lines: dict[str, tuple[list[int], list[int]]] = field(init=False)
    _heirs: dict[int, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        shared = _shared(self.old, self.new, self.alignment)
        self.origin = _origins(self.new, self.alignment.new, shared)
        self._heirs = {}
        for (child, parent), count in shared.items():
            self._heirs[parent] = max(self._heirs.get(parent, (0, 0)), (count, child))
        _match_marks(self.old, self.new, self.origin, self.alignment)
        self._children = {}
        for child, origin in enumerate(self.origin):
            if origin is not None:
                self._children.setdefault(origin, []).append(child)
        self._lines = {}
        for k, paragraph in enumerate(self.old.paragraphs):
            lines, numbers = self._lines.setdefault(paragraph.file, ([], []))
            lines.append(paragraph.line)
            numbers.append(k)

    def move(self, ref: LineRef) -> list[int]:
        """The new paragraphs, by their numbers from 0, that come from those that `ref` names;
        none if all of them are gone."""
        return [k for parent in self.named(ref) for k in self._children.get(parent, [])]

    def merged_into(self, ref: LineRef) -> Paragraph | None:
        """The new paragraph that took up most of a paragraph which has none of its own."""
        for parent in self.named(ref):
            count, child = self._heirs.get(parent, (0, 0))
            if count and 2 * count >= _size(self.old.paragraphs[parent], self.alignment.old):
                return self.new.paragraphs[child]
        return None

    def value(self, numbers: Sequence[int], before: int | str) -> int | str:
        """The lines of some new paragraphs as the annotations file writes them: a number, a
        range, with the file's name where it has been given `before`.

        Raises ValueError where they do not follow each other, so that no range names them.
        """
        if [number - numbers[0] for number in numbers] != list(range(len(numbers))):
            raise ValueError("not one range")
        first, last = self.new.paragraphs[numbers[0]], self.new.paragraphs[numbers[-1]]
        lines = str(first.line) if first == last else f"{first.line}-{last.line}"
        if isinstance(before, str) and ":" in before:
            return f"{first.file}:{lines}"
        return first.line if first == last else lines

    def fresh(self) -> list[Paragraph]:
        """The new paragraphs that come from no old one."""
        pairs = zip(self.new.paragraphs, self.origin, strict=True)
        return [paragraph for paragraph, parent in pairs if parent is None]

    def named(self, ref: LineRef) -> list[int]:
        """The old paragraphs that begin on the lines of `ref`, by their numbers from 0."""
        lines, numbers = self._lines.get(ref.file, ([], []))
        return numbers[bisect_left(lines, ref.first) : bisect_right(lines, ref.last)]


def _size(paragraph: Paragraph, side: Letters) -> int:
    return side.count(paragraph.span.end) - side.count(paragraph.span.start)


def _edges(source: SourceText, side: Letters) -> list[int]:
    """Where each paragraph begins, in letters."""
    return [side.count(paragraph.span.start) for paragraph in source.paragraphs]


def _shared(old: SourceText, new: SourceText, alignment: Alignment) -> Counter[tuple[int, int]]:
    """How many letters each new paragraph has from each old one; (new, old) → letters."""
    mine, theirs = _edges(old, alignment.old), _edges(new, alignment.new)
    shared: Counter[tuple[int, int]] = Counter()
    for block in alignment.blocks:
        done = 0
        while done < block.length:
            a = bisect_right(mine, block.old + done) - 1
            b = bisect_right(theirs, block.new + done) - 1
            stop_a = mine[a + 1] - block.old if a + 1 < len(mine) else block.length
            stop_b = theirs[b + 1] - block.new if b + 1 < len(theirs) else block.length
            stop = min(block.length, stop_a, stop_b)
            if a >= 0 and b >= 0:
                shared[b, a] += stop - done
            done = max(stop, done + 1)
    return shared


def _origins(new: SourceText, side: Letters, shared: Counter[tuple[int, int]]) -> list[int | None]:
    best: dict[int, tuple[int, int]] = {}
    for (child, parent), count in shared.items():
        best[child] = max(best.get(child, (0, 0)), (count, -parent))
    origins: list[int | None] = []
    for k, paragraph in enumerate(new.paragraphs):
        count, parent = best.get(k, (0, 0))
        origins.append(-parent if count and 2 * count >= _size(paragraph, side) else None)
    return origins


def _match_marks(
    old: SourceText, new: SourceText, origin: list[int | None], alignment: Alignment
) -> None:
    """Paragraphs without a letter (“* * *”) follow the paragraph before them."""
    for k, paragraph in enumerate(new.paragraphs):
        if origin[k] is not None or _size(paragraph, alignment.new):
            continue
        before = origin[k - 1] if k else -1
        if before is None or before + 1 >= len(old.paragraphs):
            continue
        other = old.paragraphs[before + 1]
        same = fold(old.words(other.span)).text == fold(new.words(paragraph.span)).text
        if same and not _size(other, alignment.old):
            origin[k] = before + 1
