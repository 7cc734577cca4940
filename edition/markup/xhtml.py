"""XHTML: the checked tree of a note as markup, with the references as a rendition writes them."""

from __future__ import annotations

from html import escape
from typing import Protocol

from edition.markup.split import text_of
from edition.markup.tree import (
    CELLS,
    HEADINGS,
    ROWS,
    Body,
    Citation,
    Node,
)


class Links(Protocol):
    """How a rendition writes its references; each method returns well-formed markup.

    `text` is the markup of the words that carry the link, or None where the annotator left them
    to the rendition (`[](note:id)`).
    """

    def cite(self, citation: Citation) -> str: ...

    def term(self, id: str, text: str | None) -> str: ...

    def note(self, id: str, text: str | None) -> str: ...

    def heading(self, id: str, text: str | None) -> str: ...

    def picture(self, id: str, alt: str, *, caption: bool) -> str: ...

    def passage(self, id: str, text: str | None) -> str: ...

    def page(self, id: str, text: str | None) -> str: ...


def render(
    body: Body,
    links: Links,
    *,
    block: bool = True,
    inline_blocks: bool = False,
    scroll: bool = False,
) -> str:
    """The body as well-formed XHTML.

    `block=False` writes no block elements: their texts follow each other, parted by a space.
    `inline_blocks=True` writes every block element as `<span class="p">`, `ul`, `li` …, to be
    styled `display: block`: WeasyPrint wants a footnote inside its paragraph, and a real `<div>`
    or `<p>` would end that paragraph. A list's items then begin with their bullet or number.
    `scroll=True` puts each table into a `<div class="scroll">`, which can be wider than the screen.
    """
    mode = "inline" if not block else "spans" if inline_blocks else "blocks"
    separator, writer = " " if mode == "inline" else "", _Writer(links, mode, scroll)
    return separator.join(writer.write(node) for node in body.nodes)


def plain_text(body: Body, links: Links) -> str:
    """What a reader sees of the body: one line for each block, references as rendered."""
    return text_of(render(body, links))


class _Writer:
    """Writes nodes; `mode` is blocks, spans or inline, see `render`."""

    def __init__(self, links: Links, mode: str, scroll: bool) -> None:
        self.links = links
        self.mode = mode
        self.scroll = scroll

    def write(self, node: Node) -> str:
        if node.kind == "text":
            return escape(node.text, quote=False)
        if node.kind == "code":
            return f"<code>{escape(node.text, quote=False)}</code>"
        if node.kind == "br":
            return "<br/>"
        if node.kind == "picture":
            return self.links.picture(node.target, node.text, caption=self.mode != "inline")
        if node.citation is not None:
            return self.links.cite(node.citation)
        if node.kind in ("p", "h2", "blockquote", "ul", "ol", "li"):
            return self.block(node)
        if node.kind in (*ROWS, *CELLS):
            return self.table(node)
        return self.wrap(node, "".join(self.write(child) for child in node.children))

    def wrap(self, node: Node, inner: str) -> str:
        if node.kind == "term":
            return self.links.term(node.target, inner or None)
        if node.kind == "note":
            return self.links.note(node.target, inner or None)
        if node.kind == "passage":
            return self.links.passage(node.target, inner or None)
        if node.kind == "page":
            return self.links.page(node.target, inner or None)
        if node.kind in HEADINGS:
            return self.links.heading(node.target, inner or None)
        if node.kind == "link":
            return f'<a href="{escape(node.target)}">{inner}</a>'
        if node.kind == "span":
            return f"<span{_class(node)}{_language(node)}>{inner}</span>"
        return f"<{node.kind}>{inner}</{node.kind}>"

    def block(self, node: Node) -> str:
        inner = self.items(node) if node.kind == "ol" else self.inside(node)
        if self.mode == "inline":
            return inner
        if self.mode == "spans":
            marker = '<span class="marker">• </span>' if node.kind == "li" else ""
            return f'<span class="{node.kind}">{marker}{inner}</span>'
        start = f' start="{node.start}"' if node.kind == "ol" and node.start != 1 else ""
        return f"<{node.kind}{start}>{inner}</{node.kind}>"

    def table(self, node: Node) -> str:
        """A table or a part of it; as spans each says what it is to the PDF's structure tree."""
        separator = " " if self.mode == "inline" else ""
        inner = (
            separator.join(map(self.write, node.children))
            if node.kind in ROWS
            else ("".join(map(self.write, node.children)))
        )
        if self.mode == "inline":
            return inner
        name = f"{node.kind} {node.align}".rstrip()
        style = f' style="{escape(node.style)}"' if node.style else ""
        if self.mode == "spans":
            tag = _PDF_TAGS[node.kind]
            return f'<span class="{name}" data-pdf-tag="{tag}"{style}>{inner}</span>'
        name = "data" if node.kind == "table" else node.align
        attributes = f' class="{name}"' if name else ""
        attributes += style
        scope = ' scope="col"' if node.kind == "th" else ""
        written = f"<{node.kind}{attributes}{scope}>{inner}</{node.kind}>"
        if self.scroll and node.kind == "table":
            return f'<div class="scroll" tabindex="0">{written}</div>'
        return written

    def inside(self, node: Node) -> str:
        parted = self.mode == "inline" and node.kind in ("blockquote", "ul")
        return (" " if parted else "").join(self.write(child) for child in node.children)

    def items(self, node: Node) -> str:
        """The items of a numbered list; where that is no `ol`, they carry their own numbers."""
        if self.mode == "blocks":
            return "".join(map(self.write, node.children))
        if self.mode == "inline":
            numbered = enumerate(map(self.write, node.children), node.start)
            return " ".join(f"{number}. {item}" for number, item in numbered)
        return "".join(
            f'<span class="li"><span class="marker">{number}. </span>{self.inside(item)}</span>'
            for number, item in enumerate(node.children, node.start)
        )


#: Structure types of ISO 32000-1, 14.8.4.3.4.
_PDF_TAGS = {
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}


def _class(node: Node) -> str:
    return f' class="{node.name}"' if node.name else ""


def _language(node: Node) -> str:
    lang = f' lang="{node.lang}" xml:lang="{node.lang}"' if node.lang else ""
    return lang + (f' dir="{node.dir}"' if node.dir else "")
