"""Targets: the names of the EPUB's files, and which file holds an anchor. The PDF is one file."""

from edition.model import Note
from edition.render import noteplaces

TITLE, TEXT_NOTE, NAV = "title.xhtml", "note-on-the-text.xhtml", "nav.xhtml"
ILLUSTRATIONS = "illustrations.xhtml"
CHRONOLOGY, MAPS, GLOSSARY = "chronology.xhtml", "maps.xhtml", "glossary.xhtml"
SOURCE_NOTES = "source-notes.xhtml"
PHOTOS, SOURCES, INDEX, COLOPHON = (
    "photographs.xhtml",
    "sources.xhtml",
    "index.xhtml",
    "colophon.xhtml",
)


def front(section_id: str) -> str:
    """The file of a section of the front matter."""
    return f"front-{section_id}.xhtml"


def back(section_id: str) -> str:
    """The file of a section behind the text."""
    return f"back-{section_id}.xhtml"


def chapter(chapter_id: str) -> str:
    """The file of a chapter of the text."""
    return f"{chapter_id}.xhtml"


def notes(series_id: str) -> str:
    """The file of the notes of a series that stand at the end."""
    return f"notes-{series_id}.xhtml"


def note(found: Note) -> str:
    """The file of a note."""
    if noteplaces.has_document(found):
        return notes(found.series.id)
    return chapter(found.chapter)
