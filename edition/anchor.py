"""Anchor: finds the words of the source that an annotation hangs on.

A selector is a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4). It must fit exactly
one place; none or several is a problem that shows the nearest candidate or the shortest
prefix, ready to paste, and nothing is ever guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeAlias

from .context import FAR, is_mark, precedes, shortest
from .fold import Folded, fold, fold_quote, is_word_char
from .forms import Forms, Owner, Use, leftmost
from .model import Selector, SourceText, Span, Term
from .problems import Place, Problem, quoted
from .source import place_of
from .wordplaces import WordPlaces

#: Similarity (0 to 100) under which no candidate is shown: measured, 39 of 40 right, none wrong.
FLOOR = 85.0
#: How many candidates are searched for in one run; the search reads the whole text each time.
MAX_SEARCHES = 50
_MAX_LISTED = 6
#: So many quotations are searched for; of more, the places of their words are looked up.
_FEW = 40

#: Gives the places of words in the folded text.
_Find: TypeAlias = Callable[[str], list[int]]


@dataclass(slots=True)
class Anchorer:
    """The source folded once, with the spans that are left out of the reading text."""

    source: SourceText
    omitted: Sequence[Span]
    folded: Folded = field(init=False)
    searches: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.folded = _folded(self.source.text)
        self.omitted = sorted(self.omitted)

    def selectors(self, wanted: Sequence[Selector]) -> list[Span | Problem]:
        """For each selector the span of its lemma, or what is wrong with it."""
        find = self._finder(len(wanted))
        return [self._one(selector, fold_quote(selector.exact), find) for selector in wanted]

    def spans(self, wanted: Sequence[Selector]) -> list[Span | None]:
        """For each selector the span of its lemma, or None where something is wrong with it."""
        find = self._finder(len(wanted))
        placed = []
        for selector in wanted:
            quote = fold_quote(selector.exact)
            kept = [span for _, span in self._kept(self._fitting(selector, quote, find), quote)]
            placed.append(kept[0] if len(kept) == 1 else None)
        return placed

    def _finder(self, count: int) -> _Find:
        """How to look for words of which there are so many. Hostile notes may all quote the same:
        it is looked for once."""
        return cache(_places(self.folded.text).occurrences if count > _FEW else self._searched)

    def _searched(self, words: str) -> list[int]:
        found, text = [], self.folded.text
        start = text.find(words)
        while start >= 0:
            found.append(start)
            start = text.find(words, start + 1)
        return found

    def terms(self, terms: Sequence[Term]) -> list[tuple[Span, Term]]:
        """Every use of every term, whole words; where two overlap, the first, then the longest."""
        forms = Forms((form, term) for term in terms for form in term.forms)
        return [(self.span(use), use.owner) for use in leftmost(self.uses(forms))]

    def uses(self, forms: Forms[Owner]) -> list[Use[Owner]]:
        """Every use of every form, those that overlap too, but none across two paragraphs."""
        starts = [paragraph.span.start for paragraph in self.source.paragraphs]
        found = []
        for use in forms.uses(self.folded.text, _places(self.folded.text)):
            start, end = self.span(use)
            paragraph = bisect_right(starts, start) - 1
            if paragraph >= 0 and end <= self.source.paragraphs[paragraph].span.end:
                found.append(use)
        return found

    def span(self, use: Use[Owner]) -> Span:
        """Where a use stands in the source."""
        return self.folded.back(use.start, use.end)

    def occurrences(self, quote: str) -> list[int]:
        """Where a folded quotation stands in the folded text, in omitted paragraphs too."""
        return self._whole(self._searched(quote), len(quote)) if quote else []

    def _whole(self, found: list[int], length: int) -> list[int]:
        # A letter and the marks upon it are one: a match cannot end between them.
        text = self.folded.text
        return [start for start in found if not is_mark(text, start + length)]

    def is_omitted(self, span: Span) -> bool:
        """Whether a part of `span` is left out of the reading text."""
        # Of paragraphs, which do not overlap, the last that begins before the end reaches furthest.
        k = bisect_left(self.omitted, span.end, key=_begin) - 1
        return k >= 0 and span.start < self.omitted[k].end

    def _one(self, selector: Selector, quote: str, find: _Find) -> Span | Problem:
        place = Place(*selector.place)
        if not quote:
            return Problem("quote-empty", place, "The quote is empty.", "Copy words of the text.")
        fits = self._fitting(selector, quote, find)
        kept = self._kept(fits, quote)
        if len(kept) == 1:
            return kept[0][1]
        if len(kept) > 1:
            return self._several(selector, quote, [start for start, _ in kept])
        if fits:
            where = place_of(self.source, self.folded.back(fits[0], fits[0] + 1).start)
            hint = "Quote words of the reading text, or take the paragraph out of `omissions`."
            message = f"The quote stands at {where}, in a paragraph that is left out."
            return Problem("quote-in-omitted-text", place, message, hint, about=where)
        if found := self._whole(find(quote), len(quote)):
            return self._context_wrong(selector, quote, found)
        return self._nowhere(selector)

    def _fitting(self, selector: Selector, quote: str, find: _Find) -> list[int]:
        """Where the quotation stands in the selector's context, in order."""
        if not quote:
            return []
        prefix, suffix = fold_quote(selector.prefix), fold_quote(selector.suffix)
        # Looked for together: a quotation of one common word is as rare as the words around it.
        starts = [
            start + len(before)
            for before in _seams(prefix, f"{prefix} ")
            for after in _seams(suffix, f" {suffix}")
            for start in find(before + quote + after)
        ]
        return self._whole(sorted(starts), len(quote))

    def _kept(self, starts: list[int], quote: str) -> list[tuple[int, Span]]:
        """Those of the places that are in the reading text, with their spans."""
        spans = ((start, self.folded.back(start, start + len(quote))) for start in starts)
        return [(start, span) for start, span in spans if not self.is_omitted(span)]

    def _several(self, selector: Selector, quote: str, starts: list[int]) -> Problem:
        lines = []
        for start in starts[:_MAX_LISTED]:
            where = place_of(self.source, self.folded.back(start, start + 1).start)
            others = [other for other in starts if other != start]
            lines.append(f"{where}  {self._unique_context(start, len(quote), others)}")
        if len(starts) > _MAX_LISTED:
            lines.append(f"… and {len(starts) - _MAX_LISTED} more")
        hint = "Add the line of the place that you mean:\n" + "\n".join(lines)
        message = f"The quote {quoted(selector.exact)} stands {len(starts)} times in the text."
        first = place_of(self.source, self.folded.back(starts[0], starts[0] + 1).start)
        return Problem("quote-not-unique", Place(*selector.place), message, hint, about=first)

    def _unique_context(self, start: int, length: int, others: list[int]) -> str:
        """`prefix: "…"`, `suffix: "…"` or both, as short as can be, in the source's own words."""
        found = shortest(self.folded.text, start, start + length, others)
        if found is None:
            return "(the words around it are the same; quote more words)"
        named = (("prefix", self.own_words(*found.before)),
                 ("suffix", self.own_words(*found.after)))  # fmt: skip
        return ", ".join(f"{key}: {quoted(words, FAR)}" for key, words in named if words)

    def own_words(self, start: int, end: int) -> str:
        """The source's words at a stretch of the folded text, on one line."""
        return " ".join(self.source.words(self.folded.back(start, end)).split())

    def _context_wrong(self, selector: Selector, quote: str, found: list[int]) -> Problem:
        start = found[0]
        where = place_of(self.source, self.folded.back(start, start + 1).start)
        prefix = fold_quote(selector.prefix)
        wrong = "suffix" if precedes(self.folded.text, start, prefix) else "prefix"
        own = self._unique_context(start, len(quote), found[1:])
        hint = f"At {where} it has {own}\nCorrect the {wrong}, or take it out."
        message = f"The quote is in the text, but not with this {wrong}."
        return Problem("quote-context-wrong", Place(*selector.place), message, hint, about=where)

    def _nowhere(self, selector: Selector) -> Problem:
        message = f"The words {quoted(selector.exact)} are not in the text."
        self.searches += 1
        candidate = nearest(self.folded, selector) if self.searches <= MAX_SEARCHES else None
        where = None
        if candidate:
            where = place_of(self.source, candidate[0].start)
            words = " ".join(self.source.words(candidate[0]).split())
            hint = (
                f"Nearest, at {where} ({candidate[1]:.0f} % alike):\n"
                f"- {quoted(selector.exact, 200)}\n+ {quoted(words, 200)}\n"
                "If that is the place, copy the line with + as the quote."
            )
        else:
            hint = "Nothing in the text comes near. Copy the words from the source file."
        return Problem("quote-not-found", Place(*selector.place), message, hint, about=where)


