"""Locators: where an entry of the index sends its reader in the EPUB: paragraphs, notes, sections
terms. `pagelocators` has those of the PDF. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias, TypeVar

from edition.annotations.groups import HEADING_GROUPS
from edition.apparatus import index
from edition.model import (
    NUMBERED,
    Edition,
    Figure,
    IndexEntry,
    Mention,
    Note,
    Role,
    Section,
    Text,
)
from edition.model.dataclass import dataclass
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
#: By unit the name of a block without a paragraph number, and the number of a photograph.
_Names: TypeAlias = Mapping[str, tuple[str, str]]
#: Consecutive pages or paragraphs that are joined into a range (12, 13, but 14–16).
RANGE = 3


#: An entry with more locators has them by chapters.
MANY = 8
#: Entries of a kind that the eye finds without an alphabet.
_FEW = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet over the entries of one kind, and the first entry under it."""

    letter: str
    entry: str


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind; `label` names the kind. `letters` lead to entries, where there are
    so many that one would have to look for them."""

    label: str
    entries: tuple[IndexEntry, ...]
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """A link to a paragraph or a note; `number` is printed behind the name of its run. `last` ends
    a run of paragraphs. What has a `title` is printed by it. `of_words`: the number is that of the
    paragraph that a note without a call belongs to."""

    file: str
    anchor: str
    number: str
    last: Locator | None = None
    title: str = ""
    of_words: bool = False


@dataclass(frozen=True, slots=True)
class LocatorRun:
    """Locators of one kind: their name is `one` or, if there are several, `many` (labels)."""

    one: str
    many: str
    locators: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Under:
    """The locators of an entry, or those under a subheading of it."""

    subheading: str
    runs: tuple[LocatorRun, ...]


def groups(edition: Edition) -> list[Group]:
    """The entries of the index by kind, in their order; kinds without any are left out."""
    by_kind = groupby(edition.index, key=lambda entry: entry.heading.kind)
    found = []
    for kind, items in by_kind:
        entries = tuple(items)
        letters = _letters(edition, entries) if len(entries) > _FEW else ()
        found.append(Group(HEADING_GROUPS[kind], entries, letters))
    return found


def is_long(edition: Edition) -> bool:
    """Whether the kinds of the index are so far apart that one jumps to them."""
    kinds = {entry.heading.kind for entry in edition.index}
    return len(kinds) > 1 and len(edition.index) > _FEW


def _letters(edition: Edition, entries: Iterable[IndexEntry]) -> tuple[Letter, ...]:
    """The letters of sorted entries, each with its first; none where all have one."""
    first: dict[str, str] = {}
    for entry in entries:
        letter = index.initial(edition.metadata.language, entry.heading)
        first.setdefault(letter, entry.heading.id)
    return tuple(Letter(*item) for item in first.items()) if len(first) > 1 else ()


def returns(edition: Edition) -> dict[str, tuple[str, str]]:
    """For the id of each heading that words of the text link to, the file and the anchor of these
    words in the EPUB."""
    return {
        run.heading: (targets.chapter(chapter.id), f"ir-{run.heading}")
        for chapter in edition.chapters
        for block in chapter.blocks()
        for run in block.runs
        if isinstance(run, Text) and run.first
    }


def by_paragraph(edition: Edition) -> dict[str, tuple[Under, ...]]:
    """For each entry's id its locators in the EPUB: sections before the text, title and the like,
    paragraphs, photographs, notes, sections behind the text, the glossary; each once. They stand
    under the subheadings of the entry; where it has none, many are given by chapters."""
    names = dict(unnumbered(edition))
    return {entry.heading.id: tuple(_under(entry, edition, names)) for entry in edition.index}


def _under(entry: IndexEntry, edition: Edition, names: _Names) -> Iterator[Under]:
    if entry.heading.subheadings:
        for title, part in by_subheading(entry):
            yield Under(title, tuple(_runs(part, edition, names)))
        return
    whole = tuple(_runs(entry, edition, names))
    if sum(len(run.locators) for run in whole) <= MANY:
        yield Under("", whole)
        return
    for title, part in by_chapter(entry, edition):
        yield Under(title, tuple(_runs(part, edition, names)))


def by_subheading(entry: IndexEntry) -> Iterator[tuple[str, IndexEntry]]:
    """An entry divided by its subheadings: first what stands under none of them. One without a
    place is not printed."""
    declared = entry.heading.subheadings
    named = {place for under in declared for place in under.at}
    rest = index.places_of(entry) - named
    for title, places in (("", rest), *((item.heading, set(item.at)) for item in declared)):
        part = IndexEntry(
            entry.heading,
            tuple(item for item in entry.mentions if item.block in places),
            tuple(item for item in entry.notes if item.id in places),
            tuple(item for item in entry.sections if item.id in places),
            tuple(item for item in entry.terms if item.id in places),
        )
        if part.is_mentioned:
            yield title, part


def by_chapter(entry: IndexEntry, edition: Edition) -> list[tuple[str, IndexEntry]]:
    """An entry divided by the chapters in which it has places, each with its title; first what is
    in none. As it is where they are all in one chapter."""
    mentions: dict[str, list[Mention]] = {}
    for mention in entry.mentions:
        mentions.setdefault(mention.chapter, []).append(mention)
    notes: dict[str, list[Note]] = {}
    for note in entry.notes:
        notes.setdefault(note.chapter, []).append(note)
    there = mentions.keys() | notes.keys()
    if len(there) < 2:
        return [("", entry)]
    found = [("", replace(entry, mentions=(), notes=()))] if entry.sections or entry.terms else []
    for chapter in edition.chapters:
        if chapter.id in there:
            own = tuple(mentions.get(chapter.id, ())), tuple(notes.get(chapter.id, ()))
            found.append((chapter.title, IndexEntry(entry.heading, *own)))
    return found


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


def _runs(entry: IndexEntry, edition: Edition, names: _Names) -> Iterator[LocatorRun]:
    found: dict[str, dict[str, Locator]] = {}
    for mention in entry.mentions:
        name, number = names.get(mention.block, ("", str(mention.number)))
        locator = Locator(targets.chapter(mention.chapter), mention.block, number)
        found.setdefault(name, {}).setdefault(number, locator)
    yield from of_sections(entry, edition.front, targets.front, "front")
    for name in (*dict.fromkeys(_NAMES.values()), "", "photograph-place"):
        if name in found:
            many = "photographs-place" if name == "photograph-place" else name
            own = list(found[name].values())
            yield LocatorRun(name, many, tuple(own if name else _folded(own)))
    notes = list(found.get("note", {}).values())
    called = sorted(entry.notes, key=lambda note: not note.series.is_called)
    notes += (_of_note(note) for note in called)
    if notes:
        yield LocatorRun("note", "notes-place", tuple(notes))
    yield from of_sections(entry, edition.back, targets.back, "back")
    yield from of_terms(entry)


def _of_note(note: Note) -> Locator:
    """A note by its mark; one without a call by the paragraph of its words, if it has a number."""
    if note.series.is_called:
        return Locator(targets.note(note), note.anchor, note.mark)
    number = str(note.paragraph or "")
    return Locator(targets.note(note), note.anchor, number, of_words=bool(number))


def of_sections(
    entry: IndexEntry, sections: Sequence[Section], file: Callable[[str], str], place: str
) -> Iterator[LocatorRun]:
    """The sections among these that mention an entry."""
    own = [item for item in entry.sections if item in sections]
    if own:
        found = (Locator(file(s.id), f"{place}-{s.id}", "", title=s.title) for s in own)
        yield LocatorRun("", "", tuple(found))


def of_terms(entry: IndexEntry) -> Iterator[LocatorRun]:
    """The entries of the glossary that mention one of the index."""
    if entry.terms:
        found = (Locator(targets.GLOSSARY, f"g-{t.id}", "", title=t.headword) for t in entry.terms)
        yield LocatorRun("glossary", "glossary", tuple(found))


def _folded(locators: Sequence[Locator]) -> Iterator[Locator]:
    """Paragraphs, those that follow one another as a run: 12–15."""
    for run in consecutive(locators, lambda item: int(item.number)):
        if len(run) >= RANGE:
            yield replace(run[0], last=run[-1])
        else:
            yield from run


_Item = TypeVar("_Item")


def consecutive(items: Iterable[_Item], number: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """Items in order, in runs whose numbers follow one another."""
    for _, run in groupby(enumerate(items), key=lambda item: number(item[1]) - item[0]):
        yield [item for _, item in run]
