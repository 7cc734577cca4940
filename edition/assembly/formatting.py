"""Formatting: which words of each part have which forms. Pure.

Two feeders, one list: what the source's markup says, and what annotations.yaml does. What is
nested is nested; what crosses, or goes on in the next paragraph, is a problem.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from edition.model import LINED, Form, Formatting, FormattingRule, SourceText, Span
from edition.model.problems import Problem, quoted
from edition.text.parts import Part

#: What is declared, with the words that it was found at.
Declared = Sequence[tuple[FormattingRule, Span]]


def by_part(
    source: SourceText, parts: Sequence[Part], declared: Declared
) -> tuple[Mapping[int, Sequence[Formatting]], list[Problem]]:
    """For each part its formatting, in order, the outermost first; and what crosses."""
    own = source.marked.formatting if source.marked else ()
    if not own and not declared:
        return {}, []
    starts = [part.span.start for part in parts]
    found: dict[int, list[Formatting]] = defaultdict(list)
    for item in own:
        for k, span in _within(parts, starts, item.span):
            if item.form is not Form.BREAK or parts[k].role not in LINED:
                found[k].append(item._replace(span=span))
    problems: list[Problem] = []
    for rule, span in declared:
        places = list(_within(parts, starts, span))
        if len(places) > 1 or not places or places[0][1] != span:
            problems.append(_across(source, rule, span))
        else:
            new = Formatting(span, rule.form, rule.value)
            if other := _crossed(new, found[places[0][0]]):
                problems.append(_crosses(source, rule, other))
            else:
                found[places[0][0]].append(new)
    return {k: _nested(items) for k, items in found.items()}, problems


def _within(parts: Sequence[Part], starts: Sequence[int], span: Span) -> Iterator[tuple[int, Span]]:
    """The parts that have some of the words at `span`, with that stretch."""
    k = max(0, bisect_right(starts, span.start) - 1)
    while k < len(parts) and parts[k].span.start < span.end:
        start, end = parts[k].span
        stretch = Span(max(start, span.start), min(end, span.end))
        if stretch.start < stretch.end:
            yield k, stretch
        k += 1


def _crossed(new: Formatting, others: Sequence[Formatting]) -> Formatting | None:
    """One that neither contains the words, nor is contained in them, nor stands apart."""
    start, end = new.span
    for other in others:
        a, b = other.span
        if (a < start < b < end) or (start < a < end < b):
            return other
    return None


def _nested(items: Sequence[Formatting]) -> list[Formatting]:
    """The formatting of a part, the outermost first. Words that are a title need not be emphasis
    as well: within italics both would be upright."""
    titles = {item.span for item in items if item.form is Form.TITLE}
    kept = [item for item in items if item.form is not Form.EMPHASIS or item.span not in titles]
    return sorted(dict.fromkeys(kept), key=_outermost)


def _outermost(item: Formatting) -> tuple[int, int]:
    return item.span.start, -item.span.end


def _across(source: SourceText, rule: FormattingRule, span: Span) -> Problem:
    words = quoted(source.words(span), 60)
    message = f"The words {words} go beyond their paragraph."
    hint = "What is set apart lies within one paragraph: write an entry for each."
    return Problem("formatting-crosses", rule.selector.place, message, hint)


def _crosses(source: SourceText, rule: FormattingRule, other: Formatting) -> Problem:
    mine, theirs = quoted(rule.selector.exact, 60), quoted(source.words(other.span), 60)
    message = f"The words {mine} overlap {theirs}, which is {_said(other)}."
    hint = "One lies within the other, or apart from it: quote more words, or fewer."
    return Problem("formatting-crosses", rule.selector.place, message, hint)


def _said(item: Formatting) -> str:
    return f"in the language {item.value}" if item.value else str(item.form)
