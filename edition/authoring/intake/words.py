"""Words: those of the original, of the tree made of it, and of the edition, held side by side.
Pure.

A word is what white space divides; the borders of blocks, cells and lines are white space too. A
text is handed on in stretches, words with one blank behind each, so that texts of millions of words
are compared without a list of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edition.authoring.intake.manuscript import (
    Added,
    Block,
    Call,
    Dropped,
    Inline,
    LineBreak,
    Milestone,
    NoteText,
    Picture,
    inside,
)
from edition.model.problems import Place, Problem, quoted

#: Invisible characters that formats set within words and that are no part of them.
_UNSEEN = "\u00ad\u2060\ufeff"
#: Characters around a place that are shown, and the longest word.
_CONTEXT, _WORD = 60, 80


def split(text: str) -> list[str]:
    """The words of a text, without what stands in them unseen: soft hyphens, word joiners."""
    for sign in _UNSEEN:
        if sign in text:
            text = text.replace(sign, "")
    return text.split()


def stretch(text: str) -> str:
    """The words of a text, one blank behind each."""
    found = split(text)
    return " ".join(found) + " " if found else ""


def of_original(blocks: Iterable[Block], with_notes: bool = True) -> Iterator[str]:
    """The words that the original must have for this tree, in its order; without those of notes
    where the original has them within its paragraphs."""
    for block in blocks:
        if isinstance(block, Dropped):
            yield stretch(block.words)
            continue
        if isinstance(block, NoteText) and not with_notes:
            continue
        for item in inside(block):
            if isinstance(item, list):
                yield stretch(flat(item, original=True))
            else:
                yield from of_original([item], with_notes)


def of_edition(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of the edition's text that this tree gives, its notes left out."""
    for block in blocks:
        if isinstance(block, Dropped | NoteText):
            continue
        for item in inside(block):
            if isinstance(item, list):
                yield stretch(flat(item))
            else:
                yield from of_edition([item])


def notes(blocks: Iterable[Block]) -> Iterator[NoteText]:
    """The notes of a tree, in the order of their texts."""
    for block in blocks:
        if isinstance(block, NoteText):
            yield block
        if not isinstance(block, Dropped):
            yield from notes(item for item in inside(block) if not isinstance(item, list))


def flat(inlines: Sequence[Inline], original: bool = False) -> str:
    """The words of inlines as one text: those of the edition or, with `original`, of the
    original."""
    return "".join(_pieces(inlines, original))


def _pieces(inlines: Sequence[Inline], original: bool) -> Iterator[str]:
    for item in inlines:
        match item:
            case str():
                yield item
            case LineBreak():
                yield "\n"
            case Dropped():
                yield item.words if original else ""
            case Added():
                yield "" if original else item.words
            case Call() | Picture() | Milestone():
                pass
            case _:
                yield from _pieces(item.inlines, original)


def lost(original: Iterable[str], found: Iterable[str], path: str, where: str) -> Problem | None:
    """`import-lost-words` at the first word of the original that is not in its order among those
    `found` in `where`; None where all are the same.

    Both are stretches, which are read once, and not kept.
    """
    ones, others = iter(original), iter(found)
    one = other = before = ""
    number = 1
    while True:
        one += next(ones, "") if len(one) <= len(other) else ""
        other += next(others, "") if len(other) < len(one) else ""
        size = min(len(one), len(other))
        if size == 0 or one[:size] != other[:size]:
            if size == 0:
                one, other = one or "".join(_some(ones)), other or "".join(_some(others))
            if not (one or other):
                return None
            if size or not (one and other):
                return _lost(number, before, one, other, path, where)
            continue
        number += one.count(" ", 0, size)
        before = (before + one[:size])[-_CONTEXT:]
        one, other = one[size:], other[size:]


def _some(stretches: Iterator[str]) -> Iterator[str]:
    """The next stretch that has words."""
    for item in stretches:
        if item:
            yield item
            return


def _lost(number: int, before: str, one: str, other: str, path: str, where: str) -> Problem:
    """The problem at the first difference of two stretches."""
    size = next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = one.rfind(" ", 0, size) + 1
    number += one.count(" ", 0, size)
    before = (before + one[:start]).strip()[-_CONTEXT:]
    message = f"The words of {path} are not all in {where}: word {number:,} is another."
    hint = (
        f"Behind {quoted(before)} the original has {_said(one[start:])}, and {where} "
        f"{_said(other[start:])}.\nNothing was written. Please report it with the file, or take "
        "the text out by hand and use `init`."
    )
    return Problem("import-lost-words", Place(path), message, hint)


def _said(rest: str) -> str:
    word = rest.partition(" ")[0]
    return quoted(word, _WORD) if word else "nothing more"


def counted(stretches: Iterable[str]) -> int:
    """How many words there are."""
    return sum(item.count(" ") for item in stretches)


def of_all(blocks: Iterable[Block]) -> int:
    """How many words the text and its notes have in the edition."""
    blocks = list(blocks)
    return counted(of_edition(blocks)) + sum(counted(of_edition(n.blocks)) for n in notes(blocks))
