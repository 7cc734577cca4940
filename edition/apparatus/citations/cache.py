"""Citation cache: keeps what citeproc-py made of the records of an edition, from build to build.

A large edition has thousands of records, and each takes a millisecond in each of its forms. What
is kept goes by the record's content, its form and its language, and by the builder's own code; the
file has what the last build of the edition needed. It is safe to delete; one that is damaged counts
as not there.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from edition.system import cachedir, fingerprint

#: So many editions are kept; those that were built last.
EDITIONS = 50


class CitationCache:
    """What was made for the edition `identifier`; in the folder of the user, or nowhere."""

    def __init__(self, identifier: str) -> None:
        folder = cachedir.kept("citations")
        name = hashlib.sha256(identifier.encode()).hexdigest()
        self.path = folder / f"{name}.json" if folder else None
        self.known = self._load()
        self.used: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was made of the record, form and language that `key` names."""
        found = self.known.get(key)
        if found is not None:
            self.used[key] = found
        return found

    def put(self, key: str, markup: str) -> None:
        """Remember what was made; `save` writes it."""
        self.used[key] = markup

    def save(self) -> None:
        """Write what this build has used, if that is news and the folder lets it be written."""
        if self.path is None or self.used.keys() <= self.known.keys():
            return
        data = json.dumps(self.used, ensure_ascii=False).encode()
        if cachedir.write(self.path, _digest(data) + data):
            with suppress(OSError):
                _tidy(self.path.parent)

    def _load(self) -> dict[str, str]:
        if self.path is None:
            return {}
        try:
            data = self.path.read_bytes()
        except OSError:
            return {}
        return json.loads(data[32:]) if data[:32] == _digest(data[32:]) else {}


def _digest(data: bytes) -> bytes:
    """Of the kept, and of the code that made it: another release finds it damaged."""
    return hashlib.sha256(fingerprint.digest("citeproc-py", "lxml").encode() + data).digest()


def _tidy(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[:-EDITIONS]:
        path.unlink()
