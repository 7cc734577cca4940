"""Speakers: roles that contradict what the text itself shows of who speaks.

In: annotations, the source, its layout. Out: a warning for each paragraph that is one speaker's by
its line and begins with another's mark, and for two that follow each other in one role and begin
with different marks. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from edition.model import SPOKEN, Annotations, Role, SourceText, Span, Speaker
from edition.model.problems import Problem, Severity, quoted
from edition.text import turns
from edition.text.lineends import folded_words
from edition.text.normalize import bare_letters
from edition.text.parts import Part
from edition.text.structure import Layout

#: So many characters of a paragraph are looked at for the mark that it begins with.
_BEGINNING = 120


def problems(source: SourceText, annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    """The warnings, as above."""
    speakers = annotations.structure.speakers
    parts = layout.parts
    marks = [_mark(source, part) if part.role in SPOKEN else "" for part in parts]
    found = {}
    for k, part in enumerate(parts):
        other = _other(part, marks[k], speakers) if part.role in SPOKEN else None
        if other:
            found[k] = _of_another(part, marks[k], other)
    yield from found.values()
    yield from _in_a_row(parts, marks, found.keys(), annotations)


def _mark(source: SourceText, part: Part) -> str:
    """What stands at the beginning of a paragraph for who speaks, such as “ANN:”."""
    span = Span(part.span.start, min(part.span.end, part.span.start + _BEGINNING))
    return turns.mark(folded_words(source, span).text)


def _other(part: Part, mark: str, speakers: Sequence[Speaker]) -> Speaker | None:
    """Whose mark a paragraph begins with, if his role is not the one that it has."""
    if part.speaker and part.speaker.turns:
        named = [part.speaker]  # who it is, was found by his mark
    else:
        named = [speaker for speaker in speakers if mark and turns.names(mark, speaker.name)]
    if not named or any(speaker.role is part.role for speaker in named):
        return None
    name = named[0].name
    if any(speaker.name == name and speaker.role is part.role for speaker in speakers):
        return None
    return named[0]


def _of_another(part: Part, mark: str, other: Speaker) -> Problem:
    begins = f" ({quoted(mark)})" if mark else ""
    message = f"This paragraph has the role {part.role}, and begins as {other.name} does{begins}."
    hint = f"Name its line under `roles: {other.role}`; look at those around it, too."
    place = part.paragraph.place
    return Problem("role-contradicted", place, message, hint, Severity.WARNING)


def _in_a_row(
    parts: Sequence[Part], marks: Sequence[str], told: Collection[int], annotations: Annotations
) -> Iterator[Problem]:
    """Neighbors of one role with different marks, of speakers whom nothing else tells apart; not
    those that are `told` already."""
    often = Counter(bare_letters(mark) for mark in marks if mark)
    one_voice = {Role.QUESTION, Role.ANSWER} | {
        speaker.role for speaker in annotations.structure.speakers if not speaker.turns
    }
    for k, (first, second) in enumerate(pairwise(parts)):
        pair = marks[k : k + 2]
        if first.role is not second.role or first.role not in one_voice or not all(pair):
            continue
        if bare_letters(pair[0]) == bare_letters(pair[1]) or k in told or k + 1 in told:
            continue
        if any(part.speaker and part.speaker.turns for part in (first, second)):
            continue
        # A mark comes again, or stands in capitals; “Note:” is none.
        if all(mark.isupper() or often[bare_letters(mark)] > 1 for mark in pair):
            yield _different(second, *pair)


def _different(part: Part, first: str, second: str) -> Problem:
    message = (
        f"Two paragraphs of the role {part.role} follow each other and begin with different "
        f"marks: {quoted(first)}, {quoted(second)}."
    )
    hint = "One of the lines belongs under another role; or both `speakers` need their `turns`."
    return Problem("role-contradicted", part.paragraph.place, message, hint, Severity.WARNING)
