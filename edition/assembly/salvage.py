"""Salvage: an edition with errors, shown as far as it stands: what they concern is left out.

Nothing is written; a build refuses every error. Only the first errors are anybody's fault: those
that come of leaving something out (a reference to it) are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from edition.assembly.inputs import ANNOTATIONS, read_annotations
from edition.assembly.prepare import Prepared, prepare
from edition.model.problems import BuildFailed, Problem, errors, in_order
from edition.system.project import Project
from edition.typography import stylesheets
from edition.yamlfile import prune
from edition.yamlfile.load import YamlFile, load
from edition.yamlfile.prune import Path

#: How often the rest is tried again: errors show in stages, and each can hide others.
MAX_ROUNDS = 12
#: After these the file is not read to its end, or not at all.
_FATAL = frozenset(
    ("yaml-alias", "yaml-too-deep", "yaml-too-long", "yaml-syntax", "yaml-not-utf8", "yaml-empty")
)
#: Faults of form that leave no doubt of what is meant: the first of two keys, the word itself.
_CLEAR = frozenset(("yaml-repeated-key", "yaml-bare-word", "yaml-key", "yaml-tag"))
#: Codes that may only say that something was left out.
CONSEQUENCES = frozenset((
    "unknown-note", "unknown-term", "unknown-source", "unknown-person", "unknown-organization",
    "unknown-place", "heading-never-mentioned", "unused-source", "map-unknown-place", "map-empty",
    "caption-without-photo", "timeline-empty", "label-not-drawn", "ledger-unknown", "missing-key",
    "wrong-number", "fact-uncited",
))  # fmt: skip
#: Kinds of links by the list that they lead to.
_LINKS = {
    "footnotes": "note",
    "textual-notes": "note",
    "glossary": "term",
    "people": "person",
    "organizations": "organization",
    "places": "place",
}
#: Without these a quotation means another place, or a mention is one where none was meant.
_KEPT = frozenset(("prefix", "suffix", "except", "mentions"))


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What stands of a project: `prepared` is None where nothing does. `file` is the annotations
    file as it was read, `left_out` the paths in it of what the edition lacks."""

    prepared: Prepared | None
    problems: tuple[Problem, ...]
    file: YamlFile | None = None
    left_out: tuple[Path, ...] = ()


def salvage(project: Project) -> Salvaged:
    """Prepare the project; where that fails, without what the errors concern. Never raises for
    bad input."""
    try:
        file = load(ANNOTATIONS, read_annotations(project))
    except BuildFailed as failed:
        return Salvaged(None, failed.problems)
    project, found = _with_sound_styles(project)
    return _Salvager(project, file, found).run()


def _with_sound_styles(project: Project) -> tuple[Project, list[Problem]]:
    """The project with the builder's style sheets in place of those that have errors."""
    found = stylesheets.problems(project)
    bad = {problem.place.file for problem in found}
    return project.with_files({name: stylesheets.builders(name) for name in bad}), found


class _Salvager:
    def __init__(self, project: Project, file: YamlFile, found: list[Problem]) -> None:
        self.project = project
        self.file = file
        self.found = [*found, *(p for p in file.problems if p.code in _CLEAR)]
        self.gone: dict[Path, None] = {}

    def run(self) -> Salvaged:
        for _ in range(MAX_ROUNDS):
            try:
                prepared = prepare(self.project, self._rest())
            except BuildFailed as failed:
                self._report(failed.problems)
                if not self._leave_out(errors(failed.problems)):
                    return self._result(None)
            else:
                self._report(prepared.warnings)
                return self._result(prepared)
        return self._result(None)

    def _rest(self) -> YamlFile:
        """The file without what is left out; faults of form that harm nothing are passed over."""
        file = self.file
        if self.gone:
            file = prune.without(self.file, self.gone, self._unlinker())
        return replace(file, problems=[p for p in file.problems if p.code not in _CLEAR])

    def _result(self, prepared: Prepared | None) -> Salvaged:
        return Salvaged(prepared, in_order(self.found), self.file, tuple(self.gone))

    def _report(self, problems: Iterable[Problem]) -> None:
        self.found += (p for p in problems if not self.gone or p.code not in CONSEQUENCES)

    def _leave_out(self, problems: Iterable[Problem]) -> bool:
        """Note for each problem the next thing to leave out; whether there was any."""
        new: dict[Path, None] = {}
        for problem in problems:
            if problem.code in _FATAL or problem.place.file != self.file.name:
                return False
            for paths in self._candidates(problem):
                if any(_covers(new, path) for path in paths):
                    break  # what another problem leaves out may be enough
                if left := [path for path in paths if not _covers(self.gone, path)]:
                    new |= dict.fromkeys(left)
                    break
        self.gone |= new
        return bool(new)

    def _candidates(self, problem: Problem) -> Iterator[list[Path]]:
        """What can be left out on account of a problem, from the smallest to the entry."""
        from edition.annotations.schema.optional import can_go, needed

        path = prune.path_at(self.file, problem.place, key=problem.code == "unknown-key")
        if path[:1] == ("source",):
            return
        for size in range(len(path), 0, -1):
            part = path[:size]
            if part[0] in ("photos", "sources") and size == 2:
                # The picture, or the details of a record, rather than all that hangs on it.
                kept = needed(str(part[0])) | {"caption", "credit"}
                yield [(*part, key) for key in self._keys(part) if key not in kept]
            if can_go(part) and part[-1] not in _KEPT:
                yield [part]

    def _keys(self, path: Path) -> list[str]:
        value = _at(self.file.data, path)
        return list(value) if isinstance(value, dict) else []

    def _unlinker(self) -> Callable[[str], str]:
        """Takes out of a text the links to what is left out, not their words."""
        ids: dict[str, set[str]] = {}
        for path in self.gone:
            if len(path) == 2 and path[0] in _LINKS:
                value = _at(self.file.data, path)
                id = value.get("id") if isinstance(value, dict) else None
                ids.setdefault(_LINKS[str(path[0])], set()).add(str(id))
        if not ids:
            return lambda text: text

        def reword(match: re.Match[str]) -> str:
            lost = match[3] in ids.get(match[2], ())
            return (match[1] or "…") if lost else match[0]

        return lambda text: _LINK.sub(reword, text) if "](" in text else text


_LINK = re.compile(r"\[([^\[\]]*)\]\(([a-z]+):([a-z0-9-]+)\)")


def _covers(gone: Collection[Path], path: Path) -> bool:
    return any(path[:size] in gone for size in range(1, len(path) + 1))


def _at(data: object, path: Path) -> object:
    """The value at `path`, None where nothing stands."""
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data
