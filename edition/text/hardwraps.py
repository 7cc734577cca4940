"""Hard wraps: whether the lines of the source are paragraphs, as is declared. Pure.

Nothing says so for certain; what is seen is that sentences run on from line to line, or that lines
which are joined are much longer than any that was broken by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.model import Paragraph, Role, SourceText
from edition.model.problems import Problem, Severity, quoted
from edition.text.parts import Part

#: No text is wrapped by hand at more characters than this.
_WIDEST = 110
#: Nor at fewer than this.
_NARROWEST = 30
#: Lines that run on, from so many on and in this share of those that touch.
_FEWEST, _SHARE = 2, 0.25
#: A single line that runs on counts if it is as long as this.
_ONE = 40
#: Roles of running text; the lines of all others stand for themselves.
_RUNNING = frozenset((
    Role.STANDFIRST, Role.QUESTION, Role.ANSWER, Role.NARRATIVE, Role.TRANSLATOR, Role.QUOTATION,
    Role.POSTSCRIPT,
))  # fmt: skip


def problems(source: SourceText, parts: Sequence[Part], paragraphs: str) -> list[Problem]:
    """A warning where `paragraphs` (`line` or `blank-line`) is not what the reading text (`parts`)
    looks like, at the first such line."""
    found = _wrapped(source, parts) if paragraphs == "line" else _joined(source, parts)
    return [found] if found else []


def _wrapped(source: SourceText, parts: Sequence[Part]) -> Problem | None:
    """Sentences that go on in the next paragraph, where each line is one."""
    touching = [
        (one.paragraph, other.paragraph)
        for one, other in pairwise(parts)
        if one.role is other.role and one.role in _RUNNING and _touch(one, other)
    ]
    on = [pair for pair in touching if _runs_on(source, *pair)]
    if not on:
        return None
    widths = sorted(_width(source.words(one.span)) for one, _ in on)
    if widths[len(widths) // 2] < _NARROWEST:
        return None  # talk, or verse in small letters
    first, second = on[0]
    single = len(touching) == 1 and len(source.words(first.span)) >= _ONE
    if not single and (len(on) < _FEWEST or len(on) < _SHARE * len(touching)):
        return None
    message = (
        f"{len(on):,} of {len(touching):,} lines run on in the next one, but each line is set as a "
        "paragraph."
    )
    words = source.words(first.span)[-40:], source.words(second.span)[:40]
    hint = (
        f"{quoted(words[0])} goes on: {quoted(words[1])}\nIf blank lines divide the paragraphs, "
        "declare `paragraphs: blank-line` under `source`; if these are lines of verse, give them "
        "the role `verse`."
    )
    return Problem("lines-as-paragraphs", first.place, message, hint, Severity.WARNING)


def _touch(one: Part, other: Part) -> bool:
    """Whether a paragraph is the line below the other."""
    first, second = one.paragraph, other.paragraph
    return first.file == second.file and first.line + 1 == second.line


def _runs_on(source: SourceText, one: Paragraph, other: Paragraph) -> bool:
    """Whether a line ends within a sentence that the next one goes on with."""
    words, following = source.words(one.span), source.words(other.span)
    if len(words) > _WIDEST or not (words[-1].isalnum() or words[-1] in ",-–—"):
        return False
    first = next((char for char in following if char.isalnum()), "")
    # Scripts without capitals say nothing by them, but their lines are full.
    return first.islower() or (
        first.isalpha() and first.lower() == first.upper() and _width(words) >= _ONE
    )


def _width(words: str) -> int:
    """The width of a line in columns: letters of East Asia are twice as wide."""
    return len(words) * (2 if "\u2e80" <= words[-1] <= "\uffef" else 1)


def _joined(source: SourceText, parts: Sequence[Part]) -> Problem | None:
    """Lines longer than hands wrap them, joined to one paragraph."""
    count, whole = 0, 0
    first: Part | None = None
    for part in parts:
        for line in _inner_lines(source.words(part.span)) if part.role in _RUNNING else ():
            whole += 1
            if len(line) > _WIDEST:
                count += 1
                first = first or part
    if first is None or count < _FEWEST or 2 * count < whole:
        return None
    message = (
        f"{count:,} lines have more than {_WIDEST} characters, and are joined with the next to one "
        "paragraph."
    )
    hint = "If each line is a paragraph, declare `paragraphs: line` under `source`."
    return Problem("paragraphs-as-lines", first.paragraph.place, message, hint, Severity.WARNING)


def _inner_lines(words: str) -> Iterator[str]:
    """The lines of a paragraph but the last, at whose end it ends anyway."""
    yield from words.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]
