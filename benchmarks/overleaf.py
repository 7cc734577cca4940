"""Counts notes that are late and holes above notes, over made editions with many short notes.

    python benchmarks/overleaf.py [--layouts 40] [--profile screen …] [--keep FOLDER]

Each edition is made from its number by hashes: how long its paragraphs are, what else is among them
(headings, questions that stay with their answers, verse), where its 100 to 300 notes are called,
and how long they are (one to three lines of the screen's page). Its text is laid out in each
profile that has notes on the pages of the text, and the pages are read as `verify --layout` reads
them. The last line of a profile is the sum.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from seeded import Entry, Seed, write

if TYPE_CHECKING:
    from edition.typography.profiles import Profile

LAYOUTS = 40
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")
_WORDS = [
    "the", "and", "of", "to", "in", "was", "he", "that", "it",
    "his", "her", "with", "as", "had", "for", "she", "not", "at",
    "but", "be", "on", "they", "have", "him", "which", "said", "so",
    "by", "this", "all", "from", "no", "would", "were", "been", "one",
    "there", "who", "when", "what", "out", "up", "more", "into", "then",
    "time", "little", "some", "could", "house", "hand", "before", "old", "very",
    "after", "never", "about", "again", "upon", "river", "evening", "morning", "window",
    "thought", "nothing", "another", "between", "something", "afternoon", "understand", "weather",
]  # fmt: skip


def edition(folder: Path, number: int) -> None:
    """Write the made edition of this number into `folder`."""
    made = _Made(Seed(f"overleaf {number}"))
    write(folder, {"source.txt": made.text}, made.annotations())


class _Made:
    """A text with its notes."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.wanted = 100 + seed.below(201, "notes")
        self.every = 8 + seed.below(40, "every")  # words from call to call, about
        self.longest = 12 + seed.below(140, "longest")  # words of a paragraph
        self.text, self.parts = "The made book\n\nby Nobody\n\n", 0
        self.roles: dict[str, list[int]] = {"title": [1], "byline": [3]}
        self.notes: list[Entry] = []
        while len(self.notes) < self.wanted:
            self._add()

    def annotations(self) -> Entry:
        """The annotations, without the source files."""
        return {
            "format": 1,
            "edition": {
                "title": "The made book",
                "language": "en",
                "identifier": f"urn:uuid:{self.seed.uuid('book')}",
                "contributors": [{"name": "A. N. Annotator", "role": "ann"}],
                "published": "2026-01-02",
                "rights": "None.",
            },
            "source": {"paragraphs": "line"},
            "structure": {"roles": self.roles},
            "footnotes": self.notes,
        }

    def _add(self) -> None:
        """Add a paragraph, or what there is in its place."""
        place = self.parts
        kind = self.seed.below(24, "kind", place)
        if kind == 0:
            self._part("subheading", self._words(2 + self.seed.below(5, "head", place), place, 0))
        elif kind in (1, 2, 3):
            self._part("question", self._words(3 + self.seed.below(40, "ask", place), place, 1))
        elif kind == 4:
            self._stanza(place)
        else:
            count = 3 + self.seed.below(self.longest, "words", place)
            self._part("", self._words(count, place, 1))

    def _stanza(self, place: int) -> None:
        """Add four lines of verse."""
        for line in range(4):
            count = 4 + self.seed.below(3, "verse", place, line)
            self._part("verse", self._words(count, place, 1, line), after=3 - line)

    def _part(self, role: str, words: list[str], after: int = 0) -> None:
        """Add a paragraph; `after` it as many lines of its stanza are to come."""
        if role:
            self.roles.setdefault(role, []).append(self.text.count("\n") + 1)
        self.text += " ".join(words).capitalize() + (".\n" if after else ".\n\n")
        self.parts += 1

    def _words(self, count: int, place: int, notes: int, line: int = 0) -> list[str]:
        """`count` words, notes called for some of them where there are to be `notes`."""
        found = []
        for k in range(count):
            word = self.seed.pick(_WORDS, "word", place, line, k)
            called = notes and k and self.seed.below(self.every, "call", place, line, k) == 0
            if called and len(self.notes) < self.wanted:
                word = self._note(place, line, k)
            found.append(word)
        return found

    def _note(self, *place: int) -> str:
        """Add a note; returns the word that it is about, which the text has once."""
        number, word = len(self.notes) + 14**2, ""
        while number:
            number, digit = divmod(number, 14)
            word += _SYLLABLES[digit]
        length = self.seed.pick((3, 6, 9, 9, 14, 20, 30), "length", *place)
        said = [self.seed.pick(_WORDS, "said", *place, k) for k in range(length)]
        note = {"id": f"n{len(self.notes) + 1}", "quote": f"{word}x", "note": " ".join(said) + "."}
        self.notes.append(note)
        return f"{word}x"


def main() -> None:
    """Make the editions, lay them out and print what was found."""
    import checkout  # noqa: F401

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--layouts", type=int, default=LAYOUTS)
    options.add_argument("--profile", nargs="*", help="without it, every one with notes on pages")
    options.add_argument("--keep", type=Path, help="where the made editions are to stay")
    asked = options.parse_args()
    with TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        for number in range(1, asked.layouts + 1):
            edition(folder / str(number), number)
        for name, profile in profiles().items():
            if not asked.profile or name in asked.profile:
                _measure_all(folder, asked.layouts, name, profile)


def _measure_all(folder: Path, layouts: int, name: str, profile: Profile) -> None:
    start, sums = time.process_time(), Counter[str]()
    for number in range(1, layouts + 1):
        found = measured(folder / str(number), profile)
        sums += Counter(found)
        print(f"{name} {number}: {_said(found)}", flush=True)
    seconds = time.process_time() - start
    print(f"{name}, together: {_said(sums)}; {seconds:.0f} s of the processor", flush=True)


def _said(found: Mapping[str, int]) -> str:
    return (
        f"{found['pages']} pages, {found['late-note']} notes late, of which {found['note-fits']} "
        f"would have fitted, {found['gap']} gaps"
    )


def profiles() -> dict[str, Profile]:
    """The profiles that have notes on the pages of the text, each by a name."""
    from edition.typography.profiles import BESIDE, PROFILES, Notes

    side = {}
    for name, changes in BESIDE.items():
        wide = replace(PROFILES[name], **changes)
        sheets = (*wide.sheets, "pdf-side.css")
        side[f"{name}-side"] = replace(wide, notes=Notes.SIDE, sheets=sheets)
    foot = {name: one for name, one in PROFILES.items() if one.notes is Notes.FOOT}
    return {**foot, **side, "6x9": replace(PROFILES["screen"], paper="6x9")}


def measured(folder: Path, profile: Profile) -> dict[str, int]:
    """Lay the text of an edition out; returns its pages, and how many findings of each kind the
    layout report has."""
    from edition.apparatus.citations.formatter import Formatter
    from edition.assembly.prepare import prepare
    from edition.pdf import assets, report
    from edition.pdf.matter import Matter
    from edition.pdf.production import layout
    from edition.render.renderer import Renderer
    from edition.system.project import Project

    prepared = prepare(Project.at(folder))
    renderer = Renderer(prepared, "pdf", Formatter.of(prepared), profile)
    inputs = assets.layout_inputs(prepared, renderer)
    (text,) = Matter(renderer, inputs.whole).chapters()
    pages = layout.make(inputs, text(0), keep_pages=True).pages
    found = report.measure(pages, [str(number + 1) for number in range(len(pages))])
    return {"pages": found.pages, **found.counts()}


if __name__ == "__main__":
    main()
