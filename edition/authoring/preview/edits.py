"""Edits: what the preview does to entries that are in the files: shows them to be changed, changes
them, takes them out, and takes back what was done here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import RLock

from edition.annotations.groups import list_at
from edition.assembly.inputs import ANNOTATIONS, load_annotations
from edition.authoring.add import kinds, write
from edition.authoring.add.write import Planned
from edition.authoring.change import change, entries, history
from edition.authoring.change.entries import Wanted
from edition.authoring.change.history import History, Step
from edition.authoring.preview import answers
from edition.authoring.preview.answers import Answer, Given
from edition.authoring.preview.session import PreviewSession
from edition.model.problems import BuildFailed, Place, Problem, visible
from edition.system import files
from edition.system.project import Project, Refused

#: Entries that a page is told of at once.
_MOST_ENTRIES = 5000
#: Letters of the name of a file that are taken.
_LONGEST_NAME = 1000


class Editing:
    """Answers for one session what changes entries. One edit is written at a time; all of them are
    in `history`, those of the form that adds entries, too."""

    def __init__(self, session: PreviewSession) -> None:
        self._session = session
        self.lock = RLock()
        self.history = History()
        #: Called when the file has been written.
        self.written: Callable[[], None] = lambda: None
        self.posts: Mapping[str, Callable[[Given], Answer]] = {
            "/preview/change": self.change,
            "/preview/delete": self.delete,
            "/preview/undo": self.undo,
            "/preview/redo": self.redo,
        }

    @property
    def _project(self) -> Project:
        return self._session.project

    # ── what can be read ────────────────────────────────────────────────────────────────────

    def open(self, group: str, id: str, file: str, line: str) -> Answer:
        """An entry as the form shows it: its kind with the fields, its values as words. Without
        `file` the line is of annotations.yaml."""
        number = int(line) if line.isdecimal() and len(line) < 9 else 0
        wanted = Wanted(group[:100], id[:100], number, file=file[:_LONGEST_NAME] or ANNOTATIONS)
        try:
            self._refuse_old_lines(wanted)
            editor = change.editor_of(self._project)
            entry = entries.entry_of(editor, wanted)
        except BuildFailed as failed:
            return answers.refused(failed)
        data = entry.data
        fields = answers.with_series(entries.fields_of(entry), editor.file.group)
        return {
            "group": entry.path[0],
            "id": entry.id,
            "file": entry.place.file,
            "line": entry.place.line,
            "digest": entry.digest,
            "title": visible(entry.title),
            "place": str(entry.place),
            "link": self._session.link(entry.place),
            "kind": answers.kind(entry.kind, entry.kind.name, fields),
            "values": entries.words_of(entry),
            **{key: str(data.get(key, "")) for key in ("quote", "prefix", "suffix")},
        }

    def entries_of(self, page: str) -> Answer:
        """The entries that show in a page, in the order of the file, and what was done."""
        map_ = self._session.state.map
        called = self._titles()
        shown: list[Answer] = []
        seen = set()
        for entry in map_.entries.values() if map_ else ():
            if entry.target.page != page or entry.place in seen:
                continue
            seen.add(entry.place)
            id = entry.own_id
            shown.append({
                "group": entry.group, "id": id,
                "file": entry.place.file, "line": entry.place.line,
                "words": visible(called.get((entry.group, id), "")),
                "place": str(entry.place), "anchor": entry.target.anchor,
            })  # fmt: skip
        return {"entries": shown[:_MOST_ENTRIES], "steps": self.steps()}

    def steps(self) -> list[Answer]:
        """What was done in this sitting, the newest first."""
        return [
            {"number": step.number, "words": step.words, "undone": step.undone}
            for step in reversed(self.history.steps)
        ]

    # ── what changes the files ───────────────────────────────────────────────────────────────

    def change(self, given: Given) -> Answer:
        """Write other values of an entry: those of its fields that were changed."""
        values = given.get("values")
        if not isinstance(values, dict) or not values:
            return {"problems": [answers.wrong("Nothing has been changed.")]}
        if answers.too_long(values):
            return {"problems": [answers.wrong("A field is too long.")]}
        wanted = _wanted(given)
        return self._done("Changed", lambda: change.change(self._project, wanted, values), wanted)

    def delete(self, given: Given) -> Answer:
        """Take an entry out of the file."""
        wanted = _wanted(given)
        return self._done("Deleted", lambda: change.remove(self._project, wanted), wanted)

    def undo(self, given: Given) -> Answer:
        """Take back a step: that of `number`, or the newest that still holds."""
        return self._toggled(given, undo=True)

    def redo(self, given: Given) -> Answer:
        """Do again what was taken back: the step of `number`, or the last."""
        return self._toggled(given, undo=False)

    def record(self, words: str, planned: Planned) -> Step:
        """Keep what was written, so that it can be taken back."""
        file = planned.added.place.file  # as the edition names it, links and all
        return self.history.record(words, file, planned.before, planned.after)

    def _done(self, did: str, plan: Callable[[], Planned], wanted: Wanted) -> Answer:
        try:
            with self.lock:
                self._refuse_old_lines(wanted)
                title = entries.entry_of(change.editor_of(self._project), wanted).title
                planned = plan()
                if planned.before != planned.after:
                    write.write(planned)
                    self.record(f"{did}: {visible(title)}", planned)
        except BuildFailed as failed:
            return answers.refused(failed)
        self.written()
        added = planned.added
        place = str(added.place)
        return {
            "did": f"{did}: {visible(title)}", "group": wanted.group, "id": added.id,
            "place": place, "file": added.place.file, "line": added.place.line,
            "steps": self.steps(),
        }  # fmt: skip

    def _toggled(self, given: Given, *, undo: bool) -> Answer:
        number = given.get("number")
        with self.lock:
            if isinstance(number, int):
                step = self.history.step(number)
            else:
                step = self.history.next_undo() if undo else self.history.next_redo()
            if step is None or step.undone is undo:
                what = "take back" if undo else "do again"
                return {"problems": [answers.wrong(f"There is nothing to {what}.")]}
            try:
                self._write_toggled(step)
            except BuildFailed as failed:
                return answers.refused(failed)
            except Refused as refused:
                return answers.refused(BuildFailed([refused.problem]))
            self.history.toggle(step)
        self.written()
        did = "Taken back" if undo else "Done again"
        return {"did": f"{did}: {step.words}", "number": step.number, "steps": self.steps()}

    def _write_toggled(self, step: Step) -> None:
        place = Place(step.file)
        path = self._project.place_for(step.file, place)
        is_new = step.made and step.undone and not path.exists()
        before = b"" if is_new else self._project.read(step.file, place)
        after = history.undone(before, step)
        change.check(self._project, before, after, "what was done", step.file)
        if step.made and not after and not is_new:
            files.take_away(path, before)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.replace({path: (None if is_new else before, after)})

    def _refuse_old_lines(self, wanted: Wanted) -> None:
        """What is known by its line alone is another entry where lines were added above it."""
        if wanted.id or wanted.digest or self._session.is_current(wanted.file):
            return
        message = "The file has been changed since this page was made."
        hint = "Wait until the page follows, and try again."
        raise BuildFailed([Problem("file-changed", Place(wanted.file), message, hint)])

    def _titles(self) -> Mapping[tuple[str, str], str]:
        """The words of each entry that has an id, by its list and its id."""
        try:
            data = load_annotations(self._project).group
        except BuildFailed:
            return {}
        return {
            (kind.path[0], str(item.get("id"))): str(item.get(key) or item.get("title") or "")[:80]
            for kind in kinds.KINDS.values()
            for item in list_at(data, kind.path)
            if isinstance(item, dict)
            for key in [kind.words or "label"]
        }


def _wanted(given: Given) -> Wanted:
    line = given.get("line")
    return Wanted(
        answers.text(given, "group"),
        answers.text(given, "id"),
        line if isinstance(line, int) else 0,
        answers.text(given, "digest"),
        answers.text(given, "file")[:_LONGEST_NAME] or ANNOTATIONS,
    )
