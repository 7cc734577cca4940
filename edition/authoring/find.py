"""Find: where words stand in the text, what is said there already, and how to quote them. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from edition.anchoring import selectors
from edition.anchoring.forms import Forms, Owner, Use, leftmost, longest
from edition.anchoring.resolve import Anchorer
from edition.anchoring.selectors import Quotation
from edition.assembly.partial import Reading
from edition.authoring import patterns
from edition.authoring.add import kinds
from edition.model import Annotations, CalledNote, IndexHeading, Selector, Span, Term
from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.text import chapters, lineends
from edition.text import parts as text_parts
from edition.text.source import place_of

#: How much of the text is shown on each side of the words, in characters.
WIDTH = 70


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry that has to do with a place: its kind and id, what it is called, where it stands,
    and how it lies to the words: `on`, `across` (it overlaps them) or `near` (in the paragraph)."""

    kind: str
    id: str
    name: str
    place: Place
    how: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the text. `number` is that in the margin, `page` that of the original; `omitted`
    is the reason why the paragraph is left out, or empty; `selector` is None where the words cannot
    be quoted alone."""

    place: Place
    span: Span
    number: int | None
    heading: str
    role: str
    speaker: str
    before: str
    words: str
    after: str
    omitted: str
    selector: Quotation | None
    noted: tuple[Noted, ...]
    page: str = ""


def find(
    reading: Reading,
    words: str,
    *,
    ignore_case: bool = False,
    whole_words: bool = False,
    limit: int = 20,
    gap: int | None = None,
    expression: bool = False,
) -> tuple[list[Found], int]:
    """The first `limit` places where `words` stand, and how many there are. With `gap` so many
    others may be between two of them; as an `expression` they are a regular one. Raises
    `patterns.BadPattern`."""
    anchorer, how = reading.anchorer, {"ignore_case": ignore_case, "whole_words": whole_words}
    if gap is not None:
        spans = patterns.with_gaps(anchorer, words, gap, ignore_case=ignore_case)
    elif expression:
        spans = patterns.by_expression(anchorer, words, **how)
    else:
        spans = selectors.places(anchorer, words, **how)
    if not spans:
        return [], 0
    survey = Survey(reading)
    return [survey.at(span) for span in islice(spans, limit)], len(spans)


class Survey:
    """The text with what is said about it, ready to be asked about one place after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.anchorer: Anchorer = reading.anchorer
        self.parts = reading.layout.parts
        self.starts = [part.span.start for part in self.parts]
        self.numbers = chapters.numbers(reading.source, self.parts)
        self.titles = _titles(reading)
        self.notes = _placed(self.anchorer, _called(reading.annotations))
        self.pages = _pages(reading)
        self.terms: Forms[Term] = Forms(
            (form, term) for term in reading.annotations.glossary for form in term.forms
        )
        headings = reading.annotations.headings
        self.headings: Forms[IndexHeading] = Forms(
            (form, heading) for heading in headings for form in heading.forms
        )
        self.quoted = _placed(self.anchorer, [(q, h) for h in headings for q in h.mentions])
        self.excepted = _placed(self.anchorer, [(q, h) for h in headings for q in h.exceptions])

    def at(self, span: Span) -> Found:
        """What is to be said of one place."""
        k = self._part(span)
        left_out = self.reading.layout.omitted
        omitted = next((item for item in left_out if _touch(item.span, span)), None)
        part = self.parts[k] if k is not None and not omitted else None
        around = omitted.span if omitted else part.span if part else span
        made = selectors.quotation(self.anchorer, span)
        before, words, after = excerpt(self.anchorer, span, WIDTH)
        return Found(
            place=place_of(self.reading.source, span.start),
            span=span,
            number=self.numbers[k] if part and k is not None else None,
            heading=self.titles[k] if part and k is not None else "",
            role=part.role.value if part else "",
            speaker=part.speaker.name if part and part.speaker else "",
            before=before,
            words=words,
            after=after,
            omitted=omitted.reason if omitted else "",
            selector=made if isinstance(made, Quotation) else None,
            noted=tuple(self._noted(span, around)),
            page=self._page(span),
        )

    def _page(self, span: Span) -> str:
        """The page of the original on which the words begin; empty where nobody says it."""
        k = bisect_right(self.pages, span.start, key=lambda page: page[0]) - 1
        return self.pages[k][1] if k >= 0 else ""

    def _part(self, span: Span) -> int | None:
        k = bisect_right(self.starts, span.start) - 1
        return k if k >= 0 else None

    def _noted(self, span: Span, around: Span) -> Iterable[Noted]:
        for at, note in self.notes:
            if at.end > around.start and at.start < around.end:
                yield note(_how(at, span))
        for use in leftmost(self._uses(self.terms, around)):
            if _touch(use, span):
                term = use.owner
                yield Noted("term", term.id, term.headword, term.place, _how(use, span))
        seen = set()
        for met in longest(self._uses(self.headings, around)):
            if _touch(met, span) and not self._is_excepted(met) and met.owner.id not in seen:
                seen.add(met.owner.id)
                yield _of_heading(met.owner, _how(met, span))
        for at, heading in self.quoted:
            if _touch(at, span) and heading.id not in seen:
                yield _of_heading(heading, _how(at, span))

    def _uses(self, forms: Forms[Owner], around: Span) -> list[Use[Owner]]:
        """The uses of forms in one paragraph, as stretches of the source."""
        source = self.reading.source
        folded = lineends.folded_words(source, around)
        is_hyphen = lineends.hyphens(source.words(around), folded)
        found: list[Use[Owner]] = []
        for use in forms.uses(folded.text, is_hyphen):
            at = folded.back(use.start, use.end)
            found.append(Use(at.start + around.start, at.end + around.start, use.owner))
        return found

    def _is_excepted(self, use: Use[IndexHeading]) -> bool:
        return any(
            at.start <= use.start and use.end <= at.end and heading.id == use.owner.id
            for at, heading in self.excepted
        )


