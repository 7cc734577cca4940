"""Plain text: which bytes of a file are its text, and what Project Gutenberg has set around it.
Pure.

The file is taken over as it is, but for its encoding and the header and licence around it, which
stay in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from edition.authoring.intake import bounds
from edition.authoring.intake.manuscript import About, Entry, Person
from edition.model.dataclass import dataclass
from edition.text import encodings

_START = re.compile(
    r"^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG.{0,500}?\*{3}[ \t]*\r?$", re.M | re.S
)
_END = re.compile(r"^\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG", re.M)
_FIELD = re.compile(
    r"^(Title|Author|Translator|Editor|Illustrator|Language|Release date):[ \t]*"
    r"(.+(?:\r?\n[ \t]{2,}\S.*)*)",
    re.M | re.I,
)
_CREDITS = re.compile(
    r"\A\s*(?:E-?text (?:was )?(?:prepared|produced) by|Produced by|Transcribed (?:from|by))"
    r"(?:.*\r?\n)+?\s*\r?\n"
)
_ROLES = {"author": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill"}
_LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "latin": "la", "finnish": "fi", "swedish": "sv",
    "danish": "da", "polish": "pl", "hungarian": "hu", "greek": "el", "russian": "ru",
    "esperanto": "eo", "chinese": "zh", "japanese": "ja", "czech": "cs", "norwegian": "no",
}  # fmt: skip
_APART = "set apart; it stays in the original"


@dataclass(slots=True)
class PlainText:
    """A text, and what was set apart of it."""

    text: str
    about: About = field(default_factory=About)
    aside: list[Entry] = field(default_factory=list)
    encoding: str = "UTF-8"
    is_gutenberg: bool = False


def decoded(data: bytes, path: str) -> tuple[str, str]:
    """The text of a file, and the name of its encoding. Raises `BuildFailed` where none fits."""
    form = encodings.unicode_form(data)
    for name in [form[0]] if form else _names(data):
        try:
            return data.decode(name).removeprefix("\ufeff"), name
        except (UnicodeDecodeError, LookupError):
            continue
    message = f"{path} is in no encoding that can be read."
    bounds.refuse("import-unreadable", path, message, "Is it a text?")


def _names(data: bytes) -> Iterator[str]:
    """The encodings to try; what may be in place of UTF-8 is only asked where it is not that."""
    yield "UTF-8"
    yield from (item.name for item in encodings.guesses(data, ""))


def read(data: bytes, path: str) -> PlainText:
    """The text of a file, without what Project Gutenberg has set around it."""
    text, encoding = decoded(data, path)
    found = PlainText(text, encoding=encoding)
    start, end = _START.search(text), _END.search(text)
    if not start:
        return found
    found.is_gutenberg = True
    head, body = text[: start.end()], text[start.end() : end.start() if end else len(text)]
    tail = text[end.start() :] if end else ""
    read_head(head, found.about)
    what = "Project Gutenberg’s header and licence"
    found.aside.append(Entry(what, _APART, "at the beginning", head))
    if tail:
        found.aside.append(Entry(what, _APART, "at the end", tail))
    if credits := _CREDITS.match(body):
        found.aside.insert(1, Entry("the line of those who made the file", _APART, "", credits[0]))
        body = body[credits.end() :]
    found.text = body.strip("\r\n \t") + "\n"
    return found


def read_head(head: str, about: About) -> None:
    """Read what Project Gutenberg's header says of a text."""
    for name, value in _FIELD.findall(head):
        words = " ".join(value.split())
        if name.lower() == "title":
            about.title = about.title or words
        elif name.lower() == "language":
            about.language = _LANGUAGES.get(words.split(",")[0].split(" (")[0].lower(), "")
        elif name.lower() in _ROLES:
            about.people.append(Person(words, _ROLES[name.lower()]))
    about.publisher = "Project Gutenberg"
    about.rights = "In the public domain in the United States, as Project Gutenberg says of it."
