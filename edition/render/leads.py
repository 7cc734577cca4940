"""Leads: what a note opens with: the words that it is about, and a better reading of them; and
how one note is called where another text refers to it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Protocol

from edition.languages.labels import Labels
from edition.model import Note
from edition.render import frames

if TYPE_CHECKING:
    from edition.render.notekeys import NoteKeys

#: A longer lemma is shown by its first and last words.
_LEMMA = 60
#: How many words of a long one are shown, of both ends; or letters of each.
_ENDS, _LETTERS = 6, 12


class LeadingRenderer(Protocol):
    """What leads must know of the renderer they are written for."""

    @property
    def rendition(self) -> str: ...
    @property
    def labels(self) -> Labels: ...
    @property
    def keys(self) -> NoteKeys: ...


def lead(renderer: LeadingRenderer, note: Note, href: Callable[[str, str], str]) -> str:
    """What a note on the wording opens with, and every note without a call, as markup; `href`
    writes a link to an anchor in a file."""
    labels, series = renderer.labels, note.series
    if series.is_called and not series.is_textual:
        return ""
    if series.is_called:
        words = labels.filled("quoted", escape(_shown(note, note.lemma), quote=False))
    else:
        words = labels["comma"].join(_linked(renderer, note, href))
    if not note.reading:
        return words + labels["colon"]
    label = escape(labels["read"], quote=False)
    reading = escape(" ".join(note.reading.split()), quote=False)
    stop = "" if labels.ended(reading) == reading else labels["stop"]
    quoted = labels.filled("quoted", reading)
    return f"{words}{labels['semicolon']}{label}{labels.gap}{quoted}{stop}{labels.gap}"


def _linked(
    renderer: LeadingRenderer, note: Note, href: Callable[[str, str], str]
) -> Iterator[str]:
    """The words of a note without a call, each in its language: they lead back to the text. What
    several of its places have is said once."""
    is_epub = renderer.rendition == "epub"
    role = ' epub:type="backlink" role="doc-backlink" aria-label' if is_epub else " data-label"
    first = dict(reversed(list(zip(note.lemmas, renderer.keys.places(note), strict=True))))
    for lemma in dict.fromkeys(note.lemmas):
        file, anchor, tag = first[lemma]
        attributes = frames.language_attributes(tag, is_epub) if tag else ""
        said = escape(renderer.labels.filled("back-to-words", short(lemma)))
        words = escape(_shown(note, lemma), quote=False)
        where = f'href="{escape(href(file, anchor))}"'
        yield f'<a class="lemma"{role}="{said}" {where}><i{attributes}>{words}</i></a>'


def _shown(note: Note, lemma: str) -> str:
    """A lemma as it is printed: before a reading with its punctuation, which that may change."""
    return short(lemma) if note.reading else short(lemma).rstrip(".,;:")


def name(renderer: LeadingRenderer, note: Note) -> str:
    """What a note is called: by its mark, or its words if it has none; and by the paragraph of
    these, if another may have the same."""
    labels, series = renderer.labels, note.series
    if series.is_called and not series.anew:
        return labels.numbered("note", note.mark)
    lemma = labels.filled("quoted", short(note.lemma).rstrip(".,;:"))
    own = labels.numbered("note", note.mark if series.is_called else lemma)
    return f"{own} ({renderer.keys.paragraph(note)})"


def short(lemma: str) -> str:
    """A lemma, a long one by its first and last words."""
    words = lemma.split()
    if len(lemma) <= _LEMMA:
        return lemma
    if len(words) <= _ENDS:  # a script without spaces, or words without end
        return f"{lemma[:_LETTERS]} … {lemma[-_LETTERS:]}"
    return f"{' '.join(words[:3])} … {' '.join(words[-3:])}"
