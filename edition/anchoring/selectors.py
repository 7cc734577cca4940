"""Selectors: makes the selectors that `resolve` finds, as short as they can be. Pure.

In: a folded source (`Anchorer`) and a place in it, by its offsets, by its words, or as a browser
gives a selection. Out: a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4) in the source's
own words, white space made plain, which fits that place alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from edition.anchoring.context import is_mark, shortest
from edition.anchoring.nearest import nearest
from edition.anchoring.resolve import Anchorer
from edition.model import Selector, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, quoted
from edition.text.normalize import fold, is_whole
from edition.text.source import place_of

#: Longest context of a selection that is looked at, in characters on each side.
_COMPARED = 400
#: So many characters of the context, or all of it, must be those of the place that is chosen.
_ENOUGH = 6
_LISTED = 6
_SELECTION = Place("the selection")
_NO_PLACE = Place("")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A selector ready to write, and the span of the source that it fits: `exact` is never
    empty, `prefix` and `suffix` are where `exact` alone fits one place only."""

    exact: str
    prefix: str
    suffix: str
    span: Span

    def values(self) -> dict[str, str]:
        """As the keys of annotations.yaml, without those that are empty."""
        found = {"quote": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return {key: value for key, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Near:
    """The words of the source that are most like others, and how alike (0 to 100)."""

    span: Span
    score: float


def quotation(anchorer: Anchorer, span: Span, place: Place = _SELECTION) -> Quotation | Problem:
    """The shortest selector of `span` (offsets in the source), widened to whole letters and
    without white space at its ends.

    A problem at `place`: `quote-empty`, `quote-in-omitted-text`, and `quote-not-unique` where the
    same words stand in the same context for a thousand characters.
    """
    start, end = _trimmed(anchorer, span)
    if start >= end:
        return Problem(
            "quote-empty", place, "There are no words in the selection.", "Copy words of the text."
        )
    text = anchorer.folded.text
    real = anchorer.folded.back(start, end)
    exact = anchorer.own_words(start, end)
    if anchorer.is_omitted(real):
        return _omitted(anchorer, real, place)
    others = [
        at
        for at in anchorer.occurrences(text[start:end])
        if at != start and not anchorer.is_omitted(anchorer.folded.back(at, at + end - start))
    ]
    if not others:
        return Quotation(exact, "", "", real)
    context = shortest(text, start, end, others)
    if context is None:
        message = f"The words {quoted(exact)} stand {len(others) + 1} times in the text."
        hint = "The words around them are the same, too. Quote more words, or other ones."
        return Problem("quote-not-unique", place, message, hint)
    prefix, suffix = (anchorer.own_words(*side) for side in context)
    return Quotation(exact, prefix, suffix, real)


def places(
    anchorer: Anchorer, words: str, *, ignore_case: bool = False, whole_words: bool = False
) -> list[Span]:
    """Every place of the source where `words` stand, in order, omitted paragraphs too.

    Both are folded: any white space is a space, quotation marks and dashes are of one kind.
    """
    quote = anchorer.fold_quote(words)
    text = anchorer.folded.text
    if not quote:
        return []
    if ignore_case:
        pattern = re.compile(f"(?={re.escape(quote)})", re.IGNORECASE)
        # A letter that has another length in the other case (ß, İ) fits itself only.
        starts: Iterable[int] = (
            found.start()
            for found in pattern.finditer(text)
            if not is_mark(text, found.start() + len(quote))
        )
    else:
        starts = anchorer.occurrences(quote)
    size = len(quote)
    return [
        anchorer.folded.back(start, start + size)
        for start in starts
        if not whole_words or is_whole(text, start, start + size)
    ]


def near(anchorer: Anchorer, words: str, prefix: str = "", suffix: str = "") -> Near | None:
    """The place whose words are most like `words`, if any comes near enough to be meant."""
    found = nearest(anchorer.folded, Selector(words, prefix, suffix, _NO_PLACE))
    return Near(*found) if found else None


def chosen(anchorer: Anchorer, words: str, before: str = "", after: str = "") -> list[Span]:
    """The place of the reading text that a selection means: `words` with what stands before and
    after them in a browser, of any length, white space of any kind or none.

    One span if it is certain; all that are as good if it is not; none where the words are not in
    the reading text.
    """
    found = [span for span in places(anchorer, words) if not anchorer.is_omitted(span)]
    if len(found) < 2:
        return found
    head = _bare(before[-_COMPARED:])[::-1]
    tail = _bare(after[:_COMPARED])
    scored = [(_alike(anchorer, span, head, tail), span) for span in found]
    best = max(score for score, _ in scored)
    if best < min(_ENOUGH, len(head) + len(tail)):
        return found
    return [span for score, span in scored if score == best]


def several(anchorer: Anchorer, spans: Sequence[Span], words: str, place: Place) -> Problem:
    """`quote-not-unique`: lists the places, each with the prefix that chooses it."""
    lines = []
    for span in spans[:_LISTED]:
        found = quotation(anchorer, span)
        lines.append(f"{place_of(anchorer.source, span.start)}  {_context(found)}")
    if len(spans) > _LISTED:
        lines.append(f"… and {len(spans) - _LISTED} more")
    message = f"The quote {quoted(words)} stands {len(spans)} times in the text."
    hint = "Give the prefix (or suffix) of the place that you mean, or its line:\n"
    return Problem("quote-not-unique", place, message, hint + "\n".join(lines))


def line_numbers(anchorer: Anchorer, span: Span) -> tuple[str, int, int]:
    """The file of a span, and the first and the last line that it stands on."""
    first = place_of(anchorer.source, span.start)
    last = place_of(anchorer.source, max(span.start, span.end - 1))
    return first.file, first.line, last.line if last.file == first.file else first.line


def paragraph_line(anchorer: Anchorer, span: Span) -> tuple[str, int]:
    """The file of the paragraph in which a span begins, and the line that it begins on."""
    paragraphs = anchorer.source.paragraphs
    k = bisect_right([item.span.start for item in paragraphs], span.start) - 1
    found = paragraphs[max(0, k)]
    return found.file, found.line


def _context(found: Quotation | Problem) -> str:
    if isinstance(found, Problem):
        return "(the words around it are the same; quote more words)"
    named = (("prefix", found.prefix), ("suffix", found.suffix))
    return ", ".join(f"{key}: {quoted(words, 1000)}" for key, words in named if words)


def _trimmed(anchorer: Anchorer, span: Span) -> Span:
    """The folded stretch of `span` without spaces at its ends."""
    size = len(anchorer.source.text)
    start, end = max(0, span.start), min(size, span.end)
    if start >= end:
        return Span(0, 0)
    text = anchorer.folded.text
    start, end = anchorer.folded.forth(start, end)
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)


def _omitted(anchorer: Anchorer, span: Span, place: Place) -> Problem:
    where = place_of(anchorer.source, span.start)
    message = f"The words stand at {where}, in a paragraph that is left out."
    hint = "Quote words of the reading text, or take the paragraph out of `omissions`."
    return Problem("quote-in-omitted-text", place, message, hint)


def _alike(anchorer: Anchorer, span: Span, head: str, tail: str) -> int:
    """How many characters of the context stand at a place, outwards from its words."""
    text = anchorer.folded.text
    start, end = anchorer.folded.forth(span.start, span.end)
    before = _without_spaces(text[max(0, start - 2 * _COMPARED) : start])[::-1]
    after = _without_spaces(text[end : end + 2 * _COMPARED])
    return _common(before, head) + _common(after, tail)


def _common(one: str, other: str) -> int:
    return next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _bare(text: str) -> str:
    return _without_spaces(fold(text).text)


def _without_spaces(folded: str) -> str:
    # Decomposed: a mark at the head of a line must not join the letter before the line's end.
    return normalize("NFD", folded.replace(" ", ""))
