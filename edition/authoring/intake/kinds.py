"""Kinds: what sort of original a file or a folder is, by what is in it."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from edition.authoring.intake import bounds
from edition.text import filekinds


class Kind(Enum):
    """A sort of original, with the words for it."""

    DOCX = "a Word document"
    ODT = "an OpenDocument text"
    RTF = "an RTF document"
    MARKDOWN = "a Markdown file"
    HTML = "an HTML page"
    EPUB = "an EPUB"
    FOLDER = "the folder of an EPUB"
    TEI = "a TEI document"
    SUBTITLES = "a file of subtitles"
    TEXT = "a plain text"


_ROOT = re.compile(rb"<(?:[\w.-]+:)?(TEI|teiCorpus|TEI\.2|html)[\s>]")
_TIMES = re.compile(rb"^\s*(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}\s*-->", re.M)
_TAGS = re.compile(rb"<(?:p|div|h[1-6]|body|span|br)\b[^<>]*>", re.I)


def of_file(data: bytes, path: Path) -> Kind:
    """The kind of a file. Raises `BuildFailed` (`import-unknown`) for what is none of them."""
    suffix = path.suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        for sign, kind in (
            (b"word/", Kind.DOCX),
            (b"application/vnd.oasis.opendocument.text", Kind.ODT),
            (b"application/epub+zip", Kind.EPUB),
            (b"META-INF/container.xml", Kind.EPUB),
            (b"content.xml", Kind.ODT),
        ):
            if sign in data:
                return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if found := _ROOT.search(head):
        return Kind.HTML if found[1].lower() == b"html" else Kind.TEI
    if suffix in (".htm", ".html", ".xhtml") or head[:9].lower().startswith(b"<!doctype"):
        return Kind.HTML
    if suffix in (".md", ".markdown"):
        return Kind.MARKDOWN
    if suffix in (".srt", ".vtt") or head.startswith(b"WEBVTT") or _TIMES.search(data[:400]):
        return Kind.SUBTITLES
    if len(_TAGS.findall(head)) >= 3:
        return Kind.HTML
    _refuse_others(data, path)
    return Kind.TEXT


def _refuse_others(data: bytes, path: Path) -> None:
    found = filekinds.of_bytes(data, str(path))
    if found is None:
        return
    message = f"{path} is {found.name}; `import` does not read it."
    hint = (
        "It reads Word, OpenDocument, RTF, Markdown, HTML, EPUB, TEI, plain text, SRT and WebVTT."
    )
    bounds.refuse("import-unknown", str(path), message, f"{hint}\n{found.fix}")
