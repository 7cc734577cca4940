"""Syntax: what is wrong with a file that is no YAML, in words for who writes it, and where."""

from __future__ import annotations

import re
from itertools import islice
from typing import Protocol

import yaml

from edition.model.problems import Place, Problem

_HINTS = (
    ("mapping values are not allowed", "Put the whole value in quotes: it contains a colon."),
    (
        "did not find expected key",
        "Look at the quotes and the indentation of this line and of the one above.",
    ),
    (
        "found character that cannot start any token",
        "Indent with spaces, not with tabs; put a value that begins with @, ` or % in quotes.",
    ),
    ("found unexpected end of stream", "A quotation mark is not closed."),
    ("tab character", "Indent with spaces, not with tabs."),
    ("found undefined alias", "A value that begins with * must be in quotes."),
)


#: Values of a file; a hundred times those of a book of 250 notes. Each takes 300 bytes of memory.
MAX_VALUES = 1_000_000
#: All that stands before the colon on a line, if it is a key.
_KEY = re.compile(r"\s*(?:- +)?[\w-]+")


def syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """The problem of a text that YAML's parser refuses: at the line that is probably wrong, else
    at the one where the parser stumbled."""
    from edition.yamlfile import suspects  # only where something is wrong

    mark = getattr(error, "problem_mark", None)
    if mark and (found := suspects.suspect(name, text, mark.line)):
        return found
    if "unexpected end of stream" in str(getattr(error, "problem", "")):
        # Where the quotation mark is opened, not where the file ends.
        mark = getattr(error, "context_mark", None) or mark
    place = _within(name, text, mark) if mark else _reader_place(name, text)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it does not parse"
    hint = next((hint for words, hint in _HINTS if words in str(what)), "")
    if mark and "mapping values" in str(what) and _is_key(text, mark.line, mark.column):
        hint = "This line is set in further than the one above. Set keys of one entry in alike."
    if mark and not hint:
        hint = "Look at the indentation, the quotes and the colons of this line and the one above."
    return Problem("yaml-syntax", place, f"This is not YAML: {what}.", hint)


#: What git writes where two changes of the same lines meet (git-merge, “How conflicts are
#: presented”): such lines are no YAML at the beginning of a line.
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?:[ \t]+(.*?))?\r?$", re.MULTILINE)


def conflict(name: str, text: str) -> Problem | None:
    """The problem of a file with marks of a merge that nobody has settled, at the first of them."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    marks = [
        (text.count("\n", 0, m.start()) + 1, m[1][0], m[2])
        for m in islice(_CONFLICT.finditer(text), 99)
    ]
    whole = [mark for mark in marks if mark[1] in "<>"]
    if not whole:
        return None
    shown = [line for line, _, _ in marks]
    sides = [words for _, sign, words in whole if words and sign in "<>"]
    of = f" ({' and '.join(dict.fromkeys(sides))})"[:200] if sides else ""
    more = f" and {len(shown) - 6} more" if len(shown) > 6 else ""
    message = f"A merge is not settled{of}: marks on lines {', '.join(map(str, shown[:6]))}{more}."
    hint = (
        "Between <<<<<<< and ======= is the one version, up to >>>>>>> the other. "
        "Keep what is right of both, and take the lines with the marks out."
    )
    return Problem("merge-conflict", Place(name, whole[0][0], 1), message, hint)


class Mark(Protocol):
    """A mark of PyYAML or of libyaml: they are two classes."""

    line: int
    column: int


def _within(name: str, text: str, mark: Mark) -> Place:
    """The place of a mark; at the end of a file whose last line has no line end, libyaml's mark is
    on the line below, which is none."""
    lines = _LINE_ENDS.split(text)
    if mark.line < len(lines):
        return place_of(name, mark)
    return Place(name, len(lines), len(lines[-1]) + 1)


def place_of(name: str, mark: Mark) -> Place:
    """The place of PyYAML's `mark`, which counts from 0, in the file `name`."""
    return Place(name, mark.line + 1, mark.column + 1)


#: YAML 1.1, 5.4.
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def _is_key(text: str, line: int, column: int) -> bool:
    """Whether nothing but a key stands on a line before the colon at `column`."""
    lines = text.split("\n")
    return line < len(lines) and _KEY.fullmatch(lines[line][:column]) is not None


def _reader_place(name: str, text: str) -> Place:
    """A character that YAML forbids has an offset in bytes or characters, but no mark."""
    bad = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    return Place(name, text.count("\n", 0, bad.start()) + 1) if bad else Place(name, 1)


def most_values(text: str) -> int:
    """How many values a text has at most: a sign begins two (`- a: b`)."""
    return 2 * sum(text.count(sign) for sign in ":,-?[{\n")


def too_many_values(
    name: str, text: str, loader: type[yaml.SafeLoader], most: int = MAX_VALUES
) -> Problem | None:
    """The problem of a file with more than `most` values. They are counted only where there are
    signs enough for so many."""
    if most_values(text) <= most:
        return None
    values = (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)
    events = (event for event in yaml.parse(text, Loader=loader) if isinstance(event, values))
    first = next(islice(events, most, None), None)
    if first is None:
        return None
    place = place_of(name, first.start_mark) if first.start_mark else Place(name, 1)
    message = f"The file has more than {MAX_VALUES:,} values."
    if most < MAX_VALUES:
        message = f"With this file the edition has more than {MAX_VALUES:,} values."
    return Problem("yaml-too-long", place, message, "Divide the edition into several volumes.")
