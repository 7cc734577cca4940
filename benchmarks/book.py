"""A book made of public-domain texts, with notes, a glossary, an index and sources.

Everything is chosen by hashes from what the texts have: where notes hang, the words that the
glossary explains (neither common nor rare ones), the names that the index lists (words with a
capital inside sentences), and the sentences that notes and definitions are made of. A book of
fewer chapters is the beginning of one of more if both have as many words and notes a chapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from seeded import Seed, write
from texts import TELLING, Material, Paragraph, bare

WORDS, CHAPTERS, NOTES = 1_200_000, 113, 4_500
#: What a chapter has at most of each, new in it.
_TERMS, _HEADINGS, _SOURCES = 4, 16, 8
#: How often a word of the glossary and a name of the index stand in the texts.
_TERM_USES, _NAME_USES = (12, 60), (3, 90)
#: A quotation has a word more on each side than those that tell its place: at its edges words of
#: the text may go on.
_QUOTED = TELLING + 2
#: Each third word of a note's part of its chapter is tried as the beginning of its quotation.
_STEP = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How large a book is; what is not given is in proportion to the chapters."""

    chapters: int = CHAPTERS
    words: int = 0
    notes: int = 0

    @property
    def words_in_all(self) -> int:
        """How many words the book has, to the end of the last paragraph."""
        return self.words or round(WORDS * self.chapters / CHAPTERS)

    def notes_until(self, chapter: int) -> int:
        """How many notes stand before the chapter of this number (from 0)."""
        notes = self.notes or round(NOTES * self.chapters / CHAPTERS)
        return chapter * notes // self.chapters


def make(folder: Path, size: Size, texts: Iterable[str], seed: str = "1") -> None:
    """Write a book of that size into `folder`. Ends the program where the texts are too short."""
    book = GeneratedBook(size, Material(texts, Seed(seed)), Seed(seed))
    write(folder, {"source.txt": book.text()}, book.annotations())


