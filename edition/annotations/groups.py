"""Groups: the lists of annotations.yaml whose entries have ids, and values found by their paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from edition import model

if TYPE_CHECKING:
    pass


#: Where the headings of the index are declared, by their kind.
HEADING_GROUPS = {
    model.HeadingKind.PERSON: "people",
    model.HeadingKind.ORGANIZATION: "organizations",
    model.HeadingKind.PLACE: "places",
}


#: The lists in which an id may stand once. Notes of both series are one group, and so are the
#: headings of the index: a link `[](note:id)` must have one target.
ID_GROUPS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("footnotes",), ("textual-notes",)),
    (("glossary",),),
    (("photos",),),
    (("sources",),),
    (("front",),),
    (("maps",),),
    (("chronology", "timelines"),),
    tuple((name,) for name in HEADING_GROUPS.values()),
)


def value_at(data: Any, path: Sequence[str]) -> Any:
    """What stands at `path`; an empty list where nothing does."""
    for step in path:
        data = (data.get(step) if isinstance(data, dict) else None) or {}
    return data or []
