"""The folder of an edition, and the only way by which the builder reads from it.

Everything that an annotations file can name is read through `Project.read`, so that nothing
outside the folder can get into a book, by `..`, by an absolute path or by a symbolic link.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import field, replace
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import Self

from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem

#: The largest file that is read, in bytes; a longer one is a mistake or an attack.
MAX_BYTES = 64 * 1024 * 1024
#: The folder in a project that the books are written into, where no other is named.
OUTPUT = "dist"


class Refused(Exception):
    """A file that may not or cannot be read; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True, slots=True)
class Project:
    """An edition's folder: `root` is absolute, with its links resolved.

    `instead` holds bytes to read in place of those on the disk, by the file's name: so a change
    is checked before it is written.
    """

    root: Path
    instead: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path) -> Self:
        """The project in `folder`."""
        return cls(folder.resolve())

    def with_files(self, instead: Mapping[str, bytes]) -> Self:
        """The same project as it will be when these files (name → bytes) are written."""
        return replace(self, instead={**self.instead, **instead})

    def path(self, name: str, place: Place) -> Path:
        """The real path of `name`, which must be a file inside the project and not hidden.

        Raises `Refused` with `path-outside-project`, `path-hidden` or `file-not-found`.
        """
        if "\0" in name or "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise Refused(_outside(name, place))
        path = os.path.join(self.root, name)
        if not os.path.lexists(path):  # as most that are looked for: no need to follow its links
            raise Refused(self._missing(name, place))
        try:
            real = Path(os.path.realpath(path, strict=True))
        except (OSError, ValueError):
            raise Refused(self._missing(name, place)) from None
        if not real.is_relative_to(self.root):
            raise Refused(_outside(name, place))
        if any(part.startswith(".") for part in real.relative_to(self.root).parts):
            raise Refused(_hidden(name, place))
        if not real.is_file():
            raise Refused(self._missing(name, place))
        return real

    def place_for(self, name: str, place: Place) -> Path:
        """The path of a file that is to be written: of one that is there its real path, else its
        path in a folder that may be made.

        Raises `BuildFailed` where it is not inside the project, or hidden.
        """
        pure = PurePosixPath(name)
        path = self.root / pure
        if os.path.lexists(path):
            try:
                return self.path(name, place)
            except Refused as refused:
                raise BuildFailed([refused.problem]) from None
        real = _real(path.parent)
        inside = real is not None and real.is_relative_to(self.root)
        if "\0" in name or "\\" in name or pure.is_absolute() or ".." in pure.parts or not inside:
            raise BuildFailed([_outside(name, place)])
        if any(part.startswith(".") for part in pure.parts):
            raise BuildFailed([_hidden(name, place)])
        return path

    def output(self, name: str = "") -> Path:
        """The folder for the books, `dist`, or the one called `name` in it. Raises `BuildFailed`
        where it is a link out of the project: whoever proposes a change must not choose where on
        this machine is written; and where it is a link that leads nowhere."""
        folder = self.root / OUTPUT / name
        real = _real(folder)
        if real is None:
            message = f"The output cannot be written: {OUTPUT} is a link that leads to itself."
            problem = Problem("output-unwritable", Place(OUTPUT), message, "Take the link away.")
            raise BuildFailed([problem])
        if real.is_relative_to(self.root):
            return folder
        message = f"{OUTPUT} is a link that leads out of the project."
        hint = f"Take the link away, or, if it is meant, say so: --output {real}"
        raise BuildFailed([Problem("output-outside-project", Place(OUTPUT), message, hint)])

    def read(self, name: str, place: Place) -> bytes:
        """The bytes of the file `name`. Raises `Refused` where it may not be read."""
        if name in self.instead:
            return self.instead[name]
        path = self.path(name, place)
        try:
            data = read_bounded(path, MAX_BYTES)
        except OSError as error:
            problem = Problem("file-unreadable", place, f"{name} cannot be read: {error.strerror}.")
            raise Refused(problem) from None
        if data is None:
            raise Refused(too_large(place, name))
        return data

    def matching(self, pattern: str, place: Place) -> list[str]:
        """The names of the files that a pattern names: in the last part of a path, `*` stands for
        any signs and `?` for one. In the order of their names, numbers by their value.

        Hidden files are none of them. Raises `Refused` with `path-outside-project`, `path-hidden`.
        """
        pure = PurePosixPath(pattern)
        if "\0" in pattern or "\\" in pattern or pure.is_absolute() or ".." in pure.parts:
            raise Refused(_outside(pattern, place))
        if any(part.startswith(".") for part in pure.parts):
            raise Refused(_hidden(pattern, place))
        try:
            folder = (self.root / pure.parent).resolve(strict=True)
            if not folder.is_relative_to(self.root):
                raise Refused(_outside(pattern, place))
            with os.scandir(folder) as entries:
                found = {entry.name for entry in entries if entry.is_file()}
        except (OSError, RuntimeError, ValueError):
            found = set()  # a folder that is not there has no files
        own = map(PurePosixPath, self.instead)
        found |= {path.name for path in own if path.parent == pure.parent}
        fits = re.compile(fnmatch.translate(_escaped(pure.name))).match
        names = (name for name in found if not name.startswith(".") and fits(name))
        return [(pure.parent / name).as_posix() for name in sorted(names, key=_by_number)]

    def _missing(self, name: str, place: Place) -> Problem:
        folder = os.path.dirname(os.path.join(self.root, name))
        hint = "Paths are given from the folder that holds annotations.yaml."
        try:
            with os.scandir(folder) as entries:
                near = sorted(entry.name for entry in entries if entry.is_file())[:8]
        except (OSError, ValueError):
            near = []
        if near and Path(folder).resolve().is_relative_to(self.root):
            hint += " In that folder there are: " + ", ".join(near)
        return Problem("file-not-found", place, f"There is no file {name}.", hint)


