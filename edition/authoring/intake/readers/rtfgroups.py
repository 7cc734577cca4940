"""RTF's groups, control words and characters (Microsoft, Rich Text Format Specification 1.9.1), as
a stream of tokens. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?P<group>[{}])|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<sign>[^a-zA-Z'])|(?P<line>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
#: Encodings by the numbers of `\ansicpg`, where Python calls them otherwise.
_PAGES = {10000: "mac_roman", 65001: "utf-8", 0: "cp1252", 708: "cp1256", 709: "cp1256"}


class Token(NamedTuple):
    """`kind` is `open`, `close`, `word`, `text`: what it says is `value`, and `number` behind
    it."""

    kind: str
    value: str = ""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file: its characters decoded, and those that stand for others, for programs
    that know no Unicode (`\\uc`), left out."""
    encoding, skips, skip = "cp1252", [1], 0
    hexes = bytearray()
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if not found:
            at += 1
            continue
        at = found.end()
        if found["hex"] is not None:
            if skip:
                skip -= 1
            else:
                hexes.append(int(found["hex"], 16))
            continue
        if hexes:
            yield Token("text", hexes.decode(encoding, "replace"))
            hexes.clear()
        if found["group"] == b"{":
            skips.append(skips[-1])
            skip = 0
            yield Token("open")
        elif found["group"] == b"}":
            if len(skips) > 1:
                skips.pop()
            skip = 0
            yield Token("close")
        elif found["word"] is not None:
            word = found["word"].decode()
            number = int(found["number"]) if found["number"] else None
            if word == "bin":
                at += max(0, number or 0)
            elif word == "ansicpg":
                encoding = _page(number or 1252)
            elif word == "mac":
                encoding = "mac_roman"
            elif word == "uc":
                skips[-1] = min(number if number is not None else 1, 8)
            elif word == "u":
                yield Token("text", _letter(number or 0))
                skip = skips[-1]
            elif skip:
                skip -= 1
            else:
                yield Token("word", word, number)
        elif found["sign"] is not None:
            yield Token("word", found["sign"].decode("latin-1"))
        elif found["text"] is not None:
            text = found["text"].decode(encoding, "replace")
            yield Token("text", text[skip:])
            skip = max(0, skip - len(text))
    if hexes:
        yield Token("text", hexes.decode(encoding, "replace"))


def _page(number: int) -> str:
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _letter(number: int) -> str:
    """The letter of a number, which is of 16 bits with a sign; of halves of letters see
    `joined`."""
    return chr(number % 65536)


def joined(text: str) -> str:
    """Text with its surrogate pairs as the letters that they are."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
