"""Pandoc's tree as a manuscript: Word, OpenDocument, RTF and Markdown.

The tree is that of pandoc-types (Text.Pandoc.Definition), as `pandoc -t json` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    Added,
    Block,
    Call,
    Dropped,
    Entry,
    Figure,
    Grid,
    Heading,
    Inline,
    Items,
    LineBreak,
    Link,
    Manuscript,
    NoteText,
    Para,
    Picture,
    Quote,
    SceneBreak,
    Style,
    Styled,
    Terms,
    Verse,
    VerseLine,
    inside,
)
from edition.authoring.intake.readers import pandocmeta, roles

#: The place of a table's caption, which pandoc sets before it, wherever it stood.
CAPTION = "a table’s caption"
#: A node of pandoc's tree.
Node = dict[str, Any]
_STYLES = {
    "Emph": Style.EMPHASIS,
    "Strong": Style.STRONG,
    "SmallCaps": Style.SMALL_CAPS,
    "Superscript": Style.SUPERSCRIPT,
    "Subscript": Style.SUBSCRIPT,
    "Strikeout": Style.STRIKE,
    "Underline": Style.UNDERLINE,
}
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}


def manuscript(tree: Node, media: dict[str, bytes]) -> Manuscript:
    """The manuscript of a tree, and of the pictures that its names mean."""
    reader = _Reader()
    blocks = reader.blocks(tree["blocks"])
    made = Manuscript(blocks, pandocmeta.about(tree["meta"]), media=media)
    made.aside = reader.aside
    return made


def abstract(tree: Node) -> list[Block]:
    """The summary that pandoc has taken out of the text into its metadata."""
    value = tree["meta"].get("abstract")
    if value and value["t"] == "MetaBlocks":
        return _Reader().blocks(value["c"])
    return [Para(_Reader().inlines(value["c"]))] if value and value["t"] == "MetaInlines" else []


def _content(node: Node) -> Any:
    """What is in a node: a list of nodes, a text, or what its kind has."""
    return node.get("c", [])


def _is_longer(nodes: Sequence[Node], caption: Sequence[Inline]) -> bool:
    """Whether words end with those of a caption, and have more before them."""
    own = " ".join("".join(pandocmeta.strings(list(nodes))).split())
    known = " ".join(words.flat(caption).split())
    return bool(known) and own.endswith(known) and len(own) > len(known)


def _undivided(blocks: Sequence[Node]) -> Iterator[Node]:
    """Blocks without the divisions around them."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _undivided(block["c"][1])
        else:
            yield block


def _all_inlines(blocks: Sequence[Block]) -> Iterator[list[Inline]]:
    """The words of blocks, each line by itself."""
    for block in blocks:
        for item in inside(block):
            if isinstance(item, list):
                yield item
            else:
                yield from _all_inlines([item])


