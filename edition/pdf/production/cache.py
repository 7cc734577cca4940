"""Layout cache: keeps gatherings from build to build, by what they were made of.

A gathering's name is the SHA-256 of all that its layout depends on: its markup, the shop's style
sheets, fonts and pictures, the builder's own code, and the versions of the libraries that lay out.
What has changed has another name, so that nothing kept is ever out of date. Each file carries a
SHA-256 of its name and of itself; one that is damaged, or bears the name of another, counts as not
there. They hold data only, nothing that could run.

The folder is the user's, not the edition's: what comes with an edition cannot bring a cache. It
may be deleted at any time; where it cannot be written, nothing is kept and nothing is said.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from edition.pdf.fragment import DamagedGathering, Gathering, from_bytes
from edition.pdf.weasyprint70.install import switched_off
from edition.system import cachedir, fingerprint

#: The bytes that are kept at most, unless told otherwise: some forty books of 300 pages.
LIMIT = 1 << 30
_SUFFIX = ".gathering"


class LayoutCache:
    """Gatherings in `folder`, at most `limit` bytes of them; None keeps nothing."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self.written = False

    @classmethod
    def of_user(cls) -> LayoutCache:
        """The one that `EDITION_CACHE` names, else that of the user (`cachefolder`)."""
        return cls(cachedir.kept("layout"))

    def get(self, key: str) -> Gathering | None:
        """What was kept under `key`, if it is there and whole."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            found = from_bytes(path.read_bytes(), key)
        except (OSError, DamagedGathering):
            return None
        with suppress(OSError):
            os.utime(path)  # What was used last is dropped last.
        return found

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` (`Gathering.to_bytes(key)`), if the folder lets it be written."""
        if self.folder is None:
            return
        if cachedir.write(self._path(key), data):
            self.written = True

    def tidy(self) -> None:
        """Drop what was not used for longest until the rest is within the limit; what a build that
        was killed had not finished writing is dropped so, too."""
        if self.folder is None or not self.written:
            return
        found = []
        with suppress(OSError):
            for path in self.folder.glob("*/*"):
                with suppress(OSError):
                    status = path.stat()
                    found.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda item: item[:2]):
            if total <= self.limit:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        name = hashlib.sha256(f"{_making()} {key}".encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}{_SUFFIX}"


@cache
def _making() -> str:
    """Names the code that lays out: this package, Python, and the libraries."""
    libraries = ("weasyprint", "pydyf", "tinycss2", "pyphen", "pillow", "fonttools")
    without = switched_off()  # What is laid out without a patch is of no use to a build.
    return fingerprint.digest(*libraries) + _shared_libraries() + without


def _shared_libraries() -> str:
    """The versions of Pango and HarfBuzz, which WeasyPrint finds on the machine."""
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    numbers = [ffi.new("unsigned *") for _ in range(3)]
    with suppress(AttributeError):
        harfbuzz.hb_version(*numbers)
    return f"\npango {pango.pango_version()} harfbuzz {[number[0] for number in numbers]}"