def excerpt(anchorer: Anchorer, span: Span, width: int) -> tuple[str, str, str]:
    """What stands before a place, its words, and what stands after it, of `width` characters or
    so on each side, cut between words; white space is made plain."""
    source, text = anchorer.source, anchorer.source.text
    start, end = max(0, span.start - width), min(len(text), span.end + width)
    before = lineends.reading(source, Span(start, span.start))
    if start and " " in before.strip():
        before = "…" + before[before.index(" ", 1) :].lstrip() if " " in before[1:] else before
    after = lineends.reading(source, Span(span.end, end))
    if end < len(text) and " " in after.strip():
        after = after[: after.rindex(" ")].rstrip() + "…"
    return _plain(before), lineends.on_one_line(source, span), _plain(after)


def _plain(text: str) -> str:
    lead, tail = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * lead}{' '.join(text.split())}{' ' * tail}" if text.strip() else " " * lead


def _titles(reading: Reading) -> list[str]:
    """For each part the title of its chapter; none before the first."""
    opening = chapters.opening_roles(reading.annotations.structure)
    which = chapters.chapters(reading.layout.parts, opening)
    inside: dict[int, list[text_parts.Part]] = {}
    for part, chapter in zip(reading.layout.parts, which, strict=True):
        inside.setdefault(chapter, []).append(part)
    title = reading.annotations.metadata.title
    names = {
        chapter: chapters.chapter_title(reading.source, parts, title, opening)
        for chapter, parts in inside.items()
    }
    return [names[chapter] for chapter in which]


def _called(annotations: Annotations) -> list[tuple[Selector, Callable[[str], Noted]]]:
    """The selector of each note, and what is said of it when it is known how it lies."""

    def told(kind: str, item: CalledNote, id: str) -> Callable[[str], Noted]:
        return lambda how: Noted(kind, id, item.selector.exact, item.place, how)

    named: tuple[tuple[str, CalledNote, str], ...] = (
        *(("footnote", note, note.id) for note in annotations.footnotes),
        *(("textual-note", note, note.id) for note in annotations.textual_notes),
        *(("emendation", item, "") for item in annotations.emendations),
    )
    return [
        (selector, told(kind, item, id))
        for kind, item, id in named
        for selector in (item.selector, *(place.selector for place in item.also))
    ]


def _placed(
    anchorer: Anchorer, wanted: Sequence[tuple[Selector, Owner]]
) -> list[tuple[Span, Owner]]:
    """Those of the quotations that fit one place, with it, in the source's order."""
    found = anchorer.spans([selector for selector, _ in wanted])
    placed = [
        (span, owner) for span, (_, owner) in zip(found, wanted, strict=True) if span is not None
    ]
    return sorted(placed, key=lambda item: item[0])


def _pages(reading: Reading) -> list[tuple[int, str]]:
    """Where the pages of the original begin, with their names, in the source's order."""
    marked = reading.source.marked
    found = [(page.offset, page.name) for page in marked.pages] if marked else []
    wanted = [(rule.selector, rule) for rule in reading.annotations.milestones]
    for span, rule in _placed(reading.anchorer, wanted):
        found.append((span.end if rule.behind else span.start, rule.name))
    return sorted(found, key=lambda page: page[0])


def _of_heading(heading: IndexHeading, how: str) -> Noted:
    kind = kinds.KINDS[heading.kind.value].name
    return Noted(kind, heading.id, heading.name, heading.place, how)


def _touch(use: Use[Owner] | Span, span: Span) -> bool:
    return use.start < span.end and span.start < use.end


def _how(use: Use[Owner] | Span, span: Span) -> str:
    if (use.start, use.end) == tuple(span):
        return "on"
    return "across" if _touch(use, span) else "near"
