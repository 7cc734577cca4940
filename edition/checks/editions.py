"""Editions for some readers: entries with `for` are printed in those that they name, and what
refers to one is printed without it in the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.markup.tree import HEADINGS, Body
from edition.model import Annotations, BodyText, Identified, NamedEdition
from edition.model.problems import Place, Problem, Severity, did_you_mean

_Targets = Mapping[tuple[str, str], frozenset[str]]


def problems(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    """What is wrong with `for`: names of no edition; editions where no entry has it;
    references to what an edition leaves out, which print as words without a link there."""
    known = {item.id: item for item in annotations.editions}
    named = {item.place: item.editions for item in annotations.workflow if item.editions}
    for item in annotations.workflow:
        for name in item.editions:
            if name not in known:
                hint = did_you_mean(name, known) or "Declare it under `editions`."
                message = f"There is no edition “{name}”, which this entry is for."
                yield Problem("unknown-edition", item.place, message, hint)
    for edition in () if named else known.values():
        message = (
            f"The edition “{edition.id}” is like the main one: no entry says whom it is `for`."
        )
        hint = "Write `for` at entries that are for some editions alone, or take the edition out."
        yield Problem("key-without-effect", edition.place, message, hint, Severity.WARNING)
    if named and known:
        yield from _left_out(annotations, parsed, named)


def _left_out(
    annotations: Annotations,
    parsed: Mapping[BodyText, Body],
    named: Mapping[Place, frozenset[str]],
) -> Iterator[Problem]:
    targets = _targets(annotations, named)
    for text, owner in _owners(annotations).items():
        for ref in parsed[text].references:
            if lost := _without(targets.get((ref.kind, ref.id)), named.get(owner), annotations):
                yield _problem(text.line(ref.line), ref.kind, ref.id, lost)
    for heading in annotations.headings:
        for id in (*filter(None, (heading.see,)), *heading.see_also):
            wanted = next((targets[kind, id] for kind in HEADINGS if (kind, id) in targets), None)
            if lost := _without(wanted, named.get(heading.place), annotations):
                yield _problem(heading.place, "heading", id, lost)
    yield from _opening(annotations, targets, named)
    for map_ in annotations.maps:
        for id in map_.places:
            if lost := _without(targets.get(("place", id)), named.get(map_.place), annotations):
                yield _problem(map_.place, "place", id, lost)


def _opening(
    annotations: Annotations, targets: _Targets, named: Mapping[Place, frozenset[str]]
) -> Iterator[Problem]:
    opening = annotations.opening
    if opening is None:
        return
    for name in opening.names:
        if lost := _without(targets.get((name.kind, name.id)), None, annotations):
            yield _problem(name.place, name.kind, name.id, lost)
    for map_ in annotations.maps:
        if map_.id == opening.map and (lost := _without(named.get(map_.place), None, annotations)):
            yield _problem(opening.map_place, "map", map_.id, lost)


def _without(
    wanted: frozenset[str] | None, own: frozenset[str] | None, annotations: Annotations
) -> list[NamedEdition]:
    """The editions that print what refers (`own`), and leave out what is referred to (`wanted`);
    None stands for all."""
    if wanted is None:
        return []
    return [
        item
        for item in annotations.editions
        if item.id not in wanted and (own is None or item.id in own)
    ]


def _problem(place: Place, kind: str, id: str, lost: list[NamedEdition]) -> Problem:
    names = ", ".join(f"“{item.id}”" for item in lost)
    message = f"This refers to the {kind} “{id}”, which is left out of the edition {names}."
    hint = "There its words stay without a link. Add the edition to its `for`, or write otherwise."
    return Problem("refers-to-left-out", place, message, hint, Severity.WARNING)


def _targets(annotations: Annotations, named: Mapping[Place, frozenset[str]]) -> _Targets:
    """What can be referred to and is not for all editions: by kind and id the editions."""
    found: dict[tuple[str, str], frozenset[str]] = {}

    def add(kind: str, item: Identified, place: Place) -> None:
        if place in named:
            found[kind, item.id] = named[place]

    for note in annotations.footnotes:
        add("note", note, note.place)
    for wording in annotations.textual_notes:
        add("note", wording, wording.place)
    for term in annotations.glossary:
        add("term", term, term.place)
    for picture in annotations.pictures:
        add("picture", picture, picture.place)
    for heading in annotations.headings:
        add(heading.kind.value, heading, heading.place)
    return found


def _owners(annotations: Annotations) -> dict[BodyText, Place]:
    """The entry that each text belongs to, by its place; a text of no entry is for all."""
    owned = [
        *((item.body, item.place) for item in annotations.called),
        *((item.body, item.place) for item in (*annotations.front, *annotations.back)),
        *((item.note, item.place) for item in annotations.photos),
        *((item.caption, item.place) for item in annotations.pictures),
        *((item.caption, item.place) for item in annotations.maps),
        *((item.definition, item.place) for item in annotations.glossary),
        *((item.description, item.place) for item in annotations.headings),
    ]
    if annotations.opening:
        owned += [(name.line, Place(annotations.file)) for name in annotations.opening.names]
    if annotations.chronology:
        owned += [(item.body, item.place) for item in annotations.chronology.events]
        owned.append((annotations.chronology.introduction, Place(annotations.file)))
    owned.append((annotations.text_note, Place(annotations.file)))
    return {text: place for text, place in owned if text}
