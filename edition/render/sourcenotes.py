"""Source notes: the sources of notes, entries, events and sections, gathered behind the text.

In: the edition, and where its `notes: sources` has them. Out: for each text of the editors its
place in the section of sources, and the section itself: under the heading of each part of the book
the sources of its texts, keyed by page or paragraph and catchword, as trade books have them
(Chicago Manual of Style, 17th edition, 14.53).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from edition.apparatus.chronology import table
from edition.model import BodyText, Edition, Note
from edition.model.dataclass import dataclass
from edition.render import leads, locators, opening, targets, views
from edition.render.catchwords import catchword
from edition.render.links import LinkingRenderer, Links

if TYPE_CHECKING:
    from edition.languages.datewords import DateWriter

#: Settings of `notes: sources` with a section of sources behind the text.
AT_BACK = ("back", "both")


class SourcedRenderer(LinkingRenderer, Protocol):
    """What the section must know of the renderer; `renderer` imports this module."""

    @property
    def dates(self) -> DateWriter: ...


@dataclass(frozen=True, slots=True)
class Sourced:
    """A text of the editors: what it stands at (`file` and `anchor`), the label or the title of
    the part of the book it is in, and a name to find it by there: none where it is the part. With
    a `note` it is keyed by the page of that too. `group` names what is gathered under one heading,
    where that is not a file."""

    text: BodyText
    part: str
    file: str
    anchor: str
    name: str = ""
    note: Note | None = None
    group: str = ""

    @property
    def place(self) -> str:
        """The anchor of its sources."""
        return f"src-{self.anchor}"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """The sources of one text or paragraph. `place` is the anchor, empty in a part that is one
    text; `href` leads back to the text, `number` is that of its page or paragraph, `words` the
    catchword, `said` the name of the link to those who do not see it."""

    place: str
    href: str
    number: str
    words: Markup
    sources: Markup
    said: str = ""


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of a part of the book; a part that is one text has a `place`, and a `href`."""

    title: str
    notes: tuple[SourceNote, ...]
    place: str = ""
    href: str = ""


def _are_at_back(renderer: SourcedRenderer) -> bool:
    return renderer.prints_sources and renderer.prepared.annotations.note_sources in AT_BACK


def places(renderer: SourcedRenderer) -> dict[BodyText, str]:
    """The anchor of the sources of each text whose sources stand behind the text."""
    if not _are_at_back(renderer):
        return {}
    return {item.text: item.place for item in _sourced(renderer)}


def groups(renderer: SourcedRenderer, folios: Mapping[str, int] | None = None) -> list[SourceGroup]:
    """The section of sources, part by part in the order of the book; empty where the edition has
    its sources elsewhere. `folios` are the pages of notes in print; without them notes are keyed
    by their paragraph."""
    if not _are_at_back(renderer):
        return []
    found: dict[str, list[SourceNote]] = {}
    heads: dict[str, SourceGroup] = {}
    names = dict(locators.unnumbered(renderer.prepared.edition))
    links = Links(renderer, targets.SOURCE_NOTES)
    for item in _sourced(renderer):
        href = links.href(item.file, item.anchor)
        key = item.group or item.file
        whole = (item.place, href) if not item.name else ("", "")
        for words, sources in links.sources_of(item.text, by_paragraph=not item.name):
            heads.setdefault(key, SourceGroup(item.part, (), *whole))
            found.setdefault(key, []).append(
                SourceNote(
                    item.place if item.name else "",
                    href if item.name else "",
                    _number(renderer, item.note, folios, names),
                    Markup(catchword(item.name)) if item.name else words,
                    sources,
                    _said(renderer, item),
                )
            )
    return [replace(head, notes=tuple(found[key])) for key, head in heads.items()]


def _said(renderer: SourcedRenderer, item: Sourced) -> str:
    part = leads.name(renderer, item.note) if item.note else item.part
    return f"{part}{renderer.labels['comma']}{' '.join(item.name.split())}" if item.name else ""


def _number(
    renderer: SourcedRenderer,
    note: Note | None,
    folios: Mapping[str, int] | None,
    names: Mapping[str, tuple[str, str]],
) -> str:
    """The page of a note or, where there are no pages, its paragraph, if that has a number."""
    if note is None:
        return ""
    if folios is not None:
        return str(folios[note.anchor])
    if note.paragraph:
        return f"¶\u00a0{note.paragraph}"
    name, number = names.get(note.block, ("title-place", ""))
    return renderer.labels.numbered(name, number) if number else renderer.labels[name]


def _sourced(renderer: SourcedRenderer) -> Iterator[Sourced]:
    """The texts of an edition that may have sources, in the order of the book."""
    edition, label = renderer.prepared.edition, renderer.labels
    for line, name in opening.named(edition):
        if line.line:
            title = opening.title(edition, label)
            yield Sourced(line.line, title, targets.OPENING, "opening", name)
    for part in edition.front:
        yield Sourced(part.body, part.title, targets.front(part.id), f"front-{part.id}")
    if edition.text_note:
        title = label["note-on-the-text"]
        yield Sourced(edition.text_note, title, targets.TEXT_NOTE, "text-note")
    for note in edition.notes:
        if note.body:
            file = targets.note(note)
            yield Sourced(note.body, label["notes"], file, note.anchor, note.lemma, note, "notes")
    for part in edition.back:
        yield Sourced(part.body, part.title, targets.back(part.id), f"back-{part.id}")
    yield from _events(renderer)
    for item in edition.maps:
        if item.caption:
            file = targets.map_(edition, item.id)
            yield Sourced(item.caption, label["maps"], file, item.anchor, item.title, group="maps")
    for entry in edition.glossary:
        term = entry.term
        file, anchor = targets.GLOSSARY, f"g-{term.id}"
        yield Sourced(term.definition, label["glossary"], file, anchor, term.headword)
    yield from _pictures(edition, label["photographs"], label["illustrations"], renderer)
    for found in edition.index:
        head = found.heading
        if head.description:
            file, anchor = targets.INDEX, f"i-{head.id}"
            yield Sourced(head.description, label["index"], file, anchor, head.name)


def _events(renderer: SourcedRenderer) -> Iterator[Sourced]:
    chronology, title = renderer.prepared.edition.chronology, renderer.labels["chronology"]
    if chronology is None:
        return
    if chronology.introduction:
        yield Sourced(chronology.introduction, title, targets.CHRONOLOGY, "chronology")
    for anchor, event in table.anchored(chronology):
        pieces = renderer.dates.pieces(event.date, event.until)
        day = "".join(piece.words + piece.after for piece in pieces)
        yield Sourced(event.body, title, targets.CHRONOLOGY, anchor, day)


def _pictures(
    edition: Edition, photographs: str, illustrations: str, renderer: SourcedRenderer
) -> Iterator[Sourced]:
    for item in views.photographs(edition.chapters):
        photo = item.figure.photo
        if photo.note:
            name = renderer.labels.numbered("photograph", item.figure.number)
            file = targets.PHOTOS
            yield Sourced(photo.note, photographs, file, f"listed-{photo.id}", name)
    for unit, pictures in edition.pictures.items():
        for picture in pictures:
            if picture.caption:
                file = targets.chapter(renderer.chapter_of[unit])
                name, anchor = picture.alt or picture.id, f"picture-{picture.id}"
                group = "pictures"
                yield Sourced(picture.caption, illustrations, file, anchor, name, group=group)
