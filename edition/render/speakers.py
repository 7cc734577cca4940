"""Speakers: which of the source's own names for them readers need explained. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from edition.model import Edition, Role, Speaker
from edition.model.edition import plain
from edition.render.passages import labelled
from edition.text import turns


def explained(edition: Edition) -> list[tuple[str, str]]:
    """What the source prints for a speaker, where it is more or less than the name (`A`), and the
    name, in the order in which they first speak."""
    found: dict[str, str] = {}
    for block in edition.blocks():
        if not (block.label and block.turn_of):
            continue
        printed = " ".join("".join(plain(labelled(block)[0].runs)).split()).strip(" .:-–—")
        if not turns.is_name(printed, block.turn_of):
            found.setdefault(printed, block.turn_of)
    return list(found.items())


def are_of_interview(speakers: Iterable[Speaker]) -> bool:
    """Whether somebody asks and somebody answers."""
    return any(one.role in (Role.QUESTION, Role.ANSWER, Role.NARRATIVE) for one in speakers)
