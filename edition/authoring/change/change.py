"""Change: plans a change of one entry, or its end, if the edition is none the worse for it.

What is given goes through `authoring.add`, as if the entry were new to a file without it; what
comes out is written into the fields that were changed, and the rest of the file, and of the entry,
stays as it is. An entry goes to another place in its list where its words, its date or its name do;
it stays in its file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from edition.annotations.groups import list_at
from edition.assembly import partial
from edition.assembly.inputs import ANNOTATIONS, load_annotations
from edition.authoring.add import differences, fields, kinds, order, softwrap
from edition.authoring.add import values as add_values
from edition.authoring.add.values import Made
from edition.authoring.add.write import Added, Planned
from edition.authoring.change.entries import Entry, Wanted, entry_of
from edition.model.problems import BuildFailed, Place, Problem, errors, in_order
from edition.system.project import Project
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.entries import EntryEditor
from edition.yamlfile.load import YamlPath, YamlValue

_SELECTOR = ("quote", "prefix", "suffix")
#: Fields that say where in its list an entry is that does not hang on words.
_SORTED_BY = frozenset(("term", "name", "date", "until", "id", "caption"))


def change(project: Project, wanted: Wanted, values: Mapping[str, YamlValue]) -> Planned:
    """The file of the entry with other `values` of it: words of a form, only those that were
    changed, an empty one for a field that goes.

    A quotation is given with its `prefix` and `suffix`, whatever they are; the shortest selector
    is written. Raises `BuildFailed`: as `write.plan` does, with the field in the place; with
    `file-changed` where the entry is not what it was.
    """
    editor = editor_of(project)
    entry = entry_of(editor, wanted)
    base = project.with_files(editor.file.contents)
    read = partial.read(base)
    others = _without(editor.file.group, entry.path)
    touched = {str(key).partition(".")[0] for key in values}
    made = add_values.make(entry.kind, _given(entry, values), read.anchorer, others)
    if found := [item for item in made.problems if _is_of(item, touched)]:
        raise BuildFailed(found)
    own, path = editor.at(entry.path)
    _put(own, path, entry, made, touched)
    after = own.finish()
    by_words = entry.kind.hangs_on_words
    if (made.span and "quote" in touched) if by_words else touched & _SORTED_BY:
        siblings = list_at(_without(own.file.group, path), entry.kind.path)
        language = read.annotations.metadata.language
        index = order.index_of(
            entry.kind, made.values, siblings, read.anchorer, made.span, language
        )
        after, path = _moved(own.file.name, after, path, index)
    return _planned(base, entry, after, path)


def remove(project: Project, wanted: Wanted) -> Planned:
    """The file of the entry without it. Raises `BuildFailed` where something leads to it, and as
    `change` does."""
    editor = editor_of(project)
    entry = entry_of(editor, wanted)
    own, path = editor.at(entry.path)
    own.drop(path)
    return _planned(project.with_files(editor.file.contents), entry, own.finish(), ())


def editor_of(project: Project) -> FilesEditor[EntryEditor]:
    """What edits the entries of annotations.yaml and of the files that it includes. Raises
    `BuildFailed` where annotations.yaml is not there, or cannot be edited."""
    editor = FilesEditor(load_annotations(project), EntryEditor)
    # It is opened first: what is wrong with it hides the files that it includes.
    editor.opened(ANNOTATIONS)
    return editor


def check(
    project: Project, before: bytes, after: bytes, name: str, file: str = ANNOTATIONS
) -> tuple[Problem, ...]:
    """The warnings that `after` in the place of `file` brings beside those of `before`. Raises
    `BuildFailed` with the errors that it brings; their places are those of the file as it is, or
    `name` in what is new."""
    base = project.with_files({file: before})
    problems = differences.new_problems(base, project.with_files({file: after}), file, (0, -1))
    if refused := errors(problems):
        raise BuildFailed(_as_before(refused, before, after, Place(name), file))
    return tuple(in_order(problems))


# ── the entry ───────────────────────────────────────────────────────────────────────────────


def _without(data: Mapping[str, YamlValue], path: YamlPath) -> dict[str, YamlValue]:
    """The file as data, without an entry: nothing of it is taken."""
    step, rest = path[0], path[1:]
    value = data[str(step)]
    if isinstance(value, list):
        return {**data, str(step): [item for k, item in enumerate(value) if k != rest[0]]}
    assert isinstance(value, Mapping), "the path is that of an entry"
    return {**data, str(step): _without(value, rest)}


def _given(entry: Entry, values: Mapping[str, YamlValue]) -> dict[str, YamlValue]:
    """What is given, and what stays as it is. A list of groups is in no form, and stays."""
    known = {field.key: field for field in kinds.fields(entry.kind)}
    words = "quote" in values
    given: dict[str, YamlValue] = {}
    for key, value in entry.data.items():
        field = known.get(key)
        if (field and field.type == "list of groups") or (words and key in _SELECTOR):
            continue
        if isinstance(value, Mapping) and field and field.fields:
            given |= {f"{key}.{inner}": item for inner, item in value.items()}
        else:
            given[key] = value
    return given | dict(values)


def _is_of(problem: Problem, touched: Iterable[str]) -> bool:
    """Whether a problem is one of the fields that were changed, or of none."""
    found = re.search(r"\(([^()]*)\)$", problem.place.file)
    key = found[1].partition(".")[0] if found else ""
    fields_of_words = {"quote": set(_SELECTOR)}
    return not key or any(key in fields_of_words.get(name, {name}) for name in touched)


def _put(
    editor: EntryEditor, path: YamlPath, entry: Entry, made: Made, touched: Iterable[str]
) -> None:
    """Write what was changed of the entry, which is at `path` in the file of the `editor`."""
    keys = [field.key for field in kinds.fields(entry.kind)]
    texts = {field.key for field in kinds.fields(entry.kind) if field.is_markdown}
    wanted = dict.fromkeys(touched)
    if "quote" in wanted:
        wanted |= dict.fromkeys(_SELECTOR)
    if "cite" in wanted and (body := kinds.body_of(entry.kind)):
        del wanted["cite"]
        wanted[body.key] = None  # they are cited there
    for key in sorted(wanted, key=lambda key: (keys.index(key) if key in keys else len(keys), key)):
        old, new = entry.data.get(key), made.values.get(key)
        if key in texts and isinstance(old, str) and isinstance(new, str):
            new = softwrap.rewrap(new, old)
        if _same(old, new):
            continue
        if new is None or fields.is_empty(new):
            editor.drop((*path, key))
        else:
            editor.put((*path, key), new, keys)


def _same(old: YamlValue, new: YamlValue) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.rstrip("\n") == new.rstrip("\n")
    return old == new


def _moved(file: str, data: bytes, path: YamlPath, index: int) -> tuple[bytes, YamlPath]:
    if index == path[-1]:
        return data, path
    editor = EntryEditor(file, data)
    editor.move(path, index)
    return editor.finish(), (*path[:-1], index)


# ── what it does to the edition ─────────────────────────────────────────────────────────────


def _planned(project: Project, entry: Entry, after: bytes, path: YamlPath) -> Planned:
    """`project` is as it was read, `path` that of the entry in `after`, its file; empty where it
    is there no more."""
    file = entry.place.file
    before = project.instead[file]
    warnings = check(project, before, after, add_values.new_place(entry.kind).file, file)
    target = project.place_for(file, Place(file))
    if not path:
        return Planned(target, before, after, Added(entry.place, entry.id, "", warnings))
    editor = EntryEditor(file, after)
    first, last = editor.lines(path)
    text = "\n".join(editor.text.splitlines()[first - 1 : last]) + "\n"
    value = editor.file.at(path)
    id = str(value.get("id", "")) if isinstance(value, dict) else ""
    return Planned(target, before, after, Added(editor.file.place(path), id, text, warnings))


def _as_before(
    problems: Iterable[Problem], before: bytes, after: bytes, new_place: Place, file: str
) -> list[Problem]:
    """The problems with the lines of the file as it is, not as it would be."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    lines: dict[int, int] = {}
    matcher = difflib.SequenceMatcher(None, old, new)
    for one, other, size in matcher.get_matching_blocks():
        lines |= {other + k + 1: one + k + 1 for k in range(size)}

    def moved(found: re.Match[str]) -> str:
        line = lines.get(int(found[1]))
        return f"line {line}" if line else "a line of what was changed"

    result = []
    for problem in problems:
        place = problem.place
        if place.file == file and place.line:
            line = lines.get(place.line)
            place = place._replace(line=line) if line else new_place
        here = place.file == file
        hint = re.sub(r"\bline (\d{1,9})\b", moved, problem.hint) if here else problem.hint
        result.append(replace(problem, place=place, hint=hint))
    return result
