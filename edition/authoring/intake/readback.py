"""Read back: the source that was written, as the builder itself reads it, held against the
manuscript. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from edition.authoring.intake import lightread, words
from edition.authoring.intake.manuscript import Block
from edition.model import FileRule, Role, SourceText
from edition.model.problems import BuildFailed, Place, Problem, errors
from edition.text.source import parse

SOURCE = "source.md"
#: A longer text, in characters, is read back by the forms that are written alone: see `lightread`.
LONG = 1_500_000


def hold(text: str, blocks: Sequence[Block], path: str) -> None:
    """Refuse a source `text` that has not every word of the manuscript in its order, in the text
    and in every note. Raises `BuildFailed` with `import-lost-words`."""
    read = _light(text) if len(text) > LONG else _whole(source(text))
    _refuse(words.lost(words.of_edition(blocks), read.get("", ()), path, "the edition’s text"))
    for note in words.notes(blocks):
        where = f"the edition’s note {note.label}"
        own = words.of_edition(note.blocks)
        _refuse(words.lost(own, read.get(note.label, ()), path, where))


def source(text: str) -> SourceText:
    """The source as it is read for a build. Raises `BuildFailed`."""
    data = text.encode()
    rule = FileRule(SOURCE, sha256(data).hexdigest(), Place(SOURCE))
    found, problems = parse([(rule, data)], "line", "", "markdown")
    if found is None or errors(problems):
        raise BuildFailed(errors(problems))
    return found


def _refuse(problem: Problem | None) -> None:
    if problem:
        raise BuildFailed([problem])


def _whole(source: SourceText) -> dict[str, list[str]]:
    """The stretches of a source, by the labels of its notes."""
    labels = [note.label for note in source.marked.notes] if source.marked else []
    found: dict[str, list[str]] = {}
    for paragraph in source.paragraphs:
        given = paragraph.given
        if given and given.role is not Role.BREAK:
            label = labels[given.note] if given.note >= 0 else ""
            found.setdefault(label, []).append(words.stretch(source.words(paragraph.span)))
    return found


def _light(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, line in lightread.read(text):
        found.setdefault(label, []).append(words.stretch(line))
    return found
