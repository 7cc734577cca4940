"""Session: one rebase, from the files of a project to the files of the project."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from edition.assembly.inputs import ANNOTATIONS, load_annotations
from edition.assembly.prepare import prepare
from edition.authoring.rebase import apply, decisions
from edition.authoring.rebase.decisions import Decision
from edition.authoring.rebase.plan import Plan, plan
from edition.model import Annotations, FileRule, SourceText
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, did_you_mean, errors
from edition.system import files
from edition.system.project import MAX_BYTES, Project, Refused, read_bounded
from edition.text import source, structure
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlFile, YamlPath, load


@dataclass(slots=True)
class RebaseSession:
    """A rebase of one file of the source. Everything that was read is kept, so that nothing is
    written over what somebody changed meanwhile."""

    project: Project
    file: YamlFile
    rule: FileRule
    number: int
    new_path: str
    new: bytes
    plan: Plan
    decided: dict[str, Decision]
    _decisions: bytes | None = field(default=None)

    @classmethod
    def open(
        cls, project: Project, new: Path, file: str = "", old: Path | None = None
    ) -> RebaseSession:
        """Follow the edition in `project` to the text in `new`, which takes the place of the
        source file `file` (needed only where there are several). `old` is the text that the
        annotations were made for, if it is no longer in its place.

        Raises `BuildFailed`: problems of the edition as it is, a new text that is none,
        decisions about other versions.
        """
        yaml = _editable(project)
        new_bytes, old_bytes = _read(new), _read(old) if old else None
        rule, number = _rule(yaml.group, file)
        if old_bytes is not None:
            project = project.with_files({rule.path: old_bytes})
        prepared = prepare(project, yaml)
        annotations = prepared.annotations
        rule = annotations.files[number]
        name = _inside(project, new) or rule.path
        text = _new_text(
            project,
            annotations,
            number,
            FileRule(name, _sha(new_bytes), rule.place),
            new_bytes,
        )
        before = prepared.edition.source
        omitted = structure.omitted_spans(structure.lay_out(before, annotations).omitted)
        made = plan(annotations, yaml.data, before, text, omitted)
        saved = _saved(project)
        decided = decisions.read(saved, rule.sha256, _sha(new_bytes))
        return cls(project, yaml, rule, number, name, new_bytes, made, decided, saved)

    @property
    def unsettled(self) -> list[str]:
        """The names of what still must be decided."""
        return apply.unsettled(self.plan, self.decided)

    def decide(self, decision: Decision) -> None:
        """Take a decision, and keep it in the file of decisions."""
        self.decided[decision.name] = decision
        self.save()

    def save(self) -> None:
        """Write the file of decisions: an entry for everything in doubt."""
        data = decisions.write(self.plan, self.decided, self.rule.sha256, _sha(self.new))
        if data != self._decisions:
            root = self.project.root
            files.replace({root / decisions.FILE: (self._decisions, data)}, root)
            self._decisions = data

    def candidate(self) -> dict[str, bytes]:
        """The files of annotations that change, checked with the new text. Raises `BuildFailed`:
        what is undecided, or wrong with the edition as it would be."""
        if names := self.unsettled:
            raise BuildFailed([apply.undecided(names)])
        here = ("source", "files", self.number)
        pinned: dict[YamlPath, str] = {(*here, "sha256"): _sha(self.new)}
        if self.new_path != self.rule.path:
            pinned[*here, "path"] = self.new_path
        data = apply.apply(self.file, self.plan, self.decided, pinned)
        prepare(self.project.with_files({**self.file.contents, **data, self.new_path: self.new}))
        return data

    def write(self, data: Mapping[str, bytes]) -> list[str]:
        """Write the files of annotations in `data`, and the new text in the place of the old one
        unless it has a place of its own in the project. Returns the names of what was written."""
        root = self.project.root
        changes: dict[Path, tuple[bytes | None, bytes]] = {
            root / name: (self.file.contents[name], new) for name, new in data.items()
        }
        path = root / self.new_path
        before = _read(path) if path.exists() else None
        if before != self.new:
            changes[path] = (before, self.new)
        files.replace(changes, root)
        if self._decisions is not None:
            (root / decisions.FILE).unlink(missing_ok=True)
        return [str(path.relative_to(root)) for path in changes]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A rebase that was ended between its files: the annotations are those of the new text, and
    another text is still in its place."""

    path: Path
    before: bytes | None
    new: bytes

    @classmethod
    def of(cls, project: Project, new: Path, file: str = "") -> Unfinished | None:
        """The one to `new`, if there is one. Raises `BuildFailed` where that cannot be read."""
        yaml = _editable(project)
        rule, number = _rule(yaml.group, file)
        data = _read(new)
        if yaml.at(("source", "files", number, "sha256")) != _sha(data):
            return None
        path = project.root / rule.path
        before = _read(path) if path.is_file() else None
        return None if before == data else cls(path, before, data)

    def finish(self, project: Project) -> str:
        """Put the new text in its place; returns its name."""
        files.replace({self.path: (self.before, self.new)}, project.root)
        (project.root / decisions.FILE).unlink(missing_ok=True)
        return str(self.path.relative_to(project.root))


