"""Folders: an output that is a whole folder of files, such as a web edition.

It is written and replaced as one. A folder that stands in its place is replaced only if builds
alone have put files there: it has a list of its files, and no other file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from edition.system.project import read_bounded

#: The list of the files of a folder, as `sha256sum --check` reads it.
LIST = "SHA256SUMS"
#: Bytes of a list that are read.
_MOST = 1 << 20


def with_list(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a folder (name in it → bytes) in order, and the list of them."""
    ordered = dict(sorted(files.items()))
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in ordered.items())
    return ordered | {LIST: "".join(lines).encode()}


def within(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with `folder/` before their names."""
    return {f"{folder}/{name}": data for name, data in files.items()}


def outputs(names: Iterable[str]) -> list[str]:
    """What stands in the folder of the books for files of these names: a file, or the folder that
    it is in; each once, in order."""
    return list(dict.fromkeys(PurePosixPath(name).parts[0] for name in names))


def is_folder(folder: Path) -> bool:
    """Whether this is a folder itself, and no link to one."""
    return folder.is_dir() and not folder.is_symlink()


def strangers(folder: Path) -> list[str]:
    """The names of files in `folder`, sorted, that its list does not name; what is no plain file is
    one of them. Raises `OSError`."""
    listed = set(_listed(folder)) | {LIST}
    return sorted(name for name in _names(folder) if name not in listed)


def digest(folder: Path) -> str:
    """A digest of all files in `folder` and their names; empty if one cannot be read."""
    found = read(folder)
    return "" if found is None else digest_of(found)


def read(folder: Path) -> dict[str, bytes] | None:
    """The files in `folder` by their names in it; None if one is no plain file, or cannot be read.
    Raises `OSError`."""
    found = {}
    for name in _names(folder):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            return None
        data = read_bounded(path, path.stat().st_size)
        if data is None:
            return None
        found[name] = data
    return found


def digest_of(files: Mapping[str, bytes]) -> str:
    """The same of files in memory."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    if not path.is_dir():
        return path.stat().st_size
    return sum((path / name).stat().st_size for name in _names(path))


def _names(folder: Path) -> Iterator[str]:
    """What is in a folder and the folders in it, links not followed; an empty folder counts."""
    for place, folders, files in os.walk(folder):
        relative = PurePosixPath(Path(place).relative_to(folder).as_posix())
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (str(relative / name) for name in (*files, *links))
        if not files and not folders and relative.parts:
            yield str(relative)


def _listed(folder: Path) -> Iterator[str]:
    path = folder / LIST
    if path.is_symlink() or not path.is_file():
        return
    data = None
    with suppress(OSError):
        data = read_bounded(path, _MOST)
    for line in (data or b"").decode("utf-8", "replace").splitlines():
        yield line[66:]
