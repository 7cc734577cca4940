"""The words of a TEI document's texts, as a stream of events, by expat: those of the text, and
those of the notes in it, which stand within its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from edition.authoring.intake import words

#: Within these, white space is between alternatives, and no blank of the text.
_ALTERNATIVES = frozenset(("choice", "app", "subst"))
_BREAKS = frozenset(("pb", "cb", "milestone", "gb", "lb"))


def scan(
    data: bytes, blocks: Iterable[str], floating: Iterable[str], around: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The words of the text, and of the notes, each in the order in which they begin; the
    elements `blocks` end words, but of `floating` those that stand in one of `around`."""
    scanner = _Scanner(frozenset(blocks) - {"lb"}, frozenset(floating), frozenset(around))
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.buffer_text = True
    parser.Parse(data, True)
    return [words.stretch("".join(scanner.main))], [
        words.stretch("".join(n)) for n in scanner.notes
    ]


class _Scanner:
    def __init__(
        self, blocks: frozenset[str], floating: frozenset[str], around: frozenset[str]
    ) -> None:
        self.blocks, self.floating, self.around = blocks, floating, around
        self.main: list[str] = []
        self.notes: list[list[str]] = []
        self.open: list[list[str]] = []
        self.names: list[str] = []
        self.texts = 0

    @property
    def _out(self) -> list[str]:
        return self.open[-1] if self.open else self.main

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition("}")[2]
        self.names.append(local)
        self.texts += local == "text"
        if local == "note" and self.texts:
            self.notes.append([])
            self.open.append(self.notes[-1])
        elif self._ends_words(local) or (local in _BREAKS and attributes.get("break") != "no"):
            self._out.append(" ")

    def end(self, name: str) -> None:
        """An element ends."""
        local = self.names.pop()
        self.texts -= local == "text"
        if local == "note" and self.texts and self.open:
            self.open.pop()
        elif self._ends_words(local, 0):
            self._out.append(" ")

    def _ends_words(self, name: str, own: int = 1) -> bool:
        """Whether an element that begins or ends now is a block; the names of those around it are
        all but the last `own`."""
        if name not in self.floating:
            return name in self.blocks
        for above in reversed(self.names[: len(self.names) - own]):
            if above in self.around or above == "note":
                return above == "note"
        return True

    def text(self, data: str) -> None:
        """Characters of the element that is open."""
        if self.texts and not (self.names[-1] in _ALTERNATIVES and not data.strip()):
            self._out.append(data)
