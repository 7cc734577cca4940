"""Source file: the records of an edition that come from a file of their own."""

from __future__ import annotations

from dataclasses import replace

from edition.model import Annotations, SourceRecord
from edition.model.problems import Place, Problem
from edition.system.project import Project, Refused


def with_records(project: Project, annotations: Annotations) -> tuple[Annotations, list[Problem]]:
    """The annotations with the records of the file that they name, and what is wrong with it."""
    name, place = annotations.sources_file, annotations.sources_place
    if not name:
        return annotations, []
    from edition.apparatus.citations import exchange  # few editions have such a file

    try:
        found = exchange.read(name, project.read(name, place))
    except Refused as refused:
        return annotations, [refused.problem]
    except exchange.Unreadable as unreadable:
        hint = "Export CSL JSON anew, and give each record an id: a citation key."
        return annotations, [Problem("sources-unreadable", place, str(unreadable), hint)]
    records = tuple(SourceRecord(str(item["id"]), item, Place(name)) for item in found)
    problems, seen = [], set()
    for record in records:
        if record.id in seen:
            message = f"Two records of {name} have the id “{record.id}”."
            hint = "Give every source an id of its own."
            problems.append(Problem("duplicate-id", place, message, hint))
        seen.add(record.id)
    return replace(annotations, sources=records), problems
