"""Light reading: the words of a source that `writer` wrote, by the forms that it writes and no
other.

The builder's own reader of Markdown knows all forms; for a text of millions of words it takes
longer than the whole import. Tests hold that both read the same. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What stands at the beginning of a line, one after the other.
_BEFORE = re.compile(
    r"(?: {2,}(?=\S)|> ?|- (?=\S)|\d{1,9}\. (?=\S)|:   (?=\S)|#{1,6} |\| {0,40}(?!.*\|$)"
    r"|\[\^[^\]\s\[^]+\]: ?)"
)
_NOTE = re.compile(r"\[\^([^\]\s\[^]+)\]:(?: |$)")
_MARK = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])|\[\^[^\]\s\[^]+\]|\]\{[^{}]*\}|(?P<picture>\]\(<[^>]*>\))|(?P<line><br>)|</?s>|(?P<brace>&#125;)"
    r"|(?P<cell>\|)|!\[(?!\^)|[\[\]*^~`]|\\$"
)
_NO_WORDS = re.compile(r"(?:> ?| {2,}+|:   |- |\d+\. )*+(?:<!-- -->|\*\*\*|:::.*|\|(?:---\|)+)?\s*")


def read(text: str) -> Iterator[tuple[str, str]]:
    """The words of each line that has any, with the label of the note that it is in, if it is in
    one."""
    note = ""
    for line in text.split("\n"):
        if found := _NOTE.match(line):
            note = found[1]
        elif line and not line.startswith("    "):
            note = ""
        if not _NO_WORDS.fullmatch(line):
            yield note, _words(line)


def _words(line: str) -> str:
    at = 0
    while found := _BEFORE.match(line, at):
        at = found.end()
        if found[0][0] in "#|":
            break
    return _MARK.sub(_shown, line[at:])


def _shown(found: re.Match[str]) -> str:
    if sign := found["sign"]:
        return sign
    if found["brace"]:
        return "}"
    return " " if found["line"] or found["cell"] else ""
