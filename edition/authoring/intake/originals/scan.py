"""Scan: what a second reading of a file has found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from edition.authoring.intake.manuscript import About, Entry
from edition.model.dataclass import dataclass


@dataclass(slots=True)
class Scan:
    """The words of the text (`words.stretch`) in the order of the file, a note's behind the
    paragraph that calls it where the format keeps notes apart; and what of the file is no part of
    the text, which the ledger is to list; and what the file says of itself."""

    words: Iterable[str]
    aside: list[Entry] = field(default_factory=list)
    about: About = field(default_factory=About)
