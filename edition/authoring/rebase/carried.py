"""Carried: what hangs on words of the text, and what becomes of it. Plain data."""

from __future__ import annotations

from edition.authoring.rebase.moves import Fate, Move
from edition.model import Selector
from edition.model.dataclass import dataclass
from edition.yamlfile.load import YamlPath


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that something hangs on: `path` leads to it in the file, `name` (“footnotes/mill”)
    is how decisions call it, `reading` is what an emendation would read."""

    path: YamlPath
    name: str
    selector: Selector
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of a quotation; `selector` is how it is written from now on, None where
    nothing need be written."""

    quotation: Quoted
    move: Move
    selector: Selector | None


def is_proposed(move: Move) -> bool:
    """Whether a move leads to words of the new text."""
    return move.fate is not Fate.LOST and move.new.start < move.new.end
