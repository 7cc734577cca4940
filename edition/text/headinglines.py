"""Headings: which lines of a text read like headings, and of what level. Pure.

Nothing says so for certain: `import` and `init` propose, and say what they took for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from edition.model.dataclass import dataclass

#: Words that begin a heading, with a number behind them, from the highest level on; in the
#: languages in which most printed books are.
_WORDS = (
    ("volume", "vol.", "tome", "tomo", "том"),
    ("book", "livre", "buch", "libro", "книга", "kniha"),
    ("part", "partie", "teil", "parte", "часть", "část", "osa", "del"),
    ("act", "acte", "akt", "aufzug", "atto", "acto", "действие"),
    ("chapter", "chap.", "chapitre", "kapitel", "capitolo", "capítulo", "capitulo", "глава",
     "hoofdstuk", "rozdział", "kapitola", "luku", "letter", "stave", "canto", "lecture"),
    ("scene", "scène", "szene", "auftritt", "scena", "escena", "section", "§"),
)  # fmt: skip
#: Headings without a number.
_ALONE = (
    "preface", "foreword", "introduction", "prologue", "epilogue", "afterword", "conclusion",
    "appendix", "appendices", "dedication", "acknowledgments", "acknowledgements", "vorwort",
    "einleitung", "prolog", "epilog", "nachwort", "anhang", "préface", "avant-propos", "prologue",
    "épilogue", "postface", "annexe", "prefazione", "introduzione", "prólogo", "epílogo",
    "предисловие", "введение", "пролог", "эпилог", "послесловие",
)  # fmt: skip
_NUMBER = (
    r"(?:\d{1,3}|[IVXLC]{1,8}|the\s+\w+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\w+)?|"
    r"thirty(?:[- ]\w+)?|first|second|third|fourth|fifth|last|premi[eè]re?|\w+zi[eè]me|erste[rs]?|"
    r"zweite[rs]?|dritte[rs]?|перв\w+|втор\w+))"
)
_ROMAN = re.compile(r"(?:\d{1,3}|[IVXLC]{1,8})\.?")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Kind:
    level: int
    pattern: re.Pattern[str]


_KINDS = tuple(
    _Kind(
        level,
        re.compile(
            rf"(?:{'|'.join(map(re.escape, words))})\s*{_NUMBER}\b(?:\s*[.:—–-].*|\s+\S.*)?\.?",
            re.I,
        ),
    )
    for level, words in enumerate(_WORDS, 1)
)  # fmt: skip
_BARE = re.compile(rf"(?:{'|'.join(map(re.escape, _ALONE))})(?:\s*[.:—–-].*)?\.?", re.I)


_NUMBERED = re.compile(
    rf"(?:{'|'.join(re.escape(word) for words in _WORDS for word in words)})\s*{_NUMBER}\.?"
    r"|(?:\d{1,3}|[IVXLC]{1,8})\.?",
    re.I,
)


def is_number(line: str) -> bool:
    """Whether a heading is nothing but a number, so that its title may follow: `CHAPTER I`."""
    return bool(_NUMBERED.fullmatch(line))


def may_be_title(line: str) -> bool:
    """Whether a line can be the title of a chapter, below its number: short, and no sentence."""
    opens = line[:1].isupper() or line[:1] in "“\"‘'«„¿¡"
    return 0 < len(line) <= _LONGEST and opens and not line.endswith(tuple('.,;:!?…”"»'))


def alike(lines: Sequence[str]) -> dict[str, int]:
    """Those of the lines (or paragraphs) that read like headings, with their levels from 1 on."""
    found = {line: _level(line) for line in dict.fromkeys(lines)}
    numbers = [line for line in lines if _ROMAN.fullmatch(line)]
    if len(numbers) >= 2 and _count(numbers):
        found |= dict.fromkeys(numbers, len(_WORDS) + 1)
    real = {line: level for line, level in found.items() if level}
    numbered = [level for line, level in real.items() if not _BARE.fullmatch(line)]
    if not numbered:
        return {}
    # What has no number is as high as the chapters.
    usual = max(set(numbered), key=lambda level: (numbered.count(level), -level))
    real = {line: usual if _BARE.fullmatch(line) else level for line, level in real.items()}
    order = {level: k for k, level in enumerate(sorted(set(real.values())), 1)}
    return {line: order[level] for line, level in real.items()}


def _level(line: str) -> int:
    """The level of a line by its words; 0 where it is none."""
    if not line or len(line) > _LONGEST:
        return 0
    for kind in _KINDS:
        if (found := kind.pattern.fullmatch(line)) and _is_set_off(line, found):
            return kind.level
    return len(_WORDS) if _BARE.fullmatch(line) and len(line) < 60 else 0


def _is_set_off(line: str, found: re.Match[str]) -> bool:
    """Whether a line is no sentence: “Part two of the tale was told.” is one."""
    if not line[:1].isupper() and not line[:1].isdigit() and line[:1] != "§":
        return False
    words = line.rstrip(".").split()
    return len(words) <= 3 or line.isupper() or not line.endswith((".", ",", ";", "!", "?"))


def _count(numbers: Iterable[str]) -> bool:
    """Whether lines that are numbers count on from 1, once or in each part anew."""
    values = [_value(number.rstrip(".")) for number in numbers]
    return values[0] == 1 and all(b in (a + 1, 1) for a, b in pairwise(values))


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    letters = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    worth = [letters[sign] for sign in number]
    pairs = zip(worth, [*worth[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)
