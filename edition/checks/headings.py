"""Headings: patterns of headings that make no chapter, or only one, or leave a title behind.

In: annotations, the source, its layout. Out: warnings. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from edition.model import Annotations, HeadingRule, Paragraph, Role, SourceText
from edition.model.problems import Place, Problem, Severity, quoted
from edition.text import headings as text_headings
from edition.text import patterns
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.text.parts import Part
from edition.text.structure import Layout

#: Of this many paragraphs the nearest is looked for: that is the slow part.
_COMPARED = 2_000
#: So many chapters with a short line below their heading look as if these were titles.
_FEW = 2


def problems(source: SourceText, annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    """A warning for each pattern that matches no paragraph, or only one though it could match more;
    and for chapters whose titles are printed as text."""
    rules = annotations.structure.headings
    if not rules:
        return
    kept = _short(source, list(dict.fromkeys(part.paragraph for part in layout.parts)))
    lines = {(item.file, item.line) for item in layout.omitted}
    omitted = _short(source, [p for p in source.paragraphs if (p.file, p.line) in lines])
    met = Counter(part.pattern for part in layout.parts if not part.goes_on)
    for k, rule in enumerate(rules):
        pattern = text_headings.compiled(rule)
        like = [(text, p) for text, p in kept if pattern.is_like(text)]
        if not like and not met[k]:
            found = [p for text, p in omitted if pattern.is_like(text)]
            yield _matches_nothing(rule.pattern, rule.place, kept, found, source)
        elif pattern.is_open and len(like) <= 1 and met[k] <= 1:
            yield _matches_once(pattern, like, kept, source)
    yield from _titles_apart(source, rules, layout)


def _short(source: SourceText, paragraphs: Sequence[Paragraph]) -> list[tuple[str, Paragraph]]:
    """The paragraphs that can be headings, with their words as they are compared."""
    return [
        (folded_words(source, p.span).text, p)
        for p in paragraphs
        if p.span.end - p.span.start <= text_headings.LONGEST
    ]


def _matches_nothing(
    pattern: str,
    place: Place,
    kept: Sequence[tuple[str, Paragraph]],
    omitted: Sequence[Paragraph],
    source: SourceText,
) -> Problem:
    """The warning, with what the pattern would match if capitals did not count, else with the
    paragraphs left out that it matches, else with the nearest paragraph."""
    message = f"The pattern {quoted(pattern)} of `headings` matches no paragraph."
    hint = "Look at the text, or take the pattern out: it makes no chapter."
    other = patterns.whole(pattern, any_case=True)
    alike = [(text, p) for text, p in kept if other.fullmatch(text)]
    if alike:
        text, first = alike[0]
        words = quoted(source.words(first.span), 60)
        more = f" and {len(alike) - 1:,} more" if len(alike) > 1 else ""
        hint = (
            f"Capitals count. It would match {words} on line {first.line} of {first.file}{more}: "
            f"write {quoted(_with_capitals(pattern, text))}."
        )
    elif omitted:
        message = f"The pattern {quoted(pattern)} of `headings` matches only what is left out."
        hint = f"Line {omitted[0].line} of {omitted[0].file} is under `omissions`."
    elif near := _nearest(pattern, kept):
        words = quoted(source.words(near.span), 60)
        hint = f"The nearest is {words} on line {near.line} of {near.file}. {hint}"
    return Problem("heading-matches-nothing", place, message, hint, Severity.WARNING)


def _with_capitals(pattern: str, text: str) -> str:
    """`pattern` with its letters as they are in `text`, which it matches but for capitals."""
    pieces = re.split(r"\*+", fold_quote(pattern))
    found, at = [], 0
    for k, piece in enumerate(pieces):
        here = re.compile(
            "".join("." if char == "?" else re.escape(char) for char in piece), re.I | re.S
        )
        last = k == len(pieces) - 1
        match = here.search(text, max(at, len(text) - len(piece)) if last and k else at)
        if not match:  # a letter that is two in the other case
            return pattern
        pairs = zip(piece, match[0], strict=False)
        found.append("".join(old if old == "?" else new for old, new in pairs))
        at = match.end()
    return "*".join(found)


def _nearest(pattern: str, kept: Sequence[tuple[str, Paragraph]]) -> Paragraph | None:
    words = fold_quote(pattern).replace("*", "").strip().lower()
    texts: dict[str, Paragraph] = {}
    for text, paragraph in kept[:_COMPARED]:
        # As much of the paragraph as the pattern names, and a little more for what * is.
        texts.setdefault(text[: len(words) + 4].lower(), paragraph)
    near = get_close_matches(words, list(texts), 1)
    return texts[near[0]] if near else None


def _matches_once(
    pattern: text_headings.Pattern,
    like: Sequence[tuple[str, Paragraph]],
    kept: Sequence[tuple[str, Paragraph]],
    source: SourceText,
) -> Problem:
    """The warning, with what is like the pattern but for capitals, or as near to it."""
    rule = pattern.rule
    message = f"The pattern {quoted(rule.pattern)} of `headings` matches one paragraph only."
    hint = "If there are no others, write its words without * and ?."
    if like:
        text, one = like[0]
        message = f"{message[:-1]}: {quoted(source.words(one.span), 60)}."
        other = patterns.whole(rule.pattern.partition(text_headings.LINE_END)[0], any_case=True)
        alike = [p for words, p in kept if p is not one and other.fullmatch(words)]
        if alike:
            words = quoted(source.words(alike[0].span), 60)
            more = f" and {len(alike) - 1:,} more" if len(alike) > 1 else ""
            where = f"on line {alike[0].line} of {alike[0].file}{more}"
            hint = f"Capitals count. But for them it would match {words} {where}: add a pattern."
        else:
            hint = f"If there are no others, write its words: {quoted(text, 60)}."
    return Problem("heading-matches-once", rule.place, message, hint, Severity.WARNING)


def _titles_apart(
    source: SourceText, rules: Sequence[HeadingRule], layout: Layout
) -> Iterator[Problem]:
    """A warning for each pattern below most of whose headings a short line stands as text."""
    parts = [part for part in layout.parts if part.note < 0]
    below: dict[int, list[Part | None]] = {}
    for k, part in enumerate(parts):
        if part.pattern >= 0 and not part.goes_on:
            below.setdefault(part.pattern, []).append(_title_below(source, parts[k + 1 : k + 3]))
    for n, found in below.items():
        titles = [part for part in found if part]
        pattern = rules[n].pattern
        if len(titles) < _FEW or 3 * len(titles) < 2 * len(found):
            continue
        first = titles[0]
        words = quoted(source.words(first.span), 60)
        line = f"line {first.paragraph.line} of {first.paragraph.file}"
        message = (
            f"Below {len(titles)} headings like {quoted(pattern)} stands a short line as text."
        )
        hint = f"Is {words} on {line} its title? Then write {quoted(pattern + ' / *')}."
        yield Problem("title-apart", rules[n].place, message, hint, Severity.WARNING)


def _title_below(source: SourceText, behind: Sequence[Part]) -> Part | None:
    """The paragraph behind a heading, if it looks like its title and text follows it."""
    if len(behind) < 2 or not behind[0].is_default or behind[0].role is not Role.NARRATIVE:
        return None
    is_text = behind[1].role not in (Role.PART, Role.HEADING, Role.SUBHEADING)
    words = text_headings.words_of(source, behind[0])
    return behind[0] if is_text and text_headings.looks_like_title(words) else None
