"""Ledger: what became of each entry of the research behind an edition.

A YAML file of the project that `ledger` names. It maps each entry's key to the annotations that
use it, or to the reason why none does:

    fire-of-1916: {used: [footnotes/fire, chronology]}
    mill-owner: {left-out: Only hearsay.}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edition.annotations.groups import HEADING_GROUPS, list_at
from edition.model import Annotations, Identified
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, did_you_mean, errors
from edition.system.project import Project, Refused
from edition.yamlfile.load import YamlFile, YamlValue, load, value_in


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the research: where it is used, or why it is not."""

    key: str
    used: tuple[str, ...]
    reason: str


def read(project: Project, annotations: Annotations) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries of the edition's ledger in the file's order, and what is wrong with them;
    nothing where the edition keeps no ledger."""
    if not annotations.ledger:
        return (), []
    try:
        data = project.read(annotations.ledger, annotations.ledger_place)
    except Refused as refused:
        return (), [refused.problem]
    file = load(annotations.ledger, data)
    if errors(file.problems):
        return (), file.problems
    if not isinstance(file.data, dict):
        message = "The ledger must be a group of keys."
        return (), [Problem("ledger-entry", Place(file.name, 1), message, _EXAMPLE)]
    known = targets(annotations)
    entries, problems = [], []
    for key, value in file.data.items():
        wrong = list(_wrong(file, key, value, known))
        problems += wrong
        if not wrong:
            used = tuple(map(str, list_at(value, ("used",))))
            entries.append(Entry(key, used, str(value_in(value, ("left-out",)) or "")))
    return tuple(entries), problems


_EXAMPLE = "Write `key: {used: [footnotes/id]}` or `key: {left-out: Why.}`."


def targets(annotations: Annotations) -> dict[str, None]:
    """What a ledger can name: `footnotes/ID` and so on, and the sections that have no ids."""
    groups: dict[str, Sequence[Identified]] = {
        "footnotes": annotations.footnotes,
        "textual-notes": annotations.textual_notes,
        "glossary": annotations.glossary,
        "photos": annotations.photos,
        "front": annotations.front,
        "back": annotations.back,
        "maps": annotations.maps,
    }
    for kind, key in HEADING_GROUPS.items():
        groups[key] = [heading for heading in annotations.headings if heading.kind is kind]
    named = [f"{group}/{item.id}" for group, items in groups.items() for item in items]
    sections = {
        "text-note": annotations.text_note,
        "chronology": annotations.chronology,
        "opening": annotations.opening,
        "emendations": annotations.emendations,
        "omissions": annotations.omissions,
    }
    return dict.fromkeys([*named, *(name for name, there in sections.items() if there)])


def _wrong(
    file: YamlFile, key: str, value: YamlValue, known: Mapping[str, None]
) -> Iterator[Problem]:
    place = file.place((key,))
    keys = list(value) if isinstance(value, dict) else []
    reason, used = value_in(value, ("left-out",)), value_in(value, ("used",))
    if keys == ["left-out"] and isinstance(reason, str) and reason.strip():
        return
    if keys != ["used"] or not isinstance(used, list) or not used:
        message = f"The entry “{key}” says neither where it is used nor why it is left out."
        yield Problem("ledger-entry", place, message, _EXAMPLE)
        return
    for k, name in enumerate(used):
        if str(name) not in known:
            message = f"“{key}” is said to be used in “{name}”, which does not exist."
            hint = did_you_mean(str(name), known) or "Name it as footnotes/ID, glossary/ID …"
            yield Problem("ledger-unknown", file.place((key, "used", k)), message, hint)
