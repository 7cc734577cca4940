"""A fix: what it repairs, and the edits of the file that do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias, assert_never

from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.load import YamlFile, YamlPath
from edition.yamlfile.repair import YamlRepairer


@dataclass(frozen=True, slots=True)
class Set:
    """Another value for a key; a new key stands behind `after`."""

    path: YamlPath
    value: str | bool
    after: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """A key and its value taken out."""

    path: YamlPath


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the key at the end of `path`."""

    path: YamlPath
    key: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Quotation marks around a bare value."""

    path: YamlPath


@dataclass(frozen=True, slots=True)
class Reorder:
    """The keys of a group in another order."""

    path: YamlPath
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """The items of a list in another order: `path` is that of its first item in its file, `order`
    the numbers of the items from there on."""

    path: YamlPath
    order: tuple[int, ...]


Edit: TypeAlias = Set | Remove | Rename | Quote | Reorder | Sort


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that is safe: the code of what it removes, where, and what it does in words."""

    code: str
    place: Place
    description: str
    edits: tuple[Edit, ...]


def applied(file: YamlFile, fixes: Iterable[Fix]) -> dict[str, bytes]:
    """The files that the fixes change, as they will be. Raises `BuildFailed` where one cannot be
    made alone."""
    editor = FilesEditor(file, YamlRepairer)
    for fix in fixes:
        for edit in fix.edits:
            repairer, path = editor.at(edit.path)
            _apply(repairer, replace(edit, path=path))
    return editor.finish()


def _apply(repairer: YamlRepairer, edit: Edit) -> None:
    match edit:
        case Set():
            repairer.set(edit.path, edit.value, after=edit.after)
        case Remove():
            repairer.remove(edit.path)
        case Rename():
            repairer.rename(edit.path, edit.key)
        case Quote():
            repairer.quote(edit.path)
        case Reorder():
            repairer.reorder(edit.path, edit.keys)
        case Sort():
            repairer.sort(edit.path[:-1], edit.order)
        case _:
            assert_never(edit)
