"""Alphabet: the letters under which the index of a language is divided, as CLDR has them (UTS 35,
part 2, index characters): Ch in Czech, Å behind Z in Swedish, か for all kana from か to ご, the
letter of its pinyin for a Chinese character, or the number of its strokes.

In: a language and a name, as it is sorted. Out: a letter. Pure, but for the data, `alphabets.json`,
which `orders.make` has read out of ICU.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from importlib import resources

from edition.languages import collation, tags
from edition.text.scripts import script_of

#: The alphabet for names in a script that is not the language's.
_FOREIGN = {
    "LATIN": "en",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "HIRAGANA": "ja",
    "HANGUL": "ko",
}
#: Scripts of which a letter of an alphabet stands for all up to the next.
_IN_ROWS = frozenset(("HIRAGANA", "HANGUL", "CJK"))
_Primaries = tuple[int, ...]


def letter(language: str, name: str) -> str:
    """The letter under which an index has a name; that of its own script where the language has
    another, its first character where no alphabet has it."""
    script = _script(language, name[:1])
    for own in dict.fromkeys((language, _FOREIGN.get(script, language))):
        found = _letters(own).get(script)
        if found and (label := _among(own, *found, script, name)):
            return label
    return unicodedata.normalize("NFC", name[:1].title())


def _among(
    language: str, starts: tuple[_Primaries, ...], labels: tuple[str, ...], script: str, name: str
) -> str:
    """The letter among these that a name belongs to; empty for none."""
    primaries = collation.key(language, name)[0]
    if script == "CJK" and name[0] not in collation.order(language).han:
        return ""  # nor does anything say how it is read
    at = bisect_right(starts, primaries) - 1
    if at >= 0 and (script in _IN_ROWS or primaries[: len(starts[at])] == starts[at]):
        return labels[at]
    plain = unicodedata.normalize("NFD", name[:1].upper())[:1]
    return plain if plain in labels else ""


def _script(language: str, char: str) -> str:
    script = script_of(char)
    if script == "CJK" and tags.primary(language) == "ko":
        return "HANGUL"  # which sorts them as they are read
    return {"KATAKANA": "HIRAGANA", "HALFWIDTH": "HIRAGANA"}.get(script, script)


@cache
def _letters(language: str) -> dict[str, tuple[tuple[_Primaries, ...], tuple[str, ...]]]:
    """For each script of an alphabet what its letters begin with, and these letters."""
    alphabets = _file()
    text = next((alphabets[tag] for tag in tags.candidates(language) if tag in alphabets), "")
    found: dict[str, list[tuple[_Primaries, str]]] = {}
    for item in (text or alphabets["en"]).split():
        label, _, start = item.partition("=")
        start = start or label
        primaries = collation.key(language, start)[0]
        found.setdefault(_script(language, start[0]), []).append((primaries, label))
    return {
        script: (tuple(start for start, _ in letters), tuple(label for _, label in letters))
        for script, letters in found.items()
    }


@cache
def _file() -> dict[str, str]:
    path = resources.files(__package__) / "alphabets.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
