"""Language spans: words of another language in a field that is no Markdown, as `[Радио]{lang=ru}`.

In: the text of a field. Out: its words, and which of them are in which language. Pure.
"""

from __future__ import annotations

import re

#: A language tag, the shape only (BCP 47).
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
#: Marked as words of another language are in notes.
_SPAN = re.compile(rf"\[([^\[\]{{}}]+)\]\{{lang=({LANGUAGE_TAG.pattern})\}}")


def without_spans(text: str) -> str:
    """`text` without the marks of its languages."""
    return _SPAN.sub(r"\1", text)


def without_marked(text: str) -> str:
    """`text` without the words that are marked with a language."""
    return _SPAN.sub("", text)


def marked(text: str) -> list[tuple[str, str]]:
    """(words, language tag) of what is marked in `text`."""
    return _SPAN.findall(text)


def pieces(text: str) -> list[tuple[str, str]]:
    """`text` in pieces with their languages, which are empty where none is said."""
    parts = _SPAN.split(text)  # plain, words, tag, plain …
    plain = ((words, "") for words in parts[::3])
    found = list(zip(parts[1::3], parts[2::3], strict=True))
    inner = [piece for pair in zip(plain, [*found, ("", "")], strict=True) for piece in pair]
    return [piece for piece in inner if piece[0]]


def is_malformed(text: str) -> bool:
    """Whether `text` has the mark of a language that cannot be read."""
    return "]{" in without_spans(text)