def _editable(project: Project) -> YamlFile:
    """The annotations as they are read, each file of them fit to be edited. Raises
    `BuildFailed`."""
    file = load_annotations(project)
    for name, data in file.contents.items():
        if name == ANNOTATIONS or load(name, data).data is not None:
            YamlEditor(name, data)
    if errors(file.outside):
        raise BuildFailed(file.outside)
    return file


def _rule(data: Mapping[str, object], file: str) -> tuple[FileRule, int]:
    """The source file that is replaced, read before the edition is checked."""
    declared = data.get("source")
    entries = declared.get("files") if isinstance(declared, dict) else None
    paths = [str(entry.get("path", "")) for entry in entries or [] if isinstance(entry, dict)]
    if not paths:
        message = "The file names no source text."
        raise BuildFailed([Problem("missing-key", Place(ANNOTATIONS), message, "")])
    if not file and len(paths) > 1:
        hint = f"Say which one the new text replaces: --file {paths[0]}"
        message = f"The edition has {len(paths)} source files."
        raise BuildFailed([Problem("rebase-which-file", Place(ANNOTATIONS), message, hint)])
    if file and file not in paths:
        hint = did_you_mean(file, paths) or f"The source files: {', '.join(paths)}."
        message = f"“{file}” is not among the source files."
        raise BuildFailed([Problem("unknown-source-file", Place(ANNOTATIONS), message, hint)])
    number = paths.index(file) if file else 0
    return FileRule(paths[number], "", Place(ANNOTATIONS)), number


def _new_text(
    project: Project,
    annotations: Annotations,
    number: int,
    new_rule: FileRule,
    new: bytes,
) -> SourceText:
    parts = [
        (new_rule, new) if k == number else (rule, project.read(rule.path, rule.place))
        for k, rule in enumerate(annotations.files)
    ]
    text, problems = source.parse_for(annotations, parts)
    if text is None or errors(problems):
        raise BuildFailed(problems)
    if not text.paragraphs:
        place = Place(new_rule.path)
        hint = "Is it the right file?"
        raise BuildFailed([Problem("source-empty", place, "The source has no words.", hint)])
    return text


def _inside(project: Project, new: Path) -> str:
    """The new text's path in the project, or nothing if it lies elsewhere."""
    real = new.resolve()
    return real.relative_to(project.root).as_posix() if real.is_relative_to(project.root) else ""


def _saved(project: Project) -> bytes | None:
    if not os.path.lexists(project.root / decisions.FILE):
        return None
    try:
        return project.read(decisions.FILE, Place(decisions.FILE))
    except Refused as refused:
        raise BuildFailed([refused.problem]) from None


def _read(path: Path) -> bytes:
    """The bytes of a text. A device, a pipe and what has no end are not waited for."""
    try:
        data = read_bounded(path, MAX_BYTES)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        hint = "Name a file that holds the text." if error.errno == errno.EINVAL else ""
        raise BuildFailed([Problem("file-unreadable", Place(str(path)), message, hint)]) from None
    if data is None:
        message = f"{path} is larger than {MAX_BYTES // 1024 // 1024} MiB."
        hint = "Divide it into several files."
        raise BuildFailed([Problem("file-too-large", Place(str(path)), message, hint)])
    return data


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
