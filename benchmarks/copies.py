"""An edition of many copies of the interview in the box, each a chapter.

A quotation must stand in the text once, and a form must belong to one heading, so that copies
cannot be the same to the letter. The first is the interview as it is. In each further one the
words of its terms and headings, and one word of each quotation, have a syllable of the copy's
own in them (Kadyrov, Kadudyrov, Kakedyrov …), in the text and in all that is written about it.
Copies have everything that belongs to the text: paragraphs with their roles, omissions,
emendations, notes of both series, terms, headings of the index, the sources that these cite, and
the entries of the photographs, whose pictures the interview does not reproduce either. What
belongs to the book stands in it once: title page, introduction, note on the text, chronology and
maps.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import yaml
from seeded import Entry, Seed, write

ROOT = Path(__file__).resolve().parents[1]
#: The lists of which each copy has its own entries.
COPIED = (
    "omissions",
    "emendations",
    "photos",
    "footnotes",
    "textual-notes",
    "glossary",
    "people",
    "organizations",
    "places",
    "sources",
)
_HEADINGS = ("people", "organizations", "places")
_QUOTING = ("quote", "prefix", "suffix")
#: Keys of which the values are ids, addresses, dates or names of languages and types.
_KEPT = frozenset(("type", "language", "issued", "accessed", "URL", "wikidata", "coordinates",
                   "date", "born", "died", "original", "transliteration", "pronunciation",
                   "expansion", "rights", "lines", "caption", "credit"))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
#: What Markdown says that is no word of the note: [@ids], (kind:id), {lang=…}, (https:…).
_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|\{[^}]*\}|https?://\S+")
_ID = re.compile(r"(?<=@)[a-z0-9][a-z0-9-]*|(?<=[a-z]:)[a-z0-9][a-z0-9-]*(?=\))")
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwxyz" for v in "aeiou"]


def make(folder: Path, count: int, seed: str = "1") -> None:
    """Write an edition of `count` copies of the interview into `folder`.

    The source files of a smaller edition are those of a larger one, and its lists of annotations
    are the beginnings of the larger one's lists, if the seed is the same.
    """
    interview = Interview(ROOT)
    sources, annotations = {}, interview.book(count, Seed(seed))
    for k in range(count):
        copy = Copy(interview, k, Seed(seed))
        sources[copy.path] = copy.text()
        copy.add_to(annotations)
    write(folder, sources, annotations)
    for name in interview.outlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)


class Interview:
    """The edition in the box, and which of its words tell one copy from another."""

    def __init__(self, folder: Path) -> None:
        text = (folder / "annotations.yaml").read_text("utf-8")
        self.annotations: Entry = yaml.load(text, yaml.CSafeLoader)
        file = self.annotations["source"]["files"][0]["path"]
        self.text = (folder / file).read_bytes().decode()
        self.marked = self._marked()

    def book(self, count: int, seed: Seed) -> Entry:
        """What stands in the book once, before its lists are filled."""
        own = {key: value for key, value in self.annotations.items() if key != "ledger"}
        own["edition"] = {
            **own["edition"],
            "identifier": f"urn:uuid:{seed.uuid('copies', count)}",
        }
        own["pdf"] = [{"profile": "screen"}]
        structure = own["structure"]
        own["structure"] = {**structure, "roles": {}, "split": []}
        own["source"] = {"paragraphs": own["source"]["paragraphs"]}
        return own | {name: [] for name in COPIED}

    def outlines(self) -> list[str]:
        """The files of the outlines of the maps."""
        return [
            item["file"] for entry in self.annotations["maps"] for item in entry.get("outlines", ())
        ]

    @cached_property
    def cited(self) -> frozenset[str]:
        """The ids that the entries of a copy cite."""
        entries = [self.annotations[name] for name in COPIED]
        return frozenset(re.findall(r"@([a-z0-9][a-z0-9-]*)", repr(entries)))

    def _marked(self) -> frozenset[str]:
        """The words of forms that have a capital, or else the longest one; and the longest word
        of each quotation that has none of these."""
        found: set[str] = set()
        for entry in self._entries("glossary", *_HEADINGS):
            for form in entry.get("forms") or [entry.get("term") or entry["name"]]:
                words = _WORD.findall(form)
                capital = [word for word in words if word[0].isupper()]
                long = [word for word in capital if len(word) > 3]
                found.update(long or capital or [max(words, key=len)])
        for item in self._quotations():
            words = [word for key in _QUOTING for word in _WORD.findall(item.get(key, ""))]
            inner = [word for word in _WORD.findall(item["quote"])[1:-1] if len(word) > 3]
            if not found.intersection(inner):
                # The words at its edges may be but parts of words.
                found.add(max(inner or words, key=len))
        return frozenset(found)

    def _quotations(self) -> Iterator[dict[str, str]]:
        yield from self._entries("emendations", "footnotes", "textual-notes")
        for entry in self._entries(*_HEADINGS):
            yield from (*entry.get("mentions", ()), *entry.get("except", ()))

    def _entries(self, *names: str) -> Iterator[Entry]:
        for name in names:
            yield from self.annotations[name]


class Copy:
    """The copy number `number` of the interview; number 0 is the interview itself."""

    def __init__(self, interview: Interview, number: int, seed: Seed) -> None:
        self.interview, self.number = interview, number
        self.path = f"seeds/copy-{number + 1:04d}.txt"
        self.syllables = _syllables(number, seed) if number else ""

    def text(self) -> str:
        """The copy's source text."""
        return self._words(self.interview.text)

    def add_to(self, annotations: Entry) -> None:
        """Add the copy's entries to the lists of `annotations`, and its lines to the structure."""
        mine = self.interview.annotations
        for name in COPIED:
            entries = mine[name]
            if name == "sources" and self.number:
                entries = [entry for entry in entries if entry["id"] in self.interview.cited]
            annotations[name] += [self._entry(entry) for entry in entries]
        structure = annotations["structure"]
        for role, lines in mine["structure"]["roles"].items():
            structure["roles"].setdefault(role, []).extend(self._lines(lines))
        for rule in mine["structure"]["split"]:
            # The title opens the book; a further copy's opens its chapter.
            roles = ["heading", "subheading"] if self.number else rule["roles"]
            line = self._lines([rule["line"]])[0]
            structure["split"].append({"line": line, "at": self._words(rule["at"]), "roles": roles})

    def _lines(self, lines: Sequence[object]) -> list[str]:
        return [f"{self.path}:{line}" for line in lines]

    def _entry(self, entry: Entry) -> Entry:
        return {key: self._value(key, value) for key, value in entry.items()}

    def _value(self, key: str, value: object) -> object:
        if key == "id":
            return self._id(str(value))
        if key == "lines" and isinstance(value, list):
            return self._lines(value)
        if key in ("caption", "credit"):
            return self._lines([value])[0]
        if key in _KEPT:
            return value
        if isinstance(value, list):
            return [self._value("", item) for item in value]
        if isinstance(value, dict):
            return self._entry(value)
        return self._markdown(value) if isinstance(value, str) else value

    def _id(self, name: str) -> str:
        return f"{name}-copy-{self.number + 1}" if self.number else name

    def _markdown(self, text: str) -> str:
        """A text with the words of the copy, and the links and citations of the copy."""
        parts, end = [], 0
        for found in _MARKUP.finditer(text):
            parts.append(self._words(text[end : found.start()]))
            parts.append(_ID.sub(lambda id: self._id(id[0]), found[0]))
            end = found.end()
        return "".join([*parts, self._words(text[end:])])

    def _words(self, text: str) -> str:
        """A text with the copy's syllables in the marked words."""
        return _WORD.sub(self._word, text) if self.number else text

    def _word(self, found: re.Match[str]) -> str:
        word, marked = found[0], self.interview.marked
        # A plural goes with its word, which a quotation may end in the middle of.
        if word not in marked and not (word[-1] == "s" and word[:-1] in marked):
            return word
        own = self.syllables.upper() if word.isupper() else self.syllables
        # “yeyesterday” would have the first copy's word in it.
        at = 3 if word.lower().startswith(self.syllables) else 2
        return word[:at] + own + word[at:]


def _syllables(number: int, seed: Seed) -> str:
    """What only the copy `number` has: one syllable for the first hundred, then two …"""
    order = seed.shuffled(_SYLLABLES, "syllables")
    text = order[number % 100]
    while number := number // 100:
        text = order[number % 100] + text
    return text
