"""Entries: one entry of annotations.yaml or of a file that it includes, found by its id or its
line, and its values as words of a form. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from edition.annotations.groups import list_at
from edition.apparatus.citations import records
from edition.assembly.inputs import ANNOTATIONS
from edition.authoring.add import kinds, softwrap
from edition.authoring.add.kinds import Field, Kind
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.entries import EntryEditor
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue
from edition.yamlfile.prune import path_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entry is meant: its list, its id (empty where its kind has none), the line that it
    began on when it was opened, the digest that it had then (empty: whatever it is), and the file
    that the line is of."""

    group: str
    id: str
    line: int
    digest: str = ""
    file: str = ANNOTATIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is in its file: its kind, its path in the whole of all files, its data, its
    place, and a name for the lines that it is written in."""

    kind: Kind
    path: YamlPath
    data: Mapping[str, YamlValue]
    place: Place
    digest: str

    @property
    def id(self) -> str:
        """Its id; empty where its kind has none."""
        return str(self.data.get("id", ""))

    @property
    def title(self) -> str:
        """What people call it: its kind, and its id or its first words."""
        words = self.data.get("quote") or self.data.get("label") or self.data.get("date") or ""
        return f"{self.kind.name} {self.id or str(words)[:40]}".strip()


def entry_of(editor: FilesEditor[EntryEditor], wanted: Wanted) -> Entry:
    """The entry that is meant. Raises `BuildFailed` with `file-changed` where it is there no more,
    or is another than it was when it was opened; with what is wrong with its file where that is
    left out."""
    lost = [problem for problem in editor.file.outside if problem.place.file == wanted.file]
    if lost and wanted.file not in editor.file.names:
        raise BuildFailed(lost)
    found = [_made(editor, kind, path) for kind, path in _paths(editor.file, wanted)]
    for entry in found:
        if not wanted.digest or entry.digest == wanted.digest:
            return entry
    if found and (found[0].id or found[0].place[:2] == (wanted.file, wanted.line)):
        message = f"The {found[0].title} has been changed since it was opened here."
        hint = "Open it again, to see what it says now. What you typed was not written."
        raise BuildFailed([Problem("file-changed", found[0].place, message, hint)])
    message = f"The entry {wanted.id or f'of line {wanted.line}'} is no longer in the file."
    hint = "It may have been deleted, or given another id. Look at the file."
    raise BuildFailed([Problem("file-changed", Place(wanted.file), message, hint)])


def words_of(entry: Entry) -> dict[str, str]:
    """Its values by the keys of the form: lists a line each, groups as `original.text`; what a form
    cannot hold is left out."""
    found: dict[str, str] = {}
    for field in fields_of(entry):
        value = entry.data.get(field.key)
        if field.fields and isinstance(value, Mapping) and not field.is_list:
            for inner in field.fields:
                if isinstance(text := _words(inner, value.get(inner.key)), str):
                    found[f"{field.key}.{inner.key}"] = text
        elif isinstance(text := _words(field, value), str):
            found[field.key] = text
    return found


def fields_of(entry: Entry) -> tuple[Field, ...]:
    """The fields that a form can show: those of the kind, and of a source the variables that it
    has and those that are usual."""
    own = tuple(field for field in kinds.fields(entry.kind) if field.type != "list of groups")
    if entry.kind.name != "source":
        return own
    known = {field.key for field in own}
    usual = source_fields()
    more = [key for key in entry.data if key not in known | {item.key for item in usual}]
    shown = [Field(key, "text", False, "A variable of CSL.") for key in more]
    fits = [item for item in (*usual, *shown) if _fits(item, entry.data.get(item.key))]
    return (*own, *fits)


def source_fields() -> tuple[Field, ...]:
    """The variables of CSL that most sources have, in the order in which people think of them."""
    return tuple(
        Field(key, "list of text" if key in records.NAME_FIELDS else "text", False, help, example)
        for key, help, example in _USUAL
    )


_USUAL = (
    ("author", "Who wrote it: “Surname, Given”; a body by its name.", "Doe, Jane"),
    ("editor", "Who edited it.", ""),
    ("container-title", "The newspaper, journal, website or book that it is a part of.", ""),
    ("publisher", "Who published it.", ""),
    ("publisher-place", "Where.", "London"),
    ("issued", "When: 2014, 2014-12 or 2014-12-15.", "2014-12-15"),
    ("volume", "Volume.", "3"),
    ("page", "Pages.", "12–34"),
    ("URL", "Its address on the net.", "https://example.org/"),
    ("accessed", "When you looked at it there.", "2026-01-31"),
    ("language", "The language of the source.", "ru"),
)


def _fits(field: Field, value: YamlValue) -> bool:
    return value is None or _words(field, value) is not None


def _words(field: Field, value: YamlValue) -> str | None:
    """A value as words of a form; None for what has none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        text = str(value)
        return softwrap.unwrap(text.rstrip("\n")) if field.is_markdown else text
    if isinstance(value, list):
        parts = [
            _person(item) if isinstance(item, Mapping) else _words(field, item) for item in value
        ]
        if any(part is None or "\n" in part for part in parts):
            return None
        between = ", " if field.type == "list of numbers" else "\n"
        return between.join(part for part in parts if part is not None)
    return None


def _person(name: Mapping[str, YamlValue]) -> str | None:
    """A name as `add` reads it: “Surname, Given”, or that of a body."""
    parts = {key: str(value) for key, value in name.items()}
    if set(parts) == {"family", "given"} and "," not in parts["family"]:
        return f"{parts['family']}, {parts['given']}"
    if set(parts) == {"literal"} and "," not in parts["literal"]:
        return parts["literal"]
    return None


def _paths(file: YamlFile, wanted: Wanted) -> Iterator[tuple[Kind, YamlPath]]:
    """Where the entry may be: the one with the id, of several first that on the line; else that on
    the line, then, in case lines were added above it, all others without an id."""
    here = [kind for kind in kinds.KINDS.values() if kind.path[0] == wanted.group]
    if wanted.id:
        found: list[tuple[Kind, YamlPath]] = [
            (kind, (*kind.path, k))
            for kind in here
            for k, item in enumerate(list_at(file.data, kind.path))
            if isinstance(item, dict) and item.get("id") == wanted.id
        ]
        line = (wanted.file, wanted.line)
        yield from sorted(found, key=lambda each: file.place(each[1])[:2] != line)
        return
    path = path_at(file, Place(wanted.file, wanted.line))
    for kind in kinds.KINDS.values():
        size = len(kind.path)
        is_meant = kind in here or not wanted.group
        if is_meant and path[:size] == kind.path and isinstance(file.at(path[: size + 1]), dict):
            yield kind, path[: size + 1]
    for kind in here if wanted.digest else ():
        for k, item in enumerate(list_at(file.data, kind.path)):
            if isinstance(item, dict) and "id" not in item:
                yield kind, (*kind.path, k)


def _made(editor: FilesEditor[EntryEditor], kind: Kind, path: YamlPath) -> Entry:
    data = editor.file.at(path)
    assert isinstance(data, dict), "the paths are those of groups"
    own, local = editor.at(path)
    first, last = own.lines(local)
    lines = own.text.splitlines()[first - 1 : last]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]
    return Entry(kind, path, data, editor.file.place(path), digest)
