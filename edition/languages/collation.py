"""Collation: the order of names in a language, as Unicode's algorithm and CLDR have it (UTS 10;
UTS 35, part 5). Pure, but for the data of `orders`, which are read when first needed.

In: a language and a text. Out: a key; keys of one language compare as the texts are sorted: first
by letters, then by accents, then by capitals. Spaces and signs count, before figures, and those
before letters. In Swedish å stands behind z, in German beside a; in Ukrainian ґ behind г. Chinese
is sorted by pinyin, or by strokes where it is written in traditional characters; kanji as in JIS.

Left out of the algorithm: marks that combine with a letter across another mark in a combination
that CLDR does not list, and Chinese characters outside the Basic Multilingual Plane, which are
sorted by their numbers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import field, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from edition.languages import tags
from edition.model.dataclass import dataclass

#: Primary, secondary and tertiary weights.
Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
_Element = tuple[int, int, int]
#: Where letters begin, before Chinese characters, which have no weights of their own.
_FIRST_LETTER, _HAN_WEIGHT, _UNKNOWN = 0x2B000000, 0xFB << 24, 0xFE << 24
_CASE = 0xC0
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\U00020000", "\U0003ffff"))
#: Vowels that are written before their consonant and sorted behind it (UTS 10, 3.5).
_LOGICAL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])|([\u0ec0-\u0ec4])([\u0e81-\u0eae])")


@lru_cache(maxsize=65_536)
def key(language: str, text: str) -> Key:
    """What a text is sorted by among others of the language."""
    return order(language).key(text)


@dataclass(frozen=True, slots=True)
class Order:
    """The order of letters in a language: elements of strings of letters (`own` before `root`), the
    ranks of Chinese characters, the ranges of weights that come before other letters."""

    root: dict[str, str]
    own: dict[str, str] = field(default_factory=dict)
    han: dict[str, int] = field(default_factory=dict)
    first: tuple[tuple[int, int], ...] = ()
    capitals_first: bool = False
    accents_backwards: bool = False
    longest: dict[str, int] = field(default_factory=dict)
    plain: tuple[dict[str, int], ...] = ()
    """The weights of ASCII, where each letter has one element, whatever follows: quick for most
    names of most languages."""

    def key(self, text: str) -> Key:
        """What a text is sorted by."""
        if text.isascii() and self.plain:
            first, second, third = self.plain
            return (
                tuple(filter(None, map(first.get, text))),
                tuple(filter(None, map(second.get, text))),
                tuple(filter(None, map(third.get, text))),
            )
        found = list(self._elements(unicodedata.normalize("NFKD", text)))
        accents = [secondary for _, secondary, _ in found if secondary]
        return (
            tuple(self._placed(primary) for primary, _, _ in found if primary),
            tuple(reversed(accents) if self.accents_backwards else accents),
            tuple(self._case(tertiary) for _, _, tertiary in found if tertiary),
        )

    def _placed(self, primary: int) -> int:
        """A weight, higher for letters of a script that is not the language's."""
        if primary < _FIRST_LETTER:
            return primary
        for rank, (low, high) in enumerate(self.first):
            if low <= primary <= high:
                return (1 + rank << 40) + primary
        return (1 + len(self.first) << 40) + primary

    def _case(self, tertiary: int) -> int:
        plain = tertiary & ~_CASE
        if self.capitals_first and not tertiary & 0x80:
            return plain + 0x100
        return plain

    def _elements(self, text: str) -> Iterator[_Element]:
        text = _LOGICAL.sub(r"\2\1\4\3", text)
        at = 0
        while at < len(text):
            char = text[at]
            for size in range(self.longest.get(char, 1), 0, -1):
                string = text[at : at + size]
                found = self.own.get(string)
                found = self.root.get(string) if found is None else found
                if found is not None:
                    yield from _read(found)
                    at += len(string)
                    break
            else:
                yield self._unlisted(char)
                at += 1

    def _unlisted(self, char: str) -> _Element:
        if char in self.han:
            return _HAN_WEIGHT + self.han[char], 5, 5
        if any(first <= char <= last for first, last in _HAN):
            return _HAN_WEIGHT + 0x100000 + ord(char), 5, 5
        return _UNKNOWN + ord(char), 5, 5


@lru_cache(maxsize=16_384)
def _read(elements: str) -> tuple[_Element, ...]:
    found = (tuple(int(weight, 16) for weight in item.split(".")) for item in elements.split())
    return tuple((primary, secondary, tertiary) for primary, secondary, tertiary in found)


@cache
def order(language: str) -> Order:
    """The order of a language; the root's where it has none of its own."""
    root = _file("root")
    letters: dict[str, str] = root["letters"]
    file = next((_file(tag) for tag in tags.candidates(language) if tag in _names()), {})
    own: dict[str, str] = file.get("letters", {})
    longest: dict[str, int] = {}
    for string in (*own, *(string for string in letters if len(string) > 1)):
        longest[string[0]] = max(longest.get(string[0], 1), len(string))
    found = Order(
        letters,
        own,
        {char: rank for rank, char in enumerate(file.get("han", ""))},
        tuple(_range(root["scripts"], script) for script in file.get("first", ())),
        bool(file.get("capitals-first")),
        bool(file.get("accents-backwards")),
        longest,
    )
    if any(char.isascii() for char in longest) or found.accents_backwards:
        return found
    weights: tuple[dict[str, int], ...] = ({}, {}, {})
    for char in map(chr, range(128)):
        for table, own_weights in zip(weights, found.key(char), strict=True):
            table[char] = own_weights[0] if own_weights else 0
    return replace(found, plain=weights)


def _range(scripts: dict[str, list[int]], script: str) -> tuple[int, int]:
    if script == "Hani":
        return _HAN_WEIGHT, _UNKNOWN - 1
    low, high = scripts.get(script, (0, -1))
    return low, high


@cache
def _names() -> frozenset[str]:
    files = (resources.files(__package__) / "orders").iterdir()
    return frozenset(item.name.removesuffix(".json") for item in files)


@cache
def _file(name: str) -> dict[str, Any]:
    path = resources.files(__package__) / "orders" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
