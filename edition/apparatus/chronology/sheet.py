"""Sheet: what a timeline is drawn on, and how wide and high the labels of its events are. Pure."""

from __future__ import annotations

from typing import NamedTuple

from edition.model import Event
from edition.model.dataclass import dataclass
from edition.typography.textwidth import lines


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """What there is to draw on: its width, its greatest height, the size of the labels, the
    room for leaders, by how much wider than the edition's type the reader's may be, the size of
    figures as a share of that of the labels, and whether the axis stands at the right, as for
    those who read from there."""

    width: float
    height: float
    size: float
    fan: float
    slack: float = 1.0
    figures: float = 0.86
    mirrored: bool = False

    @property
    def leading(self) -> float:
        return round(self.size * 1.25, 2)

    @property
    def gap(self) -> float:
        """Between two labels."""
        return round(self.size * 0.35, 2)

    @property
    def small(self) -> float:
        """The size of figures."""
        return round(self.size * self.figures, 2)


#: A telephone's width. An e-reader scales the drawing to its page, a phone to about 95 %.
EPUB_SHEET = TimelineSheet(340, 540, 13, 22, 1.12)


DOT, LANES, MARGIN = 2.6, 3, 6


class Mark(NamedTuple):
    """What is drawn as one event, though it is none: the time that a closer drawing shows."""

    date: str
    until: str
    label: str


def label_lines(event: Event | Mark, sheet: TimelineSheet, room: float) -> list[str]:
    return lines(event.label, sheet.size * sheet.slack, room)
