"""Plain: a text of which nothing is markup but rows of signs, for which an ornament is printed."""

from __future__ import annotations

from collections.abc import Sequence

from edition.model import Given, Role, Span
from edition.text.breaks import is_row
from edition.text.readers.reading import FileReading, Reading, Shown


def read(path: str, raw: str, paragraphs: Sequence[Span], ornament: str) -> FileReading:
    """Read a file that has been cut into `paragraphs`: each row of signs is shown as `ornament`."""
    reading = Reading(path, raw)
    at = 0
    for span in paragraphs:
        reading.keep(at, span.start)
        first, role = reading.size, None
        if is_row(raw[span.start : span.end]):
            role = Role.BREAK
            reading.show(span.start, span.end, ornament)
        else:
            reading.keep(span.start, span.end)
        shown = Span(first, reading.size)
        reading.paragraphs.append(Shown(shown, span.start, Given(role)))
        at = span.end
    reading.keep(at, len(raw))
    return reading.done()
