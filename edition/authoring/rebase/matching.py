"""Matching: which paragraph of a new version of a text is which of the old one, wherever it stands
now, and how sure that is. Pure.
"""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from edition.authoring.rebase.judging import Judge
from edition.authoring.rebase.order import heaviest_rising
from edition.authoring.rebase.pairing import Pairing
from edition.authoring.rebase.words import Words
from edition.model.dataclass import dataclass


class Match(NamedTuple):
    """An old and a new paragraph, by their numbers from 0; whether that is `sure`, and whether it
    was `moved` past others."""

    old: int
    new: int
    sure: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """The paragraphs that have a fellow, by the numbers of the old and of the new ones; `rivals`
    are, for an old one that is not sure, the old ones that its fellow may be as well."""

    of_old: dict[int, Match]
    of_new: dict[int, Match]
    rivals: dict[int, frozenset[int]] = field(default_factory=dict)


def match(words: Words) -> Matching:
    """Pair the old paragraphs with the new ones."""
    pairing = Pairing(words).pair()
    pairs = sorted(pairing.partner.items())
    kept = heaviest_rising([(a, b, len(words.old[a])) for a, b in pairs])
    sure = Judge(pairing, kept).sure()
    matches = [Match(a, b, a in sure, a not in kept) for a, b in pairs]
    rivals = {m.old: frozenset(pairing.near_old(m.new)) | {m.old} for m in matches if not m.sure}
    return Matching({m.old: m for m in matches}, {m.new: m for m in matches}, rivals)
