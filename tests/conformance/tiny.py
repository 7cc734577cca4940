"""Tiny books, made on the fly, for the tests of the judges."""

from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

#: Notes for `body_with_notes`.
NOTES = [
    "The mill closed in 1931 & burned in 1934.",
    "See «Census of Looms», p. 12.",
    "Так в тексте: “станок”.",
]

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""

PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:00000000-0000-4000-8000-000000000000</dc:identifier>
<dc:title>Tiny</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="glossary" href="glossary.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="text"/><itemref idref="glossary"/></spine></package>"""

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"
xml:lang="en"><head><title>Tiny</title></head><body>{body}</body></html>"""

NAVIGATION = """<nav epub:type="toc"><ol><li><a href="text.xhtml">Text</a></li></ol></nav>"""

GLOSSARY = """<section epub:type="glossary" role="doc-glossary"><h1>Words</h1><dl>
<div id="g-loom"><dt epub:type="glossterm"><dfn>loom</dfn></dt>
<dd epub:type="glossdef">A frame for weaving.</dd></div></dl></section>"""


def note_reference(number: int) -> str:
    """Return the link to note `number`."""
    return (
        f'<a epub:type="noteref" role="doc-noteref" href="#fn{number}" id="ref{number}">'
        f"{number}</a>"
    )


def footnote(number: int, text: str) -> str:
    """Return note `number`, a plain text, with its link back."""
    return (
        f'<aside epub:type="footnote" role="doc-footnote" id="fn{number}"><p>'
        f'<a epub:type="backlink" role="doc-backlink" href="#ref{number}">{number}</a> '
        f"{escape(text)}</p></aside>"
    )


def body_with_notes(notes: list[str], extra: str = "") -> str:
    """Return a chapter's markup with a reference to each note, `extra`, and the notes."""
    numbered = list(enumerate(notes, start=1))
    paragraphs = "".join(f"<p>Word {note_reference(number)}.</p>" for number, _ in numbered)
    asides = "".join(footnote(number, text) for number, text in numbered)
    return f"<section><h1>Text</h1>{paragraphs}{extra}{asides}</section>"


def write_epub(path: Path, body: str, chapter: str = "text.xhtml") -> Path:
    """Write an EPUB of one chapter, a file of that name whose markup is `body`, and one glossary
    entry.

    Out: `path`.
    """
    files = {
        "META-INF/container.xml": CONTAINER,
        "book/book.opf": PACKAGE.replace("text.xhtml", chapter),
        "book/nav.xhtml": PAGE.format(body=NAVIGATION.replace("text.xhtml", chapter)),
        f"book/{chapter}": PAGE.format(body=body),
        "book/glossary.xhtml": PAGE.format(body=GLOSSARY),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", ZIP_STORED)
        for name, text in files.items():
            book.writestr(name, text)
    return path


def write_pdf(path: Path, variant: str | None) -> Path:
    """Write a PDF of one page, made to WeasyPrint's `variant` of PDF, or to none.

    Out: `path`.
    """
    from weasyprint import HTML

    markup = '<html lang="en"><title>Tiny</title><h1>Title</h1><p>Text.</p></html>'
    HTML(string=markup).write_pdf(path, pdf_variant=variant)
    return path
