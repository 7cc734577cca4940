"""Cache folder: where the builder keeps, for this user alone, what it can always make again.

It lies outside of every project and of the builder: a contribution is files of a project, and what
is kept here is trusted as code is. Deleting it costs time and nothing else.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

_OURS = "annotated-edition"
#: Names another folder for what is kept of books; the value `off` keeps nothing.
VARIABLE = "EDITION_CACHE"


def kept(name: str) -> Path | None:
    """The folder `name` of what is kept of books from build to build: below the one that
    `EDITION_CACHE` names, else that of the user."""
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    return Path(named) / name if named else folder(name)


def folder(name: str) -> Path | None:
    """The folder `name` of the cache, made if it is not there; None where there is no place for
    it, or one that another user could write into."""
    base = _base()
    if base is None:
        return None
    path = base / _OURS / name
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _is_ours(path.parent) and _is_ours(path) else None
    except OSError:
        return None


def write(path: Path, data: bytes) -> bool:
    """Keep `data` in the file `path`, whole or not at all; tells whether that was possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError:
        return False
    return True


def _base() -> Path | None:
    """The user's folder for caches (XDG Base Directory Specification 0.8; Apple's and Microsoft's
    own); None for a user without a home."""
    if os.name == "nt":
        named = os.environ.get("LOCALAPPDATA", "")
    else:
        named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named)
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _is_ours(path: Path) -> bool:
    """Whether it is a folder, no link, of this user, which no other may write into."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if os.name == "nt":  # below the user's own folder, others have no right
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022
