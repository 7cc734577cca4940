"""Match notes: every call has its note and every note its call, or neither is one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    Block,
    Call,
    Dropped,
    Entry,
    Inline,
    Items,
    Manuscript,
    NoteText,
    Quote,
    Terms,
    inside,
)


def match(manuscript: Manuscript) -> None:
    """Make words of calls whose note is nowhere, and paragraphs of notes that nothing calls, in
    place; the ledger lists both."""
    called = set(_calls(manuscript.blocks))
    labels = {note.label for note in words.notes(manuscript.blocks)}
    if called == labels:
        return
    for label in sorted(called - labels, key=_by_number):
        manuscript.aside.append(Entry("calls without a note", "became words", f"note {label}"))
    _uncall(manuscript.blocks, called - labels)
    manuscript.blocks = list(_unnoted(manuscript.blocks, called, manuscript.aside))


def _by_number(label: str) -> tuple[int, str]:
    return (int(label) if label.isdecimal() else 0, label)


def _lists(blocks: Iterable[Block]) -> Iterator[list[Inline]]:
    """All lists of inlines in blocks."""
    for block in blocks:
        for item in inside(block):
            if isinstance(item, list):
                yield from _within(item)
            else:
                yield from _lists([item])


def _within(inlines: list[Inline]) -> Iterator[list[Inline]]:
    yield inlines
    for item in inlines:
        if not isinstance(item, str) and hasattr(item, "inlines"):
            yield from _within(item.inlines)


def _calls(blocks: Iterable[Block]) -> Iterator[str]:
    return (item.label for part in _lists(blocks) for item in part if isinstance(item, Call))


def _uncall(blocks: Iterable[Block], labels: set[str]) -> None:
    """The number of a call stands before it, as what is left out: it is a word again."""
    for part in list(_lists(blocks)) if labels else ():
        for k in range(len(part) - 1, -1, -1):
            item = part[k]
            if isinstance(item, Call) and item.label in labels:
                del part[k]
                before = part[k - 1] if k else None
                if isinstance(before, Dropped):
                    part[k - 1] = before.words


def _unnoted(blocks: Iterable[Block], called: set[str], aside: list[Entry]) -> Iterator[Block]:
    """The blocks, with those of notes that nothing calls in place of these."""
    for block in blocks:
        match block:
            case NoteText() if block.label not in called:
                aside.append(Entry("notes without a call", "became paragraphs", block.place))
                yield from _unnoted(block.blocks, called, aside)
                continue
            case NoteText() | Quote():
                block.blocks = list(_unnoted(block.blocks, called, aside))
            case Items():
                block.items = [list(_unnoted(item, called, aside)) for item in block.items]
            case Terms():
                block.items = [
                    (term, [list(_unnoted(item, called, aside)) for item in definitions])
                    for term, definitions in block.items
                ]
            case _:
                pass
        yield block
