"""Apparatus: what hangs on words of the text, as lists of annotations.yaml: notes that are the
editors' own, names for the index, corrections, glosses. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    Block,
    Call,
    Corrected,
    Entry,
    Glossed,
    Inline,
    Manuscript,
    Named,
    NamedThing,
    NameKind,
    NoteText,
    inside,
)
from edition.authoring.intake.writer import notebody, places
from edition.authoring.intake.writer.places import Mark, Quoted
from edition.markup import parse
from edition.markup.tree import Node
from edition.model import SourceText
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed
from edition.yamlfile.load import YamlValue

#: The elements of a note that begin and end words.
_LINES = frozenset(
    ("p", "h2", "blockquote", "ul", "ol", "li", "br", "table", "tr", "th", "td", "code")
)
Group = dict[str, YamlValue]


@dataclass(slots=True)
class Lists:
    """The lists by their keys, and what could not become an entry."""

    groups: dict[str, list[Group]] = field(default_factory=dict)
    turned: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note that becomes one of the editors': its label in the original, and its Markdown."""

    label: str
    body: str


def take_notes(manuscript: Manuscript, path: str) -> list[OwnNote]:
    """The notes of a manuscript as the editors' own: they and their calls leave the tree.

    Raises `BuildFailed` (`import-lost-words`) where a note, read as one, has not its words.
    """
    found: list[OwnNote] = []
    for note in words.notes(manuscript.blocks):
        where = f"the edition’s note {note.label}"
        for is_plain in (False, True):
            body = notebody.body(note.blocks, is_plain)
            own = [words.stretch("".join(_own(note.blocks)))]
            read = [words.stretch("".join(_texts(parse.parse(body).nodes)))]
            if not (problem := words.lost(own, read, path, where)):
                break
        if problem:
            raise BuildFailed([problem])
        found.append(OwnNote(note.label, body))
    manuscript.blocks = _without_notes(manuscript.blocks)
    return found


