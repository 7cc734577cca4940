"""Book: an edition as the files of a website in memory, each made when it is first asked for.

The pages are those of the web edition, to the letter; only their heads have the preview's style
sheet and script in place of a policy, which the server sends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, cached_property
from html import escape
from pathlib import Path
from threading import Lock

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared
from edition.model.dataclass import dataclass
from edition.render import targets
from edition.render.renderer import Renderer
from edition.typography import cover, fonts
from edition.typography.stylesheets import stylesheet
from edition.web.website import Website

HTML, CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"
_HEAD = """\
<link rel="stylesheet" href="/preview/page.css">
<link rel="icon" type="image/svg+xml" href="/preview/icon.svg">
<script type="module" src="/preview/main.js"></script>"""
_EMPTY = f"""\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing to show yet</title>
{_HEAD}
</head>
<body data-empty></body>
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
        self._site = Website(self._renderer, _HEAD)
        self.pages = {page.name: page for page in self._site.pages}

    @property
    def contents(self) -> list[tuple[str, str]]:
        """File and title of each page, in reading order, and of the cover of the books."""
        cover_file = f"images/{self._renderer.cover_name}"
        pages = [(page.name, page.title) for page in self.pages.values()]
        return [*pages, (cover_file, self._renderer.labels["cover"])]

    @property
    def first(self) -> str:
        """The page that the text begins with."""
        return targets.page(targets.chapter(self.prepared.edition.chapters[0].id))

    @cached_property
    def assets(self) -> str:
        """A name for the content of the style sheets and the pictures."""
        parts = [self._style(name).encode() for name in self._site.sheets]
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
            return lambda: _document(self._site.content(self.pages[name]))
        own, meta = self.prepared.cover, self.prepared.edition.metadata
        if own and name == f"images/{self._renderer.cover_name}":
            return lambda: File(own.media_type, cover.of_picture(meta, own.data))
        if name == "images/cover.png":
            return lambda: File("image/png", cover.png(meta))
        if folder == "styles" and rest in self._site.sheets:
            return lambda: File(CSS, self._style(rest).encode())
        if folder == "images":
            pictures = {picture.name: picture for picture in self.prepared.pictures.values()}
            picture = pictures.get(rest)
            return (lambda: File(picture.media_type, picture.data)) if picture else None
        return None

    def _style(self, name: str) -> str:
        css = stylesheet(self.prepared.project, name)
        return _font_faces() + css if name == "epub.css" else css


def _document(content: str) -> File:
    data = content.encode()
    return File(HTML, data, hashlib.sha256(data).hexdigest()[:20])


def empty() -> File:
    """The page that stands for an edition of which nothing can be shown."""
    return _document(_EMPTY)


def with_head(file: File, values: dict[str, str]) -> bytes:
    """The document with `values` as `meta` elements of its head."""
    tags = "".join(
        f'<meta name="{escape(name)}" content="{escape(value)}">\n'
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
