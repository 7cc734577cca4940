"""Builds the structure tree of a PDF, in place of WeasyPrint's own (`pdf/tags.py`).

The boxes of all pages become `Node`s; an element that runs over lines,
columns or pages becomes one of them. These are put into the shape which PDF/UA-1 wants
(ISO 14289-1, 7; structure types of ISO 32000-1, 14.8.4), then written once.

What the HTML may say, beyond its own elements:

* `data-artifact`: the element and all in it is an artifact, and leaves no trace in the tree;
* `data-unit="…"`: /T of the structure element;
* `data-role="apparatus"`: the same, with /T (apparatus);
* `lang`: /Lang, where it differs from the language around it;
* `data-label`: /Contents of a link, or of a note's call; else `title`, else the link's text;
  `data-back-label` on a note: /Contents of its way back;
* `figure`, and `role="img"` with `aria-label`: one Figure with /Alt, its figcaption a Caption;
* `dl > div > (dt, dd)`: L, LI, Lbl, LBody; `ol.toc`, or `nav[role=doc-toc] ol`: TOC, TOCI.
"""

from __future__ import annotations

from edition.pdf.upstream import (
    Argument,
    Box,
    Document,
    Element,
    Function,
    Pdf,
    PdfObject,
)
from edition.pdf.weasyprint70.output import links, tagwriter
from edition.pdf.weasyprint70.output.artifacts import is_artifact
from edition.pdf.weasyprint70.output.tagtree import Leaf, Node, join, leaves, place_notes, shape

_TAGS = {
    "a": "Link", "main": "Part", "article": "Art", "section": "Sect", "nav": "Sect",
    "blockquote": "BlockQuote", "p": "P", "pre": "P", "address": "P",
    "div": "Div", "aside": "Div", "header": "Div", "footer": "Div",
    "dl": "L", "ul": "L", "ol": "L", "li": "LI", "dt": "Lbl", "dd": "LBody", "li::marker": "Lbl",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure", "figure": "Figure",
    **{f"h{n}": f"H{n}" for n in range(1, 7)},
    **dict.fromkeys(
        ("em", "i", "strong", "b", "small", "cite", "sup", "sub", "abbr", "q", "dfn", "code"),
        "Span"),
}  # fmt: skip
_NUMBERING = {"ol": "/Decimal", "ul": "/Disc"}


def prepared(original: Function) -> Function:
    def build_formatting_structure(root: Box, *rest: Argument) -> PdfObject:
        _prepare(root, root.get("lang"), False, False)
        return original(root, *rest)

    return build_formatting_structure


def _prepare(element: Element, lang: str | None, artifact: bool, toc: bool) -> None:
    """Write on each element what it has from those around it; boxes do not know their parents."""
    if not isinstance(element.tag, str):
        return
    artifact = artifact or element.get("data-artifact") is not None
    if artifact:
        element.set("data-artifact", "")
    own = element.get("lang") or lang
    if own != lang:
        element.set("data-pdf-lang", own)
    toc = toc or element.get("role") == "doc-toc" or "toc" in element.get("class", "").split()
    if toc and element.tag in ("ol", "ul", "li"):
        element.set("data-pdf-tag", "TOCI" if element.tag == "li" else "TOC")
    for child in element:
        _prepare(child, own, artifact, toc)


# --- from boxes to nodes ------------------------------------------------------------------------


def own_tags(original: Function) -> Function:
    """Put `_add_tags` in the place of `pdf.add_tags`."""
    return _add_tags


def _add_tags(
    pdf: Pdf, document: Document, _version: Argument, page_streams: list[Argument]
) -> None:
    """Stand in for upstream's function of this name, with the same contract."""
    root = join(
        _Reader(number, page._page_box, stream._tags).kids(page._page_box, None, None)
        for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True))
    )
    assert not any(stream._tags for stream in page_streams), "painted, but in no box of the page"
    place_notes(root)
    shape(root)
    tagwriter.write(pdf, root)


