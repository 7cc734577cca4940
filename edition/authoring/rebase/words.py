"""Words: two texts as paragraphs of words, each word one character, so that whole paragraphs are
compared as quickly as strings. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from edition.authoring.rebase.align import letters
from edition.model import SourceText
from edition.model.dataclass import dataclass
from edition.text.scripts import is_spaceless

#: Where the characters for words begin, above the surrogates, and how many there are.
_FIRST, _ALL = 0xE000, 0x110000 - 0xE000
#: How many letters a character of a script without spaces counts for.
_DENSE = 3
#: How alike (0 to 100) two words must be to be two spellings of one.
_SPELLING = 75


@dataclass(slots=True)
class Words:
    """The paragraphs of two texts in one alphabet of words: case, accents and marks do not count,
    and in scripts without spaces each character is a word."""

    old: list[str] = field(init=False)
    new: list[str] = field(init=False)
    _codes: dict[str, str] = field(init=False, default_factory=dict)
    _words: dict[str, str] = field(init=False, default_factory=dict)
    _cache: dict[str, str] = field(init=False, default_factory=dict)
    _known: int = field(init=False, default=0)

    @classmethod
    def of(cls, old: SourceText, new: SourceText) -> Words:
        """The words of two versions of a source."""
        return cls.of_texts(
            [old.words(p.span) for p in old.paragraphs], [new.words(p.span) for p in new.paragraphs]
        )

    @classmethod
    def of_texts(cls, old: Sequence[str], new: Sequence[str]) -> Words:
        """The words of two lists of paragraphs."""
        found = cls()
        found.old = [found._coded(text) for text in old]
        found._known = len(found._codes)
        found.new = [found._coded(text) for text in new]
        return found

    def distance(self, one: str, other: str) -> int:
        """How many words must be changed, put in or taken out to make one of the other."""
        from rapidfuzz.distance import Levenshtein

        return int(Levenshtein.distance(one, other))

    def letters(self, paragraph: str) -> int:
        """How many letters a paragraph has; a character of a script without spaces says as much as
        some letters."""
        words = [self._words[code] for code in paragraph]
        return sum(_DENSE if is_spaceless(word[0]) else len(word) for word in words)

    def differing(self, one: str, other: str) -> set[int]:
        """Which words of `one`, by their numbers, are not in their place in `other`."""
        from rapidfuzz.distance import Levenshtein

        changes = Levenshtein.opcodes(one, other)
        return {k for c in changes if c.tag != "equal" for k in range(c.src_start, c.src_end)}

    def replaced(self, one: str, other: str) -> set[int]:
        """The same without those that `other` only spells in another way, as no word of the old
        text is spelled."""
        from rapidfuzz.distance import Levenshtein

        found = set()
        for c in Levenshtein.opcodes(one, other):
            if c.tag == "equal":
                continue
            there = other[c.dest_start : c.dest_end]
            for k in range(c.src_start, c.src_end):
                at = k - c.src_start
                if at >= len(there) or not self._respelled(one[k], there[at]):
                    found.add(k)
        return found

    def _respelled(self, one: str, other: str) -> bool:
        from rapidfuzz import fuzz

        mine, theirs = self._words[one], self._words[other]
        if any(char.isdigit() for char in mine + theirs) or self._number(other) < self._known:
            return False
        return bool(fuzz.ratio(mine, theirs) >= _SPELLING)

    def _number(self, code: str) -> int:
        return ord(code) - _FIRST

    def _coded(self, text: str) -> str:
        return "".join([self._word(word) for word in text.split()])

    def _word(self, word: str) -> str:
        if word not in self._cache:
            bare = letters(word).letters
            spaceless = any(map(is_spaceless, bare))
            parts = list(bare) if spaceless else [bare] if bare else []
            self._cache[word] = "".join([self._code(part) for part in parts])
        return self._cache[word]

    def _code(self, bare: str) -> str:
        if bare not in self._codes:
            code = chr(_FIRST + len(self._codes) % _ALL)
            self._codes[bare] = code
            self._words.setdefault(code, bare)
        return self._codes[bare]
