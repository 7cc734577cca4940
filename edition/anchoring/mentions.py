"""Mentions: where the text and the notes name what the index has headings for. Pure.

Forms count wherever they stand as whole words; of forms that overlap the longest counts, also
where it belongs to another heading, so that “Putin Prospect” is not the man. A quotation, and a
link to a heading, always count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from edition.anchoring.forms import Forms, Use, longest
from edition.anchoring.resolve import Anchorer
from edition.markup.tree import CELLS, HEADINGS, Body, Node
from edition.model import IndexHeading, Selector, Span
from edition.model.problems import Problem, Severity, quoted
from edition.text import lineends
from edition.text.normalize import fold

Named = TypeVar("Named", bound=Hashable)
Mentioned: TypeAlias = tuple[Span, IndexHeading]
#: Where it stands, what the annotator wrote, and the id of its heading.
_Exception: TypeAlias = tuple[Span, Selector, str]

#: Stands for what is no word of a note: no form reaches over it.
_GAP = "\0"


def in_text(
    anchorer: Anchorer, headings: Sequence[IndexHeading]
) -> tuple[list[Mentioned], list[Problem]]:
    """Every mention of every heading in the source's order, and what is wrong with the
    quotations of `mentions` and `except`."""
    quotations, exceptions, problems = _quotations(anchorer, headings)
    uses = anchorer.uses(_forms(headings))
    excepted, idle = _excepted(anchorer, uses, exceptions)
    kept = [use for use in uses if use not in excepted] if excepted else uses
    # The same words may be a form and a quotation; they are one mention.
    found = {*quotations, *((anchorer.span(use), use.owner) for use in longest(kept))}
    by_id = {heading.id: heading for heading in headings}
    order = sorted(found, key=lambda item: (item[0].start, -item[0].end, item[1]))
    return [(span, by_id[id]) for span, id in order], problems + idle


def in_notes(
    notes: Iterable[tuple[Named, Body]], headings: Sequence[IndexHeading]
) -> dict[Named, frozenset[str]]:
    """For each note or other text (what names it, and its words) the ids of the headings that it
    mentions: by their forms in its own words, and by links."""
    forms = _forms(headings)
    found = {}
    for id, body in notes:
        linked = {ref.id for ref in body.references if ref.kind in HEADINGS}
        uses = longest(_in_words(forms, words(body)))
        found[id] = frozenset(linked.union(use.owner for use in uses))
    return found


def _in_words(forms: Forms[str], text: str) -> list[Use[str]]:
    folded = fold(text)
    return list(forms.uses(folded.text, lineends.hyphens(text, folded)))


def words(body: Body) -> str:
    """The words of a note in which headings are looked for: its citations are not its own
    words, and a link to a heading has said already whom it names."""
    return _GAP.join("".join(_words(node)) for node in body.nodes)


def _words(node: Node) -> Iterator[str]:
    if node.citation is not None or node.kind in HEADINGS:
        yield _GAP
    elif node.kind == "br":
        yield " "
    else:
        yield node.text
        for child in node.children:
            yield from _words(child)
        if node.kind in ("p", "li", *CELLS):
            yield _GAP


def _forms(headings: Iterable[IndexHeading]) -> Forms[str]:
    """The forms of all headings, for their ids."""
    return Forms((form, heading.id) for heading in headings for form in heading.forms)


def _quotations(
    anchorer: Anchorer, headings: Sequence[IndexHeading]
) -> tuple[list[tuple[Span, str]], list[_Exception], list[Problem]]:
    """The mentions by quotation, the exceptions, and the problems of both."""
    mentions = [(quote, heading.id) for heading in headings for quote in heading.mentions]
    exceptions = [(quote, heading.id) for heading in headings for quote in heading.exceptions]
    wanted = [*mentions, *exceptions]
    found = anchorer.selectors([quote for quote, _ in wanted])
    placed = list(zip(found, wanted, strict=True))
    return (
        [(span, id) for span, (_, id) in placed[: len(mentions)] if isinstance(span, Span)],
        [
            (span, quote, id)
            for span, (quote, id) in placed[len(mentions) :]
            if isinstance(span, Span)
        ],
        [item for item in found if isinstance(item, Problem)],
    )


def _excepted(
    anchorer: Anchorer, uses: Iterable[Use[str]], exceptions: Sequence[_Exception]
) -> tuple[set[Use[str]], list[Problem]]:
    """The uses inside an exception of their own heading, and the exceptions without any."""
    own: dict[str, list[tuple[Span, Use[str]]]] = {id: [] for _, _, id in exceptions}
    for use in uses:
        if use.owner in own:
            own[use.owner].append((anchorer.span(use), use))
    for placed in own.values():
        placed.sort()
    excepted: set[Use[str]] = set()
    idle: list[Problem] = []
    for around, quote, id in exceptions:
        inside = set(_inside(own[id], around))
        excepted |= inside
        if not inside:
            idle.append(_idle(quote))
    return excepted, idle


def _inside(placed: Sequence[tuple[Span, Use[str]]], around: Span) -> Iterator[Use[str]]:
    for at in range(bisect_left(placed, (Span(around.start, 0),)), len(placed)):
        span, use = placed[at]
        if span.start >= around.end:
            return
        if span.end <= around.end:
            yield use


def _idle(quote: Selector) -> Problem:
    message = f"No form of the heading stands inside {quoted(quote.exact)}."
    hint = "Quote the whole of the words that mean something else, or take the exception out."
    return Problem("exception-without-form", quote.place, message, hint, Severity.WARNING)
