"""Scripts: which way a language is written, and with which letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Languages whose usual script runs from right to left (CLDR).
_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi")
)
#: Scripts that run from right to left (ISO 15924), as a tag may name them: `az-Arab`.
_SCRIPTS = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa")
)


def romanized(tag: str) -> str:
    """The tag of words of the language `tag` in Latin letters: `ru-Latn`."""
    return f"{tag.split('-')[0]}-Latn"


def is_right_to_left(tag: str) -> bool:
    """Whether text in the language `tag` (BCP 47) runs from right to left: its script decides,
    where the tag names one, else its language."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    return script in _SCRIPTS if script else language in _LANGUAGES


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """The script of a letter, by its Unicode name: LATIN, CYRILLIC, GREEK …; empty for none."""
    name = unicodedata.name(char, "") if char else ""
    first = name.partition(" ")[0].partition("-")[0]
    return "LATIN" if first in ("FEMININE", "MASCULINE", "FULLWIDTH", "MODIFIER") else first
