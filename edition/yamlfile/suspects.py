"""Suspects: the line that is probably wrong where YAML's parser stumbles only further down. Pure.

A text block (`|`) that is left too early, a space that is none to YAML or that is missing: the
parser takes what follows for something else, and complains of a line that is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from edition.model.problems import Place, Problem

#: A key, or an item of a list, at the beginning of a line.
_ENTRY = re.compile(r" *(?:-(?: +|$)|[\w-]+ *:(?: |$)|\"[^\"]+\" *:|#|---|\.\.\.|[\]\[{}])")
#: A key whose text begins on the next line; the group is what stands before the key.
_OPENS = re.compile(r"((?: *- +)*| *)[\w-]+: +[|>][-+0-9]*(?: +#.*)? *$")
#: Where a plain space must be: before an entry, behind a dash, around a colon.
_ODD = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"  # spaces that YAML does not know
_ODD_SPACE = re.compile(rf" *(?:- *)?(?:[\w-]+ *:? *)?({_ODD})")
_WIDE_COLON = re.compile(r" *(?:- +)?[\w-]+ *(：)")
_NO_SPACE = re.compile(r" *(?:- +)*(?:[\w-]+(:)[^\s/:]|(-)[A-Za-z][\w-]*: )")
#: How many lines above the stumbling are looked at.
_LOOKED_AT = 2000


def suspect(name: str, text: str, line: int) -> Problem | None:
    """The problem of the last suspicious line at or above `line` (from 0), where YAML's parser has
    stumbled; None where there is none."""
    first = max(0, line - _LOOKED_AT)
    lines = re.split("\r\n|[\r\n]", text)[first : line + 1]
    # What is right in between shows that the parser went on well.
    right = max((k for k, words in enumerate(lines[:-1]) if _ENTRY.match(words)), default=-1)
    found = [*_spaces(lines), *_left_blocks(lines), *_without_colon(lines)]
    found = [item for item in found if item[0] >= right]
    if not found:
        return None
    at, column, message, hint = max(found, key=lambda item: item[0])  # the first of its line
    place = Place(name, first + at + 1, column + 1)
    hint = re.sub(r"\blines? (\d+)", lambda match: f"line {first + int(match[1]) + 1}", hint)
    return Problem("yaml-syntax", place, f"This is not YAML: {message}.", hint)


def odd_space(words: str) -> str:
    """The first space in a key or a value that is none to YAML, by its name; else nothing."""
    found = re.search(_ODD, words)
    return named(found[0]) if found else ""


def named(char: str) -> str:
    """A character as people can look for it: `a no-break space (U+00A0)`."""
    name = unicodedata.name(char, "character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(char):04X})"


_Found = tuple[int, int, str, str]


def _spaces(lines: Sequence[str]) -> Iterator[_Found]:
    """Spaces that YAML does not know where it needs one, and those that are missing."""
    inside = _block_lines(lines)
    for number, line in enumerate(lines):
        if number in inside:
            continue
        if found := _ODD_SPACE.match(line):
            message = f"{named(found[1])} is no space to it"
            yield number, found.start(1), message, "Type a plain space in its place."
        elif found := _WIDE_COLON.match(line):
            yield number, found.start(1), f"{named('：')} is no colon to it", "Type “: ”."
        elif found := _NO_SPACE.match(line):
            sign = "colon" if found[1] else "dash"
            message = f"no space is behind the {sign}"
            hint = f"Type one. If it is text, put it in quotes or set it in like the {sign}'s text."
            if sign == "colon":
                hint = "Type one. If the line belongs to a text above, set it in as that is."
            yield number, found.end(1 if found[1] else 2), message, hint


def _without_colon(lines: Sequence[str]) -> Iterator[_Found]:
    """The last line with words above the stumbling, if it is set in like a key and has none: with
    a space or an equals sign in the colon's place, or with nothing behind it."""
    inside = _block_lines(lines)
    above = range(len(lines) - 2, -1, -1)
    number = next(
        (k for k in above if lines[k].strip() and not lines[k].lstrip().startswith("#")), -1
    )
    before = next((k for k in range(number - 1, -1, -1) if _ENTRY.match(lines[k])), -1)
    if number < 0 or number in inside or before < 0 or _ENTRY.match(lines[number]):
        return
    line = lines[number]
    if _indent(line) <= _key_column(lines[before]) and re.match(r" *[\w-]+(?: |$)", line):
        column = len(line) - len(line.lstrip(" ")) + len(line.split()[0])
        word = line.split()[0]
        hint = f"If “{word}” is a key, write “{word}: ”. If the line is text, set it in as that is."
        yield number, column, "a colon is missing on this line", hint


def _key_column(line: str) -> int:
    """Where the key of a line begins, behind the dashes."""
    found = re.match(r"(?: *- +)*", line)
    return max(_indent(line), found.end() if found else 0)


def _left_blocks(lines: Sequence[str]) -> Iterator[_Found]:
    """Lines that are set in less than the text block above them, and are no entry."""
    for key, first, last in _blocks(lines):
        if last + 1 >= len(lines):
            continue
        line = lines[last + 1]
        indent, wanted = _indent(line), _indent(lines[first]) if first <= last else 0
        key_indent = _key_indent(lines[key])
        if first <= last and line.lstrip().startswith("#"):
            rest = (words for words in lines[last + 2 :] if words.strip())
            if any(_indent(words) >= wanted for words in list(rest)[:1]):
                hint = f"Set it in by {wanted} spaces if it is text, or put it above line {key}."
                yield last + 1, indent, "a comment ends the text above it", hint
            continue
        within = first <= last and key_indent < indent < wanted
        if not within and (_ENTRY.match(line) or not line.strip()):
            continue
        if first > last:
            message = "this line is not set in further than the key of its text"
            hint = f"Set the text that belongs to line {key} in by {key_indent + 2} spaces or more."
        else:
            message = f"this line is set in by {indent} spaces, and the text above it by {wanted}"
            hint = f"Set it in by {wanted} spaces: the text began so on line {first}."
        yield last + 1, indent, message, hint


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The text blocks: the line of the key, and the first and the last line of the text (the
    first is behind the last where there is none)."""
    number = 0
    while number < len(lines):
        key = number
        number += 1
        if not _OPENS.match(lines[key]):
            continue
        while number < len(lines) and not lines[number].strip(" "):
            number += 1
        first = number
        indent = _indent(lines[first]) if first < len(lines) else 0
        if indent <= _key_indent(lines[key]):
            yield key, first, first - 1
            continue
        while number < len(lines) and (
            not lines[number].strip(" ") or _is_in(lines[number], indent)
        ):
            number += 1
        last = number - 1
        while not lines[last].strip(" "):
            last -= 1
        following = next(
            (k for k in range(last + 1, len(lines)) if lines[k].strip(" ")), len(lines)
        )
        yield key, first, following - 1
        number = following


def _block_lines(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that are text."""
    return {k for _, first, last in _blocks(lines) for k in range(first, last + 1)}


def _is_in(line: str, indent: int) -> bool:
    return _indent(line) >= indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_indent(line: str) -> int:
    """The column of a key; that of the dash does not count."""
    found = _OPENS.match(line)
    return len(found[1]) if found else _indent(line)
