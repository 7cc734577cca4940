"""Lines: the paragraphs of the old text, named by their lines, in the new one. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import field

from edition.authoring.rebase.align import Alignment, Letters
from edition.authoring.rebase.passages import Passages
from edition.model import LineRef, Paragraph, SourceText
from edition.model.dataclass import dataclass
from edition.text.normalize import fold


@dataclass(slots=True)
class Paragraphs:
    """Which paragraph of the new text comes from which of the old: its fellow, else the one that
    gave it most of its letters, if that are at least half of them."""

    passages: Passages
    #: For each new paragraph the old one, by their numbers from 0; None for one that is new.
    origin: list[int | None] = field(init=False)
    #: For each new paragraph the old ones of which it holds at least half.
    parents: dict[int, list[int]] = field(init=False)
    _children: dict[int, list[int]] = field(init=False)
    _lines: dict[str, tuple[list[int], list[int]]] = field(init=False)

    def __post_init__(self) -> None:
        old, new, alignment = self.old, self.new, self.passages.whole
        shared = _shared(old, new, self.passages)
        self.origin = _origins(new, alignment.new, shared)
        for match in self.passages.matching.of_new.values():
            self.origin[match.new] = match.old
        _match_marks(old, new, self.origin, alignment)
        self._children, self.parents = {}, {}
        for child, origin in enumerate(self.origin):
            if origin is not None:
                self._children.setdefault(origin, []).append(child)
        for (child, parent), count in sorted(shared.items()):
            if 2 * count >= _size(old.paragraphs[parent], alignment.old):
                self.parents.setdefault(child, []).append(parent)
        self._lines = {}
        for k, paragraph in enumerate(old.paragraphs):
            lines, numbers = self._lines.setdefault(paragraph.file, ([], []))
            lines.append(paragraph.line)
            numbers.append(k)

    @property
    def old(self) -> SourceText:
        """The old text."""
        return self.passages.old

    @property
    def new(self) -> SourceText:
        """The new one."""
        return self.passages.new

    def move(self, ref: LineRef) -> list[int]:
        """The new paragraphs, by their numbers from 0, that come from those that `ref` names;
        none if all of them are gone."""
        return sorted(k for parent in self.named(ref) for k in self.children(parent))

    def children(self, parent: int) -> list[int]:
        """The new paragraphs that come from an old one."""
        return self._children.get(parent, [])

    def merged_into(self, ref: LineRef) -> Paragraph | None:
        """The new paragraph that took up most of a paragraph which has none of its own."""
        wanted = set(self.named(ref))
        found = (k for k, parents in self.parents.items() if wanted & set(parents))
        return next((self.new.paragraphs[k] for k in found), None)

    def values(self, numbers: Sequence[int], before: int | str) -> list[int | str]:
        """The lines of some new paragraphs as the annotations file writes them: numbers and
        ranges, with the file's name where it has been given `before`."""
        runs: list[list[int]] = []
        for number in numbers:
            follows = runs and number == runs[-1][-1] + 1
            if follows and self._file(number) == self._file(runs[-1][0]):
                runs[-1].append(number)
            else:
                runs.append([number])
        return [self._value(run[0], run[-1], before) for run in runs]

    def _file(self, number: int) -> str:
        return self.new.paragraphs[number].file

    def _value(self, first: int, last: int, before: int | str) -> int | str:
        start, end = self.new.paragraphs[first], self.new.paragraphs[last]
        lines = str(start.line) if start == end else f"{start.line}-{end.line}"
        if isinstance(before, str) and ":" in before:
            return f"{start.file}:{lines}"
        return start.line if start == end else lines

    def fresh(self) -> list[Paragraph]:
        """The new paragraphs that come from no old one."""
        pairs = zip(self.new.paragraphs, self.origin, strict=True)
        return [paragraph for paragraph, parent in pairs if parent is None]

    def in_place_of(self, parent: int) -> tuple[list[int], list[int]]:
        """The old paragraphs without a fellow that stood together with one that has none, and the
        new ones without a fellow that stand between its old neighbors."""
        first, last = parent, parent
        while first and not self.children(first - 1):
            first -= 1
        while last + 1 < len(self.old.paragraphs) and not self.children(last + 1):
            last += 1
        low = max(self.children(first - 1)) + 1 if first else 0
        after = last + 1
        end = len(self.new.paragraphs)
        high = min(self.children(after)) if after < len(self.old.paragraphs) else end
        there = [k for k in range(low, high) if self.origin[k] is None]
        # Neighbors that do not stand together any more have nothing between them.
        return list(range(first, last + 1)), there if len(there) == high - low else []

    def named(self, ref: LineRef) -> list[int]:
        """The old paragraphs that begin on the lines of `ref`, by their numbers from 0."""
        lines, numbers = self._lines.get(ref.file, ([], []))
        return numbers[bisect_left(lines, ref.first) : bisect_right(lines, ref.last)]


def _size(paragraph: Paragraph, side: Letters) -> int:
    return side.count(paragraph.span.end) - side.count(paragraph.span.start)


def _edges(source: SourceText, side: Letters) -> list[int]:
    """Where each paragraph begins, in letters."""
    return [side.count(paragraph.span.start) for paragraph in source.paragraphs]


def _shared(old: SourceText, new: SourceText, passages: Passages) -> Counter[tuple[int, int]]:
    """How many letters each new paragraph has from each old one; (new, old) → letters."""
    mine, theirs = _edges(old, passages.whole.old), _edges(new, passages.whole.new)
    blocks = [*passages.whole.blocks]
    for match in passages.matching.of_old.values():
        if match.moved:
            blocks += passages.inside(match.old, match.old).blocks
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks:
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
