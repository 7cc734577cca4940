"""Plain: a text of which nothing is markup but rows of signs, for which an ornament is printed, and
marks of the pages of the original."""

from __future__ import annotations

from collections.abc import Sequence

from edition.model import Given, Role, Span
from edition.text.breaks import is_row
from edition.text.readers import pagemarks
from edition.text.readers.reading import FileReading, Reading, Shown


def read(
    path: str, raw: str, paragraphs: Sequence[Span], ornament: str, page_mark: str = ""
) -> FileReading:
    """Read a file that has been cut into `paragraphs`: each row of signs is shown as `ornament`, if
    there is one; what is like `page_mark` is set aside."""
    reading = Reading(path, raw)
    at = 0
    for span in paragraphs:
        reading.keep(at, span.start)
        first, role = reading.size, None
        if is_row(raw[span.start : span.end]):
            role = Role.BREAK
            reading.show(span.start, span.end, ornament or raw[span.start : span.end])
        else:
            _words(reading, span, page_mark)
        if reading.is_shown(first):
            shown = Span(first, reading.size)
            reading.paragraphs.append(Shown(shown, span.start, Given(role)))
        at = span.end
    reading.keep(at, len(raw))
    return reading.done()


def _words(reading: Reading, span: Span, page_mark: str) -> None:
    at = span.start
    for mark in pagemarks.marks(reading.raw, span.start, span.end, page_mark):
        reading.keep(at, mark.start)
        reading.page(mark.name, mark.sign)
        at = mark.end
    reading.keep(at, span.end)
