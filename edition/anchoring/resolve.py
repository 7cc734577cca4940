"""Resolve: finds the words of the source that an annotation hangs on.

A selector is a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4). It must fit exactly
one place; none or several is a problem that shows the nearest candidate or the shortest
prefix, ready to paste, and nothing is ever guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import NamedTuple

from edition.anchoring.context import FAR, is_mark, precedes, shortest
from edition.anchoring.forms import Forms, Owner, Use, leftmost
from edition.anchoring.marked import Files
from edition.anchoring.nearest import nearest
from edition.anchoring.search import Occurrences
from edition.model import Selector, SourceText, Span, Term
from edition.model.dataclass import dataclass
from edition.model.problems import Problem, quoted
from edition.text import lineends
from edition.text.normalize import Folded, fold_quote
from edition.text.source import place_of

#: How many candidates are searched for in one run; the search reads the whole text each time.
MAX_SEARCHES = 50
_MAX_LISTED = 6
#: From Thai to the end of the ideographs; said by what it is not, which re compiles much sooner.
_FAR = r"[^\x00-\u0dff\U00040000-\U0010ffff]"
#: A blank of a quotation that the text may not have: its line ends there in the file. What a
#: script without spaces has of them counts for as little.
_MAY_BE_JOINED = re.compile(rf"(?<=[-/]) |(?<={_FAR}) (?={_FAR})")
#: Quotations with several places for which these are listed; each looks at all of the others.
_MAX_LISTINGS = 100
#: Places after which a quotation is not looked for any further: its text may be a library.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A selector folded as the text is."""

    selector: Selector
    quote: str
    #: The quotation with its context, and at which of their characters it begins: looked for
    #: together, since a common word is as rare as the words around it.
    needles: Sequence[tuple[str, int]]


