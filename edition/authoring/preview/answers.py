"""Answers: what the preview's page sends and gets, as data: kinds, fields, problems. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from edition.annotations.groups import list_at
from edition.annotations.source import AUTHOR
from edition.authoring.add import kinds
from edition.authoring.add.kinds import Field, Kind
from edition.model.problems import BuildFailed, Problem, visible
from edition.yamlfile.load import YamlValue

#: What a page sends, and what it gets, as JSON.
Given: TypeAlias = Mapping[str, YamlValue]
Answer: TypeAlias = dict[str, object]
#: Fields that the selection itself fills in.
_SELECTOR = frozenset(("quote", "prefix", "suffix"))
#: Longest text of one field that is taken.
_LONGEST = 100_000


def kind(kind: Kind, label: str, fields: Iterable[Field] | None = None) -> Answer:
    """A kind of entry as the form gets it, with its `fields` (usually all of the kind)."""
    offered = kinds.fields(kind) if fields is None else fields
    return {
        "name": kind.name,
        "label": label,
        "words": kind.words,
        "cites": kinds.body_of(kind) is not None,
        "fields": [
            _field(field)
            for field in offered
            if field.key not in _SELECTOR and field.type != "list of groups"
        ],
    }


def with_series(fields: Iterable[Field], data: Mapping[str, YamlValue]) -> Iterator[Field]:
    """The fields of a form for the annotations `data`: a series can be chosen where any is
    declared."""
    items = [item for item in list_at(data, ("series",)) if isinstance(item, Mapping)]
    ids = [str(item["id"]) for item in items if item.get("id")]
    for field in fields:
        if field.key != "series":
            yield field
        elif choices := tuple(id for id in ids if id != AUTHOR):
            yield replace(field, choices=choices)


def _field(field: Field) -> Answer:
    shown = field.example if isinstance(field.example, str | int | float) else ""
    return {
        "key": field.key,
        "type": field.type,
        "required": field.required,
        "help": field.help,
        "long": field.is_markdown,
        "list": field.is_list,
        "example": str(shown),
        "choices": list(field.choices),
        "fields": [_field(inner) for inner in field.fields],
    }


def text(given: Given, key: str) -> str:
    """A text that the page sent; empty where it sent none."""
    value = given.get(key, "")
    return value[:_LONGEST] if isinstance(value, str) else ""


def too_long(value: YamlValue) -> bool:
    """Whether a text in what was sent is too long to be taken."""
    if isinstance(value, str):
        return len(value) > _LONGEST
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(too_long, items))


def refused(failed: BuildFailed) -> Answer:
    """The answer that says why nothing was written."""
    return {"problems": [_problem(problem) for problem in failed.problems]}


def _problem(problem: Problem) -> Answer:
    """A problem of an entry that stands in no file yet: `new footnote (note)` names its field."""
    _, bracket, rest = problem.place.file.partition(" (")
    own = problem.place.file.startswith("new ")
    return {
        "code": problem.code,
        "field": rest.rstrip(")") if own and bracket else "",
        "place": "" if own else str(problem.place),
        "message": visible(problem.message),
        "hint": visible(problem.hint),
    }


def fault(error: Exception) -> Answer:
    """What the form says when the builder itself fails."""
    message = f"The builder itself failed: {visible(str(error))}. Nothing was written."
    return {**wrong(message), "code": "builder-fault", "hint": "Please report what you typed."}


def wrong(message: str) -> Answer:
    """A problem that has no field and no place."""
    return {"code": "", "field": "", "place": "", "message": message, "hint": ""}
