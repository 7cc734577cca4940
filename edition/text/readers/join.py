"""Join: the readings of several files as those of one source. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from edition.model import (
    Form,
    Formatting,
    Marked,
    Paragraph,
    Piece,
    SourceCall,
    SourceNote,
    SourcePage,
    SourcePicture,
    Span,
)
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem
from edition.text import marks
from edition.text.readers import gutenberg, notes, plain
from edition.text.readers.reading import FileReading, Shown

#: The markup, the signs around words in a plain text, the ornament for rows of signs, and the
#: pattern of the marks of pages.
Declared: TypeAlias = tuple[str, Mapping[str, Form] | None, str, str]


def _reading(
    path: str,
    raw: str,
    cut: Sequence[Span],
    markup: str,
    signs: Mapping[str, Form] | None,
    ornament: str,
    page_mark: str,
) -> FileReading:
    if markup == "markdown":
        from edition.text.readers import markdown  # it brings its parser along

        return markdown.read(path, raw, ornament, page_mark)
    if markup == "gutenberg":
        return gutenberg.read(path, raw, cut, signs or gutenberg.SIGNS, ornament, page_mark)
    return plain.read(path, raw, cut, ornament, page_mark)


@dataclass(slots=True)
class Joined:
    """Files read so far, and what is wrong with them."""

    text: list[str] = field(default_factory=list)
    size: int = 0
    origin: int = 0
    starts: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    formatting: list[Formatting] = field(default_factory=list)
    paragraphs: list[tuple[Shown, str, Place]] = field(default_factory=list)
    calls: list[tuple[str, int, int, Place]] = field(default_factory=list)
    notes: list[tuple[str, int, Place]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pages: list[SourcePage] = field(default_factory=list)
    pictures: list[SourcePicture] = field(default_factory=list)

    def read(
        self,
        path: str,
        raw: str,
        cut: Sequence[Span],
        declared: Declared,
        places: Sequence[int],
    ) -> None:
        """Read a file and add it. `cut` are its paragraphs, where the markup does not divide them;
        `places` are where its lines begin."""
        found = _reading(path, raw, cut, *declared)
        lines = _Lines(path, places)
        own = {label for label, _ in found.notes}
        first = len(self.notes)
        self.starts.append(self.origin)
        self.pieces += (_moved(piece, self.origin, self.size) for piece in found.pieces)
        self.formatting += (
            item._replace(span=_shifted(item.span, self.size)) for item in found.formatting
        )
        for item in found.paragraphs:
            note = item.given.note + first if item.given.note >= 0 else -1
            shown = Shown(
                _shifted(item.span, self.size), item.origin, replace(item.given, note=note)
            )
            self.paragraphs.append((shown, path, lines.place(item.origin)))
        # A label means a note of its own file, if there is one.
        scope = f"{len(self.starts)} "
        for call in found.calls:
            label = scope + call.label if call.label in own else call.label
            place = lines.place(call.origin)
            self.calls.append((label, call.offset + self.size, call.origin + self.origin, place))
        for label, origin in found.notes:
            self.notes.append((scope + label, origin + self.origin, lines.place(origin)))
        self.pages += (
            SourcePage(page.name, page.offset + self.size, lines.place(page.origin))
            for page in found.pages
        )
        self.pictures += (
            SourcePicture(file, lines.place(origin)) for file, origin in found.pictures
        )
        self.problems += found.problems
        self.text.append(found.text)
        self.size += len(found.text)
        self.origin += len(raw)

    def cut(self) -> Iterator[Paragraph]:
        """The paragraphs of all files."""
        for shown, path, place in self.paragraphs:
            yield Paragraph(path, place.line, shown.span, shown.given)

    def marked(self) -> Marked:
        """What the markup says."""
        calls = self._calls()
        found, lost = notes.matched(
            [(label, origin) for label, _, origin, _ in calls],
            [(label, origin) for label, origin, _ in self.notes],
        )
        offsets: dict[int, list[int]] = {}
        for call, note in sorted(found.items()):
            offsets.setdefault(note, []).append(calls[call][1])
        return Marked(
            tuple(self.pieces),
            marks.in_reading_order(self.pieces),
            tuple(self.starts),
            tuple(self.formatting),
            tuple(
                SourceNote(_bare(label), tuple(offsets.get(k, ())), place)
                for k, (label, _, place) in enumerate(self.notes)
            ),
            tuple(SourceCall(_bare(calls[k][0]), calls[k][1], calls[k][3]) for k in lost),
            tuple(self.pages),
            tuple(self.pictures),
        )

    def _calls(self) -> list[tuple[str, int, int, Place]]:
        """The calls, those of a note in another file by its name there."""
        known = {_bare(label): label for label, _, _ in self.notes}
        return [
            (label if " " in label else known.get(label, label), offset, origin, place)
            for label, offset, origin, place in self.calls
        ]


@dataclass(frozen=True, slots=True)
class _Lines:
    path: str
    starts: Sequence[int]

    def place(self, origin: int) -> Place:
        line = bisect_right(self.starts, origin)
        return Place(self.path, line, origin - self.starts[line - 1] + 1)


def _moved(piece: Piece, origin: int, size: int) -> Piece:
    return Piece(piece.origin + origin, _shifted(piece.reading, size), piece.mark)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _bare(label: str) -> str:
    return label.partition(" ")[2] or label
