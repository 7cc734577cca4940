"""Scripts: which way a language is written, and with which letters.

What fontTools.unicodedata says is asked of it (scripts that run from right to left, mirrored
signs), late, since importing it takes 26 ms, a part of `check` that can be felt. Own tables are
here for what it does not have: languages, what is unassigned or never painted; and for the blocks
that a regular expression looks for in whole texts. A test holds them against it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Languages whose usual script runs from right to left (CLDR).
_LANGUAGES = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"))
#: What runs from right to left where nothing else is known of it: unassigned characters of newer
#: scripts too (Unicode 17.0, DerivedBidiClass.txt, "@missing"). The inside of a class of a
#: regular expression; fontTools, like Python, knows the direction of assigned characters alone.
FROM_RIGHT = (
    "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_FROM_RIGHT = re.compile(f"[{FROM_RIGHT}]")
#: By blocks, as the typefaces have them, with what Unicode may yet put there.
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe]")
#: Scripts that part no words by spaces, by blocks: Thai and Lao, Tibetan, Burmese, Khmer, Tai and
#: Javanese ones (the class SA of UAX 14, and Tibetan). The inside of a class of a regular
#: expression. What is wide (UAX 11) is asked of Unicode.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua980-\ua9ff"
    "\uaa60-\uaadf\uff66-\uff9f]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")


def romanized(tag: str) -> str:
    """The tag of words of the language `tag` in Latin letters: `ru-Latn`."""
    return f"{tag.split('-')[0]}-Latn"


def is_right_to_left(tag: str) -> bool:
    """Whether text in the language `tag` (BCP 47) runs from right to left: its script decides,
    where the tag names one, else its language."""
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if not script:
        return language in _LANGUAGES
    from fontTools.unicodedata import RTL_SCRIPTS

    return script == "aran" or script.title() in RTL_SCRIPTS  # Nastaliq is Arabic


def bidi_class(char: str) -> str:
    """The kind of a character in the Unicode Bidirectional Algorithm (UAX 9, table 4)."""
    return unicodedata.bidirectional(char) or ("R" if _FROM_RIGHT.match(char) else "L")


def may_run_from_right(text: str) -> bool:
    """Whether `text` has characters of right-to-left scripts: letters, marks, digits or signs."""
    return _FROM_RIGHT.search(text) is not None


def has_hebrew(text: str) -> bool:
    """Whether `text` has characters that a Hebrew typeface is for."""
    return _HEBREW.search(text) is not None


def has_arabic(text: str) -> bool:
    """Whether `text` has characters that an Arabic typeface is for."""
    return _ARABIC.search(text) is not None


def is_from_right(char: str) -> bool:
    """Whether it is a letter of a script that runs from right to left, or a mark upon one."""
    kind = bidi_class(char)
    return kind in ("R", "AL") or (kind == "NSM" and _FROM_RIGHT.match(char) is not None)


def has_from_right(text: str) -> bool:
    """Whether any letter or mark of `text` is from right to left."""
    if not may_run_from_right(text) and "\u200f" not in text:
        return False  # most texts, and at once
    return any(map(is_from_right, text))


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """The script of a letter, by its Unicode name: LATIN, CYRILLIC, GREEK …; empty for none.

    Not by `fontTools.unicodedata.script`: `check` asks for every word, and would import it always;
    and that gives no script to letters of several, as ー of Katakana.
    """
    name = unicodedata.name(char, "") if char else ""
    first = name.partition(" ")[0].partition("-")[0]
    return "LATIN" if first in ("FEMININE", "MASCULINE", "FULLWIDTH", "MODIFIER") else first


#: What HarfBuzz sets a mark upon that has no letter.
DOTTED_CIRCLE = "\u25cc"


#: Characters that are never painted: those that a font need not have (Default_Ignorable_Code_Point
#: in Unicode 17.0); and the dotted circle, since it may be painted where the text has none.
UNPAINTED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    f"\U0001d173-\U0001d17a\U000e0000-\U000e0fff{DOTTED_CIRCLE}]"
)


def mirrored(char: str) -> str:
    """What is painted for `char` where it is read from right to left: `)` for `(`; else itself."""
    if len(char) != 1 or not unicodedata.mirrored(char):
        return char
    from fontTools import unicodedata as tables

    other = tables.mirrored(ord(char))
    return char if other is None else chr(other)


def is_spaceless(char: str) -> bool:
    """Whether it is a letter or a mark of a script that parts no words by spaces: Chinese,
    Japanese, Thai, Lao, Burmese, Khmer and the like, but not Korean."""
    if char < "\u0e00" or unicodedata.category(char)[0] in "ZS":
        return False
    if unicodedata.east_asian_width(char) in "WF":
        return not _HANGUL.match(char)
    return _WITHOUT_SPACES.match(char) is not None


def is_hangul(char: str) -> bool:
    """Whether it is a letter of Korean."""
    return _HANGUL.match(char) is not None


def is_katakana(char: str) -> bool:
    """Whether it is a letter of the Japanese script in which words of other languages are written;
    a row of them is one word."""
    return "\u30a1" <= char <= "\u30fa" or char in "\u30fc\u30fd\u30fe"
