"""Edits of an edition's files: the same edits as those of one, each made in the file in which the
value stands. Every other byte of each stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from edition.yamlfile import dump
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue, load

_Editor = TypeVar("_Editor", bound=YamlEditor)


class FilesEditor(Generic[_Editor]):
    """The edits of a file that may be joined of several; paths are those of the whole. A file is
    opened when its first value is edited. Raises `BuildFailed` as `YamlEditor` does."""

    def __init__(self, file: YamlFile, kind: type[_Editor]) -> None:
        self.file = file
        self._kind = kind
        self._open: dict[str, _Editor] = {}
        self._new: dict[str, bytes] = {}

    def opened(self, name: str) -> _Editor:
        """The editor of the file `name`."""
        if name not in self._open:
            self._open[name] = self._kind(name, self.file.contents[name])
        return self._open[name]

    def at(self, path: YamlPath) -> tuple[_Editor, YamlPath]:
        """The editor of the file in which the value at `path` stands, and its path there."""
        name, local = self.file.origin(path)
        return self.opened(name), local

    def set(self, path: YamlPath, value: YamlValue, *, after: str = "") -> None:
        """As `YamlEditor.set`."""
        editor, local = self.at(path)
        editor.set(local, value, after=after)

    def set_list(self, path: YamlPath, values: Sequence[YamlValue]) -> None:
        """As `YamlEditor.set_list`, for a list that stands in one file."""
        editor, local = self.at(path)
        editor.set_list(local, values)

    def remove(self, path: YamlPath) -> None:
        """As `YamlEditor.remove`."""
        editor, local = self.at(path)
        editor.remove(local)

    def append(self, path: YamlPath, value: str) -> None:
        """As `YamlEditor.append`."""
        editor, local = self.at(path)
        editor.append(local, value)

    def insert(self, path: YamlPath, index: int, values: Mapping[str, YamlValue]) -> None:
        """As `YamlEditor.insert`, for a list that stands in one file."""
        editor, local = self.at(path)
        editor.insert(local, index, values)

    def insert_into(
        self,
        name: str,
        path: YamlPath,
        index: int,
        values: Mapping[str, YamlValue],
        before: Sequence[str] = (),
    ) -> None:
        """Put `values` before the item `index` of the list at `path` in the file `name`, which is
        made if it is not there, or has no keys."""
        there = self.file.contents.get(name, b"")
        if load(name, there).data is None:
            end = b"" if there.endswith(b"\n") or not there else b"\n"
            self._new[name] = there + end + _first(path, values)
        else:
            self.opened(name).insert(path, index, values, before=before)

    def finish(self) -> dict[str, bytes]:
        """The files that are changed, as they will be."""
        found = {name: editor.finish() for name, editor in self._open.items()}
        return {
            name: data
            for name, data in {**found, **self._new}.items()
            if data != self.file.contents.get(name)
        }


def _first(path: YamlPath, values: Mapping[str, YamlValue]) -> bytes:
    """The text of a file that holds one entry of the list at `path`."""
    lines = dump.entry(values, 2 * len(path))
    keys = "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(path))
    return (keys + lines).encode()
