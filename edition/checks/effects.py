"""Effects: keys of annotations.yaml that change nothing in the book.

In: annotations, the source, its layout. Out: a warning for each pattern of headings that matches
no paragraph, each speaker whom no paragraph has, and each field that is printed nowhere. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from edition.model import Annotations, HeadingKind, Paragraph, SourceText
from edition.model.problems import Place, Problem, Severity, quoted
from edition.text import patterns
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.text.structure import LONGEST_HEADING, Layout

#: Of this many paragraphs the nearest is looked for: that is the slow part.
_COMPARED = 2_000


def problems(source: SourceText, annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    """The warnings, as above."""
    yield from _headings(source, annotations, layout)
    yield from _speakers(annotations, layout)
    yield from _unprinted(annotations)


def _headings(source: SourceText, annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    structure = annotations.structure
    if not structure.heading_patterns:
        return
    kept = _short(source, list(dict.fromkeys(part.paragraph for part in layout.parts)))
    lines = {(item.file, item.line) for item in layout.omitted}
    omitted = _short(source, [p for p in source.paragraphs if (p.file, p.line) in lines])
    for k, pattern in enumerate(structure.heading_patterns):
        expression = patterns.whole(pattern)
        if any(expression.fullmatch(text) for text, _ in kept):
            continue
        place = structure.heading_places[k]
        found = [p for text, p in omitted if expression.fullmatch(text)]
        yield _matches_nothing(pattern, place, kept, found, source)


def _short(source: SourceText, paragraphs: Sequence[Paragraph]) -> list[tuple[str, Paragraph]]:
    """The paragraphs that can be headings, with their words as they are compared."""
    return [
        (folded_words(source, p.span).text, p)
        for p in paragraphs
        if p.span.end - p.span.start <= LONGEST_HEADING
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


def _speakers(annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    roles = dict.fromkeys(part.role for part in layout.parts)
    for speaker in annotations.structure.speakers:
        role = speaker.role
        if speaker.turns or role in roles:
            continue
        message = f"{quoted(speaker.name)} speaks nowhere: no paragraph has the role {role}."
        there = ", ".join(dict.fromkeys(map(str, roles)))
        hint = f"Name the lines under `roles: {role}`, or take the speaker out. Roles: {there}."
        yield Problem("speaker-without-words", speaker.place, message, hint, Severity.WARNING)


def _unprinted(annotations: Annotations) -> Iterator[Problem]:
    for photo in annotations.photos:
        if photo.alt and not photo.file:
            message = f"Nobody reads the `alt` of the photograph “{photo.id}”: it has no `file`."
            hint = "Name the picture, or say under `note` what it shows."
            yield Problem("field-unprinted", photo.place, message, hint, Severity.WARNING)
    if annotations.maps:
        return
    for heading in annotations.headings:
        if heading.kind is HeadingKind.PLACE and heading.coordinates:
            message = f"The `coordinates` of “{heading.name}” are printed nowhere: there is no map."
            hint = "Declare one under `maps`, or take them out."
            yield Problem("field-unprinted", heading.place, message, hint, Severity.WARNING)
