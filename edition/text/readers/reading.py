"""Reading: collects what of a file is shown, in the reading text's order; all else is a mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field

from edition.model import Formatting, Given, Piece, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity
from edition.text.decode import LINE_END


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of the reading text: its span, and where it begins in the file."""

    span: Span
    origin: int
    given: Given


@dataclass(frozen=True, slots=True)
class Call:
    """Where the file calls a note of its own: in the reading text, and in the file."""

    label: str
    offset: int
    origin: int


@dataclass(frozen=True, slots=True)
class Page:
    """Where the file says that a page of the original begins: in the reading text, and in the
    file."""

    name: str
    offset: int
    origin: int


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a reader finds in a file. `notes` are the labels of the notes of its own, each with
    where it begins in the file, in their order; `Given.note` counts them from 0. `pictures` are
    those without words: the file of each, if it is named, and where it stands. Offsets are from
    the beginning of the file, or of its reading text."""

    text: str
    pieces: tuple[Piece, ...]
    paragraphs: tuple[Shown, ...]
    formatting: tuple[Formatting, ...]
    calls: tuple[Call, ...]
    notes: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    pages: tuple[Page, ...] = ()
    pictures: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Reading:
    """A reading text in the making. `path` is the file's, for what is wrong with it."""

    path: str
    raw: str
    size: int = 0
    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Shown] = field(default_factory=list)
    formatting: list[Formatting] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    pictures: list[tuple[str, int]] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        """Show the file's own characters."""
        if start >= end:
            return
        last = self.pieces[-1] if self.pieces else None
        if last and last.mark is None and last.origin + last.size == start:
            grown = Span(last.reading.start, self.size + end - start)
            self.pieces[-1] = Piece(last.origin, grown)
        else:
            self.pieces.append(Piece(start, Span(self.size, self.size + end - start)))
        self._add(self.raw[start:end])

    def show(self, start: int, end: int, words: str) -> None:
        """Show `words` in the place of the file's characters, which may be none."""
        if self.raw[start:end] == words:
            self.keep(start, end)
            return
        span = Span(self.size, self.size + len(words))
        self.pieces.append(Piece(start, span, self.raw[start:end]))
        self._add(words)

    def page(self, name: str, origin: int) -> None:
        """Note that a page of the original begins with what is shown next."""
        self.pages.append(Page(name, self.size, origin))

    def between(self, start: int, end: int) -> None:
        """Show the line ends of a stretch between two paragraphs, and nothing else."""
        for found in LINE_END.finditer(self.raw, start, end):
            self.keep(*found.span())

    def _add(self, words: str) -> None:
        self._words.append(words)
        self.size += len(words)

    def is_shown(self, start: int) -> bool:
        """Whether something is shown since the reading text had `start` characters."""
        return self.size > start

    def words_from(self, start: int) -> str:
        """The reading text from `start` on: its last paragraph, which is a few pieces."""
        found: list[str] = []
        size = self.size
        for words in reversed(self._words):
            if size <= start:
                break
            size -= len(words)
            found.append(words)
        return "".join(reversed(found))[start - size :]

    def shown_at(self, origin: int, first: int = 0) -> int:
        """Where in the reading text that stands which is shown of the file from `origin` on; from
        the piece `first` on, the pieces are in the order of the file."""
        k = bisect_right(self.pieces, origin, lo=first, key=_origin) - 1
        if k < first:
            return self.pieces[first].reading.start if first < len(self.pieces) else self.size
        piece = self.pieces[k]
        if piece.mark is None:
            return piece.reading.start + min(origin - piece.origin, piece.size)
        return piece.reading.end if origin > piece.origin else piece.reading.start

    def place(self, origin: int) -> Place:
        """The line and column of an offset in the file."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in LINE_END.finditer(self.raw))]
        line = bisect_right(self._starts, origin)
        return Place(self.path, line, origin - self._starts[line - 1] + 1)

    def defect(self, code: str, origin: int, message: str, hint: str) -> None:
        """Note an error in the file."""
        self.problems.append(Problem(code, self.place(origin), message, hint))

    def warning(self, code: str, origin: int, message: str, hint: str) -> None:
        """Note a warning of something in the file."""
        place = self.place(origin)
        self.problems.append(Problem(code, place, message, hint, Severity.WARNING))

    def done(self) -> FileReading:
        """The reading, with what was not shown as marks."""
        return FileReading(
            "".join(self._words),
            tuple(_filled(self.raw, self.pieces)),
            tuple(self.paragraphs),
            # What is closed later stands around what was opened at the same place.
            tuple(sorted(reversed(self.formatting), key=by_place)),
            tuple(self.calls),
            tuple(self.notes),
            tuple(self.problems),
            tuple(self.pages),
            tuple(self.pictures),
        )


def by_place(item: Formatting) -> tuple[int, int]:
    """The order of formatting: what begins first, and of what begins there the longest."""
    return item.span.start, -item.span.end


def _filled(raw: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order of the file, with a mark wherever nothing of it is shown."""
    found: list[Piece] = []
    at = shown = 0
    for piece in sorted(pieces, key=_origin):
        assert piece.origin >= at, f"shown twice: {raw[piece.origin : at]!r}"
        if at < piece.origin:
            found.append(Piece(at, Span(shown, shown), raw[at : piece.origin]))
        found.append(piece)
        at, shown = piece.origin + piece.size, piece.reading.end
    if at < len(raw):
        found.append(Piece(at, Span(shown, shown), raw[at:]))
    return found


def _origin(piece: Piece) -> int:
    return piece.origin
