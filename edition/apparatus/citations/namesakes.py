"""Namesakes: whether different people of an edition's sources share a family name. Pure.

Only then has a style something to do that tells such people apart by their given names. The engine
holds each name against all the others for it, which takes minutes for a thousand sources, even
where there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.apparatus.citations.fields import NAMES
from edition.apparatus.citations.records import parse_names


def are_in(records: Iterable[Mapping[str, object]]) -> bool:
    """Whether two names of the records have one family name and are not the same. A particle does
    not count, whether it is marked as one or not: van Gogh, Gogh."""
    found: dict[str, Mapping[str, object]] = {}
    for record in records:
        for field in filter(record.get, NAMES):
            for name in parse_names(record[field]) or ():
                family = str(name.get("family") or "").casefold().split()[-1:]
                if family and found.setdefault(family[0], name) != name:
                    return True
    return False
