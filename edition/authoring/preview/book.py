"""Book: an edition as the files of a website in memory, each made when it is first asked for.

The documents are those of the EPUB, to the letter; only their heads get the preview's style sheet
and script.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from threading import Lock

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.render import documents, targets
from edition.render.renderer import Renderer
from edition.render.views import nested
from edition.typography import cover, fonts, stylesheets
from edition.typography.stylesheets import stylesheet

XHTML, CSS = "application/xhtml+xml; charset=utf-8", "text/css; charset=utf-8"
_HEAD = (
    '<link rel="stylesheet" type="text/css" href="/preview/page.css"/>\n'
    '<link rel="icon" type="image/svg+xml" href="/preview/icon.svg"/>\n'
    '<script src="/preview/start.js" defer="defer"></script>\n</head>'
)
_EMPTY = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head><meta charset="utf-8"/><title>Nothing to show yet</title></head>
<body data-empty="true"></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file to serve: its media type, its bytes, and a name for its content."""

    media_type: str
    data: bytes
    digest: str = ""


class PreviewBook:
    """The pages and other files of one prepared edition. Threads may share it."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self._renderer = Renderer(prepared, "epub", Formatter.of(prepared))
        self._lock = Lock()
        self._made: dict[str, File] = {}
        self.pages = {page.name: page for page in documents.pages(self._renderer)}

    @property
    def contents(self) -> list[tuple[str, str]]:
        """File and title of each document, in reading order."""
        return [(page.name, page.title) for page in self.pages.values()]

    @property
    def first(self) -> str:
        """The document that the text begins with."""
        return next(p.name for p in self.pages.values() if p.landmark == "bodymatter")

    @property
    def _sheets(self) -> tuple[str, ...]:
        return stylesheets.of_epub(self.prepared.edition.kinds())

    @cached_property
    def assets(self) -> str:
        """A name for the content of the style sheets and the pictures."""
        parts = [self._style(name).encode() for name in self._sheets]
        parts += [picture.data for picture in self.prepared.pictures.values()]
        parts += [self.prepared.cover.data] if self.prepared.cover else []
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:20]

    def file(self, name: str) -> File | None:
        """The file `name`, or None where the edition has none."""
        with self._lock:
            if name not in self._made and (make := self._maker(name)):
                self._made[name] = make()
            return self._made.get(name)

    def _maker(self, name: str) -> Callable[[], File] | None:
        folder, _, rest = name.rpartition("/")
        if name in self.pages:
            return lambda: _document(self.pages[name].content(self._renderer))
        if name == targets.NAV:
            return lambda: _document(self._navigation())
        own, meta = self.prepared.cover, self.prepared.edition.metadata
        if own and name == f"images/{self._renderer.cover_name}":
            return lambda: File(own.media_type, cover.of_picture(meta, own.data))
        if name == "images/cover.png":
            return lambda: File("image/png", cover.png(meta))
        if folder == "styles" and rest in self._sheets:
            return lambda: File(CSS, self._style(rest).encode())
        if folder == "images":
            pictures = {picture.name: picture for picture in self.prepared.pictures.values()}
            picture = pictures.get(rest)
            return (lambda: File(picture.media_type, picture.data)) if picture else None
        return None

    def _navigation(self) -> str:
        entries = [entry for page in self.pages.values() for entry in page.entries()]
        contents = nested(entries)
        return self._renderer.template(
            "epub/nav.xhtml", here=targets.NAV, contents=contents, landmarks=(), page_targets=()
        )

    def _style(self, name: str) -> str:
        css = stylesheet(self.prepared.project, name)
        return _font_faces() + css if name == "epub.css" else css


def _document(content: str) -> File:
    data = content.replace("</head>", _HEAD, 1).encode()
    return File(XHTML, data, hashlib.sha256(data).hexdigest()[:20])


def empty() -> File:
    """The page that stands for an edition of which nothing can be shown."""
    return _document(_EMPTY)


def with_head(file: File, values: dict[str, str]) -> bytes:
    """The document with `values` as `meta` elements of its head."""
    tags = "".join(
        f'<meta name="{escape(name)}" content="{escape(value)}"/>\n'
        for name, value in values.items()
    )
    return file.data.replace(b"</head>", tags.encode() + b"</head>", 1)


# ── fonts ───────────────────────────────────────────────────────────────────────────────────


@cache
def _font_faces() -> str:
    """Rules for the whole fonts: a subset would lack the letters that the next edit brings."""
    rules = (
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f"src: url(/fonts/{number}.ttf); font-display: block; }}\n"
        for number, (family, style, weight) in enumerate(fonts.full_paths())
    )
    return "".join(rules)


def font(name: str) -> File | None:
    """The font file that the rules call `name`."""
    paths = _font_files()
    return _font(paths[name]) if name in paths else None


@cache
def _font_files() -> dict[str, Path]:
    return {f"{number}.ttf": path for number, path in enumerate(fonts.full_paths().values())}


@cache
def _font(path: Path) -> File:
    return File("font/ttf", path.read_bytes())