class GeneratedBook:
    """A book that takes its chapters from the beginning of the material."""

    def __init__(self, size: Size, material: Material, seed: Seed) -> None:
        self.size, self.material, self.seed = size, material, seed
        self.chapters = list(self._chapters())

    def text(self) -> str:
        """The source text: a paragraph a line, a heading before each chapter."""
        lines = []
        for number, paragraphs in enumerate(self.chapters, 1):
            lines.append(f"CHAPTER {number}")
            lines += [" ".join(paragraph.words) for paragraph in paragraphs]
        return "\n\n".join(lines) + "\n"

    def annotations(self) -> dict[str, Any]:
        """The annotations, without the source files."""
        terms, people, places = self._found()
        return {
            "format": 1,
            "edition": {
                "title": "A large book",
                "language": "en",
                "identifier": f"urn:uuid:{self.seed.uuid('book', self.size)}",
                "contributors": [{"name": "A. N. Annotator", "role": "ann"}],
                "published": "2026-01-01",
                "rights": "The text is in the public domain.",
            },
            "pdf": [{"profile": "screen"}],
            "source": {"paragraphs": "line"},
            "structure": {"default": "narrative", "headings": ["CHAPTER *"]},
            "footnotes": list(self._notes()),
            "glossary": [self._term(word) for word in terms],
            "people": [self._heading(word) for word in people],
            "places": [self._heading(word) for word in places],
            "sources": [self._source(*place) for place in self._source_places()],
        }

    def _chapters(self) -> Iterator[list[Paragraph]]:
        size, chapter, number = self.size, [], 1
        for paragraph in self.material.paragraphs:
            chapter.append(paragraph)
            end = paragraph.first + len(paragraph.words)
            if end * size.chapters >= number * size.words_in_all:
                yield chapter
                chapter, number = [], number + 1
                if number > size.chapters:
                    return
        raise SystemExit(
            f"The texts have {len(self.material.words):,} words; {size.words_in_all:,} are wanted."
        )

    # ── notes ───────────────────────────────────────────────────────────────────────────────

    def _notes(self) -> Iterator[dict[str, Any]]:
        tried = {note: list(self._places(*note)) for note in self._numbers()}
        told = self.material.told({place + 1 for places in tried.values() for place in places})
        taken: set[int] = set()
        for (chapter, k), places in tried.items():
            # Lists of names stand in several texts; a note finds its words in another part then.
            others = (place for note in tried if note[0] == chapter for place in tried[note])
            free = (p for p in chain(places, others) if p + 1 in told and p not in taken)
            place = next(free, None)
            if place is None:
                raise SystemExit(f"No words of their own for note {k + 1} of chapter {chapter + 1}")
            taken.update(range(place - _QUOTED, place + _QUOTED))
            note = self._note_text(chapter, k)
            yield {"id": f"note-{chapter + 1}-{k + 1}", **self._quotation(place), "note": note}

    def _numbers(self) -> Iterator[tuple[int, int]]:
        for chapter in range(self.size.chapters):
            for k in range(self.size.notes_until(chapter + 1) - self.size.notes_until(chapter)):
                yield chapter, k

    def _places(self, chapter: int, k: int) -> Iterator[int]:
        """The places that are tried for a note, inside paragraphs of its part of the chapter."""
        paragraphs = self.chapters[chapter]
        first, last = paragraphs[0].first, paragraphs[-1].first + len(paragraphs[-1].words)
        count = self.size.notes_until(chapter + 1) - self.size.notes_until(chapter)
        begin, end = (first + (last - first) * n // count for n in (k, k + 1))
        middle = begin + self.seed.below(max(1, end - begin), "note", chapter, k)
        for start, stop in ((middle, end), (begin, middle)):
            for paragraph in paragraphs:
                last = min(stop, paragraph.first + len(paragraph.words)) - _QUOTED
                yield from range(max(start, paragraph.first), last, _STEP)

    def _quotation(self, place: int) -> dict[str, str]:
        """The words of a note; of every third one the first words are its prefix."""
        words = self.material.words[place : place + _QUOTED]
        if self.seed.below(3, "prefix", place) or words[-2][0] in "[(":
            return {"quote": _unpunctuated(" ".join(words))}
        return {"quote": _unpunctuated(" ".join(words[-2:])), "prefix": " ".join(words[:-2]) + " "}

    def _note_text(self, chapter: int, k: int) -> str:
        """One to four sentences of the texts, a source, and now and then a link to another note."""
        place = ("note", chapter, k)
        said = [self._sentence(*place, n) for n in range(1 + self.seed.below(4, *place, "long"))]
        if self.seed.below(2, *place, "italics"):
            said[0] = f"Compare *{said[0][:-1]}*."
        known = min(_SOURCES, self.size.notes_until(chapter + 1) - self.size.notes_until(chapter))
        source = k if k < known else self.seed.below(known, *place, "source")
        said[-1] += f" [@source-{chapter + 1}-{source + 1}]"
        if k and not self.seed.below(8, *place, "link"):
            said.append(f"See [](note:note-{chapter + 1}-{k}).")
        return " ".join(said) + "\n"

    def _sentence(self, *place: object) -> str:
        return self.seed.pick(self.material.sentences, "sentence", *place)

    # ── glossary, index, sources ────────────────────────────────────────────────────────────

    def _found(self) -> tuple[list[str], list[str], list[str]]:
        """The words of the glossary, the people and the places, by the chapters that first have
        them."""
        counted, seen = self.material.counted, set()
        terms: list[str] = []
        names: list[str] = []
        for chapter in self.chapters:
            new = {bare(word) for item in chapter for word in item.words} - seen
            seen |= new
            order = self.seed.shuffled(
                [word for word in new if word.isascii() and word.isalpha()], "word"
            )
            plain = [
                word
                for word in order
                if word.islower()
                and len(word) > 4
                and _TERM_USES[0] <= counted[word] <= _TERM_USES[1]
            ]
            proper = [
                word
                for word in order
                if word.istitle()
                and len(word) > 2
                and word.lower() not in counted
                and _NAME_USES[0] <= counted[word] <= _NAME_USES[1]
            ]
            terms += plain[:_TERMS]
            names += proper[:_HEADINGS]
        people = [name for name in names if self.seed.below(3, "kind", name)]
        places = [name for name in names if not self.seed.below(3, "kind", name)]
        return terms, people, places

    def _term(self, word: str) -> dict[str, Any]:
        definition = f"{self._sentence('term', word)} {self._sentence('term more', word)}\n"
        return {"id": word, "term": word, "forms": [word], "definition": definition}

    def _heading(self, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"id": name.lower(), "name": name, "forms": [name]}
        if self.seed.below(2, "described", name):
            entry["description"] = self._sentence("heading", name) + "\n"
        return entry

    def _source_places(self) -> Iterator[tuple[int, int]]:
        yield from ((chapter, k) for chapter, k in self._numbers() if k < _SOURCES)

    def _source(self, chapter: int, k: int) -> dict[str, Any]:
        place = ("source", chapter, k)
        words = [bare(word) for word in self._sentence(*place).split()]
        title = " ".join(words[: 4 + self.seed.below(4, *place, "title")])
        names = [bare(word).title() for word in self._sentence(*place, "author").split()]
        family = max(names, key=len)
        return {
            "id": f"source-{chapter + 1}-{k + 1}",
            "type": self.seed.pick(["book", "report", "article-journal"], *place, "type"),
            "author": [{"family": family, "given": f"{names[0][:1]}."}],
            "title": title.capitalize(),
            "issued": str(1850 + self.seed.below(170, *place, "year")),
            "language": "en",
        }


def _unpunctuated(words: str) -> str:
    return words.rstrip(".,;:!?)]").lstrip("([")
