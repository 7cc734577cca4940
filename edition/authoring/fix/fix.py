"""A fix: what it repairs, and the edits of the file that do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from edition.model.problems import Place
from edition.yamlfile.repair import YamlMender

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Another value for a key; a new key stands behind `after`."""

    path: Path
    value: str | bool
    after: str = ""


@dataclass(frozen=True, slots=True)
class Remove:
    """A key and its value taken out."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the key at the end of `path`."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Quotation marks around a bare value."""

    path: Path


@dataclass(frozen=True, slots=True)
class Reorder:
    """The keys of a group in another order."""

    path: Path
    keys: tuple[str, ...]


Edit: TypeAlias = Set | Remove | Rename | Quote | Reorder


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that is safe: the code of what it mends, where, and what it does in words."""

    code: str
    place: Place
    description: str
    edits: tuple[Edit, ...]


def applied(name: str, data: bytes, fixes: Iterable[Fix]) -> bytes:
    """The file with the fixes made. Raises `BuildFailed` where one cannot be made alone."""
    mender = YamlMender(name, data)
    for fix in fixes:
        for edit in fix.edits:
            _apply(mender, edit)
    return mender.finish()


def _apply(mender: YamlMender, edit: Edit) -> None:
    match edit:
        case Set():
            mender.set(edit.path, edit.value, after=edit.after)
        case Remove():
            mender.remove(edit.path)
        case Rename():
            mender.rename(edit.path, edit.key)
        case Quote():
            mender.quote(edit.path)
        case Reorder():
            mender.reorder(edit.path, edit.keys)
        case _:
            assert_never(edit)
