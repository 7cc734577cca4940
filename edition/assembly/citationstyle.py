"""Citation style: the style that an edition names, from the builder or from its own folder, and
what is wrong with the records of its sources."""

from __future__ import annotations

from edition.apparatus.citations import styles
from edition.model import Annotations
from edition.model.problems import Problem, did_you_mean
from edition.system.project import Project, Refused


def of(project: Project, annotations: Annotations) -> tuple[styles.Style, list[Problem]]:
    """The style of the edition's sources, and what is wrong with the one that it names."""
    meta = annotations.metadata
    default = styles.bundled(styles.DEFAULT)
    if not meta.citation_style:
        return default, []
    try:
        if not styles.is_file(meta.citation_style):
            return styles.bundled(meta.citation_style), []
        return styles.read(project.read(meta.citation_style, meta.style_place)), []
    except KeyError:
        near = did_you_mean(meta.citation_style, styles.NAMES)
        message = f"There is no citation style “{meta.citation_style}”."
        hint = near or f"Known: {', '.join(styles.NAMES)}; or name a file in the folder, x.csl."
        return default, [Problem("citation-style-unknown", meta.style_place, message, hint)]
    except styles.BadStyle as bad:
        hint = "Take the file of an independent style from the CSL project’s repository of styles."
        return default, [Problem("citation-style-unusable", meta.style_place, str(bad), hint)]
    except Refused as refused:
        return default, [refused.problem]


def record_problems(annotations: Annotations) -> list[Problem]:
    """What is wrong with the records. Those of a file are named: nobody knows their lines."""
    from edition.apparatus.citations.records import check

    places = {record.id: record.place for record in annotations.sources}
    found = []
    for defect in check([record.csl for record in annotations.sources]):
        place = places[defect.id]
        name = "" if place.line else f"Source “{defect.id}”: "
        if defect.code != "duplicate-id":  # told as repeated-id already
            found.append(Problem(defect.code, place, name + defect.message, defect.hint))
    return found