def _own(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of a note, with those of the notes that stand in it."""
    for block in blocks:
        if isinstance(block, NoteText):
            yield from _own(block.blocks)
        else:
            yield from words.of_edition([block])


def _without_notes(blocks: Iterable[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, NoteText):
            continue
        for inlines in inside(block):
            if isinstance(inlines, list):
                _uncall(inlines)
        if hasattr(block, "blocks"):
            block.blocks = _without_notes(block.blocks)
        if hasattr(block, "items"):
            block.items = [_item(item) for item in block.items]
        kept.append(block)
    return kept


def _uncall(inlines: list[Inline]) -> None:
    inlines[:] = [item for item in inlines if not isinstance(item, Call)]
    for item in inlines:
        if not isinstance(item, str) and hasattr(item, "inlines"):
            _uncall(item.inlines)


def _item(item: object) -> object:
    if isinstance(item, tuple):
        return (item[0], [_without_notes(each) for each in item[1]])
    assert isinstance(item, list)
    return _without_notes(item)


def _texts(nodes: Sequence[Node]) -> Iterable[str]:
    for node in nodes:
        edge = " " if node.kind in _LINES else ""
        yield edge + node.text
        yield from _texts(node.children)
        yield edge


def are_hung(marks: Sequence[Mark]) -> bool:
    """Whether more than calls of the author's notes hangs on words."""
    return any(not isinstance(mark.item, Call) for mark in marks)


def lists(
    marks: Sequence[Mark], named: Sequence[NamedThing], source: SourceText, own: Sequence[OwnNote]
) -> Lists:
    """All lists of a manuscript, by what hangs on words of its text, which has been written and is
    read as `source`."""
    if not own:
        marks = [mark for mark in marks if not isinstance(mark.item, Call)]
    made = Lists()
    if not marks:
        return made
    found = list(zip(marks, places.quoted(marks, source), strict=True))
    _footnotes(found, own, made)
    _emendations(found, made)
    _glossary(found, made)
    _names(found, named, made)
    made.groups = {key: group for key, group in made.groups.items() if group}
    return made


_Found = Sequence[tuple[Mark, Quoted | None]]


def _footnotes(found: _Found, own: Sequence[OwnNote], made: Lists) -> None:
    bodies = {note.label: note.body for note in own}
    calls: dict[str, list[Quoted]] = {}
    lost: set[str] = set()
    for mark, quote in found:
        if isinstance(mark.item, Call) and quote:
            calls.setdefault(mark.item.label, []).append(quote)
        elif isinstance(mark.item, Call):
            what = "calls that no quotation is the place of alone"
            made.turned.append(Entry(what, "left out", f"note {mark.item.label}"))
            lost.add(mark.item.label)
    group: list[Group] = []
    for label, (first, *further) in calls.items():
        if body := bodies.pop(label, ""):
            entry: Group = {"id": f"note-{len(group) + 1}", **_calling(first)}
            if further:
                entry["also"] = [_calling(quote) for quote in further]
            group.append({**entry, "note": body})
    for label, body in bodies.items():
        why = "no quotation is their place alone" if label in lost else "nothing calls them"
        made.turned.append(Entry("notes", why, f"note {label}", body))
    made.groups["footnotes"] = group


def _calling(quote: Quoted) -> Group:
    """The words that call a note; before the first of a paragraph its call stands `at: start`."""
    return {**quote.values, "at": "start"} if quote.before else {**quote.values}


def _emendations(found: _Found, made: Lists) -> None:
    group: list[Group] = []
    for mark, quote in found:
        if isinstance(mark.item, Corrected):
            if quote is None:
                made.turned.append(
                    Entry("corrections", "their words stand too often", words=mark.item.reading)
                )
                continue
            group.append({**quote.values, "reading": mark.item.reading})
    made.groups["emendations"] = group


def _glossary(found: _Found, made: Lists) -> None:
    group: list[Group] = []
    seen: set[str] = set()
    for mark, _ in found:
        if isinstance(mark.item, Glossed):
            term = " ".join(words.flat(mark.item.inlines).split())
            if term and term.casefold() not in seen:
                seen.add(term.casefold())
                entry: Group = {"id": _id(term, group), "term": term}
                group.append({**entry, "definition": _escaped(mark.item.definition)})
    made.groups["glossary"] = group


def _names(found: _Found, known: Sequence[NamedThing], made: Lists) -> None:
    """Index headings: words that mean one heading only are its forms, others are quoted."""
    said = {(item.kind, item.key): item for item in known}
    forms: dict[tuple[NameKind, str], dict[str, list[Quoted | None]]] = {}
    for mark, quote in found:
        if isinstance(mark.item, Named):
            form = " ".join(words.flat(mark.item.inlines).split())
            uses = forms.setdefault((mark.item.kind, mark.item.key), {})
            uses.setdefault(form, []).append(quote)
    meant: dict[str, set[tuple[NameKind, str]]] = {}
    for key, uses in forms.items():
        for form in uses:
            meant.setdefault(form, set()).add(key)
    for key, uses in forms.items():
        kind = key[0]
        group = made.groups.setdefault(str(kind), [])
        thing = said.get(key)
        name = thing.name if thing else max(uses, key=lambda form: (len(uses[form]), len(form)))
        entry: Group = {"id": _id(name, group), "name": name}
        own = [form for form in uses if len(meant[form]) == 1 and form]
        quotes = [q.values for form in uses if form not in own for q in uses[form] if q]
        if own:
            entry["forms"] = [*own]
        if quotes:
            entry["mentions"] = [dict(item) for item in quotes]
        if thing and thing.description:
            entry["description"] = _escaped(thing.description)
        if own or quotes:
            group.append(entry)


def _id(words_of: str, group: Sequence[Group]) -> str:
    """An id out of words, which no entry of the group has yet."""
    plain = unicodedata.normalize("NFKD", words_of).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "entry"
    stem = stem if stem[0].isalpha() else f"n-{stem}"
    taken = {entry["id"] for entry in group}
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>^~])", r"\\\1", " ".join(text.split()))
