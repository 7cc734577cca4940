"""Which place of the text a damaged quotation was meant for: only where there is one answer.

The thresholds were measured; see `benchmarks/fixes.py`. A place that is not sure is left to the
annotator.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from edition.anchoring.nearest import nearest_place
from edition.anchoring.resolve import Anchorer
from edition.anchoring.search import every
from edition.model import Selector, Span
from edition.text import lineends
from edition.text.normalize import Folded, fold_quote, is_whole, is_word_char

#: How much alike (0 to 100) quotation and place must be, and how far ahead of the next place.
SURE, AHEAD = 87.0, 12.0
#: Quotations of fewer characters are never guessed.
SHORTEST = 16
#: And with other letters, of fewer words.
FEWEST = 3
#: How much alike a wrong context must be to the right one, and how far ahead of the next.
CONTEXT_SURE, CONTEXT_AHEAD = 70.0, 25.0
_CONTEXT = 160
_LEAD, _TAIL = re.compile(r"\W*"), re.compile(r"\W*\Z")


class Found(NamedTuple):
    """The new words of a selector; None for a key that stays as it is, "" for one to take out."""

    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None


def misquoted(anchorer: Anchorer, selector: Selector) -> Found | None:
    """The words that a quotation which is nowhere was meant to be, if that is sure."""
    quote = anchorer.fold_quote(selector.exact)
    place = _other_case(anchorer.folded, quote) or _like(anchorer.folded, selector, quote)
    if place is None or not _in_reading_text(anchorer, span := anchorer.folded.back(*place)):
        return None
    words = lineends.on_one_line(anchorer.source, span)
    fits = anchorer.selectors([replace(selector, exact=words)])[0]
    return Found(exact=words) if fits == span else None


def miscontexted(anchorer: Anchorer, selector: Selector) -> Found | None:
    """The prefix and suffix of a quotation that stands in the text, but not with those given.

    Where it stands once, and one of the two is right or like what is there, the wrong one is taken
    out. Where it stands more often, the context must be nearly that of one place.
    """
    folded, quote = anchorer.folded, anchorer.fold_quote(selector.exact)
    places = [
        start
        for start in every(folded.text, quote)
        if not _omitted(anchorer, folded.back(start, start + len(quote)))
    ]
    ranked = sorted(
        ((_context(folded.text, at, len(quote), selector), at) for at in places), reverse=True
    )
    if not ranked or ranked[0][0] < CONTEXT_SURE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CONTEXT_AHEAD:
        return None
    at = ranked[0][1]
    wanted = folded.back(at, at + len(quote))
    for found in _contexts(anchorer, at, len(quote), selector):
        changes = {key: value for key, value in found._asdict().items() if value is not None}
        if anchorer.selectors([replace(selector, **changes)])[0] == wanted:
            return found
    return None


def ambiguous(anchorer: Anchorer, selector: Selector) -> Found | None:
    """The prefix of a quotation that stands several times, but once only as words of its own:
    elsewhere it is the end of a longer word (“loom” in “gloom”). Nothing else is sure."""
    folded, quote = anchorer.folded, anchorer.fold_quote(selector.exact)
    if selector.prefix or not quote or not is_word_char(quote[0]):
        return None
    text = folded.text
    places = [
        start
        for start in every(text, quote)
        if not _omitted(anchorer, folded.back(start, start + len(quote)))
    ]
    whole = [at for at in places if not (at and is_word_char(text[at - 1]))]
    if len(whole) != 1 or len(places) < 2:
        return None
    at = whole[0]
    end = at + len(quote)
    if end < len(text) and is_word_char(text[end]):
        return None
    own = _before(anchorer, at, 1)
    fits = anchorer.selectors([replace(selector, prefix=own)])[0] if own else None
    return Found(prefix=own) if fits == folded.back(at, end) else None


def _other_case(folded: Folded, quote: str) -> tuple[int, int] | None:
    """The only place that differs in capitals alone."""
    text = folded.text.lower()
    if len(quote) < SHORTEST or len(text) != len(folded.text):
        return None
    places = [at for at in every(text, quote.lower()) if is_whole(text, at, at + len(quote))]
    return (places[0], places[0] + len(quote)) if len(places) == 1 else None


def _like(folded: Folded, selector: Selector, quote: str) -> tuple[int, int] | None:
    """The place that is most like the quotation, if no other comes near it."""
    from rapidfuzz import fuzz

    if len(quote) < SHORTEST or len(quote.split()) < FEWEST:
        return None
    first = nearest_place(folded, selector)
    if first is None or not (place := _aligned(folded.text, quote, first[0], first[1])):
        return None
    start, end = place
    alike = fuzz.ratio(quote, folded.text[start:end])
    if alike < SURE or not _slips_only(quote, folded.text, start, end):
        return None
    masked = folded.text[:start] + "\0" * (end - start) + folded.text[end:]
    second = nearest_place(replace(folded, text=masked), replace(selector, prefix="", suffix=""))
    return None if second and alike - second[2] < AHEAD else place


def _aligned(text: str, quote: str, start: int, end: int) -> tuple[int, int] | None:
    """The words around a rough place that are most like the quotation: as many as it has, or one
    more or less. Marks at their edges belong to them if the quotation has them."""
    from rapidfuzz import fuzz

    low = max(0, start - 60)
    words = [
        (found.start() + low, found.end() + low)
        for found in re.finditer(r"\S+", text[low : end + 60])
    ]
    count = len(quote.split())
    best, score = None, 0.0
    for first in range(len(words)):
        for last in range(max(first, first + count - 2), min(len(words), first + count + 1)):
            place = _trimmed(text, quote, words[first][0], words[last][1])
            alike = fuzz.ratio(quote, text[slice(*place)])
            if alike > score:
                best, score = place, alike
    return best


def _trimmed(text: str, quote: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks at its edges that the quotation does not have there."""
    words = text[start:end]
    lead, tail = _edges(words)
    own_lead, own_tail = _edges(quote)
    start += len(lead) - (len(own_lead) if lead.endswith(own_lead) else 0)
    return start, end - (len(tail) - (len(own_tail) if tail.startswith(own_tail) else 0))


