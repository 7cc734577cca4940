"""Note places: what annotations.yaml says of where notes stand and what they are keyed by, typed,
and what of it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.model import KeyedBy, NotePlace, Series
from edition.model.problems import Place, Problem, Severity
from edition.yamlfile.load import YamlFile, YamlPath

if TYPE_CHECKING:
    from edition.annotations.schema.models import AnnotationsFile
    from edition.annotations.schema.notes import Notes, NoteSeries


def place(said: str, keyed_by: KeyedBy) -> NotePlace:
    """Where notes stand: what nothing calls is looked up behind the text."""
    usual = NotePlace.FOOT if keyed_by is KeyedBy.CALL else NotePlace.END
    return NotePlace(said) if said else usual


def explanatory(notes: Notes) -> Series:
    """The edition's own notes."""
    keyed = KeyedBy(notes.keyed_by)
    where, anew = place(notes.place, keyed), notes.numbering == "chapter"
    return replace(Series.EXPLANATORY, place=where, keyed_by=keyed, anew=anew)


def textual(notes: Notes) -> Series:
    """The notes on the wording: listed by paragraphs, which are the same in each rendition, unless
    the notes have another key; called they stand where the others are called."""
    keyed = KeyedBy(notes.keyed_by)
    if notes.wording == "called":
        where = place(notes.place, KeyedBy.CALL) if keyed is KeyedBy.CALL else NotePlace.FOOT
        return replace(Series.TEXTUAL, place=where, anew=notes.numbering == "chapter")
    keyed = KeyedBy.PARAGRAPH if keyed is KeyedBy.CALL else keyed
    return replace(Series.TEXTUAL, place=NotePlace.END, keyed_by=keyed)


def verse_lines(parsed: AnnotationsFile) -> str:
    """From where lines of verse are counted: the poem, the book, or not (empty)."""
    said = parsed.notes.verse_lines
    return "" if said == "none" else said or ("poem" if "line" in _keyed(parsed) else "")


def _keyed(parsed: AnnotationsFile) -> set[str]:
    """What notes are keyed by."""
    return {parsed.notes.keyed_by, *(item.keyed_by for item in parsed.series)}


def keys(file: YamlFile, notes: Notes) -> Mapping[str, Place]:
    """The keys of `notes` that are there, each with its place."""
    names = {name: type(notes).model_fields[name].alias or name for name in notes.model_fields_set}
    return {name: file.place(("notes", names[name])) for name in sorted(names)}


def problems(file: YamlFile, parsed: AnnotationsFile) -> Iterator[Problem]:
    """Errors for notes that cannot be so, warnings for keys that change nothing."""
    yield from _one(file, ("notes",), parsed.notes, "")
    for k, item in enumerate(parsed.series):
        yield from _one(file, ("series", k), item, item.marks)
        if item.keyed_by != "call" and (item.source_notes or item.id == "author"):
            message = f"The notes of `{item.id}` are called in the text itself."
            hint = "Take `keyed-by` out: it is for notes of the editors."
            yield Problem("bad-value", file.place(("series", k, "keyed-by")), message, hint)
    if parsed.notes.verse_lines == "none" and "line" in _keyed(parsed):
        message = "Notes are keyed by lines of verse that have no numbers."
        hint = "Write `verse-lines: poem` or `book`, or key the notes by `paragraph`."
        yield Problem("bad-value", file.place(("notes", "verse-lines")), message, hint)


def _one(file: YamlFile, path: YamlPath, said: Notes | NoteSeries, marks: str) -> Iterator[Problem]:
    if said.keyed_by == "call":
        if said.numbering == "chapter" and marks in ("symbols", "source"):
            why = (
                "symbols begin anew in each chapter" if marks == "symbols" else "the file has them"
            )
            yield _idle(file, (*path, "numbering"), why)
        return
    at = file.place((*path, "place"))
    if said.place == "foot":
        message = "Notes that nothing calls cannot stand at the foot of a page."
        hint = "Write `place: end`, or `chapter`; or `keyed-by: call`."
        yield Problem("bad-value", at, message, hint)
    elif said.place == "chapter" and said.keyed_by == "page":
        message = "Notes behind a chapter cannot be keyed by page."
        hint = "Write `place: end`, or `keyed-by: paragraph`."
        yield Problem("bad-value", at, message, hint)
    lettered = getattr(said, "wording", "") == "called"
    if said.numbering == "chapter" and not lettered:
        yield _idle(
            file, (*path, "numbering"), "nothing calls these notes, and they have no number"
        )
    if marks and "marks" in said.model_fields_set:
        yield _idle(file, (*path, "marks"), "nothing calls these notes")


def _idle(file: YamlFile, path: YamlPath, why: str) -> Problem:
    message = f"The key `{path[-1]}` has no effect: {why}."
    place = file.place(path)
    return Problem("key-without-effect", place, message, "Take it out.", Severity.WARNING)
