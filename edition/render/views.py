"""Views: plain data that the templates print: uses of a term, photographs, entries of the
contents."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from edition.model import (
    Chapter,
    Element,
    Figure,
    GlossEntry,
    Heading,
    Illustration,
    Note,
    Use,
)
from edition.model.dataclass import dataclass
from edition.model.edition import plain
from edition.render import passages
from edition.render.links import said


@dataclass(frozen=True, slots=True)
class UseGroup:
    """The uses of a term in one paragraph."""

    number: int | None
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Paragraphs left out for one reason: where they are, in words, and their texts."""

    reason: str
    where: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoWords:
    """A caption or credit as plain text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A line of the list of photographs."""

    figure: Figure
    chapter: str
    words: tuple[PhotoWords, ...]


def use_groups(entry: GlossEntry) -> tuple[UseGroup, ...]:
    """The uses of a term by paragraph, in order."""
    grouped = groupby(entry.uses, key=lambda use: use.number or use.block)
    return tuple(UseGroup(uses[0].number, tuple(uses)) for uses in (list(g) for _, g in grouped))


def photographs(chapters: Iterable[Chapter]) -> Iterator[PhotoEntry]:
    """The figures with their words without calls, in order."""
    for chapter in chapters:
        for figure in chapter.figures():
            words = tuple(
                PhotoWords(block.role, "".join(plain(passages.printed(block))))
                for block in figure.words
            )
            yield PhotoEntry(figure, chapter.id, words)


def none_reproduced(photos: Collection[PhotoEntry], pictures: Container[str]) -> bool:
    """Whether there are several photographs, and none is reproduced: what is to be said of all is
    then said once above their list."""
    return len(photos) > 1 and not any(item.figure.photo.id in pictures for item in photos)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents: `href` is a file (EPUB) or an anchor (PDF); `level` is its depth,
    from 1."""

    title: str
    href: str
    anchor: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class TocNode:
    """A line of the contents with those below it."""

    entry: TocEntry
    below: tuple[TocNode, ...] = ()


def nested(entries: Sequence[TocEntry]) -> tuple[TocNode, ...]:
    """The lines of the contents, each with the deeper ones that follow it below it."""
    found: list[TocNode] = []
    k = 0
    while k < len(entries):
        end = k + 1
        while end < len(entries) and entries[end].level > entries[k].level:
            end += 1
        found.append(TocNode(entries[k], nested(entries[k + 1 : end])))
        k = end
    return tuple(found)


def bookmarks(chapters: Iterable[Chapter]) -> dict[str, Heading]:
    """For each chapter, and each of its sections that the contents name, what a PDF's bookmark says
    of it, which is what the contents say, by the unit of its first heading, else of its title; by
    its id where it has neither."""
    found = {}
    for chapter in chapters:
        unit = chapter.head or chapter.id
        found[unit] = Heading(unit, chapter.title, chapter.level)
        found |= {section.unit: section for section in chapter.sections}
    return found


def inner_notes(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """The notes that are called in the words of a note of the author's, by the id of that one."""
    found: dict[str, list[Note]] = {}
    for note in notes:
        if note.after:
            found.setdefault(note.after, []).append(note)
    return found


def chapters_by_unit(chapters: Iterable[Chapter]) -> dict[str, str]:
    """The id of the chapter of each block, by its unit."""
    return {block.unit: chapter.id for chapter in chapters for block in chapter.blocks()}


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture behind a passage, and what is said of it to those who do not see it."""

    item: Illustration
    said: Markup


def plates(
    pictures: Mapping[str, tuple[Illustration, ...]], rendition: str, elements: Iterable[Element]
) -> list[Plate]:
    """The pictures that stand behind these elements, which are set as one."""
    if not pictures:
        return []
    blocks = (
        block
        for element in elements
        for block in (element.words if isinstance(element, Figure) else (element,))
    )
    shown = (item for block in blocks for item in pictures.get(block.unit, ()))
    return [Plate(item, Markup(said(item, "", rendition))) for item in shown]


def page_list(labels: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Folios and anchors with repeated folios left out: a term used twice on one page."""
    seen: Mapping[str, str] = dict(reversed(labels))
    return [(folio, seen[folio]) for folio in dict.fromkeys(folio for folio, _ in labels)]
