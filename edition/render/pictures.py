"""Pictures: how high one may be on a page of a PDF, so that its caption and the notes that are
called there fit below it, and the heading that must not be parted from it above; where it opens a
chapter, lines of the text too. Pure.

All is measured before anything is laid out, rather too much than too little (`textwidth`): a
picture that is a line lower than it could be is seen by nobody, a caption overleaf by everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from edition.model import Block, Chapter, Figure, NoteRef, Role
from edition.model.edition import plain
from edition.typography import textwidth
from edition.typography.profiles import MM, Notes, Profile

#: Of what may stand above a picture the size of its type, the height of a line and the space around
#: it, in sizes and lines of the text.
_MEASURES = {
    Role.PART: (1.95, 1.75, 3.25),
    Role.TITLE: (1.95, 1.75, 3.25),
    Role.SUBTITLE: (1.2, 1.25, 2.0),
    Role.HEADING: (1.95, 1.75, 3.25),
    Role.SUBHEADING: (1.1, 1.25, 1.25),
    Role.QUESTION: (1.0, 1.0, 1.0),
    Role.DATELINE: (1.0, 1.0, 1.0),
    Role.SALUTATION: (1.0, 1.0, 0.6),
}
#: What a chapter may open with: on its first page there is to be text, too.
_OPENING = frozenset((Role.PART, Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING))
#: What must not be parted from what follows (`break-after: avoid` in the style sheets).
_KEPT = frozenset(_MEASURES) - {Role.PART, Role.SUBTITLE}
#: The lines of text that find room below a picture with which a chapter opens.
_TEXT = 3.0
#: The same of captions and of notes (pdf.css); large print has one size for all.
_CAPTION, _NOTE, _LARGE = (0.84, 0.8, 0.5), (0.8, 0.75, 0.3), (1.0, 1.0, 0.5)
#: Above and below a figure, and a line that may have been measured too short; the rule of notes.
_AROUND, _RULE = 3.3, 1.2
#: However much is said of a picture, it is not made smaller than this share of the page.
_LEAST = 0.4
#: The share of a page that a picture of the editors' may take.
_PLATE = 0.62
#: How much wider the letters of large print are than those that `textwidth` knows.
_SANS = 1.24


def rooms(
    chapters: Sequence[Chapter], profile: Profile, foot: Callable[[str], str]
) -> dict[str, float]:
    """The height that each picture may have, in mm, by the photograph's id; `foot` gives the words
    of a note at the foot of a page, by its anchor."""
    found = {}
    for chapter in chapters:
        kept: list[Block] = []
        opens = True
        for element in chapter.elements:
            if isinstance(element, Figure):
                said = _Said(profile, foot)
                found[element.photo.id] = round(said.room(kept, element.words, opens=opens), 1)
                kept, opens = [], False
            else:
                opens = opens and element.role in _OPENING
                kept = [*kept, element] if opens or element.role in _KEPT else []
    return found


def plate_room(profile: Profile) -> float:
    """The height that a picture of the editors' may have, in mm: its caption and a heading fit on
    its page."""
    return round(profile.height * _PLATE, 1)


class _Said:
    """What stands on a page beside a picture, in lines of the text."""

    def __init__(self, profile: Profile, foot: Callable[[str], str]) -> None:
        self.profile = profile
        self.foot = foot
        self.large = profile.family == "sans"

    def room(self, above: Sequence[Block], below: Sequence[Block], *, opens: bool) -> float:
        """What is left for the picture, in mm; where it opens a chapter, with lines of text."""
        high = _AROUND + (_TEXT if opens else 0)
        high += sum(self._high(_MEASURES[block.role], block) for block in above)
        high += sum(self._high(_LARGE if self.large else _CAPTION, block) for block in below)
        notes = [run.anchor for block in (*above, *below) for run in _calls(block)]
        if notes and self.profile.notes is Notes.FOOT:
            high += _RULE + sum(map(self._note, notes))
        whole = self.profile.height
        return max(whole - high * self.profile.leading / MM, whole * _LEAST)

    def _high(self, measures: tuple[float, float, float], block: Block) -> float:
        return self._of(measures, "".join(plain(block.runs)), self.profile.measure)

    def _note(self, anchor: str) -> float:
        room = self.profile.measure - 1.5 * self.profile.size / MM
        paragraphs = self.foot(anchor).split("\n")
        return sum(self._of(_NOTE, words, room) for words in paragraphs)

    def _of(self, measures: tuple[float, float, float], words: str, room: float) -> float:
        size, line, around = measures
        letters = size * self.profile.size / MM * (_SANS if self.large else 1)
        return len(textwidth.lines(words, letters, room)) * line + around


def _calls(block: Block) -> Iterator[NoteRef]:
    return (run for run in block.runs if isinstance(run, NoteRef))
