"""Index: its entries and their order, and the mentions of each in their paragraphs. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from edition.languages import sorting
from edition.languages.collation import Key
from edition.model import (
    BodyText,
    HeadingKind,
    Identified,
    IndexEntry,
    IndexHeading,
    Mention,
    Note,
    Role,
    Section,
    Span,
    Term,
)
from edition.model.dataclass import dataclass
from edition.model.problems import Problem, Severity, did_you_mean

#: Blocks in which a name does not link to the index: what the eye takes in at once.
_NO_LINKS = frozenset({Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING, Role.CREDIT})
_ORDER = list(HeadingKind)
_SORTED_AS: dict[HeadingKind, sorting.Kind] = {
    HeadingKind.PERSON: "person",
    HeadingKind.ORGANIZATION: "name",
    HeadingKind.PLACE: "place",
    HeadingKind.SUBJECT: "name",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention in the paragraph with the index `part`."""

    span: Span
    heading: IndexHeading
    part: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The edition's own texts that the index covers, each kind in the order of the book."""

    notes: Sequence[Note]
    sections: Sequence[Section] = ()
    terms: Sequence[Term] = ()


def place(
    mentions: Iterable[tuple[Span, IndexHeading]],
    part_of: Callable[[Span], int | None],
    mention_in: Callable[[int, str], Mention],
) -> dict[int, list[Placed]]:
    """The mentions by paragraph, numbered for each heading in the order given.

    `part_of` tells the paragraph in which a mention begins, None where it begins in none;
    `mention_in` makes the mention with an anchor in a paragraph.
    """
    counts: dict[str, int] = defaultdict(int)
    found: dict[int, list[Placed]] = defaultdict(list)
    for span, heading in mentions:
        part = part_of(span)
        if part is not None:
            counts[heading.id] += 1
            mention = mention_in(part, f"m-{heading.id}-{counts[heading.id]}")
            found[part].append(Placed(span, heading, part, mention))
    return found


def links(
    placed: Mapping[int, Sequence[Placed]],
    parts: Sequence[tuple[Role, Span]],
    taken: Mapping[int, Sequence[Link]],
) -> dict[int, list[Link]]:
    """The links of each paragraph: those in `taken`, and for each heading that has a description
    its first mention in running text that is clear of them."""
    done: set[str] = set()
    found: dict[int, list[Link]] = {part: list(own) for part, own in taken.items()}
    for part in sorted(placed):
        role, around = parts[part]
        if role in _NO_LINKS:
            continue
        glossary = _Clear(taken.get(part, ()))
        end = -1
        for item in placed[part]:
            span, id = Span(item.span.start, min(item.span.end, around.end)), item.heading.id
            if item.heading.description is None or id in done or span.start < end:
                continue
            if glossary.is_clear(span):
                done.add(id)
                end = span.end
                found.setdefault(part, []).append(Link(span, id))
    for own in found.values():
        own.sort(key=lambda link: link.span)
    return found


class _Clear:
    """Tells whether words that come in order overlap a link; the links are in order too."""

    def __init__(self, taken: Sequence[Link]) -> None:
        self.taken = taken
        self.at = 0

    def is_clear(self, span: Span) -> bool:
        while self.at < len(self.taken) and self.taken[self.at].span.end <= span.start:
            self.at += 1
        return self.at == len(self.taken) or self.taken[self.at].span.start >= span.end


def entries(
    headings: Iterable[IndexHeading],
    placed: Mapping[int, Sequence[Placed]],
    apparatus: Apparatus,
    noted: Mapping[BodyText | str, Collection[str]],
    language: str,
) -> tuple[IndexEntry, ...]:
    """The entries by kind and name in the order of the language, each with its mentions, and with
    what of the apparatus mentions it; `noted` gives for the id of a note, and for any other text,
    the ids of the headings that it mentions."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for part in sorted(placed):
        for item in placed[part]:
            mentions[item.heading.id].append(item.mention)
    in_notes = _naming(apparatus.notes, lambda note: noted.get(note.id, ()))
    in_sections = _naming(apparatus.sections, lambda item: noted.get(item.body, ()))
    in_terms = _naming(apparatus.terms, lambda item: noted.get(item.definition, ()))
    return tuple(
        IndexEntry(
            heading,
            tuple(mentions[heading.id]),
            tuple(in_notes.get(heading.id, ())),
            tuple(in_sections.get(heading.id, ())),
            tuple(in_terms.get(heading.id, ())),
        )
        for heading in sorted(headings, key=partial(_by_kind_and_name, language))
    )


_Item = TypeVar("_Item")


def _naming(
    items: Iterable[_Item], named: Callable[[_Item], Collection[str]]
) -> dict[str, list[_Item]]:
    """By the ids of headings the items that name each, in their order."""
    found: dict[str, list[_Item]] = {}
    for item in items:
        for id in named(item):
            found.setdefault(id, []).append(item)
    return found


def never_mentioned(entries: Iterable[IndexEntry]) -> list[Problem]:
    """A problem for each entry that nothing mentions, and that leads to no other."""
    found = []
    for entry in entries:
        heading = entry.heading
        if not entry.is_mentioned and not heading.see:
            message = f"Neither the text nor a note or section mentions “{heading.name}”."
            hint = (
                f"Looked for: {', '.join(heading.forms)} (whole words, capitals as given). Words "
                "inside a longer form count for that one. Add a spelling to `forms`, quote a "
                "mention under `mentions`, or take the entry out."
            )
            place = heading.place
            found.append(Problem("heading-never-mentioned", place, message, hint))
    return found


def never_used(term: Term) -> Problem:
    """What is said of a term of the glossary that the text never uses."""
    message = f"The text never uses the term “{term.headword}”."
    hint = (
        f"Looked for: {', '.join(term.forms)} (whole words, capitals as given). Words inside a "
        "longer term count for that one. Add the text's spelling to `forms`, or take the entry out."
    )
    return Problem("term-never-used", term.place, message, hint)


def places_of(entry: IndexEntry) -> set[str]:
    """The places of an entry as a subheading names them: units of blocks, ids of all else."""
    others: tuple[Identified, ...] = (*entry.notes, *entry.sections, *entry.terms)
    return {mention.block for mention in entry.mentions} | {item.id for item in others}


def without_place(entries: Iterable[IndexEntry]) -> Iterator[Problem]:
    """A warning for each place under a subheading that is none of the heading."""
    for entry in entries:
        known = places_of(entry)
        for under in entry.heading.subheadings:
            for place in dict.fromkeys(under.at):
                if place not in known:
                    message = f"“{entry.heading.name}” is not mentioned in “{place}”."
                    hint = did_you_mean(place, sorted(known)) or (
                        "A paragraph is written as p12, by the number in its margin; of notes, "
                        "sections and terms the id. Quote the words under `mentions` if they have "
                        "none of its `forms`."
                    )
                    yield Problem(
                        "subheading-without-place", under.place, message, hint, Severity.WARNING
                    )


def initial(language: str, heading: IndexHeading) -> str:
    """The letter under which the index has a heading."""
    return sorting.initial(language, heading.name, _SORTED_AS[heading.kind])


def _by_kind_and_name(language: str, heading: IndexHeading) -> tuple[int, Key, str]:
    name = sorting.name_key(language, heading.name, _SORTED_AS[heading.kind])
    return (_ORDER.index(heading.kind), name, heading.id)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that link to an entry: to one of the glossary with its `use`, or, where that is 0,
    to one of the index."""

    span: Span
    id: str
    use: int = 0
