"""Locators: where an entry of the index sends its reader: to paragraphs and notes in the EPUB, to
pages in the PDF. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from edition.annotations.groups import HEADING_GROUPS
from edition.model import NUMBERED, Edition, Figure, IndexEntry, Mention, Note, Role
from edition.render import targets

#: How a block without a paragraph number is named: a label.
_NAMES = {
    Role.TITLE: "title-place",
    Role.SUBTITLE: "title-place",
    Role.HEADING: "heading-place",
    Role.SUBHEADING: "heading-place",
    Role.BYLINE: "byline-place",
    Role.TRANSLATOR: "byline-place",
}
#: Consecutive pages that are joined into a range (12, 13, but 14–16).
_RANGE = 3


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind; `label` names the kind."""

    label: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class Locator:
    """A link to a paragraph or a note; `number` is printed behind the name of its run."""

    file: str
    anchor: str
    number: str


@dataclass(frozen=True, slots=True)
class LocatorRun:
    """Locators of one kind: their name is `one` or, if there are several, `many` (labels)."""

    one: str
    many: str
    locators: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the anchor of the first mention on it."""

    folio: int
    anchor: str


@dataclass(frozen=True, slots=True)
class PageLocator:
    """A page, a range of pages up to `last`, or with a `mark` a note called on the page."""

    first: Page
    last: Page | None = field(default=None)
    mark: str = ""


def groups(edition: Edition) -> list[Group]:
    """The entries of the index by kind, in their order; kinds without any are left out."""
    by_kind = groupby(edition.index, key=lambda entry: entry.heading.kind)
    return [Group(HEADING_GROUPS[kind], tuple(entries)) for kind, entries in by_kind]


def by_paragraph(edition: Edition) -> dict[str, tuple[LocatorRun, ...]]:
    """For each entry's id its locators in the EPUB: title and the like, paragraphs, photographs,
    notes; each paragraph and each photograph once."""
    names = dict(unnumbered(edition))
    return {entry.heading.id: tuple(_runs(entry, names)) for entry in edition.index}


def unnumbered(edition: Edition) -> Iterator[tuple[str, tuple[str, str]]]:
    """For each unit without a paragraph number its name and, for a photograph, its number."""
    for chapter in edition.chapters:
        for element in chapter.elements:
            if isinstance(element, Figure):
                for block in element.words:
                    yield block.unit, ("photograph-place", str(element.number))
            elif element.number is None and element.role not in NUMBERED:
                yield element.unit, (_NAMES.get(element.role, "title-place"), "")
        for note in chapter.notes:
            for block in note.blocks:
                yield block.unit, ("note", note.mark)


def _runs(entry: IndexEntry, names: Mapping[str, tuple[str, str]]) -> Iterator[LocatorRun]:
    found: dict[str, dict[str, Locator]] = {}
    for mention in entry.mentions:
        name, number = names.get(mention.block, ("", str(mention.number)))
        locator = Locator(targets.chapter(mention.chapter), mention.block, number)
        found.setdefault(name, {}).setdefault(number, locator)
    for name in (*dict.fromkeys(_NAMES.values()), "", "photograph-place"):
        if name in found:
            many = "photographs-place" if name == "photograph-place" else name
            yield LocatorRun(name, many, tuple(found[name].values()))
    notes = list(found.get("note", {}).values())
    notes += (Locator(targets.note(n), n.anchor, n.mark) for n in entry.notes)
    if notes:
        yield LocatorRun("note", "notes-place", tuple(notes))


def by_page(entry: IndexEntry, folios: Mapping[str, int]) -> list[PageLocator]:
    """The locators of an entry in the PDF, in the order of the pages; `folios` gives the page
    number of each anchor. Notes follow the mentions of their page (Chicago, 16.112: 23n5)."""
    pages = [PageLocator(*ends) for ends in _ranges(_pages(entry.mentions, folios))]
    notes = [_on_page(note, folios) for note in entry.notes]
    return sorted([*pages, *notes], key=lambda item: (item.first.folio, bool(item.mark)))


def _on_page(note: Note, folios: Mapping[str, int]) -> PageLocator:
    return PageLocator(Page(folios[note.call_anchor], note.anchor), None, note.mark)


def _pages(mentions: Iterable[Mention], folios: Mapping[str, int]) -> list[Page]:
    """Each page on which there are mentions, once, in order."""
    first: dict[int, str] = {}
    for mention in mentions:
        first.setdefault(folios[mention.anchor], mention.anchor)
    return [Page(folio, first[folio]) for folio in sorted(first)]


def _ranges(pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None]]:
    numbered = groupby(enumerate(pages), key=lambda item: item[1].folio - item[0])
    for _, run in numbered:
        consecutive = [page for _, page in run]
        if len(consecutive) >= _RANGE:
            yield consecutive[0], consecutive[-1]
        else:
            yield from ((page, None) for page in consecutive)


def page_list(labels: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Folios and anchors with repeated folios left out: a term used twice on one page."""
    seen: Mapping[str, str] = dict(reversed(labels))
    return [(folio, seen[folio]) for folio in dict.fromkeys(folio for folio, _ in labels)]
