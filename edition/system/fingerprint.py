"""Fingerprint: names the code that makes books, so that what another release has made is not
taken."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path


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
    """The SHA-256 of the package's modules, and of its labels and orders of letters."""
    found = hashlib.sha256()
    package = Path(__file__).parents[1]
    files = [*package.rglob("*.py"), *package.glob("languages/*/*")]
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        found.update(f"\n{path.relative_to(package).as_posix()} ".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.digest()