def is_pattern(name: str) -> bool:
    """Whether a path is one that names several files."""
    return "*" in name or "?" in name


def _escaped(pattern: str) -> str:
    """A pattern in which a bracket stands for itself. Repeated stars would be tried for ever."""
    return re.sub(r"\*+", "*", pattern).replace("[", "[[]")


def _by_number(name: str) -> list[tuple[int, str]]:
    """What names are sorted by: chapter-2 before chapter-10."""
    parts = re.findall(r"[0-9]{1,12}|[^0-9]+|[0-9]+", name)
    return [
        (int(part), part) if part.isascii() and part.isdecimal() else (-1, part) for part in parts
    ]


def _real(path: Path) -> Path | None:
    """`path` with its links resolved; None where they go round in a circle."""
    try:
        os.stat(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # the latter for a circle, up to Python 3.12
        return None


def too_large(place: Place, what: str) -> Problem:
    """The problem of a file, or of several together, beyond `MAX_BYTES`."""
    message = f"{what} is larger than {MAX_BYTES // 1024 // 1024} MiB."
    return Problem("file-too-large", place, message, "Divide the edition into several volumes.")


def read_bounded(path: Path, most: int) -> bytes | None:
    """The bytes of the file at `path`; None where it has, or grows to, more than `most`.

    Raises `OSError`. What is no file any more, since it was looked at, is not waited for.
    """
    flags = os.O_RDONLY
    for flag in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"):
        flags |= getattr(os, flag, 0)
    handle = os.open(path, flags)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "It is not a file", str(path))
        with os.fdopen(handle, "rb", buffering=0, closefd=False) as file:
            return _read(file, found.st_size, most)
    finally:
        os.close(handle)


def _read(file: RawIOBase, size: int, most: int) -> bytes | None:
    """All of a file that has `size` bytes, as far as is known."""
    if size > most:
        return None
    parts: list[bytes] = []
    read = 0
    while part := file.read(min(max(size - read, 0) + 1, most + 1 - read)):
        parts.append(part)
        read += len(part)
        if read > most:
            return None
    return b"".join(parts)


def _outside(name: str, place: Place) -> Problem:
    return Problem(
        "path-outside-project",
        place,
        f"{name} is not a path inside the project.",
        "Name a file below the folder that holds annotations.yaml, with forward slashes; "
        "copy the file there if it lies elsewhere. Links that lead out are refused too.",
    )


def _hidden(name: str, place: Place) -> Problem:
    message = f"{name} is a hidden file: its name, or a folder's, begins with a point."
    hint = "Programs keep their own data in such files, passwords too. Copy what is meant."
    return Problem("path-hidden", place, message, hint)
