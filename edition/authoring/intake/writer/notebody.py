"""Note bodies: a note in the Markdown of notes, for one that is the editors' own. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.authoring.intake.manuscript import (
    Block,
    Dropped,
    Figure,
    Grid,
    Heading,
    Items,
    NoteText,
    Para,
    Quote,
    SceneBreak,
    Terms,
    Verse,
    inside,
)
from edition.authoring.intake.writer import inline

#: The widest table of a note.
_WIDEST = 8


def body(blocks: Sequence[Block], is_plain: bool = False) -> str:
    """The note as Markdown; empty for one without words. Of what `is_plain` all lists, quotations
    and tables are paragraphs: where their signs would be printed, since notes have fewer."""
    if is_plain:
        return "\n\n".join(filter(None, _lines(blocks)))
    return "\n\n".join(_blocks(blocks)).strip("\n")


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Verse):
            yield from _block(block)
            continue
        for item in inside(block):
            if isinstance(item, list):
                yield inline.paragraph(item, of_note=True)
            else:
                yield from _lines([item])


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from filter(None, _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para():
            yield inline.paragraph(block.inlines, of_note=True)
        case Heading():
            words = inline.on_one_line(block.inlines, of_note=True)
            yield f"**{words}**" if words and "*" not in words else words
        case Verse():
            lines = [inline.paragraph(line.inlines, of_note=True) for line in block.lines]
            yield " \\\n".join(filter(None, lines))
        case Quote():
            yield "\n".join(f"> {line}".rstrip() for line in body(block.blocks).split("\n"))
        case Items():
            yield from _items(block)
        case Terms():
            for term, definitions in block.items:
                yield inline.paragraph(term, of_note=True)
                for item in definitions:
                    yield from _blocks(item)
        case Grid():
            yield from _grid(block)
        case NoteText():
            yield from _blocks(block.blocks)
        case Figure():
            yield inline.paragraph(block.caption, of_note=True)
        case SceneBreak() | Dropped():
            pass


def _items(block: Items) -> Iterator[str]:
    """A list; one of a single item is a paragraph, since its mark would be printed as a sign."""
    items = [found for item in block.items if (found := body(item))]
    if len(items) < 2:
        yield from items
        return
    start = block.start or 1
    marks = ["- " if block.start is None else f"{start + k}. " for k in range(len(items))]
    yield "\n".join(
        mark + item.replace("\n", "\n" + " " * len(mark))
        for mark, item in zip(marks, items, strict=True)
    )


def _grid(block: Grid) -> Iterator[str]:
    rows = [[inline.on_one_line(cell, of_note=True) for cell in row] for row in block.rows]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width < 2 or width > _WIDEST or not block.heads:
        yield from (" ".join(filter(None, row)) for row in rows)
        return
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    yield "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])
