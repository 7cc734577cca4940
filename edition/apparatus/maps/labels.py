"""Map labels: finds a place for each name on a map, so that no two overlap and none lies on a
coast, a border or an outline. Pure geometry.

In: dots on the paper with their words. Out: where each label goes. The same map is always lettered
the same way. A name is never lost: where no place is free, it has a number beside its dot, and
the name stands in the map's key.

The eight places around a dot, and why the right-hand ones come first: E. Imhof, Positioning Names
on Maps (The American Cartographer 2, 1975).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from edition.apparatus.maps.geometry import Box, Point, clip_segment
from edition.apparatus.maps.ink import Ink
from edition.apparatus.maps.lettering import PLACE, Label, Words, ways
from edition.apparatus.maps.sizes import TEXT, Type
from edition.model.dataclass import dataclass

#: The radius of a dot.
DOT = 2.2
#: The widest line of a name, as a share of the map's width.
_WIDEST = 0.42
#: What it costs a name to cover a square with a river, and at most.
_INK, _MOST = 2, 8
#: (right, down) of the eight places, the best first.
_AROUND = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))
#: How far a label may stand from its dot at the end of a leader line.
_LEADERS = (16, 24, 34, 46, 60, 80)
_ANCHORS = {1: "start", 0: "middle", -1: "end"}
#: How often the names are placed anew, with numbers for those that found no room.
_ROUNDS = 8


@dataclass(slots=True)
class LabelSheet:
    """The paper, and what stands on it already: boxes that no label may meet, leader lines that
    none may cross, lines that none may lie on, and those that give way to letters (`soft`)."""

    frame: Box
    type: Type = TEXT
    taken: list[Box] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)
    hard: Ink | None = None
    soft: Ink | None = None

    def copy(self) -> LabelSheet:
        """One on which labels can be tried."""
        return replace(self, taken=[*self.taken], leaders=[*self.leaders])

    def lined(self, box: Box) -> int:
        """How much of the lines that no label may lie on the box covers."""
        return self.hard.within(box) if self.hard else 0

    def unlined(self, box: Box) -> bool:
        """Whether a label may stand in `box`, if it may lie on lines."""
        return (
            self.frame.holds(box)
            and not any(box.meets(other) for other in self.taken)
            and not any(clip_segment(a, b, box) for a, b in self.leaders)
        )

    def free(self, box: Box) -> bool:
        """Whether a label may stand in `box`."""
        return not self.lined(box) and self.unlined(box)

    def parted(self, a: Point, b: Point) -> bool:
        """Whether a line on which no label may lie runs between two points."""
        return self.hard is not None and self.hard.between(a, b)

    def broken(self, box: Box) -> int:
        """What it costs to break the rivers in the box."""
        return min(_INK * self.soft.within(box), _MOST) if self.soft else 0

    def covered(self, box: Box) -> float:
        """How much of what is taken the box covers, and how much of it leaves the paper."""
        width, height = box.right - box.left, box.bottom - box.top
        return width * height - _common(box, self.frame) + sum(_common(box, o) for o in self.taken)

    def put(self, label: Label) -> Label:
        """The label, its room taken."""
        self.taken.append(label.box)
        if label.leader:
            self.leaders.append(label.leader)
        return label


def _common(a: Box, b: Box) -> float:
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(width, 0) * max(height, 0)


# ── dots ────────────────────────────────────────────────────────────────────────────────────


def dot_box(dot: Point) -> Box:
    """The room of a dot."""
    return Box(*dot, *dot).grown(DOT + 0.4)


def at_dots(
    sheet: LabelSheet, dots: Sequence[Point], names: Sequence[str], number: int = 1
) -> list[Label]:
    """The labels of the dots, put on the sheet, which must have the dots already. A name for
    which there is no room is `numbered`: its number in the key stands for it, from `number` on in
    the order of the dots. Those with the fewest free places around them come first; those that
    find no room all the same are tried once more, before all others."""
    order = sorted(range(len(dots)), key=lambda k: len(_free(sheet, dots[k], names[k])))
    first: list[int] = []
    numbered: set[int] = set()
    for _ in range(_ROUNDS):
        trial = sheet.copy()
        turns = [*first, *(k for k in order if k not in first)]
        numbers = {k: number + n for n, k in enumerate(sorted(numbered))}
        found = _tried(trial, dots, names, turns, numbers)
        lost = [k for k in turns if found[k] is None]
        if not lost:
            sheet.taken, sheet.leaders = trial.taken, trial.leaders
            break
        numbered.update(k for k in lost if k in first)
        first = [*(k for k in lost if k not in first), *first]
        if len(numbered) > len(names) / 2:  # A mixture would be harder to read.
            numbered = set(order)
    else:
        numbers = {k: number + k for k in order}
        found = _tried(sheet, dots, names, order, numbers)
    return [label for _, label in sorted(found.items()) if label]


def _tried(
    sheet: LabelSheet,
    dots: Sequence[Point],
    names: Sequence[str],
    order: Sequence[int],
    numbers: Mapping[int, int],
) -> dict[int, Label | None]:
    """The labels, put on the sheet: the numbers first, which need so little room."""
    found: dict[int, Label | None] = {}
    for k in order:
        if k in numbers:
            found[k] = number_at(sheet, dots[k], numbers[k])
    for k in order:
        if k not in numbers:
            found[k] = at_dot(sheet, dots[k], names[k])
    return found


def at_dot(sheet: LabelSheet, dot: Point, words: str) -> Label | None:
    """The label of a dot, put on the sheet: beside it, else at the end of a leader line; None
    where neither is free."""
    beside = _free(sheet, dot, words)
    if beside:
        return sheet.put(min(beside, key=lambda item: item[0])[1])
    led = led_from(sheet, dot, _named(sheet, words))
    return sheet.put(led) if led else None


def number_at(sheet: LabelSheet, dot: Point, number: int) -> Label:
    """The number of a dot, put on the sheet: where there is room; else on a line, which is broken
    for it; else where it covers least, and called crowded."""
    label = at_dot(sheet, dot, str(number)) or at_dot(replace(sheet, hard=None), dot, str(number))
    if label:
        return replace(label, numbered=True)
    (words,) = _named(sheet, str(number))[:1]
    pushed = [_pushed(item, sheet.frame) for item in _beside(dot, words)]
    return sheet.put(min(pushed, key=lambda item: sheet.covered(item.box)))


def _named(sheet: LabelSheet, name: str) -> list[Words]:
    room = _WIDEST * (sheet.frame.right - sheet.frame.left)
    return list(ways(name, PLACE, sheet.type, sheet.type.name, room))


def _free(sheet: LabelSheet, dot: Point, name: str) -> list[tuple[int, Label]]:
    """The free places around a dot, and how bad each is."""
    return [
        (20 * way + rank + sheet.broken(label.box), label)
        for way, words in enumerate(_named(sheet, name))
        for rank, label in enumerate(_beside(dot, words))
        if sheet.free(label.box)
    ]


def _beside(dot: Point, words: Words) -> list[Label]:
    return [_at(dot, words, right, down) for right, down in _AROUND]


def _at(dot: Point, words: Words, right: int, down: int) -> Label:
    x, y = dot
    gap = DOT + 2.2 if not down else DOT + 0.6
    width, height = words.width, words.height
    left = x + gap if right > 0 else x - gap - width if right < 0 else x - width / 2
    # Level with the dot is level with the middle of the small letters, not of the box.
    top = y + gap if down > 0 else y - gap - height if down < 0 else y - height / 2 + 0.2
    return words.label(left, top, _ANCHORS[right])


def led_from(
    sheet: LabelSheet,
    dot: Point,
    ways_: Iterable[Words],
    allowed: Callable[[Box], bool] = lambda _: True,
) -> Label | None:
    """The first free and allowed label ever further from the dot, with a line that leads to it."""
    for words in ways_:
        for end, right in _ends(dot):
            left = end[0] + 1 if right > 0 else end[0] - 1 - words.width
            label = words.label(left, end[1] - words.height / 2, _ANCHORS[right])
            fits = sheet.free(label.box) and allowed(label.box)
            if fits and _clear(sheet, dot, (dot, end)):
                return replace(label, leader=(dot, end))
    return None


def _ends(dot: Point) -> Iterator[tuple[Point, int]]:
    """The ends of leader lines, and to which side of them the label stands."""
    x, y = dot
    for radius in _LEADERS:
        for k in range(16):
            # From the upper right round, which is where most coasts and lines leave room.
            angle = math.pi * (k - 1) / 8
            end = x + radius * math.cos(angle), y + radius * math.sin(angle)
            yield end, 1 if end[0] >= x else -1


def _clear(sheet: LabelSheet, dot: Point, leader: tuple[Point, Point]) -> bool:
    """Whether the leader line crosses nothing but its own dot."""
    return not any(
        clip_segment(*leader, box) for box in sheet.taken if box != dot_box(dot)
    ) and not any(_cross(leader, other) for other in sheet.leaders)


def _cross(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    apart = side(*a, b[0]) * side(*a, b[1]), side(*b, a[0]) * side(*b, a[1])
    return apart[0] < 0 and apart[1] < 0


def _pushed(label: Label, frame: Box) -> Label:
    """The label moved into the frame, as far as it fits, and marked as crowded."""
    left, top, right, bottom = label.box
    x = max(min(0, frame.right - right), frame.left - left)
    y = max(min(0, frame.bottom - bottom), frame.top - top)
    box = Box(left + x, top + y, right + x, bottom + y)
    return replace(label, box=box, numbered=True, crowded=True)
