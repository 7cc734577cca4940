"""Fingerprint: names the code that makes books, so that what another release has made is not
taken."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache

from edition import __version__

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def digest(*libraries: str) -> str:
    """The SHA-256 of this package, of Python's version, and of those of the `libraries` (names of
    distributions)."""
    from importlib.metadata import version

    found = hashlib.sha256(sys.version.encode())
    for name in libraries:
        found.update(f"\n{name} {version(name)}".encode())
    found.update(_package())
    return found.hexdigest()


@cache
def _package() -> bytes:
    """The SHA-256 of where the package lies, of its version, and of the sizes and times of its
    modules, its labels and orders of letters, its outlines. To read them all would take a
    twentieth of a second each time."""
    found = hashlib.sha256(f"{_PACKAGE} {__version__}".encode())
    for path, size, changed in sorted(_files(_PACKAGE)):
        found.update(f"\n{path} {size} {changed}".encode())
    return found.digest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """The path, the size and the time of change (nanoseconds) of each file that makes books; not
    what is installed for the judges, which are some thousands of files."""
    is_data = os.path.basename(folder) == "outlines" or folder.startswith(
        os.path.join(_PACKAGE, "languages", "")
    )
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name not in ("node_modules", "__pycache__"):
                    yield from _files(entry.path)
            elif is_data or entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
