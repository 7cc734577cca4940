"""Template cache: keeps the templates' compiled code, as Python keeps its modules' in __pycache__.

Compiling the templates takes a tenth of an EPUB build. Jinja checks each kept code against its
template's text; where nothing can be kept, nothing is said. What is kept is run: it lies where
nobody but the user can put anything (`cachefolder`), and never in a project or beside the builder,
where a contribution could.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from edition.system import cachedir


class TemplateCache(BytecodeCache):
    """Compiled templates, a file each, in `directory` (None: none are kept); safe to delete.

    A file begins with the SHA-256 of the rest, so that one that is cut or damaged counts as none:
    the interpreter would crash on damaged code.
    """

    def __init__(self) -> None:
        self.directory = cachedir.folder("templates")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """By the template's name alone: another copy of the builder has the same few files."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept, if it is whole."""
        path = self._path(bucket)
        if path is None:
            return
        try:
            data = path.read_bytes()
        except OSError:
            return
        if data[:32] == hashlib.sha256(data[32:]).digest():
            bucket.bytecode_from_string(data[32:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where that is possible."""
        path = self._path(bucket)
        if path is None:
            return
        data = bucket.bytecode_to_string()
        cachedir.write(path, hashlib.sha256(data).digest() + data)

    def _path(self, bucket: Bucket) -> Path | None:
        return self.directory and Path(self.directory) / f"{bucket.key}.jinja"
