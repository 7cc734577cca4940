"""Runs: what the words of a block are made of: text, calls of notes, links, beginnings of pages."""

from __future__ import annotations

from typing import TypeAlias

from edition.model.dataclass import dataclass
from edition.model.formatting import Formatting
from edition.model.series import Series, mark_of


class Numbered:
    """What follows from a note's series and number: its mark and the names of its anchors."""

    __slots__ = ()
    series: Series
    number: int
    label: str

    @property
    def mark(self) -> str:
        return self.label or mark_of(self.series.marks, self.number)

    @property
    def anchor(self) -> str:
        """The anchor of the note: fn12, tn-b, an3, fn-translator_3."""
        return self._anchor("")

    @property
    def call_anchor(self) -> str:
        """The anchor of its (first) call: fnref12, tnref-b, anref3, fnref-translator_3."""
        return self._anchor("ref")

    def _anchor(self, ref: str) -> str:
        series = self.series
        if not series.builtin:  # no id of a series has the sign before the number
            return f"fn{ref}-{series.id}_{self.number}"
        if series.is_textual:
            return f"tn{ref}-{mark_of(series.marks, self.number)}"
        return f"{'an' if series.is_author else 'fn'}{ref}{self.number}"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of the source's own words. `marks` are the anchors of the mentions that begin with
    it; with a `heading` (an id) it links to that heading of the index. `forms` is the formatting
    around it, as of every run: the outermost first. `first`: the link to the heading begins here,
    and the index leads back to it. `lemmas` are the anchors of notes without calls whose words
    begin with it."""

    text: str
    marks: tuple[str, ...] = ()
    heading: str = ""
    forms: tuple[Formatting, ...] = ()
    first: bool = False
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRef(Numbered):
    """The call of a note. It stands behind its lemma and adds no words. `label` is its mark where
    that does not follow from its number; `again` counts the calls of the note before it; `inside`:
    it stands in a note of the author's; `before`: before its lemma, not behind."""

    note_id: str
    number: int
    series: Series = Series.EXPLANATORY
    label: str = ""
    again: int = 0
    inside: bool = False
    before: bool = False
    forms: tuple[Formatting, ...] = ()

    @property
    def place(self) -> str:
        """The anchor of this call, where the note may have several."""
        return f"{self.call_anchor}-{self.again + 1}" if self.again else self.call_anchor


@dataclass(frozen=True, slots=True)
class GlossRef:
    """Words of the source that link to a glossary entry.

    `use` numbers the uses of the entry from 1; a use that a call divides has several runs,
    of which only the first has `first` set and carries the target of the backlink.
    """

    term_id: str
    use: int
    text: str
    first: bool
    marks: tuple[str, ...] = ()
    forms: tuple[Formatting, ...] = ()
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place where a page of the printed edition begins."""

    label: str
    forms: tuple[Formatting, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """The place where a page of the original begins. `shown` are the names of all that begin here,
    and empty for all of them but the last; `margin` are those that stand beside the line, which may
    hold several."""

    name: str
    anchor: str
    shown: str
    margin: str = ""
    forms: tuple[Formatting, ...] = ()


Run: TypeAlias = Text | NoteRef | GlossRef | PageBreak | Milestone
