"""Forms: the form of the preview. What it offers, and what becomes of what it sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edition.annotations.groups import WORKFLOW
from edition.assembly.inputs import load_annotations
from edition.authoring.add import kinds, write
from edition.authoring.change import entries
from edition.authoring.preview import answers
from edition.authoring.preview.answers import Answer, Given
from edition.authoring.preview.edits import Editing
from edition.authoring.preview.session import PreviewSession
from edition.model.problems import BuildFailed
from edition.yamlfile.load import YamlValue

#: The kinds that can be added here, in the form's order, and what people call them.
OFFERED = {
    "footnote": "Footnote",
    "textual-note": "Note on the wording",
    "term": "Glossary term",
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "subject": "Subject",
    "emendation": "Emendation",
    "formatting": "Formatting",
    "source": "Source",
    "event": "Event",
}


class Annotating:
    """Answers the form, for one session. What it writes can be taken back by `editing`."""

    def __init__(self, session: PreviewSession, editing: Editing) -> None:
        self._session = session
        self._editing = editing
        self.posts: Mapping[str, Callable[[Given], Answer]] = {
            "/preview/propose": self.propose,
            "/preview/add": self.add,
        }

    def form(self) -> Answer:
        """The kinds with their fields, and the sources that can be cited."""
        data = self._data()
        sources = data.get("sources")
        return {
            "kinds": [_offered(name, label, data) for name, label in OFFERED.items()],
            "sources": [
                {"id": str(item["id"]), "title": str(item.get("title", ""))}
                for item in (sources if isinstance(sources, list) else [])
                if isinstance(item, dict) and item.get("id")
            ],
        }

    def propose(self, given: Given) -> Answer:
        """What an entry of `kind` would say of the selected `words`: id, headword, forms."""
        try:
            kind = kinds.kind_named(answers.text(given, "kind"))
        except BuildFailed as failed:
            return answers.refused(failed)
        taken = kinds.taken_ids(kind, self._data())
        return {"values": kinds.proposed(kind, answers.text(given, "words"), taken)}

    def add(self, given: Given) -> Answer:
        """Write an entry of `kind` with `values`. The answer says where it stands, or has
        `problems`, each with the field that it is about."""
        values = given.get("values")
        if not isinstance(values, dict):
            return {"problems": [answers.wrong("The form sent no values.")]}
        if answers.too_long(values):
            return {"problems": [answers.wrong("A field is too long.")]}
        try:
            with self._editing.lock:
                planned = write.plan(self._session.project, answers.text(given, "kind"), values)
                done = write.write(planned)
                kind = kinds.kind_named(answers.text(given, "kind"))
                called = done.id or str(values.get("quote") or values.get("date") or "")[:40]
                self._editing.record(f"Added: {kind.name} {called}".strip(), planned)
        except BuildFailed as failed:
            return answers.refused(failed)
        self._editing.written()
        return {
            "did": f"Written: {done.place}", "place": str(done.place),
            "file": done.place.file, "line": done.place.line, "id": done.id,
            "group": kind.path[0], "steps": self._editing.steps(),
        }  # fmt: skip

    def _data(self) -> Mapping[str, YamlValue]:
        try:
            return load_annotations(self._session.project).group
        except BuildFailed:
            return {}


def _offered(name: str, label: str, data: Mapping[str, YamlValue]) -> Answer:
    """A kind without the fields that say how far an entry is: a new one has not come far."""
    kind = kinds.KINDS[name]
    more = entries.source_fields() if name == "source" else ()
    fields = [field for field in kinds.fields(kind) if field.key not in WORKFLOW]
    return answers.kind(kind, label, answers.with_series((*fields, *more), data))
