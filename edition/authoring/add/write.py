"""Write: writes one entry into annotations.yaml, if the edition is none the worse for it.

The entry is made and put in its place in a copy; the copy goes through the stages that a build
goes through; what the entry breaks refuses it, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.annotations.groups import list_at
from edition.assembly import partial
from edition.assembly.inputs import ANNOTATIONS, read_annotations
from edition.authoring.add import differences, kinds, order
from edition.authoring.add import values as add_values
from edition.authoring.add.kinds import Kind
from edition.model.problems import BuildFailed, Place, Problem, errors, in_order
from edition.system import files
from edition.system.project import Project
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlPath, YamlValue, load, value_in


@dataclass(frozen=True, slots=True)
class Added:
    """An entry of annotations.yaml: where it stands, its id (empty where its kind has none), its
    lines of YAML, and the warnings that came with it."""

    place: Place
    id: str
    text: str
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry that has been checked and is not written yet: the file as it was read, and as it
    will be."""

    path: Path
    before: bytes
    after: bytes
    added: Added


def add(project: Project, kind: str, values: Mapping[str, YamlValue]) -> Added:
    """Write an entry of `kind` with these `values`, and say where it stands.

    `kind` is a name of `kinds.KINDS` or a key of the file. `values` are its fields, as data or
    as words of a form; beside them may be given `quote` (words of the text), `prefix`, `suffix`
    and `line` (which of several places is meant), and `cite` (ids of sources, cited at the end).
    The selector that is written is the shortest one. Raises `BuildFailed`: with the problems of
    the entry, whose place is `new footnote (note)`; with `file-changed` where the file is no
    longer what was read. Nothing is written then.
    """
    return write(plan(project, kind, values))


def plan(project: Project, kind: str, values: Mapping[str, YamlValue]) -> Planned:
    """All that `add` does but for the writing. Raises `BuildFailed` as it does."""
    found = kinds.kind_named(kind)
    before = read_annotations(project)
    editor = YamlEditor(ANNOTATIONS, before)
    read = partial.read(project.with_files({ANNOTATIONS: before}))
    made = add_values.make(found, values, read.anchorer, editor.file.group)
    if made.problems:
        raise BuildFailed(made.problems)
    siblings = list_at(editor.file.data, found.path)
    index = order.index_of(
        found, made.values, siblings, read.anchorer, made.span, read.annotations.metadata.language
    )
    editor.insert(found.path, index, made.values, before=kinds.following(found))
    after = editor.finish()
    base = project.with_files({ANNOTATIONS: before})
    added = _checked(base, found, after, index)
    path = project.path(ANNOTATIONS, Place(ANNOTATIONS))
    return Planned(path, before, after, added)


def write(planned: Planned) -> Added:
    """Write what was planned. Raises `BuildFailed` with `file-changed`, `output-unwritable`."""
    files.replace({planned.path: (planned.before, planned.after)})
    return planned.added


def _checked(project: Project, kind: Kind, after: bytes, index: int) -> Added:
    """The entry at `index` of the candidate. Raises `BuildFailed` with what it breaks."""
    editor = YamlEditor(ANNOTATIONS, after)
    path: YamlPath = (*kind.path, index)
    first, last = editor.lines(path)
    candidate = project.with_files({ANNOTATIONS: after})
    problems = differences.new_problems(project, candidate, (first, last))
    entry = editor.file.at(path)
    assert isinstance(entry, dict), "the editor wrote a group of keys"
    keys = [(editor.file.key_place((*path, key)).line, key) for key in entry]
    before = project.instead[ANNOTATIONS]
    grown = after.count(b"\n") - before.count(b"\n")
    name = add_values.new_place(kind).file
    refused = errors(problems)
    if refused:
        # The keys above it are new too where its section was not there.
        data = load(ANNOTATIONS, before).data
        above = sum(not value_in(data, kind.path[:n]) for n in range(1, len(kind.path) + 1))
        lines = (first - above, last)
        raise BuildFailed(differences.relocated(refused, lines, grown, name, keys))
    text = "\n".join(editor.text.splitlines()[first - 1 : last]) + "\n"
    id = str(entry.get("id", ""))
    warnings = in_order(problems)
    return Added(editor.file.place(path), id, text, warnings)
