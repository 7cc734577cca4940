"""Confusables: what in a text is not what it looks like. Pure: words in, oddities out.

Unicode has many ways to write what a reviewer does not see (UTS 39, Unicode Security Mechanisms;
CVE-2021-42574, “Trojan Source”): letters of another script that look like Latin ones, characters
without a shape, marks that turn the reading direction, and marks in heaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model.dataclass import dataclass

#: Embeddings, overrides and isolates (UAX 9). U+200E and U+200F only help the neighbors.
TURNING = "\u202a-\u202e\u2066-\u2069"
#: What has no shape and no use in a text: zero-width space and joiner of words, invisible
#: operators, Hangul fillers, tag characters. ZWJ and ZWNJ are letters of Persian and Hindi, and
#: the soft hyphen and the byte order mark are old guests of text files.
_UNSEEN = "\u200b\u2060-\u2064\u206a-\u206f\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f"
#: Less than the scripts of these names, and for that own: the rest (phonetic letters, those of
#: Africa and the Caucasus) stand beside others with good reason.
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC = "\u0400-\u04ff"
#: Greek letters with the shape of Latin ones; a formula may well have Δt or µm.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
#: Marks on one letter. Vietnamese has two, Hebrew with cantillation four.
MAX_MARKS = 6

_KINDS = {
    "turned-text": f"[{TURNING}]",
    "invisible-character": f"[{_UNSEEN}]",
    "stacked-marks": f"[{_MARKS}]{{{MAX_MARKS + 1},}}",
    "mixed-scripts": f"[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}{_GREEK}][{_LATIN}]",
}
_ODD = re.compile("|".join(f"({pattern})" for pattern in _KINDS.values()))
#: Every odd character is beyond these: most texts are told apart at once.
_PLAIN = re.compile("[\\0-\u02ff\u1e00-\u1eff\u2010-\u2027\u202f-\u205f]*\\Z")
_WORD = re.compile(r"\w+")

HINTS = {
    "turned-text": "Delete it; for words that run from right to left write [words]{dir=rtl} in a "
    "note, and nothing elsewhere: the builder sees their direction.",
    "invisible-character": "Delete it, or type the words anew.",
    "stacked-marks": f"A letter has at most {MAX_MARKS} marks above and below it.",
    "mixed-scripts": "Letters that look alike are not the same: a search does not find the word, "
    "and it may pass for another. Type it anew in one script.",
}


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is odd, and where: `code` is that of the problem, `at` the offset in the text."""

    code: str
    at: int
    message: str


def oddities(text: str) -> Iterator[Oddity]:
    """The first of each kind in `text`; the message says how often it is there."""
    if _PLAIN.match(text):
        return
    first: dict[str, re.Match[str]] = {}
    count = dict.fromkeys(_KINDS, 0)
    codes = list(_KINDS)
    for found in _ODD.finditer(text):
        code = codes[(found.lastindex or 1) - 1]
        first.setdefault(code, found)
        count[code] += 1
    for code, found in first.items():
        more = f" There are {count[code]:,} of its kind here." if count[code] > 1 else ""
        yield Oddity(code, found.start(), _message(code, found) + more)


def _message(code: str, found: re.Match[str]) -> str:
    name = f"U+{ord(found[0][0]):04X}"
    if code == "turned-text":
        return f"The character {name} turns the direction of what follows it."
    if code == "invisible-character":
        return f"The character {name} cannot be seen."
    if code == "stacked-marks":
        return f"{len(found[0])} marks stand on one letter."
    start = max(0, found.start() - 40)
    words = _WORD.finditer(found.string, start, found.end() + 40)
    word = next((w[0] for w in words if w.start() <= found.start() < w.end()), found[0])
    strange = next(char for char in found[0] if not re.match(f"[{_LATIN}]", char))
    script = "Cyrillic" if "\u0400" <= strange <= "\u04ff" else "Greek"
    return f"In “{word}” U+{ord(strange):04X} is {script}, among Latin letters."
