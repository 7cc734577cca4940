"""Locations: where in the pages a problem shows, and where in the file an entry of a page stands.

Pure: an edition and problems in, addresses out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import HEADING_GROUPS
from edition.apparatus.chronology import table
from edition.assembly.inputs import ANNOTATIONS
from edition.assembly.prepare import Prepared
from edition.model import CalledNote, Figure, Selector, Span
from edition.model.problems import Place, Problem
from edition.render import targets
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue
from edition.yamlfile.prune import path_at

#: Lists whose entries hang on words of the text.
_CALLED = ("footnotes", "textual-notes", "emendations")
#: The document of a section of the file as a whole.
_SECTIONS = {
    "edition": targets.TITLE,
    "text-note": targets.TEXT_NOTE,
    "omissions": targets.TEXT_NOTE,
    "glossary": targets.GLOSSARY,
    "people": targets.INDEX,
    "organizations": targets.INDEX,
    "places": targets.INDEX,
    "subjects": targets.INDEX,
    "chronology": targets.CHRONOLOGY,
    "opening": targets.OPENING,
    "maps": targets.MAPS,
    "sources": targets.SOURCES,
    "photos": targets.PHOTOS,
}
#: Keys below which the numbers are lines of the source.
_LINES = frozenset(("roles", "languages", "lines", "line", "caption", "credit"))


class Target(NamedTuple):
    """An element of a page: the document that the page is made of, and the anchor in it (empty: its
    beginning)."""

    document: str
    anchor: str = ""

    @property
    def page(self) -> str:
        """The file of the page."""
        return targets.page(self.document)

    @classmethod
    def of_page(cls, page: str, anchor: str) -> Target:
        """An element of the page in the file `page`."""
        return cls(targets.document(page), anchor)


class Entry(NamedTuple):
    """An entry that shows in a page: its list, its id (or one with a blank), its place."""

    group: str
    id: str
    place: Place
    target: Target

    @property
    def own_id(self) -> str:
        """The id that it has in the file; emendations and events have none."""
        is_named = " " not in self.id and not (
            self.group == "chronology" and self.id == self.target.anchor
        )
        return self.id if is_named else ""


class Locations:
    """The addresses of one edition."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.edition = prepared.edition

    # ── entries ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def entries(self) -> dict[tuple[str, str], Entry]:
        """The entries by list and id, and by list and line, `annotations.yaml:12`."""
        found: dict[tuple[str, str], Entry] = {}
        for group, id, place, target in self._entries():
            entry = Entry(group, id, place, target)
            found.setdefault((group, _line(place)), entry)
            found.setdefault((group, id), entry)
        return found

    @cached_property
    def by_target(self) -> dict[Target, Entry]:
        """The entries by their element; a note also by that at the chapter's end."""
        found = {entry.target: entry for entry in self.entries.values()}
        for note in self.edition.notes:
            call = Target(targets.chapter(note.chapter), note.call_anchor)
            if call in found:
                found[Target(call.document, note.anchor)] = found[call]
        return found

    def _entries(self) -> Iterator[tuple[str, str, Place, Target]]:
        annotations = self.prepared.annotations
        called = {
            note.id: Target(targets.chapter(note.chapter), note.call_anchor)
            for note in self.edition.notes
        }
        lists: tuple[tuple[CalledNote, ...], ...] = (
            annotations.footnotes,
            annotations.textual_notes,
            annotations.emendations,
        )
        for group, items in zip(_CALLED, lists, strict=True):
            for item in items:
                yield group, item.id, item.place, called[item.id]
        for term in annotations.glossary:
            yield "glossary", term.id, term.place, Target(targets.GLOSSARY, f"g-{term.id}")
        for heading in annotations.headings:
            group = HEADING_GROUPS[heading.kind]
            yield group, heading.id, heading.place, Target(targets.INDEX, f"i-{heading.id}")
        yield from self._others()

    def _others(self) -> Iterator[tuple[str, str, Place, Target]]:
        annotations = self.prepared.annotations
        for chapter in self.edition.chapters:
            for element in chapter.elements:
                if isinstance(element, Figure):
                    photo = element.photo
                    target = Target(targets.chapter(chapter.id), f"photo-{photo.id}")
                    yield "photos", photo.id, photo.place, target
        for map_ in annotations.maps:
            yield (
                "maps",
                map_.id,
                map_.place,
                Target(targets.map_(self.edition, map_.id), map_.anchor),
            )
        for record in annotations.sources:
            yield "sources", record.id, record.place, Target(targets.SOURCES, f"s-{record.id}")
        for section in annotations.front:
            target = Target(targets.front(section.id), f"h-{section.id}")
            yield "front", section.id, section.place, target
        for section in annotations.back:
            target = Target(targets.back(section.id), f"h-{section.id}")
            yield "back", section.id, section.place, target
        if annotations.chronology:
            for line in annotations.chronology.timelines:
                yield (
                    "chronology",
                    line.id,
                    line.place,
                    Target(targets.CHRONOLOGY, f"timeline-{line.id}-1"),
                )
            for anchor, event in table.anchored(annotations.chronology):
                yield "chronology", anchor, event.place, Target(targets.CHRONOLOGY, anchor)

    # ── the source ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def _blocks(self) -> list[tuple[Span, Target]]:
        found = [
            (block.span, Target(targets.chapter(chapter.id), block.unit))
            for chapter in self.edition.chapters
            for element in chapter.elements
            for block in (element.words if isinstance(element, Figure) else (element,))
        ]
        return sorted(found)

    @cached_property
    def anchorer(self) -> Anchorer:
        """The source, folded, to look words up in."""
        return Anchorer(self.edition.source, [item.span for item in self.edition.omitted])

    def at_offset(self, offset: int) -> Target | None:
        """The paragraph that holds the character at `offset`, or the last one before it."""
        k = bisect_right([span.start for span, _ in self._blocks], offset) - 1
        return self._blocks[max(0, k)][1] if self._blocks else None

    def at_source(self, place: Place) -> Target | None:
        """The paragraph at a line (and column) of a file of the source."""
        source = self.edition.source
        file = next((item for item in source.files if item.path == place.file), None)
        if file is None:
            return None
        k = bisect_right(source.line_starts, file.start) - 2 + max(1, place.line)
        if k >= len(source.line_starts):
            return None
        return self.at_offset(source.line_starts[k] + max(0, place.column - 1))

    # ── problems ────────────────────────────────────────────────────────────────────────────

    def of_problem(
        self, problem: Problem, file: YamlFile | None, *, newer: bool = False
    ) -> Target | None:
        """Where a problem shows; None where it concerns nothing that is shown.

        `file` is the annotations file that it was found in; if that is `newer` than the edition,
        its lines are no longer the edition's.
        """
        if problem.about and (target := self.at_source(problem.about)):
            return target
        own = file.names if file else (ANNOTATIONS,)
        if problem.place.file not in own:
            return self.at_source(problem.place)
        if file is None or file.data is None:
            return None
        return self._of_path(file, path_at(file, problem.place), newer)

    def _of_path(self, file: YamlFile, path: YamlPath, newer: bool) -> Target | None:
        if not path:
            return None
        group = str(path[0])
        inner = next((k for k, step in enumerate(path) if isinstance(step, int)), None)
        if inner is not None:
            value = file.at(path[: inner + 1])
            place = file.place(path[: inner + 1])
            if target := self._of_entry(group, value, place, newer):
                return target
        if target := self._of_line(file, path):
            return target
        document = _SECTIONS.get(group)
        return Target(document) if document else None

    def _of_entry(self, group: str, value: YamlValue, place: Place, newer: bool) -> Target | None:
        """The element of an entry; of a note that was left out, the paragraph it quotes."""
        item = value if isinstance(value, dict) else {}
        entry = self.entries.get((group, str(item.get("id"))))
        if entry is None and "id" not in item and not newer:
            entry = self.entries.get((group, _line(place)))
        if entry:
            return entry.target
        if isinstance(quote := item.get("quote"), str):
            words = (quote, str(item.get("prefix", "")), str(item.get("suffix", "")))
            [found] = self.anchorer.selectors([Selector(*words, place)])
            if isinstance(found, Span):
                return self.at_offset(found.start)
            return self.at_source(found.about) if found.about else None
        return None

    def _of_line(self, file: YamlFile, path: YamlPath) -> Target | None:
        """The paragraph that a line number below `structure`, `omissions` or `photos` names."""
        if path[0] not in ("structure", "omissions", "photos") or not _LINES & set(path):
            return None
        name, _, first = str(file.at(path)).partition("-")[0].rpartition(":")
        if not first.isdecimal():
            return None
        return self.at_source(Place(name or self.edition.source.files[0].path, int(first)))


def _line(place: Place) -> str:
    return f"{place.file}:{place.line}"
