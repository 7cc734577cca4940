"""Bounds: what is imported is read within them, whatever it says of its own size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from edition.model.problems import BuildFailed, Place, Problem
from edition.system.project import MAX_BYTES, read_bounded

#: What all members of an archive may have together, unpacked, in bytes, and how many they are.
MOST_UNPACKED, MOST_MEMBERS = 256 * 1024 * 1024, 20_000
#: How deep elements, lists and quotations may stand in one another.
DEEPEST = 200
_CHUNK = 1 << 20


def refuse(code: str, path: str, message: str, hint: str = "") -> NoReturn:
    """Raise `BuildFailed` with a problem of the file at `path`."""
    raise BuildFailed([Problem(code, Place(path), message, hint)])


def refuse_deeper(depth: int, path: str) -> None:
    """Raise `BuildFailed` (`import-unreadable`) for elements more than `DEEPEST` deep."""
    if depth > DEEPEST:
        message = f"{path} has elements in one another, more than {DEEPEST} deep."
        refuse("import-unreadable", path, message, "No text is so deep.")


def read(path: Path) -> bytes:
    """The bytes of a file. Raises `BuildFailed`: `file-unreadable`, `file-too-large`."""
    try:
        data = read_bounded(path, MAX_BYTES)
    except OSError as error:
        refuse("file-unreadable", str(path), f"{path} cannot be read: {error.strerror}.")
    if data is None:
        size = f"{path} is larger than {MAX_BYTES // 1024 // 1024} MiB."
        refuse("file-too-large", str(path), size, "Divide it into several files.")
    return data


class Archive:
    """A zip archive in memory, whose members are unpacked within bounds."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            refuse("import-unreadable", path, f"{path} is a damaged archive: {error}.", _DAMAGED)
        if len(members) > MOST_MEMBERS:
            refuse("import-unreadable", path, f"{path} has {len(members):,} files in it.", _BOMB)
        self._members = {item.filename: item for item in members if not item.is_dir()}
        self._left = MOST_UNPACKED
        self._kept: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member, unpacked. Raises `BuildFailed` (`import-unreadable`) where it is not there,
        is damaged, or all together have more than the bounds allow."""
        if name in self._kept:
            return self._kept[name]
        if name not in self._members:
            refuse("import-unreadable", self.path, f"{self.path} lacks its part {name}.", _DAMAGED)
        try:
            with self._zip.open(self._members[name]) as member:
                data = self._unpack(member)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            message = f"{self.path} is damaged in its part {name}: {error}."
            refuse("import-unreadable", self.path, message, _DAMAGED)
        self._kept[name] = data
        return data

    def _unpack(self, member: IO[bytes]) -> bytes:
        chunks: list[bytes] = []
        while chunk := member.read(_CHUNK):
            self._left -= len(chunk)
            if self._left < 0:
                limit = f"{MOST_UNPACKED // 1024 // 1024} MiB"
                message = f"{self.path} has more than {limit} in it when it is unpacked."
                refuse("import-unreadable", self.path, message, _BOMB)
            chunks.append(chunk)
        return b"".join(chunks)

    def check(self) -> None:
        """Unpack every member once, so that another program meets no more than the bounds."""
        for name in self._members:
            self.read(name)
            self._kept.pop(name)


@lru_cache(maxsize=4096)
def joined(base: str, name: str) -> str:
    """A name beside the file `base` of an archive or folder, `..` worked in; empty for one that
    leads out, or elsewhere than to a file."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\", name) or "\0" in name or "\\" in name:
        return ""
    parts: list[str] = list(PurePosixPath(base).parts[:-1])
    for part in PurePosixPath(name.partition("#")[0].partition("?")[0]).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


_DAMAGED = "Open it in the program that it is made with, and save it anew."
_BOMB = "No book is so large. Take out of it what belongs to no text."
