"""calibre as a judge: what its converter makes of an EPUB for a Kindle, and what comes back.

`convert` runs ebook-convert; `links` and `notes` read the EPUB that comes back. Nothing here
asserts. Errors: MissingJudge, JudgeFailed (judges.py).
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.setup import packages
from edition.verify.findings import JudgeFailed, MissingJudge
from edition.verify.judges.process import TIME_LIMIT

X = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Converted:
    """An EPUB as its documents: name → root, in the order of its zip; and id → (name, element)."""

    documents: dict[str, etree._Element]
    ids: dict[tuple[str, str], etree._Element] = field(default_factory=dict)

    def target(self, name: str, href: str) -> etree._Element | None:
        """What a link in the document `name` leads to."""
        file, _, anchor = href.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
        return self.ids.get((path, anchor))


def convert(book: Path, into: Path) -> Path:
    """Convert `book` to the format that the name `into` ends with; returns `into`."""
    program = packages.find_calibre()
    if not program:
        raise MissingJudge("calibre", "apt-get install --no-install-recommends calibre")
    # No display, no sandbox for root, and nothing of the user's own settings.
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
        "CALIBRE_CONFIG_DIRECTORY": str(into.parent / "calibre"),
    }
    try:
        done = subprocess.run(
            [program, str(book), str(into)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise JudgeFailed(f"calibre did not end within {TIME_LIMIT} seconds") from error
    if done.returncode or not into.is_file():
        raise JudgeFailed(done.stderr or done.stdout)
    shutil.rmtree(into.parent / "calibre", ignore_errors=True)
    return into


def read(epub: Path) -> Converted:
    """The content documents of an EPUB."""
    found = Converted({})
    with zipfile.ZipFile(epub) as zipped:
        for name in zipped.namelist():
            if not name.endswith((".xhtml", ".html")):
                continue
            root = found.documents[name] = etree.fromstring(zipped.read(name))
            found.ids.update({(name, e.get("id")): e for e in root.iter() if e.get("id")})
    return found


def words(element: etree._Element) -> str:
    """The words of an element without any white space: a conversion may set it anew."""
    return "".join("".join(element.itertext()).split())


def calls(book: Converted) -> Iterator[tuple[str, str, etree._Element, etree._Element | None]]:
    """(document, mark, the call, the note that it leads to) of each call of a note."""
    for name, root in book.documents.items():
        for link in root.iter(f"{X}a"):
            if link.get("role") == "doc-noteref":  # calibre renames classes
                yield name, words(link), link, book.target(name, link.get("href", ""))


def document_of(book: Converted, element: etree._Element) -> str:
    """The name of the document that holds an element."""
    root = element.getroottree().getroot()
    return next(name for name, other in book.documents.items() if other is root)
