"""Locators of the PDF: the pages, notes and titles to which an entry of the index sends its reader.
`locators` has those of the EPUB. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from edition.model import Edition, IndexEntry, Mention, Note
from edition.model.dataclass import dataclass
from edition.model.series import KeyedBy
from edition.render import locators, targets


@dataclass(frozen=True, slots=True)
class PagesUnder:
    """The same in the PDF; `named` are locators without a page, printed by their titles."""

    subheading: str
    pages: tuple[PageLocator, ...]
    named: tuple[locators.LocatorRun, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the anchor of the first mention on it."""

    folio: int
    anchor: str


@dataclass(frozen=True, slots=True)
class PageLocator:
    """A page, a range of pages up to `last`, or a note to words of the page (`is_note`), with its
    `mark` if it has one."""

    first: Page
    last: Page | None = field(default=None)
    mark: str = ""
    is_note: bool = False


def named(entry: IndexEntry, edition: Edition) -> tuple[locators.LocatorRun, ...]:
    """The places of an entry that the PDF names by their titles: sections, and the glossary."""
    before = locators.of_sections(entry, edition.front, targets.front, "front")
    behind = locators.of_sections(entry, edition.back, targets.back, "back")
    return (*before, *behind, *_of_wording(entry), *locators.of_terms(entry))


def _is_listed(note: Note) -> bool:
    """Whether a note stands in the list of notes on the wording, by its paragraph: it is not to be
    found on the page of its words."""
    series = note.series
    by_paragraph = series.keyed_by is KeyedBy.PARAGRAPH and note.paragraph is not None
    return series.is_textual and not series.is_called and by_paragraph


def _of_wording(entry: IndexEntry) -> Iterator[locators.LocatorRun]:
    """The notes that the list of notes on the wording has, by their paragraphs."""
    found = tuple(
        locators.Locator(
            targets.note(note),
            note.anchor,
            str(note.paragraph),
            title=f"¶\N{NO-BREAK SPACE}{note.paragraph}",
            of_words=True,
        )
        for note in entry.notes
        if _is_listed(note)
    )
    if found:
        yield locators.LocatorRun("textual-notes", "textual-notes", found)


def under_pages(entry: IndexEntry, edition: Edition, folios: Mapping[str, int]) -> list[PagesUnder]:
    """The locators of an entry in the PDF, by its subheadings; many by chapters if it has none."""
    whole = by_page(entry, folios)
    divided: Iterable[tuple[str, IndexEntry]] = [("", entry)]
    if entry.heading.subheadings:
        divided = locators.by_subheading(entry)
    elif len(whole) > locators.MANY:
        divided = locators.by_chapter(entry, edition)
    return [
        PagesUnder(title, tuple(by_page(part, folios)), named(part, edition))
        for title, part in divided
    ]


def by_page(entry: IndexEntry, folios: Mapping[str, int]) -> list[PageLocator]:
    """The locators of an entry in the PDF, in the order of the pages; `folios` gives the page
    number of each anchor. Notes follow the mentions of their page (Chicago, 16.112: 23n5)."""
    pages = [PageLocator(*ends) for ends in _ranges(_pages(entry.mentions, folios))]
    notes = [_on_page(note, folios) for note in entry.notes if not _is_listed(note)]
    return sorted([*pages, *notes], key=lambda item: (item.first.folio, item.is_note))


def _on_page(note: Note, folios: Mapping[str, int]) -> PageLocator:
    mark = note.mark if note.series.is_called else ""
    return PageLocator(Page(folios[note.call_anchor], note.anchor), None, mark, is_note=True)


def _pages(mentions: Iterable[Mention], folios: Mapping[str, int]) -> list[Page]:
    """Each page on which there are mentions, once, in order."""
    first: dict[int, str] = {}
    for mention in mentions:
        first.setdefault(folios[mention.anchor], mention.anchor)
    return [Page(folio, first[folio]) for folio in sorted(first)]


def _ranges(pages: Sequence[Page]) -> Iterator[tuple[Page, Page | None]]:
    for run in locators.consecutive(pages, lambda page: page.folio):
        if len(run) >= locators.RANGE:
            yield run[0], run[-1]
        else:
            yield from ((page, None) for page in run)