def _seams(context: str, apart: str) -> tuple[str, ...]:
    """What may stand at one side of a quotation: its context, with or without a space between."""
    return (apart, context) if context else ("",)


def _begin(span: Span) -> int:
    return span.start


@lru_cache(maxsize=2)
def _folded(text: str) -> Folded:
    """The source folded; remembered, since it stays the same while its notes are edited."""
    return fold(text)


@lru_cache(maxsize=2)
def _places(folded: str) -> WordPlaces:
    """The places of the words of a folded source, remembered with it."""
    return WordPlaces(folded)


def nearest(folded: Folded, selector: Selector) -> tuple[Span, float] | None:
    """The span of the source that is most like the selector's quote, and how alike (0–100).

    Prefix and suffix count in the search and are cut off again. Returns None where nothing
    reaches `FLOOR`.
    """
    found = nearest_place(folded, selector)
    return (folded.back(found[0], found[1]), found[2]) if found else None


def nearest_place(folded: Folded, selector: Selector) -> tuple[int, int, float] | None:
    """As `nearest`, but the offsets of the folded text, end exclusive."""
    from rapidfuzz import fuzz

    quote = fold_quote(selector.exact)[:400]
    prefix, suffix = fold_quote(selector.prefix)[-80:], fold_quote(selector.suffix)[:80]
    needle = " ".join(part for part in (prefix, quote, suffix) if part)
    hit = fuzz.partial_ratio_alignment(needle, folded.text, score_cutoff=FLOOR)
    if hit is None or len(needle) > len(folded.text):
        return None
    window = folded.text[hit.dest_start : hit.dest_end]
    inner = fuzz.partial_ratio_alignment(quote, window, score_cutoff=FLOOR)
    if inner is None:
        return None
    start, end = hit.dest_start + inner.dest_start, hit.dest_start + inner.dest_end
    start, end = _to_words(folded.text, start, end)
    return start, end, fuzz.ratio(quote, folded.text[start:end])


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to whole words, so that a candidate can be pasted as it stands."""
    while start > 0 and is_word_char(text[start]) and is_word_char(text[start - 1]):
        start -= 1
    while end < len(text) and is_word_char(text[end - 1]) and is_word_char(text[end]):
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
