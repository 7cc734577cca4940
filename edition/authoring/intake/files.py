"""Files: the parts of a book that is a folder, read within bounds; `bounds.Archive` is the same for
one that is an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from edition.authoring.intake import bounds


class Files(Protocol):
    """The parts of a book by their names, with `/` between folders."""

    path: str

    def __iter__(self) -> Iterator[str]: ...

    def __contains__(self, name: str) -> bool: ...

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises `BuildFailed`."""


class Folder:
    """The files below a folder, hidden ones and links apart."""

    def __init__(self, root: Path) -> None:
        self.path = str(root)
        self._root = root
        self._left = bounds.MOST_UNPACKED
        self._names = dict.fromkeys(self._walk())

    def _walk(self) -> Iterator[str]:
        count = 0
        for base, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(base) / name
                if name.startswith(".") or file.is_symlink() or not file.is_file():
                    continue
                count += 1
                if count > bounds.MOST_MEMBERS:
                    message = f"{self.path} has more than {bounds.MOST_MEMBERS:,} files in it."
                    bounds.refuse(
                        "import-unreadable", self.path, message, "Name the book's folder."
                    )
                yield file.relative_to(self._root).as_posix()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a file of the folder. Raises `BuildFailed`."""
        if name not in self._names:
            message = f"{self.path} lacks the file {name}."
            bounds.refuse("import-unreadable", self.path, message, "Fetch the whole folder anew.")
        data = bounds.read(self._root / name)
        self._left -= len(data)
        if self._left < 0:
            limit = f"{bounds.MOST_UNPACKED // 1024 // 1024} MiB"
            bounds.refuse(
                "file-too-large", self.path, f"{self.path} has more than {limit} of text."
            )
        return data
