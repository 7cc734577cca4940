"""Targets: the names of the EPUB's files, and which file holds an anchor. The PDF is one file."""

from edition.model import Edition, Note
from edition.render import noteplaces

TITLE, TEXT_NOTE, NAV = "title.xhtml", "note-on-the-text.xhtml", "nav.xhtml"
ILLUSTRATIONS, OPENING = "illustrations.xhtml", "opening.xhtml"
CHRONOLOGY, MAPS, GLOSSARY = "chronology.xhtml", "maps.xhtml", "glossary.xhtml"
SOURCE_NOTES = "source-notes.xhtml"
PHOTOS, SOURCES, INDEX, COLOPHON = (
    "photographs.xhtml",
    "sources.xhtml",
    "index.xhtml",
    "colophon.xhtml",
)

#: The first page of the web edition, which a server gives to who asks for its folder, and the
#: documents that it stands for.
FIRST_PAGE, FIRST = "index.html", ("cover.xhtml", TITLE, NAV)
_INDEX_PAGE = "book-index.html"


def page(document: str) -> str:
    """The page of the web edition that a document becomes."""
    if document in FIRST:
        return FIRST_PAGE
    return _INDEX_PAGE if document == INDEX else document.removesuffix(".xhtml") + ".html"


def document(page: str) -> str:
    """The document that a page of the web edition is made of; the contents of the first."""
    if page == FIRST_PAGE:
        return NAV
    return INDEX if page == _INDEX_PAGE else page.removesuffix(".html") + ".xhtml"


def front(section_id: str) -> str:
    """The file of a section of the front matter."""
    return f"front-{section_id}.xhtml"


def back(section_id: str) -> str:
    """The file of a section behind the text."""
    return f"back-{section_id}.xhtml"


def chapter(chapter_id: str) -> str:
    """The file of a chapter of the text."""
    return f"{chapter_id}.xhtml"


def map_(edition: Edition, map_id: str) -> str:
    """The file of a map."""
    return OPENING if edition.opens_with(map_id) else MAPS


def notes(series_id: str) -> str:
    """The file of the notes of a series that stand at the end."""
    return f"notes-{series_id}.xhtml"


def note(found: Note) -> str:
    """The file of a note."""
    if noteplaces.has_document(found):
        return notes(noteplaces.document(found))
    return chapter(found.chapter)
