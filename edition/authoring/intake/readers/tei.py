"""TEI P5 as a manuscript (TEI Guidelines 4): the text, its notes, and what its editors say of
words: names, slips with their corrections, glosses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import bounds, xmltree
from edition.authoring.intake.manuscript import (
    Block,
    Dropped,
    Figure,
    Grid,
    Heading,
    Inline,
    Items,
    Manuscript,
    NoteText,
    Para,
    Picture,
    Quote,
    SceneBreak,
    Terms,
    Verse,
    VerseLine,
)
from edition.authoring.intake.readers import teiblocks, teiheader
from edition.authoring.intake.readers.teiinline import Inlines
from edition.model import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements that begin and end a paragraph or a line; all others stand within one.
BLOCKS = frozenset(
    ("p", "ab", "head", "l", "lg", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7",
     "list", "item", "label", "table", "row", "cell", "sp", "speaker", "stage", "quote", "cit",
     "epigraph", "opener", "closer", "dateline", "salute", "signed", "postscript", "trailer",
     "figure", "figDesc", "titlePage", "titlePart", "docTitle", "docAuthor", "docImprint",
     "docEdition", "docDate", "byline", "front", "body", "back", "group", "text", "floatingText",
     "argument", "lb", "castList", "castItem", "castGroup", "milestone", "bibl", "listBibl", "u",
     "imprimatur", "set", "TEI", "teiHeader")
)  # fmt: skip
#: Of these what stands in a paragraph, a line or a heading is a part of that.
FLOATING = frozenset(
    ("quote", "stage", "bibl", "label", "byline", "docAuthor", "signed", "salute", "dateline",
     "cit",
     "docDate", "docImprint", "docEdition", "u", "speaker")
)  # fmt: skip
AROUND = frozenset(("p", "ab", "l", "head", "titlePart"))
_ROLES = {
    "dateline": Role.DATELINE, "salute": Role.SALUTATION, "signed": Role.SIGNATURE,
    "postscript": Role.POSTSCRIPT, "stage": Role.STAGE_DIRECTION, "epigraph": Role.EPIGRAPH,
    "closer": Role.CLOSING, "trailer": Role.CLOSING, "bibl": Role.ATTRIBUTION,
}  # fmt: skip
_DIVISIONS = re.compile(r"div[1-7]?")
_TITLE_PAGE = "the title page"


def manuscript(root: _Element, path: str) -> Manuscript:
    """The manuscript of a TEI document; of a corpus, that of its texts one after the other."""
    header = next((item for item in root.iter() if xmltree.local(item) == "teiHeader"), None)
    about = teiheader.about(header) if header is not None else Manuscript([]).about
    texts = [item for item in _texts(root)]
    if not texts:
        bounds.refuse("import-unreadable", path, f"{path} has no element `text`.", "Is it TEI P5?")
    reader = _Reader(path, root, about.language)
    made = Manuscript([block for text in texts for block in reader.inside(text, 0)], about)
    made.aside = reader.inlines.aside
    made.about.speakers = [
        (name.rstrip(".:").title() if name.isupper() else name.rstrip(".:"), name)
        for name in reader.speakers
        if name and not set(name) & set("*?[]")
    ]
    made.named = teiheader.named(root)
    return made


def _texts(root: _Element) -> Iterator[_Element]:
    """The outermost texts of a document."""
    for child in root:
        name = xmltree.local(child)
        if name == "text":
            yield child
        elif name in ("TEI", "teiCorpus"):
            yield from _texts(child)


class _Reader:
    def __init__(self, path: str, root: _Element, language: str) -> None:
        self.path = path
        self.inlines = Inlines(path, root, language)
        self.role: Role | None = None
        self.tongue = ""
        self.speakers: dict[str, None] = {}

    def inside(self, element: _Element, depth: int) -> list[Block]:
        """The blocks in an element, each with the notes that it calls behind it."""
        bounds.refuse_deeper(depth, self.path)
        found: list[Block] = []
        run: list[Inline] = self.inlines.text(element.text)
        for child in element:
            name = xmltree.local(child)
            if name in BLOCKS and name != "lb" and not _floats(child, name):
                found += self._paragraph(run, element)
                run = []
                found += self._block(child, name, depth + 1)
            elif name:
                run += self.inlines.of(child)
            run += self.inlines.text(child.tail)
        return [*found, *self._paragraph(run, element)]

    def _place(self, element: _Element) -> str:
        return f"{self.path}:{element.sourceline or 1}"

    def _paragraph(self, inlines: list[Inline], element: _Element) -> list[Block]:
        notes = self._notes()
        shown = [item for item in inlines if not (isinstance(item, str) and not item.strip())]
        if not shown:
            return notes
        if all(isinstance(item, Picture) for item in shown):
            figures: list[Block] = [Figure(item, []) for item in shown if isinstance(item, Picture)]
            return [*figures, *notes]
        role = self.role or Role.NARRATIVE
        return [Para(inlines, role, self.tongue, self._place(element)), *notes]

    def _notes(self) -> list[Block]:
        """The notes that have been called since, as blocks of their own."""
        found: list[Block] = []
        while self.inlines.called:
            label, note = self.inlines.called.pop(0)
            before, self.role = self.role, None
            found.append(NoteText(label, self.inside(note, 0), self._place(note)))
            self.role = before
        return found

    def _block(self, element: _Element, name: str, depth: int) -> list[Block]:
        before = self.role, self.tongue
        self.tongue = self.inlines.foreign(element) or self.tongue
        self.role = _ROLES.get(name, self.role)
        found = self._named(element, name, depth)
        self.role, self.tongue = before
        return found

    def _named(self, element: _Element, name: str, depth: int) -> list[Block]:
        if name == "head":
            return self._head(element)
        if name in ("l", "lg"):
            return self._verse(element, name, depth)
        if name == "list":
            return self._list(element, depth)
        if name == "table":
            return self._table(element)
        if name in ("quote", "cit", "epigraph", "floatingText"):
            return self._quote(element, name, depth)
        if name == "sp":
            return self._speech(element, depth)
        if name == "figure":
            return self._figure(element, depth)
        if name == "milestone":
            return [SceneBreak()] if self._is_break(element) else self._paragraph([], element)
        if name == "titlePage":
            text = " ".join("".join(self._title_words(element)).split())
            return [Dropped(text, _TITLE_PAGE, "the edition makes its own", self._place(element))]
        return self.inside(element, depth)

    def _title_words(self, element: _Element) -> Iterator[str]:
        edge = " " if xmltree.local(element) in BLOCKS else ""
        yield edge + (element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from self._title_words(child)
            yield child.tail or ""
        yield edge

    def _is_break(self, element: _Element) -> bool:
        kind = f"{element.get('unit', '')} {element.get('type', '')} {element.get('rendition', '')}"
        return "separator" in kind or "section" in kind or "line" in kind

    def _head(self, element: _Element) -> list[Block]:
        """A heading, of the level of the divisions that it stands in."""
        inlines = self.inlines.inside(element)
        above = [xmltree.local(item) for item in element.iterancestors()]
        level = sum(bool(_DIVISIONS.fullmatch(item)) for item in above) or 1
        notes = self._notes()
        if above and above[0] in ("list", "table", "figure", "lg"):
            return [Para(inlines, Role.NARRATIVE, self.tongue, self._place(element)), *notes]
        return [Heading(level, inlines, self._place(element)), *notes]

    def _verse(self, element: _Element, name: str, depth: int) -> list[Block]:
        """A stanza; groups of groups are several, and lines by themselves are one together."""
        if name == "l":
            line = VerseLine(self.inlines.inside(element), teiblocks.indent(element))
            return [Verse([line], self.tongue, self._place(element)), *self._notes()]
        blocks: list[Block] = []
        pages: list[Inline] = []
        for child in element:
            kind = xmltree.local(child)
            if kind == "pb":  # it parts no stanza
                pages += self.inlines.of(child)
            elif kind in BLOCKS and kind != "lb":
                made = self._block(child, kind, depth + 1)
                pages = teiblocks.with_pages(pages, made)
                blocks += made
            elif kind:
                blocks += self._paragraph(self.inlines.of(child), child)
        return [*teiblocks.joined(blocks), *self._paragraph(pages, element)]

    def _list(self, element: _Element, depth: int) -> list[Block]:
        heads: list[Block] = []
        items: list[list[Block]] = []
        labels: list[list[Inline]] = []
        pages: list[Inline] = []
        for child in element:
            name = xmltree.local(child)
            if name == "label":
                labels.append(self.inlines.inside(child))
            elif name == "pb" and items:
                pages += self.inlines.of(child)
            elif name == "item":
                items.append([*self._notes(), *self.inside(child, depth + 1)])
                pages = teiblocks.with_pages(pages, items[-1])
            elif name:
                heads += (
                    self._block(child, name, depth + 1)
                    if name in BLOCKS
                    else self._paragraph(self.inlines.of(child), child)
                )
        behind = self._paragraph(pages, element)
        if labels and len(labels) == len(items):
            return [
                *heads,
                Terms([(label, [item]) for label, item in zip(labels, items, strict=True)]),
                *behind,
            ]
        said = f"{element.get('type', '')} {element.get('rend', '')}"
        ordered = re.search(r"\b(?:ordered|numbered)", said) is not None
        listed: list[Block] = (
            [Items(teiblocks.start(element) if ordered else None, items)] if items else []
        )
        if labels:  # labels that belong to no item are words all the same
            listed = [*(Para(label) for label in labels), *listed]
        return [*heads, *listed, *behind]

    def _table(self, element: _Element) -> list[Block]:
        rows: list[list[list[Inline]]] = []
        heads, captions = 0, list[Block]()
        pages: list[Inline] = []
        for row in element:
            if xmltree.local(row) == "pb":
                pages += self.inlines.of(row)
            if xmltree.local(row) == "head":
                captions += self._head(row)
            if xmltree.local(row) != "row":
                continue
            cells = [item for item in row if xmltree.local(item) == "cell"]
            is_head = row.get("role") == "label" or (
                bool(cells) and all(c.get("role") == "label" for c in cells)
            )
            heads += is_head and heads == len(rows)
            rows.append([self.inlines.inside(cell) for cell in cells])
            if cells:
                rows[-1][0] = [*pages, *rows[-1][0]]
                pages = []
        return [
            *captions,
            *([Grid(rows, heads, self._place(element))] if rows else []),
            *self._paragraph(pages, element),
            *self._notes(),
        ]

    def _quote(self, element: _Element, name: str, depth: int) -> list[Block]:
        before, self.role = self.role, None
        blocks = self.inside(element, depth)
        self.role = before
        return (
            [Quote(blocks, Role.EPIGRAPH if name == "epigraph" else Role.QUOTATION)]
            if blocks
            else []
        )

    def _speech(self, element: _Element, depth: int) -> list[Block]:
        """What somebody says in a play: the name is a line of its own."""
        named = next((item for item in element if xmltree.local(item) == "speaker"), None)
        if named is not None:
            self.speakers[" ".join("".join(str(text) for text in named.itertext()).split())] = None
        return self.inside(element, depth)

    def _figure(self, element: _Element, depth: int) -> list[Block]:
        graphic = next((i for i in element.iter() if xmltree.local(i) == "graphic"), None)
        described = next((i for i in element if xmltree.local(i) == "figDesc"), None)
        alt = (
            " ".join("".join(str(t) for t in described.itertext()).split())
            if described is not None
            else ""
        )
        blocks: list[Block] = []
        for child in element:
            kind = xmltree.local(child)
            if child is described:
                what, why = "descriptions of pictures", "kept as `alt`"
                blocks.append(Dropped(alt, what, why, self._place(child)))
            elif kind in BLOCKS:
                blocks += self._block(child, kind, depth + 1)
        if graphic is None:
            return blocks
        picture = Picture(
            bounds.joined("", graphic.get("url") or "") or graphic.get("url", ""),
            alt,
            self._place(element),
        )
        captions = [block for block in blocks if isinstance(block, Para)]
        if len(captions) != 1:
            return [Figure(picture, []), *blocks]
        return [
            Figure(picture, block.inlines)
            if block is captions[0] and isinstance(block, Para)
            else block
            for block in blocks
        ]


def _floats(element: _Element, name: str) -> bool:
    """Whether an element is within a paragraph, and no block by itself."""
    if name not in FLOATING:
        return False
    for item in element.iterancestors():
        above = xmltree.local(item)
        if above in AROUND:
            return True
        if above == "note":
            return False
    return False
