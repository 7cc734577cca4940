"""Marks: from the reading text of a source with markup back to its files, and the other way. Pure.

The law: what is set aside, put back at its place, makes the files again, character for character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from edition.model import Marked, Piece, Span


def put_back(text: str, pieces: Iterable[Piece]) -> str:
    """The files, one after the other, of which `text` is the reading text; `pieces` in the order
    of the files."""
    return "".join(
        text[piece.reading.start : piece.reading.end] if piece.mark is None else piece.mark
        for piece in pieces
    )


def original(marked: Marked, offset: int) -> int:
    """Where in the files the character of the reading text at `offset` stands."""
    k = bisect_right(marked.shown, offset, key=_shown_at) - 1
    if k < 0:
        return 0
    piece = marked.shown[k]
    if piece.mark is None:
        return piece.origin + min(offset - piece.reading.start, piece.size)
    return piece.origin + (piece.size if offset >= piece.reading.end else 0)


def shown(marked: Marked, span: Span) -> Span | None:
    """The stretch of the reading text that a stretch of the files is, the marks in it apart; None
    where it is nothing but marks."""
    pieces = marked.pieces
    first = max(0, bisect_right(pieces, span.start, key=_origin) - 1)
    found: list[Span] = []
    for piece in pieces[first:]:
        if piece.origin >= span.end:
            break
        if (part := _part(piece, span)) and part.start < part.end:
            found.append(part)
    return Span(min(found).start, max(part.end for part in found)) if found else None


def _part(piece: Piece, span: Span) -> Span | None:
    """What of a stretch of the files a piece shows."""
    start, end = piece.reading
    if piece.mark is not None:
        return piece.reading if piece.origin >= span.start else None
    before = max(0, span.start - piece.origin)
    behind = max(0, piece.origin + piece.size - span.end)
    return Span(start + before, end - behind)


def in_reading_order(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces that show something, in the order of the reading text."""
    showing = (piece for piece in pieces if piece.reading.start < piece.reading.end)
    return tuple(sorted(showing, key=_shown_at))


def _shown_at(piece: Piece) -> int:
    return piece.reading.start


def _origin(piece: Piece) -> int:
    return piece.origin
