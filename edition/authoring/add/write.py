"""Write: writes one entry into annotations.yaml, or into a file that it includes, if the edition is
none the worse for it.

The entry is made and put in its place in a copy; the copy goes through the stages that a build
goes through; what the entry breaks refuses it, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from edition.annotations.groups import list_at
from edition.assembly import partial
from edition.assembly.inputs import load_annotations
from edition.assembly.partial import Reading
from edition.authoring.add import differences, kinds, order, target
from edition.authoring.add import values as add_values
from edition.authoring.add.kinds import Kind
from edition.authoring.add.values import article
from edition.model import Span
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, Severity, errors, in_order
from edition.system import files, program
from edition.system.project import Project
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue, load, value_in


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
    """An entry that has been checked and is not written yet: the file as it was read, None for one
    that is not there yet, and as it will be."""

    path: Path
    before: bytes | None
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
    file = load_annotations(project)
    editor = FilesEditor(file, YamlEditor)
    # The whole file is opened first: what cannot be edited is said before anything else.
    editor.opened(file.name)
    base = project.with_files(file.contents)
    reading = partial.read(base)
    made = add_values.make(found, values, reading.anchorer, file.group)
    if made.problems:
        raise BuildFailed(made.problems)
    language = reading.annotations.metadata.language
    name = target.file_for(base, file, reading, found, made.values, made.span)
    before = file.contents.get(name)
    siblings = list_at(load(name, before or b"").data, found.path)
    index = order.index_of(found, made.values, siblings, reading.anchorer, made.span, language)
    editor.insert_into(name, found.path, index, made.values, before=kinds.following(found))
    after = editor.finish()[name]
    added = _checked(base, found, name, after, index)
    more = [*_same_words(file, reading, found, made.span), *_unsorted(file, reading, found, name)]
    added = replace(added, warnings=(*added.warnings, *more))
    path = project.place_for(name, Place(name))
    return Planned(path, before, after, added)


def _same_words(
    file: YamlFile, reading: Reading, kind: Kind, span: Span | None
) -> Iterator[Problem]:
    """A warning where the same words have an entry of this kind already."""
    items = list_at(file.data, kind.path) if kind.hangs_on_words and span else []
    for k, other in enumerate(order.spans_of(items, reading.anchorer)):
        if other == span:
            item = items[k]
            id = item.get("id") if isinstance(item, Mapping) else None
            named = f", “{id}”" if id else ""
            message = (
                f"The same words have {article(kind.name).lower()} {kind.name} already{named}."
            )
            hint = f"It stands at {file.place((*kind.path, k))}. Was that to be changed?"
            place = add_values.new_place(kind)
            yield Problem("same-words", place, message, hint, Severity.WARNING)


def _unsorted(file: YamlFile, reading: Reading, kind: Kind, name: str) -> Iterator[Problem]:
    """A warning where others of the list are out of the order that it has else."""
    if not kind.hangs_on_words:
        return
    every = list_at(file.data, kind.path)
    numbers = [k for k in range(len(every)) if file.origin((*kind.path, k))[0] == name]
    items = [every[k] for k in numbers]
    language = reading.annotations.metadata.language
    if astray := order.out_of_order(order.keys_of(kind, items, reading.anchorer, language)):
        place = file.place((*kind.path, numbers[astray[0]]))
        message = (
            f"Not all of `{kind.path[-1]}` is in the order of the text: {len(astray)} elsewhere."
        )
        hint = (
            f"The new entry is behind the nearest before it. {program.command()} check --fix sorts."
        )
        yield Problem("entries-unsorted", place, message, hint, Severity.WARNING)


def write(planned: Planned) -> Added:
    """Write what was planned. Raises `BuildFailed` with `file-changed`, `output-unwritable`."""
    planned.path.parent.mkdir(parents=True, exist_ok=True)
    files.replace({planned.path: (planned.before, planned.after)})
    return planned.added


def _checked(project: Project, kind: Kind, file: str, after: bytes, index: int) -> Added:
    """The entry at `index` of the candidate for `file`. Raises `BuildFailed` with what it
    breaks."""
    editor = YamlEditor(file, after)
    path: YamlPath = (*kind.path, index)
    first, last = editor.lines(path)
    candidate = project.with_files({file: after})
    problems = differences.new_problems(project, candidate, file, (first, last))
    entry = editor.file.at(path)
    assert isinstance(entry, dict), "the editor wrote a group of keys"
    keys = [(editor.file.key_place((*path, key)).line, key) for key in entry]
    before = project.instead.get(file, b"")
    grown = after.count(b"\n") - before.count(b"\n")
    name = add_values.new_place(kind).file
    refused = errors(problems)
    if refused:
        # The keys above it are new too where its section was not there.
        data = load(file, before).data
        above = sum(not value_in(data, kind.path[:n]) for n in range(1, len(kind.path) + 1))
        lines = (first - above, last)
        raise BuildFailed(differences.relocated(refused, file, lines, grown, name, keys))
    text = "\n".join(editor.text.splitlines()[first - 1 : last]) + "\n"
    id = str(entry.get("id", ""))
    warnings = in_order(problems)
    return Added(editor.file.place(path), id, text, warnings)
