"""Citation cache: keeps what citeproc-py made of the records of an edition, from build to build.

A large edition has thousands of records, and each takes a millisecond in each of its forms. What
is kept goes by the record's content, its form and its language, and by the builder's own code; an
edition's file has what its last build needed.
"""

from __future__ import annotations

import json

from edition.system import cachedir, fingerprint


class CitationCache:
    """What was made for the edition `identifier`; kept in the folder of the user, or nowhere."""

    def __init__(self, identifier: str) -> None:
        folder = cachedir.kept("citations")
        made_by = fingerprint.digest("citeproc-py", "lxml") if folder else ""
        self._cache = cachedir.Cache(folder, made_by)
        self._identifier = identifier
        self._known: dict[str, str] = json.loads(self._cache.get(identifier) or b"{}")
        self._used: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was made of the record, form and language that `key` names."""
        found = self._known.get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, key: str, markup: str) -> None:
        """Remember what was made; `save` writes it."""
        self._used[key] = markup

    def save(self) -> None:
        """Write what this build has used, if that is news and the folder lets it be written."""
        if not self._used.keys() <= self._known.keys():
            self._cache.put(self._identifier, json.dumps(self._used, ensure_ascii=False).encode())
            self._cache.tidy()