def _edges(words: str) -> tuple[str, str]:
    """The marks before the first letter of some words, and those behind the last."""
    lead, tail = _LEAD.match(words), _TAIL.search(words)
    return lead[0] if lead else "", tail[0] if tail else ""


def _slips_only(quote: str, text: str, start: int, end: int) -> bool:
    """Whether quotation and place differ by slips alone: in marks and spaces, in a letter or two
    of at most two words, or by one word inside."""
    found = text[start:end]
    ours, theirs = _bare(quote), _bare(found)
    if re.findall(r"\d+", quote) != re.findall(r"\d+", found):
        return False
    if "".join(ours) == "".join(theirs):
        return (ours[0], ours[-1]) == (theirs[0], theirs[-1])
    if len(ours) == len(theirs):
        slips = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        return len(slips) <= 2 and all(_is_slip(*pair) for pair in slips)
    if len(ours) == len(theirs) + 1:
        lost = Counter(ours) - Counter(theirs)
        beside = [*_bare(text[max(0, start - 60) : start])[-1:], *_bare(text[end : end + 60])[:1]]
        return not any(word in lost for word in beside) and _one_inside(ours, theirs)
    return len(theirs) == len(ours) + 1 and _one_inside(theirs, ours)


def _bare(text: str) -> list[str]:
    """The words in small letters, without marks."""
    bare = (re.sub(r"\W", "", word) for word in text.lower().split())
    return [word for word in bare if word]


def _is_slip(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    return shorter >= 4 and OSA.distance(one, other) <= (1 if shorter < 8 else 2)


def _one_inside(longer: list[str], shorter: list[str]) -> bool:
    """Whether one word inside, and none at an edge, makes the difference."""
    where = [k for k in range(len(longer)) if longer[:k] + longer[k + 1 :] == shorter]
    return bool(where) and 0 not in where and len(longer) - 1 not in where


def _context(text: str, at: int, length: int, selector: Selector) -> float:
    """How much alike (0 to 100) the given prefix and suffix are to what stands at a place; the
    worse of the two counts."""
    from rapidfuzz import fuzz

    scores = []
    if prefix := fold_quote(selector.prefix):
        before = text[max(0, at - len(prefix) - 1) : at].strip()
        scores.append(fuzz.ratio(prefix.lower(), before.lower()))
    if suffix := fold_quote(selector.suffix):
        after = text[at + length : at + length + len(suffix) + 1].strip()
        scores.append(fuzz.ratio(suffix.lower(), after.lower()))
    return min(scores, default=0.0)


def _contexts(anchorer: Anchorer, at: int, length: int, selector: Selector) -> Iterable[Found]:
    """What the selector could be for the place at `at`, the smallest change first."""
    prefix, suffix = fold_quote(selector.prefix), fold_quote(selector.suffix)
    if prefix:
        yield Found(prefix="")
    if suffix:
        yield Found(suffix="")
    if prefix and suffix:
        yield Found(prefix="", suffix="")
    if prefix:
        for words in range(1, 12):
            yield Found(prefix=_before(anchorer, at, words))
    if suffix:
        for words in range(1, 12):
            yield Found(suffix=_after(anchorer, at + length, words))


def _before(anchorer: Anchorer, at: int, words: int) -> str:
    """The text's own words before an offset, with the space that follows them."""
    text = anchorer.folded.text
    stretch = text[max(0, at - _CONTEXT) : at]
    pieces = stretch.split(" ")
    start = at - len(" ".join(pieces[-words - (not pieces[-1]) :]))
    return _source(anchorer, start, at)


def _after(anchorer: Anchorer, end: int, words: int) -> str:
    text = anchorer.folded.text
    pieces = text[end : end + _CONTEXT].split(" ")
    return _source(anchorer, end, end + len(" ".join(pieces[: words + (not pieces[0])])))


def _source(anchorer: Anchorer, start: int, end: int) -> str:
    if start >= end:
        return ""
    return anchorer.own_words(start, end)


def _in_reading_text(anchorer: Anchorer, span: Span) -> bool:
    """Whether a span is inside one paragraph that is not left out."""
    paragraphs = anchorer.source.paragraphs
    k = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.span.start) - 1
    inside = k >= 0 and span.end <= paragraphs[k].span.end
    return inside and not _omitted(anchorer, span)


def _omitted(anchorer: Anchorer, span: Span) -> bool:
    return any(span.start < other.end and other.start < span.end for other in anchorer.omitted)
