"""Cache folder: what the builder can always make again, kept from build to build.

It is the user's own, outside of every project and of the builder: a contribution is files of a
project, and must not bring what is taken for the builder's own work. Deleting it costs time and
nothing else; where it cannot be written, nothing is kept and nothing is said.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_OURS = "annotated-edition"
#: Names another folder for what is kept of books; the value `off` keeps nothing.
VARIABLE = "EDITION_CACHE"
_DIGEST = 32


class Cache:
    """Bytes by key in `folder`, at most `limit` of them; None for the folder keeps nothing.

    The key says all that the bytes were made of, so that nothing kept is out of date: `made_by`
    names the code that made them. A file is called by the SHA-256 of its key, and begins with
    that of the key and the rest: one that is damaged, or another's, counts as not there.
    """

    def __init__(self, folder: Path | None, made_by: str = "", limit: int = 1 << 26) -> None:
        self.folder = folder
        self._made_by = made_by
        self._limit = limit
        self._written = False

    def get(self, key: str) -> bytes | None:
        """What was kept under `key`, if it is there and whole."""
        if self.folder is None:
            return None
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, kept = data[:_DIGEST], data[_DIGEST:]
        if digest != self._digest(key, kept):
            return None
        with suppress(OSError):
            os.utime(path)  # `tidy` drops what was used last at last
        return kept

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all, if the folder lets it be written."""
        if self.folder is None:
            return
        with suppress(OSError):
            _write(self.path(key), self._digest(key, data) + data)
            self._written = True

    def tidy(self) -> None:
        """Drop what was not used for longest until the rest is within the limit; what a killed
        build had not finished writing goes so, too."""
        if self.folder is None or not self._written:
            return
        found = []
        with suppress(OSError):
            for path in self.folder.rglob("*"):
                with suppress(OSError):
                    status = path.lstat()
                    if stat.S_ISREG(status.st_mode):
                        found.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda item: item[:2]):
            if total <= self._limit:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def path(self, key: str) -> Path:
        """The file of `key`. There must be a folder."""
        assert self.folder is not None
        return self.folder / hashlib.sha256(self._whole(key)).hexdigest()

    def _digest(self, key: str, data: bytes) -> bytes:
        return hashlib.sha256(hashlib.sha256(self._whole(key)).digest() + data).digest()

    def _whole(self, key: str) -> bytes:
        return f"{self._made_by} {key}".encode()


def kept(name: str) -> Path | None:
    """The folder `name` of what is kept of books from build to build: below the one that
    `EDITION_CACHE` names, else that of the user; None where it says `off`, or for `folder`."""
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    return Path(named) / name if named else folder(name)


def folder(name: str) -> Path | None:
    """The folder `name` in the user's folder for caches, made if it is not there; None where there
    is no place for it, or one that another user could write into."""
    from platformdirs import user_cache_path

    try:
        path = user_cache_path(_OURS, appauthor=False, opinion=False) / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _is_ours(path.parent) and _is_ours(path) else None
    except (OSError, RuntimeError):  # the latter for a user without a home
        return None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise


def _is_ours(path: Path) -> bool:
    """Whether it is a folder, no link, of this user, which no other may write into."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if os.name == "nt":  # below the user's own folder, others have no right
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022
