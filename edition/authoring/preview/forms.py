"""Forms: the form of the preview. What it offers, and what becomes of what it sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TypeAlias

from edition.annotations.groups import WORKFLOW
from edition.assembly.inputs import load_annotations
from edition.authoring.add import kinds, write
from edition.authoring.add.kinds import Field, Kind
from edition.authoring.preview.session import PreviewSession
from edition.model.problems import BuildFailed, Problem, visible
from edition.yamlfile.load import YamlValue

#: The kinds that words of the text can be given, in the form's order, and what people call them.
OFFERED = {
    "footnote": "Footnote",
    "textual-note": "Note on the wording",
    "term": "Glossary term",
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "emendation": "Emendation",
}
#: What a page sends, and what it gets, as JSON.
Given: TypeAlias = Mapping[str, YamlValue]
Answer: TypeAlias = dict[str, object]
#: Fields that the selection itself fills in.
_SELECTOR = frozenset(("quote", "prefix", "suffix"))
#: Longest text of one field that is taken.
_LONGEST = 100_000


class Annotating:
    """Answers the form, for one session. One entry is written at a time."""

    def __init__(self, session: PreviewSession) -> None:
        self._session = session
        self._lock = Lock()
        self.added: Callable[[], None] = lambda: None
        self.posts: Mapping[str, Callable[[Given], Answer]] = {
            "/preview/propose": self.propose,
            "/preview/add": self.add,
        }

    def form(self) -> Answer:
        """The kinds with their fields, and the sources that can be cited."""
        data = self._data()
        sources = data.get("sources")
        return {
            "kinds": [_kind(kinds.KINDS[name], label) for name, label in OFFERED.items()],
            "sources": [
                {"id": str(item["id"]), "title": str(item.get("title", ""))}
                for item in (sources if isinstance(sources, list) else [])
                if isinstance(item, dict) and item.get("id")
            ],
        }

    def propose(self, given: Given) -> Answer:
        """What an entry of `kind` would say of the selected `words`: id, headword, forms."""
        try:
            kind = kinds.kind_named(_text(given, "kind"))
        except BuildFailed as failed:
            return _refused(failed)
        taken = kinds.taken_ids(kind, self._data())
        return {"values": kinds.proposed(kind, _text(given, "words"), taken)}

    def add(self, given: Given) -> Answer:
        """Write an entry of `kind` with `values`. The answer says where it stands, or has
        `problems`, each with the field that it is about."""
        values = given.get("values")
        if not isinstance(values, dict):
            return {"problems": [_wrong("The form sent no values.")]}
        if _too_long(values):
            return {"problems": [_wrong("A field is too long.")]}
        try:
            with self._lock:
                done = write.add(self._session.project, _text(given, "kind"), values)
        except BuildFailed as failed:
            return _refused(failed)
        self.added()
        group = kinds.kind_named(_text(given, "kind")).path[0]
        return {"place": str(done.place), "line": done.place.line, "id": done.id, "group": group}

    def _data(self) -> Mapping[str, YamlValue]:
        try:
            return load_annotations(self._session.project).group
        except BuildFailed:
            return {}


def _kind(kind: Kind, label: str) -> Answer:
    fields = [field for field in kinds.fields(kind) if field.key not in _SELECTOR]
    return {
        "name": kind.name,
        "label": label,
        "hangs": kind.hangs_on_words,
        "cites": kinds.body_of(kind) is not None,
        "fields": [_field(field) for field in fields if _is_asked(field)],
    }


def _is_asked(field: Field) -> bool:
    """Whether the form has the field: how far an entry is, is for the file."""
    return field.type != "list of groups" and field.key not in WORKFLOW


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


def _text(given: Given, key: str) -> str:
    value = given.get(key, "")
    return value[:_LONGEST] if isinstance(value, str) else ""


def _too_long(value: YamlValue) -> bool:
    if isinstance(value, str):
        return len(value) > _LONGEST
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_too_long, items))


def _refused(failed: BuildFailed) -> Answer:
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
    return {**_wrong(message), "code": "builder-fault", "hint": "Please report what you typed."}


def _wrong(message: str) -> Answer:
    return {"code": "", "field": "", "place": "", "message": message, "hint": ""}
