"""Markdown: the source of an edition out of a manuscript, block by block. Pure.

What has no form in CommonMark is written as pandoc does: `::: epigraph`, `| verse`, `[^1]: note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import TypeGuard

from edition.authoring.intake.manuscript import (
    Block,
    Dropped,
    Figure,
    Grid,
    Heading,
    Inline,
    Items,
    Milestone,
    NoteText,
    Para,
    Quote,
    SceneBreak,
    Terms,
    Verse,
)
from edition.authoring.intake.writer import inline
from edition.model import Role
from edition.model.dataclass import dataclass

#: Between two lists that would else be one.
_APART = "<!-- -->"
#: The widest table that can be set.
WIDEST = 12
#: Roles that a block of Markdown has by its form.
_PLAIN = frozenset((Role.NARRATIVE, Role.VERSE, Role.QUOTATION))


@dataclass(slots=True)
class Written:
    """The source as lines; which of them are in another language than the edition's, and which are
    captions of pictures, or have pages and times of the original that begin in them."""

    lines: list[str] = field(default_factory=list)
    languages: dict[str, list[int]] = field(default_factory=dict)
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    milestones: list[tuple[int, Milestone]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self.lines) + "\n"


def write(blocks: Iterable[Block]) -> Written:
    """The source of a manuscript."""
    return _Writer().run(blocks)


@dataclass(slots=True)
class _Chunk:
    """The lines of a block, and its language where it has one."""

    lines: list[str]
    kind: str = ""
    inner: list[tuple[int, str]] = field(default_factory=list)
    """On which lines paragraphs in a language of their own begin, and in which."""
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    """Its pictures, each with its line."""
    milestones: list[tuple[int, Milestone]] = field(default_factory=list)

    def add(self, chunk: _Chunk, lines: Sequence[str]) -> None:
        """Put the lines of another chunk behind those of this one."""
        at = len(self.lines)
        self.inner += ((k + at, language) for k, language in chunk.inner)
        self.figures += ((k + at, figure) for k, figure in chunk.figures)
        self.milestones += ((k + at, stone) for k, stone in chunk.milestones)
        self.lines += lines


class _Writer:
    def __init__(self) -> None:
        self.notes: list[NoteText] = []
        self.out = Written()

    def run(self, blocks: Iterable[Block]) -> Written:
        for chunk in self._with_notes(blocks):
            if self.out.lines:
                self.out.lines.append("")
            first = len(self.out.lines) + 1
            for k, language in chunk.inner:
                self.out.languages.setdefault(language, []).append(first + k)
            self.out.figures += ((first + k, figure) for k, figure in chunk.figures)
            self.out.milestones += ((first + k, stone) for k, stone in chunk.milestones)
            self.out.lines += chunk.lines
        return self.out

    def _with_notes(self, blocks: Iterable[Block]) -> Iterator[_Chunk]:
        """The blocks of the text, each with the notes behind it that the tree has within it."""
        before = ""
        for block in blocks:
            for chunk in self._block(block):
                if chunk.kind and chunk.kind == before:
                    yield _Chunk([_APART])
                before = chunk.kind
                yield chunk
            while self.notes:
                before = ""
                yield self._note(self.notes.pop(0))

    def _note(self, note: NoteText) -> _Chunk:
        chunk = self._joined(note.blocks)
        if not chunk.lines:
            chunk.lines = [""]
        lines = _hung(f"[^{note.label}]: ", chunk.lines, 4)
        return _Chunk(lines, "", chunk.inner, chunk.figures, chunk.milestones)

    def _joined(self, blocks: Iterable[Block]) -> _Chunk:
        """Blocks as the lines of one, a blank line between two."""
        whole = _Chunk([])
        before = ""
        for block in blocks:
            for chunk in self._block(block):
                if whole.lines:
                    whole.lines += ["", _APART, ""] if chunk.kind and chunk.kind == before else [""]
                whole.add(chunk, chunk.lines)
                before = chunk.kind
        return whole

    def _block(self, block: Block) -> Iterator[_Chunk]:
        match block:
            case Para():
                yield from self._para(block)
            case Heading():
                if words := inline.heading(block.inlines):
                    yield _Chunk([f"{'#' * max(1, min(block.level, 6))} {words}"])
            case Verse():
                yield from self._verse(block)
            case Quote():
                yield from self._quote(block)
            case Items():
                yield from self._items(block)
            case Terms():
                yield from self._terms(block)
            case Grid():
                yield from self._grid(block)
            case SceneBreak():
                yield _Chunk(["***"])
            case Figure():
                yield from self._figure(block)
            case NoteText():
                self.notes.append(block)
            case Dropped():
                pass

    def _para(self, block: Para) -> Iterator[_Chunk]:
        text = inline.paragraph(block.inlines)
        if not text:
            return
        lines, first = text.split("\n"), 0
        if block.role not in _PLAIN:
            lines, first = [f"::: {block.role}", "", *lines, "", ":::"], 2
        elif block.role is Role.QUOTATION:
            lines = [f"> {line}" for line in lines]
        tongues = [(first, block.language)] if block.language else []
        stones = [(first, item) for item in block.inlines if _is_listed(item)]
        yield _Chunk(lines, inner=tongues, milestones=stones)

    def _verse(self, block: Verse) -> Iterator[_Chunk]:
        words = [(line.indent, inline.on_one_line(line.inlines)) for line in block.lines]
        lines = [f"| {'  ' * indent}{text}" for indent, text in words if text]
        if lines:
            tongues = [(k, block.language) for k in range(len(lines))] if block.language else []
            yield _Chunk(lines, inner=tongues, milestones=_stones(block))

    def _quote(self, block: Quote) -> Iterator[_Chunk]:
        chunk = self._joined(block.blocks)
        if not chunk.lines:
            return
        if block.role is Role.QUOTATION:
            lines = [f"> {line}".rstrip() for line in chunk.lines]
            yield _Chunk(lines, "quote", chunk.inner, chunk.figures, chunk.milestones)
        else:
            whole = _Chunk([f"::: {block.role}", ""])
            whole.add(chunk, chunk.lines)
            whole.lines += ["", ":::"]
            yield whole

    def _items(self, block: Items) -> Iterator[_Chunk]:
        whole = _Chunk([], kind="bullets" if block.start is None else "numbers")
        number = block.start or 0
        for item in block.items:
            chunk = self._joined(item)
            if not chunk.lines:
                continue
            mark = "- " if block.start is None else f"{number}. "
            number += 1
            if whole.lines:
                whole.lines.append("")
            whole.add(chunk, _hung(mark, chunk.lines, len(mark)))
        if whole.lines:
            yield whole

    def _terms(self, block: Terms) -> Iterator[_Chunk]:
        whole = _Chunk([])
        for term, definitions in block.items:
            words = inline.paragraph([*term]).replace("\\\n", " ")
            chunks = [chunk for item in definitions if (chunk := self._joined(item)).lines]
            if not words:  # a definition of nothing is a paragraph
                chunks, plain = [], chunks
            else:
                plain = [_Chunk([words])]
            for chunk in plain:
                whole.lines += [""] if whole.lines else []
                whole.add(chunk, chunk.lines)
            for chunk in chunks:
                whole.lines.append("")
                whole.add(chunk, _hung(":   ", chunk.lines, 4))
        if whole.lines:
            yield whole

    def _grid(self, block: Grid) -> Iterator[_Chunk]:
        rows = [[inline.on_one_line(cell) for cell in row] for row in block.rows]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if not width:
            return
        if width > WIDEST:
            yield from (_Chunk([" ".join(filter(None, row))]) for row in rows)
            return
        heads = rows[:1] if block.heads else [[]]
        lines = [_row(row, width) for row in heads]
        lines += ["|" + "---|" * width, *(_row(row, width) for row in rows[bool(block.heads) :])]
        yield _Chunk(lines)

    def _figure(self, block: Figure) -> Iterator[_Chunk]:
        caption = inline.on_one_line(block.caption)
        if caption:
            yield _Chunk([f"![{caption}](<{block.picture.file}>)"], figures=[(0, block)])


def _hung(mark: str, lines: Sequence[str], width: int) -> list[str]:
    """Lines behind a mark, those after the first indented."""
    first, *rest = lines
    return [f"{mark}{first}".rstrip(), *((" " * width + line).rstrip() for line in rest)]


def _row(cells: Sequence[str], width: int) -> str:
    filled = [*cells, *[""] * (width - len(cells))]
    return "| " + " | ".join(filled) + " |"


def _stones(block: Verse) -> list[tuple[int, Milestone]]:
    """What begins in lines of verse, with those lines that are written."""
    shown = [line for line in block.lines if inline.on_one_line(line.inlines)]
    return [(k, item) for k, line in enumerate(shown) for item in line.inlines if _is_listed(item)]


def _is_listed(item: Inline) -> TypeGuard[Milestone]:
    """Whether something begins here that the text has no mark for."""
    return isinstance(item, Milestone) and not inline.is_marked(item)
