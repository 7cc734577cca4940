"""Seals: which finished books in a folder this builder has written.

A folder for books comes with a project, and anybody may have put files into it, also under the
names that the builder uses there. So the SHA-256 of books that are about to be put in their places
are kept in the user's own folder, where no contribution comes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from edition.system import cachedir, folders
from edition.system.cachedir import Cache
from edition.system.project import read_bounded

_FOLDER, _MADE_BY = "ready", "files.write_all 1"
#: Bytes that are kept of seals; those of builds that were killed stay until the next in the folder.
_LIMIT = 1 << 20


def seal(folder: Path, files: Mapping[str, bytes]) -> None:
    """Keep that `files` (name → bytes) are about to come into `folder`, those of one name before a
    `/` as a folder. Where nothing can be kept, they are not known again."""
    digests = {}
    for name in folders.outputs(files):
        if name in files:
            digests[name] = hashlib.sha256(files[name]).hexdigest()
        else:
            start = f"{name}/"
            inner = {key: data for key, data in files.items() if key.startswith(start)}
            digests[name] = folders.digest_of({key[len(start) :]: inner[key] for key in inner})
    kept = _kept()
    kept.put(_key(folder), json.dumps(digests).encode())
    kept.tidy()


def is_sealed(folder: Path, path: Path) -> bool:
    """Whether `path` is a file or a folder, no link, that was about to come into `folder`."""
    digests = json.loads(_kept().get(_key(folder)) or b"{}")
    if path.name not in digests or path.is_symlink():
        return False
    with suppress(OSError):
        if path.is_dir():
            return bool(folders.digest(path) == digests[path.name])
        if not path.is_file():
            return False
        data = read_bounded(path, path.stat().st_size)
        return data is not None and hashlib.sha256(data).hexdigest() == digests[path.name]
    return False


def are_there(folder: Path) -> bool:
    """Whether books were about to come into `folder`."""
    return _kept().get(_key(folder)) is not None


def drop(folder: Path) -> None:
    """They are in their places."""
    kept = _kept()
    if kept.folder is not None:
        with suppress(OSError):
            kept.path(_key(folder)).unlink()


def _kept() -> Cache:
    return Cache(cachedir.folder(_FOLDER), _MADE_BY, _LIMIT)


def _key(folder: Path) -> str:
    return str(folder.resolve())