class _Reader:
    def __init__(self) -> None:
        self.aside: list[Entry] = []
        self.notes = 0
        self.pending: list[NoteText] = []
        self.paragraph = 0

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def blocks(self, nodes: Sequence[Node]) -> list[Block]:
        """Blocks, each with the notes that it calls behind it."""
        found: list[Block] = []
        for node in nodes:
            found += self.block(node)
            found += self._called()
        return found

    def _called(self) -> list[NoteText]:
        pending, self.pending = self.pending, []
        return pending

    def block(self, node: Node) -> list[Block]:
        """One block of pandoc's as blocks of ours."""
        kind, content = str(node["t"]), _content(node)
        if kind in ("Para", "Plain"):
            return self._para(content)
        if kind == "Header":
            return [Heading(content[0], self.inlines(content[2]), self._place())]
        if kind == "BlockQuote":
            return [Quote(self.blocks(content))]
        if kind == "LineBlock":
            return [Verse([self._line(line) for line in content], place=self._place())]
        if kind == "BulletList":
            return [Items(None, [self.blocks(item) for item in content])]
        if kind == "OrderedList":
            return [Items(content[0][0], [self.blocks(item) for item in content[1]])]
        if kind == "HorizontalRule":
            return [SceneBreak()]
        return self._rarer(kind, content)

    def _rarer(self, kind: str, content: Any) -> list[Block]:
        if kind == "DefinitionList":
            return [Terms([self._term(*item) for item in content])]
        if kind == "Div":
            return self._div(content[0], content[1])
        if kind == "Figure":
            return self._figure(content)
        if kind == "Table":
            return self._table(content)
        if kind == "CodeBlock":
            lines = content[1].split("\n")
            return [Verse([VerseLine([line]) for line in lines], place=self._place())]
        if kind == "RawBlock":
            return [Dropped(content[1], f"code of {content[0]}", "no words of a text")]
        self.aside.append(Entry(f"a block “{kind}”", "unknown to the builder", self._place()))
        return []

    def _place(self) -> str:
        self.paragraph += 1
        return f"block {self.paragraph}"

    def _para(self, nodes: Sequence[Node]) -> list[Block]:
        place = self._place()
        shown = [node for node in nodes if node["t"] not in ("Space", "SoftBreak")]
        if len(shown) == 1 and shown[0]["t"] == "Image":
            return [Figure(self._picture(shown[0]["c"], place), [])]
        return [Para(self.inlines(nodes), place=place)]

    def _line(self, nodes: Sequence[Node]) -> VerseLine:
        # Pandoc keeps the indentation of a line as no-break spaces.
        inlines = self.inlines(nodes)
        if not inlines or not isinstance(inlines[0], str):
            return VerseLine(inlines)
        bare = inlines[0].lstrip("\u00a0")
        width = len(inlines[0]) - len(bare)
        return VerseLine([bare, *inlines[1:]], width // 2)

    def _term(self, term: Sequence[Node], definitions: Sequence[Sequence[Node]]) -> Any:
        named = self.inlines(term)
        called = self._called()
        found = [self.blocks(item) for item in definitions]
        if found and called:
            found[0] = [*called, *found[0]]
        return named, found

    def _div(self, attributes: Sequence[Any], nodes: Sequence[Node]) -> list[Block]:
        values = dict(attributes[2])
        blocks = self.blocks(nodes)
        style = values.get("custom-style", "") or " ".join(attributes[1])
        if language := values.get("lang", values.get("xml:lang", "")):
            for block in blocks:
                if isinstance(block, Para | Verse):
                    block.language = language
        return roles.with_style(blocks, style)

    def _figure(self, content: Any) -> list[Block]:
        place = self._place()
        caption: list[Inline] = []
        for block in _undivided(content[1][1]):
            if block["t"] in ("Para", "Plain"):
                caption += [*([" "] if caption else []), *self.inlines(block["c"])]
        images = [
            node
            for block in _undivided(content[2])
            for node in block.get("c", ())
            if block["t"] in ("Para", "Plain") and node["t"] == "Image"
        ]
        if not images:
            return [*self.blocks(content[2]), *([Para(caption)] if caption else [])]
        pictures = [self._picture(node["c"], place) for node in images]
        # The reader of OpenDocument leaves the label of a caption (“Figure 1:”) with the picture.
        if len(images) == 1 and _is_longer(images[0]["c"][1], caption):
            caption = self.inlines(images[0]["c"][1])
        return [*(Figure(item, []) for item in pictures[:-1]), Figure(pictures[-1], caption)]

    def _picture(self, content: Any, place: str) -> Picture:
        alt = "".join(pandocmeta.strings(content[1])) or content[2][1]
        return Picture(content[2][0], " ".join(alt.split()), place)

    def _table(self, content: Any) -> list[Block]:
        place = self._place()
        heads = [self._row(row) for row in content[3][1]]
        rows = [
            self._row(row) for body in content[4] for part in (body[2], body[3]) for row in part
        ]
        rows += [self._row(row) for row in content[5][1]]
        caption = self.blocks(content[1][1])
        for block in caption:
            if isinstance(block, Para):
                block.place = CAPTION
        grid = Grid([*heads, *rows], len(heads), place)
        return [*caption, *([grid] if grid.rows else [])]

    def _row(self, row: Any) -> list[list[Inline]]:
        cells: list[list[Inline]] = []
        for _, _, down, across, blocks in row[1]:
            cells.append(self._cell(blocks))
            if across > 1 or down > 1:
                self.aside.append(Entry("joined cells", "each became a cell of its own"))
                cells += [[] for _ in range(across - 1)]
        return cells

    def _cell(self, nodes: Sequence[Node]) -> list[Inline]:
        """What is in a cell, as the words of one line."""
        found: list[Inline] = []
        for node in _undivided(nodes):
            if node["t"] in ("Para", "Plain"):
                found += [*([" "] if found else []), *self.inlines(node["c"])]
                continue
            self.aside.append(Entry("blocks in a cell", "became words of one line"))
            for inlines in _all_inlines(self.block(node)):
                found += [*([" "] if found else []), *inlines]
        return found

    # ── inlines ─────────────────────────────────────────────────────────────────────────────

    def inlines(self, nodes: Sequence[Node]) -> list[Inline]:
        """Words and their styles; neighboring strings become one."""
        found: list[Inline] = []
        for node in nodes:
            for item in self.inline(node):
                if isinstance(item, str) and found and isinstance(found[-1], str):
                    found[-1] += item
                else:
                    found.append(item)
        return found

    def inline(self, node: Node) -> list[Inline]:
        """One inline of pandoc's."""
        kind, content = str(node["t"]), _content(node)
        if kind == "Str":
            return [content]
        if kind in ("Space", "SoftBreak"):
            return [" "]
        if kind == "LineBreak":
            return [LineBreak()]
        if kind in _STYLES:
            return [Styled(_STYLES[kind], self.inlines(content))]
        if kind == "Quoted":
            signs = _QUOTES[content[0]["t"]]
            return [signs[0], *self.inlines(content[1]), signs[1]]
        if kind == "Cite":
            return self.inlines(content[1])
        if kind == "Span":
            return self._span(content[0], content[1])
        return self._rarer_inline(kind, content)

    def _rarer_inline(self, kind: str, content: Any) -> list[Inline]:
        if kind == "Note":
            return [self._note(content)]
        if kind == "Link":
            address, linked = content[2][0], self.inlines(content[1])
            if re.match(r"(?:https?|mailto):", address):
                return [Link(address, linked)]
            place = f"block {self.paragraph}"
            self.aside.append(Entry("links within the text", "became words", place))
            return linked
        if kind == "Image":
            return [self._picture(content, f"block {self.paragraph}")]
        if kind == "Code":
            return [Styled(Style.CODE, [content[1]])]
        if kind == "Math":
            return [Added(content[1], "formulas", "written as TeX", f"block {self.paragraph}")]
        if kind == "RawInline":
            return [Dropped(content[1], f"code of {content[0]}", "no words of a text")]
        self.aside.append(Entry(f"an inline “{kind}”", "unknown to the builder"))
        return []

    def _span(self, attributes: Sequence[Any], nodes: Sequence[Node]) -> list[Inline]:
        _, classes, pairs = attributes
        values, inner = dict(pairs), self.inlines(nodes)
        if not inner:
            return []
        if language := values.get("lang", ""):
            return [Styled(Style.LANGUAGE, inner, language)]
        style = roles.style_of(values.get("custom-style", "") or " ".join(classes))
        return [Styled(style, inner)] if style else inner

    def _note(self, blocks: Sequence[Node]) -> Call:
        self.notes += 1
        label = str(self.notes)
        # The notes that a note itself calls come behind it.
        before, self.pending = self.pending, []
        text = NoteText(label, self.blocks(blocks), f"note {label}")
        self.pending = [*before, text]
        return Call(label)
