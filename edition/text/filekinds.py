"""File kinds: which files are no plain text, by their first bytes, and how each becomes one. Pure.

The bytes are those that the formats' own specifications give (PKWARE's APPNOTE, 4.3.7; ISO 32000,
7.5.2; OpenDocument 1.3, part 2, 3.3; EPUB 3.3, OCF 4.3), as `file` and the WHATWG's MIME sniffing
know them.
"""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from edition.system import program

#: How far into a file its kind is looked for; a program may write before `%PDF-`.
_HEAD = 1024


class FileKind(NamedTuple):
    """What a file is (`a Word document`), and what to do to get its text; `is_text` where its
    letters can be read and its signs would be printed with them; `is_imported` where `import`
    makes an edition of it."""

    name: str
    fix: str
    is_text: bool = False
    is_imported: bool = False


def of_bytes(data: bytes, path: str) -> FileKind | None:
    """The kind of a file that is no plain text; None where the bytes show nothing of the sort.

    `path` is its name, for the commands in the fix.
    """
    old = shlex.quote(path)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, old)
    head = data[:_HEAD]
    for begin, name, fix in _BINARY:
        if head.startswith(begin):
            return FileKind(name, fix.format(old=old))
    if b"%PDF-" in head:
        return FileKind("a PDF", _PDF.format(old=old))
    if head[60:68] == b"BOOKMOBI":
        return FileKind("a Kindle book", f"Take the text out of it: ebook-convert {old} NEW.txt")
    return _written(head.removeprefix(b"\xef\xbb\xbf").lstrip(), old)


def _zipped(data: bytes, old: str) -> FileKind:
    """What a zip archive holds: names of files stand in it uncompressed."""
    for sign, name in _ZIPPED:
        if sign in data:
            return FileKind(name, _imported(old), is_imported=True)
    if b"xl/workbook" in data or b"ppt/presentation" in data or b"Index/Document.iwa" in data:
        fix = "Open it in its program, and save it or copy it as plain text in UTF-8."
        return FileKind("a document of an office program", fix)
    return FileKind("a zip archive", "Unpack it, and name the text that is in it.")


def _written(head: bytes, old: str) -> FileKind | None:
    """Formats that are written in letters."""
    if head.startswith(b"{\\rtf"):
        return FileKind("an RTF document", _imported(old), is_imported=True)
    if head.startswith(b"version https://git-lfs.github.com/spec/"):
        fix = "The text itself is not here yet. Fetch it: git lfs pull"
        return FileKind("a pointer of Git LFS", fix)
    for pattern, name, fix in _WRITTEN if head[:1] in _SIGNS else ():
        if re.match(pattern, head, re.I | re.S):
            if fix is _IMPORT:
                return FileKind(name, _imported(old), is_text=True, is_imported=True)
            return FileKind(name, fix.format(old=old), is_text=True)
    return None


def _imported(old: str) -> str:
    return f"Make an edition of it, with its italics and notes: {program.command()} import {old}"


#: Stands for what `import` reads.
_IMPORT = ""
_PDF = (
    "Take the text out of it, read it over (line ends, running heads), and name the new file: "
    "pdftotext -enc UTF-8 {old} NEW.txt"
)
_UNPACK = "Unpack it, and name the text that is in it."
_PICTURE = "Name the text; a picture of a page must be typed or read by an OCR program first."
_BINARY = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a document of an old Word (.doc)",
        "Open it in Word or LibreOffice and save it as plain text in UTF-8: "
        "soffice --headless --convert-to txt:Text:UTF8 {old}",
    ),
    (b"\x1f\x8b", "a gzip archive", "Unpack it: gunzip -c {old} > NEW.txt"),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"PK\x05\x06", "an empty zip archive", "Name the text."),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF8", "a GIF picture", _PICTURE),
    (b"II*\x00", "a TIFF picture", _PICTURE),
    (b"MM\x00*", "a TIFF picture", _PICTURE),
    (b"AT&TFORM", "a DjVu book", "Take the text out of it: djvutxt {old} NEW.txt"),
    (b"%!PS", "a PostScript file", "Take the text out of it: ps2ascii {old} NEW.txt"),
    (b"SQLite format 3\x00", "a database", "Name the text."),
)
_ZIPPED = (
    (b"word/document", "a Word document (.docx)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (b"mimetypeapplication/epub+zip", "an EPUB"),
    (b"META-INF/container.xml", "an EPUB"),
)
_TIME = rb"(?:\d+:)?\d\d:\d\d[,.]\d{3}[ \t]*-->"
#: With one of these a file of the kinds below begins.
_SIGNS = tuple(bytes((byte,)) for byte in b"<0123456789Ww%\\[{")
_WRITTEN = (
    (rb"(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])", "an HTML page", _IMPORT),
    (
        rb"<\?xml\b[^>]*>\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])",
        "an HTML page",
        _IMPORT,
    ),
    (
        rb"(?:<\?xml\b[^>]*>\s*)?(?:<\?[^>]{0,200}\?>\s*|<!--.{0,500}?-->\s*)*<(?:tei:)?TEI[\s>]",
        "a TEI document",
        _IMPORT,
    ),
    (
        rb"<\?xml\b",
        "an XML document",
        "Take the text out of it with the program that it is made for, and name the new file.",
    ),
    (rb"\d{1,9}[ \t]*\r?\n" + _TIME, "a file of subtitles (SRT)", _IMPORT),
    (rb"WEBVTT\b", "a file of subtitles (WebVTT)", _IMPORT),
    (
        rb"\[Script Info\]",
        "a file of subtitles (ASS)",
        "Export it as plain text from the program that it is made with, and name the new file.",
    ),
    (
        rb"(?:\{\s*|\[\s*\{\s*)\"[^\"\n]{1,80}\"\s*:",
        "a JSON file",
        "Take the text out of it, and name the new file.",
    ),
    (
        rb"(?:%[^\n]*\n\s*)*\\documentclass\b",
        "a LaTeX document",
        "Take the text out of it, read it over, and name the new file: "
        "pandoc -f latex -t plain --wrap=none {old} -o NEW.txt",
    ),
)
