"""Documents: the content documents of an edition in reading order, each rendered when it is asked
for: an EPUB and a website need all, a preview the one that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from edition.model import Heading, Section
from edition.model.dataclass import dataclass
from edition.render import locators, noteplaces, opening, sourcenotes, targets
from edition.render.renderer import Renderer
from edition.render.views import TocEntry


@dataclass(frozen=True, slots=True)
class Page:
    """A content document before it is rendered: its file, its title, its EPUB structural type
    (`landmark`, empty where none fits), and what its template is filled with. `level` is its depth
    in the contents, `sections` what they name in it."""

    name: str
    title: str
    landmark: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    level: int = 1
    sections: tuple[Heading, ...] = ()

    def entries(self) -> Iterator[TocEntry]:
        """Its lines in the contents."""
        yield TocEntry(self.title, self.name, "", self.level)
        for section in self.sections:
            yield TocEntry(section.title, f"{self.name}#{section.unit}", "", section.level)

    def content(self, renderer: Renderer) -> str:
        """The document as XHTML."""
        return renderer.template(f"epub/{self.template}", here=self.name, **self.values)


def pages(renderer: Renderer) -> Iterator[Page]:
    """The documents of the renderer's edition."""
    yield from _front(renderer)
    for k, chapter in enumerate(renderer.edition.chapters):
        landmark, name = "" if k else "bodymatter", targets.chapter(chapter.id)
        place = chapter.level, chapter.sections
        yield Page(name, chapter.title, landmark, "chapter.xhtml", {"chapter": chapter}, *place)
    yield from _back(renderer)
    label = renderer.labels["colophon"]
    yield Page(targets.COLOPHON, label, "colophon", targets.COLOPHON)


def _front(renderer: Renderer) -> Iterator[Page]:
    label = renderer.labels
    yield Page("cover.xhtml", label["cover"], "cover", "cover.xhtml")
    yield Page(targets.TITLE, label["title-page"], "titlepage", targets.TITLE)
    if found := renderer.illustrations():
        values = {"illustrations": found}
        name = targets.ILLUSTRATIONS
        yield Page(name, label["illustrations"], "loi", name, values)
    if page := opening.shown(renderer):
        yield Page(targets.OPENING, page.title, "", targets.OPENING, {"page": page})
    for part in renderer.edition.front:
        yield _section(part, targets.front(part.id), "front")
    yield Page(targets.TEXT_NOTE, label["note-on-the-text"], "preface", targets.TEXT_NOTE)


def _section(part: Section, name: str, place: str) -> Page:
    landmark = "" if part.kind == "section" else part.kind
    return Page(name, part.title, landmark, "section.xhtml", {"part": part, "place": place})


def _back(renderer: Renderer) -> Iterator[Page]:
    edition, label = renderer.edition, renderer.labels

    def page(name: str, title: str, landmark: str, **values: object) -> Page:
        return Page(name, label[title], landmark, name, values)

    for group in noteplaces.in_documents(edition):
        name, title = targets.note(group.notes[0]), group.label or label[group.kind]
        yield Page(name, title, "endnotes", "endnotes.xhtml", {"group": group})
    for part in edition.back:
        yield _section(part, targets.back(part.id), "back")
    if groups := renderer.chronology():
        yield page(
            targets.CHRONOLOGY,
            "chronology",
            "appendix",
            years=groups,
            timelines=renderer.timelines(),
        )
    if maps := [item for item in renderer.maps() if not edition.opens_with(item.map.id)]:
        yield page(targets.MAPS, "maps", "appendix", maps=maps)
    if edition.glossary:
        uses = {entry.term.id: renderer.use_groups(entry) for entry in edition.glossary}
        yield page(targets.GLOSSARY, "glossary", "glossary", groups=uses)
    if photos := renderer.photo_list():
        yield page(targets.PHOTOS, "photographs", "loi", photos=photos)
    if found := sourcenotes.groups(renderer):
        yield page(targets.SOURCE_NOTES, "source-notes", "appendix", groups=found)
    if sources := renderer.bibliography():
        yield page(targets.SOURCES, "sources", "bibliography", sources=sources)
    if headings := locators.groups(edition):
        places, jump = locators.by_paragraph(edition), locators.is_long(edition)
        yield page(targets.INDEX, "index", "index", groups=headings, locators_of=places, jump=jump)
