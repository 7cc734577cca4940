"""Outline: whether the headings, the pictures and the notes of a book come as in the edition.

In: the edition and what was read of the finished book. Out: what is wrong: a heading of another
level on its page, in the contents, the EPUB 2 contents or the PDF's bookmarks; a picture or a note
that is missing or in another place. Ornaments are no part of a PDF's structure, and not asked for
there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from edition.markup import parse
from edition.markup.tree import Body, Node
from edition.model import BodyText, Edition, Figure, Illustration, Note, Role
from edition.model.dataclass import dataclass
from edition.model.identifiers import file_stem
from edition.render import targets

if TYPE_CHECKING:
    from lxml import etree

    from edition.proof.pdftext import PdfText

_XHTML = "{http://www.w3.org/1999/xhtml}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_HEADINGS = {Role.TITLE: 1, Role.PART: 1, Role.HEADING: 1, Role.SUBHEADING: 2}


class Entry(NamedTuple):
    """A line of the contents: where it leads is a file of the EPUB, or the unit of a heading."""

    title: str
    depth: int
    to: str


@dataclass(slots=True)
class EpubOutline:
    """What an EPUB shows: the lines of both its contents, the level of the heading in which each
    block of the text stands, the ids of notes in their order, and the pictures of each document
    and of each note."""

    nav: list[Entry] = field(default_factory=list)
    ncx: list[Entry] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    pictures: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def read(self, name: str, root: etree._Element) -> None:
        """Take in one document."""
        if name == targets.NAV:
            navs = (nav for nav in root.iter(f"{_XHTML}nav") if nav.get("role") == "doc-toc")
            self.nav = [entry for nav in navs for entry in _nav(nav, 0)]
        for element in root.iter(f"{_XHTML}aside", f"{_XHTML}li", f"{_XHTML}img"):
            if is_note(element):
                self.notes[element.get("id", "")] = None
            if element.tag != f"{_XHTML}img":
                continue
            around = (a.get("id", "") for a in element.iterancestors() if is_note(a))
            stem = PurePosixPath(element.get("src", "")).stem
            self.pictures[next(around, name)].append(stem)

    def read_ncx(self, root: etree._Element) -> None:
        """Take in the contents of EPUB 2."""
        self.ncx = [entry for top in root.iter(f"{_NCX}navMap") for entry in _points(top, 0)]

    def add_block(self, unit: str, element: etree._Element) -> None:
        """Take in where a block of the text stands."""
        for tag in (element.tag, *(a.tag for a in element.iterancestors())):
            if found := re.fullmatch(rf"{re.escape(_XHTML)}h([1-6])", str(tag)):
                self.heads[unit] = int(found[1])
                return


def is_note(element: etree._Element) -> bool:
    """Whether an element is a note: one that is called, or an item of a list of those that are
    not."""
    around = element.getparent()
    is_keyed = around is not None and around.get("class") == "keyed-notes"
    return element.tag == f"{_XHTML}aside" or (element.tag == f"{_XHTML}li" and is_keyed)


def _nav(element: etree._Element, depth: int) -> Iterator[Entry]:
    for child in element:
        if child.tag == f"{_XHTML}a":
            yield Entry(_plain("".join(child.itertext())), depth, child.get("href", ""))
        elif child.tag in (f"{_XHTML}ol", f"{_XHTML}li"):
            yield from _nav(child, depth + (child.tag == f"{_XHTML}ol"))


def _points(element: etree._Element, depth: int) -> Iterator[Entry]:
    for point in element.iterchildren(f"{_NCX}navPoint"):
        title = _plain(point.findtext(f"{_NCX}navLabel/{_NCX}text", ""))
        content = point.find(f"{_NCX}content")
        yield Entry(title, depth + 1, "" if content is None else content.get("src", ""))
        yield from _points(point, depth + 1)


def _plain(text: str) -> str:
    return " ".join(text.split())


def in_epub(edition: Edition, found: EpubOutline) -> Iterator[str]:
    """What is wrong with the outline of an EPUB, its pictures and its notes."""
    want = [
        entry._replace(to=f"{targets.chapter(chapter)}{'#' * bool(unit)}{unit}")
        for chapter, unit, entry in wanted(edition)
    ]
    for name, entries in (("the contents", found.nav), ("the contents of EPUB 2", found.ncx)):
        got = [entry for entry in entries if entry.to.startswith("text-")]
        yield from _entries_differ(name, want, got)
    yield from _heads(edition, found.heads)
    yield from _notes(edition.notes, found.notes)
    for place, pictures in _epub_pictures(edition).items():
        got_pictures = found.pictures.get(place, [])
        if got_pictures != [file_stem(id) for id in pictures]:
            yield f"the pictures of {place} should be {_listed(pictures)}"
    stray = found.pictures.keys() & {note.anchor for note in edition.notes}
    yield from (f"{place} has pictures" for place in sorted(stray - _epub_pictures(edition).keys()))


def in_pdf(
    edition: Edition,
    bodies: Mapping[BodyText, Body],
    declared: Iterable[Illustration],
    found: PdfText,
) -> Iterator[str]:
    """What is wrong with the outline of a PDF, its pictures and its notes; `bodies` are the texts
    of the editors, parsed, `declared` the pictures that these may have."""
    want = []
    heads = {chapter.id: chapter.head for chapter in edition.chapters}
    for chapter, unit, entry in wanted(edition):
        turns = found.turns.get(unit or heads[chapter])
        want.append((entry.title, entry.depth, turns[0][0] if turns else -1))
    got = [(_plain(title), depth, page) for title, depth, page in found.bookmarks]
    if not _holds(got, want):
        yield f"the bookmarks of the text should be {_listed(f'{d} {t}' for t, d, _ in want)}"
    noted = edition.noted()
    yield from _heads(edition, found.heads, noted)
    yield from _notes(edition.notes, found.notes)
    alts = {item.id: item.alt for item in declared if not item.decorative}
    for note in edition.notes:
        shown = [alt for _, alt in _of_elements(edition, note.elements)]
        if note.body:
            shown = [alt or alts.get(id, "") for id, alt in _pictures_in(bodies[note.body])]
        if shown and not _within(_said(shown), found.figures.get(note.anchor, ())):
            yield f"the pictures of the note “{note.id}” should be {_listed(shown)}"
    shown = [alts.get(id, alt) for id, alt in _of_text(edition)]
    if not _within(_said(shown), found.figures.get("", ())):
        yield f"the pictures of the text should be {_listed(shown)}"


# ── headings ────────────────────────────────────────────────────────────────────────────────


def wanted(edition: Edition) -> Iterator[tuple[str, str, Entry]]:
    """The lines that the contents have for the text: the id of the chapter, the unit of a heading
    within it, and the line. Each is below the last one before it that is less deep; before the text
    stands a line of the first level."""
    above = [1]
    for chapter in edition.chapters:
        lines = [("", chapter.title, chapter.level)]
        lines += [(item.unit, item.title, item.level) for item in chapter.sections]
        for unit, title, level in lines:
            while above and above[-1] >= level:
                above.pop()
            yield chapter.id, unit, Entry(_plain(title), len(above) + 1, "")
            above.append(level)


def _entries_differ(name: str, want: Sequence[Entry], got: Sequence[Entry]) -> Iterator[str]:
    if want == got:
        return
    at = next((k for k, pair in enumerate(zip(want, got, strict=False)) if pair[0] != pair[1]), -1)
    if at < 0:
        yield f"{name} have {len(got)} lines for the text, and should have {len(want)}"
    else:
        yield f"{name} have {tuple(got[at])} where they should have {tuple(want[at])}"


def _heads(edition: Edition, heads: Mapping[str, int], noted: Iterable[str] = ()) -> Iterator[str]:
    """What is no heading of its level; a note of a PDF has none."""
    notes = frozenset(noted)
    for block in edition.blocks():
        want = 0 if block.unit in notes else _HEADINGS.get(block.role, 0)
        got = heads.get(block.unit, 0)
        if want != got:
            yield f"paragraph {block.unit} should be {_head(want)}, and is {_head(got)}"


def _head(level: int) -> str:
    return f"a heading of level {level}" if level else "no heading"


# ── notes and pictures ──────────────────────────────────────────────────────────────────────


def _notes(notes: Iterable[Note], found: Iterable[str]) -> Iterator[str]:
    """The notes of each series must come in their order; which are missing is told elsewhere."""
    anchors = {note.anchor: note.series for note in notes}
    want: dict[object, list[str]] = defaultdict(list)
    got: dict[object, list[str]] = defaultdict(list)
    there = dict.fromkeys(anchor for anchor in found if anchor in anchors)
    for anchor, series in anchors.items():
        if anchor in there:
            want[series].append(anchor)
    for anchor in there:
        got[anchors[anchor]].append(anchor)
    for kind, order in want.items():
        if order != got[kind]:
            yield f"the notes of the series {kind} are not in their order"


def _epub_pictures(edition: Edition) -> Mapping[str, Sequence[str]]:
    """The ids of the pictures of each note, section and chapter that has any, by the name of the
    document or the id of the note."""
    found: dict[str, list[str]] = {}
    for chapter in edition.chapters:
        ids = [id for id, _ in _of_elements(edition, chapter.elements)]
        found[targets.chapter(chapter.id)] = ids
    for note in edition.notes:
        found[note.anchor] = [id for id, _ in _of_elements(edition, note.elements)]
    bodies = [(note.anchor, note.body) for note in edition.notes]
    bodies += [(targets.front(item.id), item.body) for item in edition.front]
    bodies += [(targets.back(item.id), item.body) for item in edition.back]
    for place, body in bodies:
        if body and "picture:" in body.text:
            parsed = parse.parse(body.text, body.headings)
            found[place] = [id for id, _ in _pictures_in(parsed)]
    return {place: ids for place, ids in found.items() if ids}


def _of_text(edition: Edition) -> Iterator[tuple[str, str]]:
    for chapter in edition.chapters:
        yield from _of_elements(edition, chapter.elements)


def _of_elements(edition: Edition, elements: Iterable[object]) -> Iterator[tuple[str, str]]:
    """The pictures between the blocks of the text, their ids and what is said of them."""
    for element in elements:
        words = element.words if isinstance(element, Figure) else (element,)
        if isinstance(element, Figure) and element.photo.file:
            yield element.photo.id, element.photo.alt
        for block in words:
            for item in edition.pictures.get(getattr(block, "unit", ""), ()):
                yield item.id, item.alt


def _pictures_in(body: Body) -> Iterator[tuple[str, str]]:
    """The ids of the pictures in a text, and what it says of them itself."""
    waiting: list[Node] = list(reversed(body.nodes))
    while waiting:
        node = waiting.pop()
        if node.kind == "picture":
            yield node.target, node.text
        waiting.extend(reversed(node.children))


def _said(alts: Iterable[str]) -> list[str]:
    """What is read out of pictures: nothing of ornaments."""
    return [plain for alt in alts if (plain := _plain(alt))]


def _within(want: Sequence[str], got: Iterable[str]) -> bool:
    """Whether all of `want` come in this order in `got`, which may have more."""
    rest = iter([_plain(alt) for alt in got])
    return all(any(alt == other for other in rest) for alt in want)


def _holds(whole: Sequence[tuple[str, int, int]], part: Sequence[tuple[str, int, int]]) -> bool:
    """Whether `part` stands in `whole`, in one piece; a page of -1 may be any."""
    return any(
        all(
            a[:2] == b[:2] and b[2] in (a[2], -1)
            for a, b in zip(whole[at : at + len(part)], part, strict=False)
        )
        for at in range(len(whole) - len(part) + 1)
        if not part or whole[at][:2] == part[0][:2]
    )


def _listed(items: Iterable[str]) -> str:
    shown = list(items)
    return "; ".join(shown[:8]) + (" …" if len(shown) > 8 else "")
