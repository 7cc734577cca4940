"""Our templates filled in as one document for bare WeasyPrint, without page numbers: in their place
stand elements that say where they point, which a style sheet fills in (`FOLIOS`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from edition.model import IndexEntry
    from edition.render.pagelocators import Page, PageLocator
    from edition.render.renderer import Renderer

#: What fills the page numbers in.
FOLIOS = """
[data-to]::before { content: target-counter(attr(data-to), page) }
[data-to].front-folio::before { content: target-counter(attr(data-to), page, lower-roman) }
#glossary .uses a[href^="#"]::before, #index .uses a[href^="#"]:not(.ix-map)::before {
    content: target-counter(attr(href), page)
}
"""


class Pages:
    """Our templates filled in without page numbers: in their place stand elements that say where
    they point, which the style sheet fills in."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        self.edition = renderer.edition

    def _filled(self, name: str, **values: object) -> str:
        from edition.pdf import assets

        language = self.edition.metadata.language
        sheets = assets.sheets(self.renderer.profile, language, self.edition.kinds())
        return str(
            self.renderer.template(
                f"pdf/{name}.html", here="", pages_before=0, starts="", sheets=sheets, **values
            )
        )

    def front(self) -> str:
        """The front matter with the contents."""
        from edition.pdf.matter import BACK
        from edition.render.views import TocEntry

        labels = self.renderer.labels
        later = [(chapter.title, chapter.id) for chapter in self.edition.chapters]
        later += [(labels[name], name) for name in BACK if name not in self._missing()]
        front = [(section.title, f"front-{section.id}") for section in self.edition.front]
        front.append((labels["note-on-the-text"], "text-note"))
        contents = [
            (TocEntry(title, "", name), _folio(name, "front-folio")) for title, name in front
        ]
        contents += [(TocEntry(title, "", name), _folio(name)) for title, name in later]
        return self._filled("front", contents=contents, blank=False)

    def _missing(self) -> set[str]:
        """The sections of the back matter that this edition has not."""
        edition = self.edition
        has = {
            "chronology": edition.chronology,
            "maps": edition.maps,
            "glossary": edition.glossary,
            "photographs": edition.figures,
            "sources": edition.records,
            "index": edition.index,
            "colophon": True,
        }
        return {"end-notes", "long-notes"} | {name for name, there in has.items() if not there}

    def text(self) -> str:
        """The text; each note stands whole at the foot of its page."""
        from markupsafe import Markup

        feet = {n.anchor: Markup("".join(self.renderer.split_note(n))) for n in self.edition.notes}
        return self._filled("body", chapters=self.edition.chapters, feet=feet, long=set())

    def back(self) -> str:
        """The back matter."""
        from edition.pdf.matter import BACK
        from edition.render import locators

        edition, renderer = self.edition, self.renderer
        photos = {figure.photo.id: _folio(f"photo-{figure.photo.id}") for figure in edition.figures}
        uses = {
            entry.term.id: [("", f"gu-{entry.term.id}-{use.use}") for use in entry.uses]
            for entry in edition.glossary
        }
        return self._filled(
            "back",
            sections=[name for name in BACK if name not in self._missing()],
            use_pages=uses,
            long_notes=[],
            photo_pages=photos,
            end_notes=[],
            years=renderer.chronology(),
            timelines=renderer.timelines(),
            maps=renderer.maps(),
            photos=renderer.photo_list(),
            sources=renderer.bibliography(),
            index_groups=locators.groups(edition),
            index_pages={entry.heading.id: _mentions(entry) for entry in edition.index},
            tools=[],
            attached=(),
        )


def _mentions(entry: IndexEntry) -> list[PageLocator]:
    """A locator for each mention of a heading in the text and for each note that names it."""
    from edition.render.pagelocators import PageLocator

    places = dict.fromkeys(mention.anchor for mention in entry.mentions)
    found = [PageLocator(_page(anchor)) for anchor in places]
    return found + [PageLocator(_page(n.anchor), None, n.mark) for n in entry.notes]


def _page(anchor: str) -> Page:
    from edition.render.pagelocators import Page

    return Page("", anchor)  # type: ignore[arg-type]  # the style sheet fills the number in


def _folio(anchor: str, kind: str = "folio") -> Markup:
    from markupsafe import Markup

    return Markup('<span class="{}" data-to="#{}"></span>').format(kind, anchor)
