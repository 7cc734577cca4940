"""Tones: the words that an edition does without in its notes, as `rules` declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition import model

if TYPE_CHECKING:
    from edition.annotations.schema.apparatus import ToneWords


def words(declared: bool | list[str] | ToneWords) -> model.ToneWords | None:
    """`true`, a list of words, or both: `{also: […], not: […]}`."""
    if isinstance(declared, bool):
        return model.ToneWords(True) if declared else None
    if isinstance(declared, list):
        return model.ToneWords(False, tuple(declared))
    return model.ToneWords(True, tuple(declared.also), tuple(declared.allowed))
