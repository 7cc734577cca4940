"""Groups: the lists of annotations.yaml whose entries have ids, and lists found by their paths."""

from __future__ import annotations

from edition import model
from edition.yamlfile.load import YamlPath, YamlValue, value_in

#: Where the headings of the index are declared, by their kind.
HEADING_GROUPS = {
    model.HeadingKind.PERSON: "people",
    model.HeadingKind.ORGANIZATION: "organizations",
    model.HeadingKind.PLACE: "places",
    model.HeadingKind.SUBJECT: "subjects",
}


#: The lists in which an id may stand once. Notes of both series are one group, and so are the
#: headings of the index: a link `[](note:id)` must have one target.
ID_GROUPS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("footnotes",), ("textual-notes",)),
    (("series",),),
    (("editions",),),
    (("glossary",),),
    (("photos",), ("pictures",)),
    (("sources",),),
    (("front",), ("back",)),
    (("maps",),),
    (("chronology", "timelines"),),
    tuple((name,) for name in HEADING_GROUPS.values()),
)


#: The keys that a file may have which annotations.yaml includes: what a team writes. What says
#: which the text is, and how it is printed, stands in annotations.yaml alone.
INCLUDED = (
    "footnotes", "textual-notes", "emendations", "glossary", "people", "organizations", "places",
    "subjects", "photos", "pictures", "maps", "chronology", "sources", "front", "back",
    "text-note", "formatting", "milestones", "omissions",
)  # fmt: skip


#: The keys that say how far an entry is, for those who work on an edition, and which readers it is
#: for.
WORKFLOW = ("for", "status", "author", "todo", "reviewed-by")

#: Those of a source: the others have a meaning in CSL.
OF_RECORDS = ("todo", "reviewed-by")


def list_at(data: YamlValue, path: YamlPath) -> list[YamlValue]:
    """The list at `path`; an empty one where none is."""
    found = value_in(data, path)
    return found if isinstance(found, list) else []
