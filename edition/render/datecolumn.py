"""Datecolumn: how wide the column of dates in a PDF's chronology is. Pure.

No line ends within a date, so the column must hold the widest; that of most languages is as the
style sheet has it, but “28 de noviembre de 1899 –” is wider.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.apparatus.chronology.table import YearGroup
from edition.typography import textwidth

#: The column of the style sheet, the type of its dates and the space behind them (pdf.css), in rem.
_USUAL, _TYPE, _BEHIND = 7.0, 0.84, 0.4


def width(years: Sequence[YearGroup]) -> float | None:
    """The width of the column in rem, None where it may be as it is."""
    pieces = (piece for group in years for row in group.rows for piece in row.date)
    dates = (piece.words + piece.after.rstrip() for piece in pieces)
    widest = max((textwidth.width(date, _TYPE) for date in dates), default=0)
    return round(widest + _BEHIND, 2) if widest > _USUAL else None