class _Reader:
    """Reads the boxes of one page; `tags` maps painted boxes to their MCIDs and is emptied."""

    def __init__(self, number: int, page_box: Argument, tags: Argument) -> None:
        self.number = number
        self.tags = tags
        self.height = page_box.margin_height()

    def kids(self, box: Box, around: Box, link: Node | None) -> list[PdfObject]:
        """Return the nodes and leaves of all in `box`.

        `around` is the (element, tag name) and `link` the Link node that they stand in.
        """
        if box in self.tags:
            return [Leaf(self.number, self.tags.pop(box)["mcid"])]
        return [kid for child in box.children for kid in self.read(child, around, link)]

    def read(self, box: Box, around: Box, link: Node | None) -> list[PdfObject]:
        box = getattr(box, "_box", box)
        if is_artifact(box) or type(box).__name__ == "MarginBox":
            return []
        tag = self.tag(box, around)
        key = (box.element, box.element_tag)
        node = Node(tag, key=key) if tag else None
        wrapper = None
        if box.link_annotation is not None:
            if link is None:
                # A box of another kind can be a link too, by the CSS property `link`.
                own = node if tag == "Link" else None
                link = wrapper = own or Node("Link", key=(*key, "link"))
            link.kids.append(Leaf(self.number, annotation=links.describe(box)))
        kids = self.kids(box, (box.element, box.element_tag), link)
        if wrapper is not None and wrapper is not node:
            wrapper.kids += kids
            kids = [wrapper]
        if node is None:
            return kids
        if box.element.get("role") == "img":
            # What stands in a picture is part of it (WAI-ARIA 1.2: children presentational).
            kids = leaves(kids)
        node.kids += kids
        self.describe(box, node)
        return [_wrapped_call(box, node)]

    def tag(self, box: Box, around: Box) -> str:
        """Return the structure type of a box, '' for one that only hands on its kids."""
        name, element = box.element_tag, box.element
        if not isinstance(name, str) or element is None:
            return ""
        # Anonymous boxes, lines and texts bear the names of the box that they were made for.
        if around is not None and element is around[0] and name == around[1]:
            return ""
        if "::footnote-" in name:
            return "Link" if box.link_annotation is not None else "Span"
        if "::" in name:
            return _TAGS.get(name, "")
        if element.get("data-call-id") is not None:
            return "Note"
        if element.get("role") == "img":
            return "Figure"
        tag = element.get("data-pdf-tag") or _TAGS.get(name, "")
        if tag == "Link" and box.link_annotation is None:
            return "Span"
        marked = any(
            element.get(key) is not None for key in ("data-unit", "data-role", "data-pdf-lang")
        )
        if not tag and marked and name not in ("html", "body"):
            return "Span"
        return tag

    def describe(self, box: Box, node: Node) -> None:
        """Add the attributes that an element asks for."""
        element, attrs = box.element, node.attrs
        if "::" in box.element_tag:
            return
        if title := element.get("data-unit"):
            attrs["T"] = title
        elif element.get("data-role") == "apparatus":
            attrs["T"] = "apparatus"
        if lang := element.get("data-pdf-lang"):
            attrs["Lang"] = lang
        if node.tag == "Note":
            attrs["ID"] = element.get("id")
        elif node.tag == "L":
            numbering = _NUMBERING.get(element.tag, "/None")
            if box.style["list_style_type"] == "none":
                numbering = "/None"
            attrs["A"] = {"O": "/List", "ListNumbering": numbering}
        elif node.tag in ("TH", "TD"):
            attrs["A"] = _cell(box, node.tag)
        elif node.tag == "Figure":
            node.alt = _alt(element)
            attrs["A"] = {"O": "/Layout", "BBox": self.rectangle(box)}

    def rectangle(self, box: Box) -> list[float]:
        """Return the content box in points from the page's lower left (CSS px × 0.75)."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        return [0.75 * v for v in (left, self.height - bottom, right, self.height - top)]


def _wrapped_call(box: Box, node: Node) -> Node:
    """Put a call into a Reference `for` its note, and a marker into a Lbl."""
    if box.element_tag.endswith("::footnote-call"):
        return Node("Reference", [node], {"for": box.element.get("id")}, key=(*node.key, "call"))
    if box.element_tag.endswith("::footnote-marker"):
        return Node("Lbl", [node], key=(*node.key, "label"))
    return node


def _alt(element: Element) -> str:
    if element.tag == "{http://www.w3.org/2000/svg}svg":
        names = (f"{{http://www.w3.org/2000/svg}}{name}" for name in ("title", "desc"))
        found = [element.findtext(name) for name in names]
        return ". ".join(text.rstrip(".") for text in found if text)
    return element.get("alt") or element.get("aria-label") or ""


def _cell(box: Box, tag: str) -> dict[str, PdfObject]:
    """Return a cell's attributes; a header names its scope (ISO 14289-1, 7.5).

    A cell that is laid out as a block has its spans in its element only.
    """
    attrs: dict[str, PdfObject] = {"O": "/Table"}
    if tag == "TH":
        attrs["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if (span := max(getattr(box, name), int(box.element.get(name, 1)))) != 1:
            attrs[key] = span
    return attrs
