"""Letters: all words of a book, of which the letters must be in its fonts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from edition.apparatus import forms
from edition.apparatus.chronology import table
from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.model.strings import strings


def all_text(
    prepared: Prepared, labels: Mapping[str, str], dates: DateWriter, citations: Formatter
) -> str:
    """Everything that an edition says, and what the builder and the engine of citations add."""
    own = (*labels.values(), _of_dates(dates.language), citations.letters)
    edition = prepared.edition
    meta = edition.metadata
    declared = (
        meta,
        (*edition.front, *edition.back),
        prepared.annotations.sources,
        [figure.photo for figure in edition.figures],
    )
    names = "".join(forms.letters(entry.term) for entry in edition.glossary)
    names += "".join(forms.letters(entry.heading) for entry in edition.index)
    bodies = "".join(text.text for text in prepared.bodies)
    bodies += "".join(note.label for note in edition.notes)
    drawn = table.words(edition.chronology)
    drawn += "".join(drawing.words for drawing in prepared.maps.values())
    words = "".join((*strings(declared), *own))
    return edition.source.text + words + names + bodies + drawn


@lru_cache(maxsize=16)
def _of_dates(language: str) -> str:
    """Every word that a date may have in a language; it is of no edition's own."""
    return DateWriter(Labels(language)).letters