class _Fitting(NamedTuple):
    """Where a quotation stands in its context, in order; whether that is so often that there are
    more; and those places that are in the reading text (none where there are more)."""

    fits: list[int]
    too_many: bool
    kept: list[tuple[int, Span]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the wanted words stand in the folded text, and once more if more often than `_MOST`."""

    in_context: Occurrences
    #: What is asked for only where a context does not fit.
    bare: Occurrences
    #: What `_fitting` has found, by the words that it looked for: many may quote the same.
    fitting: dict[tuple[tuple[str, int], ...], _Fitting] = field(default_factory=dict)


@dataclass(slots=True)
class Anchorer:
    """The source folded once, with the spans that are left out of the reading text."""

    source: SourceText
    omitted: Sequence[Span]
    folded: Folded = field(init=False)
    searches: int = field(init=False, default=0)
    listings: int = field(init=False, default=0)
    files: Files = field(init=False)

    def __post_init__(self) -> None:
        self.folded = lineends.folded(self.source)
        self.files = Files(self.source)
        self.omitted = sorted(self.omitted)

    def selectors(self, selectors: Sequence[Selector]) -> list[Span | Problem]:
        """For each selector the span of its lemma, or what is wrong with it."""
        wanted, found = self._search(selectors)
        return [self._one(item, found) for item in wanted]

    def spans(self, selectors: Sequence[Selector]) -> list[Span | None]:
        """For each selector the span of its lemma, or None where something is wrong with it."""
        wanted, found = self._search(selectors)
        placed = []
        for item in wanted:
            kept = self._meant(item, self._fitting(item, found).kept)
            placed.append(kept[0][1] if len(kept) == 1 else None)
        return placed

    def _search(self, selectors: Iterable[Selector]) -> tuple[list[_Wanted], _Found]:
        """Looks for all of them at once, however many there are."""
        text = self.folded.text
        wanted = [self._want(selector) for selector in selectors]
        needles = [words for item in wanted for words, _ in item.needles]
        quotes = [item.quote for item in wanted]
        most = _MOST + 1
        return wanted, _Found(Occurrences(text, needles, most), Occurrences(text, quotes, most))

    def _want(self, selector: Selector) -> _Wanted:
        quote = self.fold_quote(selector.exact)
        prefix, suffix = self.fold_quote(selector.prefix), self.fold_quote(selector.suffix)
        needles = [
            (before + quote + after, len(before))
            for before in _seams(prefix, f"{prefix} ")
            for after in _seams(suffix, f" {suffix}")
        ]
        return _Wanted(selector, quote, needles if quote else ())

    def terms(self, terms: Sequence[Term]) -> list[tuple[Span, Term]]:
        """Every use of every term, whole words; where two overlap, the first, then the longest."""
        forms = Forms((form, term) for term in terms for form in term.forms)
        return [(self.span(use), use.owner) for use in leftmost(self.uses(forms))]

    def uses(self, forms: Forms[Owner]) -> list[Use[Owner]]:
        """Every use of every form, those that overlap too, but none across two paragraphs."""
        starts = [paragraph.span.start for paragraph in self.source.paragraphs]
        found = []
        is_hyphen = lineends.hyphens(self.source.text, self.folded)
        for use in forms.uses(self.folded.text, is_hyphen):
            start, end = self.span(use)
            paragraph = bisect_right(starts, start) - 1
            if paragraph >= 0 and end <= self.source.paragraphs[paragraph].span.end:
                found.append(use)
        return found

    def span(self, use: Use[Owner]) -> Span:
        """Where a use stands in the source."""
        return self.folded.back(use.start, use.end)

    def fold_quote(self, words: str) -> str:
        """A quotation folded as the text is: with no blank where it was copied from a file whose
        line ends there, and the text has none."""
        quote = fold_quote(words)
        if self.files.may_have(words) and quote not in self.folded.text:
            # Copied from the file, with marks that the text does not have.
            meant = self.files.words(words)
            quote = fold_quote(meant) if meant else quote
        if not _MAY_BE_JOINED.search(quote) or quote in self.folded.text:
            return quote
        pattern = _MAY_BE_JOINED.sub(" ?", re.escape(quote).replace("\\ ", " "))
        found = re.search(pattern, self.folded.text)
        return found[0] if found else quote

    def occurrences(self, quote: str) -> list[int]:
        """Where a folded quotation stands in the folded text, in omitted paragraphs too."""
        return self._whole(Occurrences(self.folded.text, [quote]).of(quote), len(quote))

    def _whole(self, found: Iterable[int], length: int) -> list[int]:
        # A letter and the marks upon it are one: a match cannot end between them.
        text = self.folded.text
        return [start for start in found if not is_mark(text, start + length)]

    def is_omitted(self, span: Span) -> bool:
        """Whether a part of `span` is left out of the reading text."""
        # Of paragraphs, which do not overlap, the last that begins before the end reaches furthest.
        k = bisect_left(self.omitted, span.end, key=_begin) - 1
        return k >= 0 and span.start < self.omitted[k].end

    def _one(self, wanted: _Wanted, found: _Found) -> Span | Problem:
        selector, quote = wanted.selector, wanted.quote
        place = selector.place
        if not quote:
            return Problem("quote-empty", place, "The quote is empty.", "Copy words of the text.")
        fits, too_many, kept = self._fitting(wanted, found)
        if too_many:
            return _too_many(selector)
        kept = self._meant(wanted, kept)
        if len(kept) == 1:
            return kept[0][1]
        if len(kept) > 1:
            return self._several(selector, quote, [start for start, _ in kept])
        if fits:
            where = place_of(self.source, self.folded.back(fits[0], fits[0] + 1).start)
            hint = "Quote words of the reading text, or take the paragraph out of `omissions`."
            message = f"The quote stands at {where}, in a paragraph that is left out."
            return Problem("quote-in-omitted-text", place, message, hint, about=where)
        if bare := self._whole(found.bare.of(quote), len(quote)):
            return self._context_wrong(selector, quote, bare)
        return self._nowhere(selector)

    def _fitting(self, wanted: _Wanted, found: _Found) -> _Fitting:
        """Where the quotation stands in the selector's context."""
        key = tuple(wanted.needles)
        if key not in found.fitting:
            starts = {
                start + lead
                for words, lead in wanted.needles
                for start in found.in_context.of(words)
            }
            fits, too_many = self._whole(sorted(starts), len(wanted.quote)), len(starts) > _MOST
            kept = [] if too_many else self._kept(fits, wanted.quote)
            found.fitting[key] = _Fitting(fits, too_many, kept)
        return found.fitting[key]

    def _meant(self, wanted: _Wanted, kept: list[tuple[int, Span]]) -> list[tuple[int, Span]]:
        """Those of the places that are meant: with its marks a quotation may be in the files once,
        though without them it is in the text several times."""
        if len(kept) > 1 and (only := self.files.only_place(wanted.selector.exact)):
            return [(start, span) for start, span in kept if span == only] or kept
        return kept

    def _kept(self, starts: list[int], quote: str) -> list[tuple[int, Span]]:
        """Those of the places that are in the reading text, with their spans."""
        spans = ((start, self.folded.back(start, start + len(quote))) for start in starts)
        return [(start, span) for start, span in spans if not self.is_omitted(span)]

    def _several(self, selector: Selector, quote: str, starts: list[int]) -> Problem:
        self.listings += 1
        lines = []
        for start in starts[:_MAX_LISTED] if self.listings <= _MAX_LISTINGS else ():
            where = place_of(self.source, self.folded.back(start, start + 1).start)
            others = [other for other in starts if other != start]
            lines.append(f"{self._unique_context(start, len(quote), others)}  # {where}")
        if lines and len(starts) > _MAX_LISTED:
            lines.append(f"… and {len(starts) - _MAX_LISTED} more")
        hint = "Write below the quote what stands beside it in the place that you mean"
        hint = "\n".join([f"{hint}:", *lines]) if lines else f"{hint}, as its prefix or its suffix."
        message = f"The quote {quoted(selector.exact)} stands {len(starts)} times in the text."
        first = place_of(self.source, self.folded.back(starts[0], starts[0] + 1).start)
        return Problem("quote-not-unique", selector.place, message, hint, about=first)

    def _unique_context(self, start: int, length: int, others: list[int]) -> str:
        """`prefix: "…"`, `suffix: "…"` or both, as short as can be, in the source's own words."""
        found = shortest(self.folded.text, start, start + length, others)
        if found is None:
            return "(the words around it are the same; quote more words)"
        named = (
            ("prefix", self.own_words(*found.before)),
            ("suffix", self.own_words(*found.after)),
        )
        return ", ".join(f"{key}: {quoted(words, FAR)}" for key, words in named if words)

    def own_words(self, start: int, end: int) -> str:
        """The source's words at a stretch of the folded text, on one line."""
        return lineends.on_one_line(self.source, self.folded.back(start, end))

    def _context_wrong(self, selector: Selector, quote: str, found: list[int]) -> Problem:
        start = found[0]
        where = place_of(self.source, self.folded.back(start, start + 1).start)
        prefix = self.fold_quote(selector.prefix)
        wrong = "suffix" if precedes(self.folded.text, start, prefix) else "prefix"
        own = self._unique_context(start, len(quote), found[1:])
        hint = f"At {where} it has {own}\nCorrect the {wrong}, or take it out."
        message = f"The quote is in the text, but not with this {wrong}."
        return Problem("quote-context-wrong", selector.place, message, hint, about=where)

    def _nowhere(self, selector: Selector) -> Problem:
        message = f"The words {quoted(selector.exact)} are not in the text."
        self.searches += 1
        candidate = nearest(self.folded, selector) if self.searches <= MAX_SEARCHES else None
        where = None
        if candidate:
            where = place_of(self.source, candidate[0].start)
            words = lineends.on_one_line(self.source, candidate[0])
            hint = (
                f"Nearest, at {where} ({candidate[1]:.0f} % alike):\n"
                f"- {quoted(selector.exact, 200)}\n+ {quoted(words, 200)}\n"
                "If that is the place, copy the line with + as the quote."
            )
        else:
            hint = "Nothing in the text comes near. Copy the words from the source file."
        return Problem("quote-not-found", selector.place, message, hint, about=where)


def _too_many(selector: Selector) -> Problem:
    message = f"The quote {quoted(selector.exact)} stands more than {_MOST} times in the text."
    hint = "Quote more words, or add some of those before it as its `prefix`."
    return Problem("quote-not-unique", selector.place, message, hint)


def _seams(context: str, apart: str) -> tuple[str, ...]:
    """What may stand at one side of a quotation: its context, with or without a space between."""
    return (apart, context) if context else ("",)


def _begin(span: Span) -> int:
    return span.start
