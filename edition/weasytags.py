"""Builds the PDF structure tree of a page, in place of WeasyPrint's own (`pdf/tags.py`).

A helper of `weasy`. The boxes of a page become `Node`s, these are put into the shape which
PDF/UA-1 wants (ISO 14289-1, 7; structure types of ISO 32000-1, 14.8.4), then written once.

What the HTML may say, beyond its own elements:

* `data-artifact`: the element and all in it is an artifact, and leaves no trace in the tree;
* `data-unit="…"`: /T of each structure element of the element, on every page it runs over;
* `data-role="apparatus"`: the same, with /T (apparatus);
* `lang`: /Lang, where it differs from the language around it;
* `data-label`: /Contents of a link, or of a note's call; else `title`, else the link's text;
  `data-back-label` on a note: /Contents of its way back;
* `figure`, and `role="img"` with `aria-label`: one Figure with /Alt, its figcaption a Caption;
* `dl > div > (dt, dd)`: L, LI, Lbl, LBody; `ol.toc`, or `nav[role=doc-toc] ol`: TOC, TOCI.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from edition.tagtree import Node, Writer, leaves, shape
from edition.weasytext import is_artifact

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


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`."""
    import weasyprint.pdf
    from weasyprint import document
    from weasyprint.pdf import tags

    tags._build_box_tree = _build_box_tree
    for owner, name, wrapper in (
        (document, "build_formatting_structure", _prepared),
        (weasyprint.pdf, "add_tags", _with_id_tree),
    ):
        original = getattr(owner, name)
        setattr(owner, name, wraps(original)(wrapper(original)))


def _prepared(original: Any) -> Any:
    def build_formatting_structure(root: Any, *rest: Any) -> Any:
        _prepare(root, root.get("lang"), False, False)
        return original(root, *rest)

    return build_formatting_structure


def _prepare(element: Any, lang: str | None, artifact: bool, toc: bool) -> None:
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


def _build_box_tree(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Any:
    """Stand in for upstream's function of this name, with the same contract, for one page box."""
    root = Node("Document", _Reader(box, tags).kids(box, None, None))
    shape(root)
    writer = Writer(pdf, page_number, nums, annotations)
    for kid in root.kids:
        yield writer.write(kid, parent)


class _Reader:
    """Reads the boxes of one page; `tags` maps painted boxes to their MCIDs and is emptied."""

    def __init__(self, page_box: Any, tags: Any) -> None:
        self.tags = tags
        self.height = page_box.margin_height()

    def kids(self, box: Any, around: Any, link: Node | None) -> list[Any]:
        """Return the nodes and MCIDs of all in `box`.

        `around` is the (element, tag name) and `link` the Link node that they stand in.
        """
        if box in self.tags:
            return [self.tags.pop(box)["mcid"]]
        return [kid for child in box.children for kid in self.read(child, around, link)]

    def read(self, box: Any, around: Any, link: Node | None) -> list[Any]:
        box = getattr(box, "_box", box)
        if is_artifact(box) or type(box).__name__ == "MarginBox":
            return []
        tag = self.tag(box, around)
        node = Node(tag) if tag else None
        wrapper = None
        if box.link_annotation is not None:
            if link is None:
                # A box of another kind can be a link too, by the CSS property `link`.
                link = wrapper = node if tag == "Link" else Node("Link")
            link.kids.append(_worded(box))
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

    def tag(self, box: Any, around: Any) -> str:
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

    def describe(self, box: Any, node: Node) -> None:
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
            attrs["A"] = {"O": "/List", "ListNumbering": _NUMBERING.get(element.tag, "/None")}
        elif node.tag in ("TH", "TD"):
            attrs["A"] = _cell(box, node.tag)
        elif node.tag == "Figure":
            node.alt = _alt(element)
            attrs["A"] = {"O": "/Layout", "BBox": self.rectangle(box)}

    def rectangle(self, box: Any) -> list[float]:
        """Return the content box in points from the page's lower left (CSS px × 0.75)."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        return [0.75 * v for v in (left, self.height - bottom, right, self.height - top)]


def _wrapped_call(box: Any, node: Node) -> Node:
    """Put a call into a Reference and a marker into a Lbl."""
    if box.element_tag.endswith("::footnote-call"):
        return Node("Reference", [node])
    if box.element_tag.endswith("::footnote-marker"):
        return Node("Lbl", [node])
    return node


def _text(box: Any) -> str:
    return getattr(box, "text", "") or "".join(_text(child) for child in box.children)


def _worded(box: Any) -> Any:
    """Give a link annotation /Contents in words (ISO 14289-1, 7.18.5) and the print flag."""
    import pydyf

    element, text = box.element, " ".join(_text(box).split())
    call = isinstance(box.element_tag, str) and box.element_tag.endswith("::footnote-call")
    if isinstance(box.element_tag, str) and box.element_tag.endswith("::footnote-marker"):
        words = element.get("data-back-label") or f"Back to the text of note {text.rstrip('.')}"
    elif element is None:
        words = text
    else:
        words = element.get("data-label") or element.get("title") or (
            f"Note {text}" if call else text)
    annotation = box.link_annotation
    annotation["Contents"] = pydyf.String(words or str(annotation["Contents"].string))
    annotation["F"] = 4
    return annotation


def _alt(element: Any) -> str:
    if element.tag == "{http://www.w3.org/2000/svg}svg":
        names = (f"{{http://www.w3.org/2000/svg}}{name}" for name in ("title", "desc"))
        found = [element.findtext(name) for name in names]
        return ". ".join(text.rstrip(".") for text in found if text)
    return element.get("alt") or element.get("aria-label") or ""


def _cell(box: Any, tag: str) -> dict[str, Any]:
    """Return a cell's attributes; a header names its scope (ISO 14289-1, 7.5)."""
    attrs: dict[str, Any] = {"O": "/Table"}
    if tag == "TH":
        attrs["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    if box.colspan != 1:
        attrs["ColSpan"] = box.colspan
    if box.rowspan != 1:
        attrs["RowSpan"] = box.rowspan
    return attrs


def _with_id_tree(original: Any) -> Any:
    def add_tags(pdf: Any, *rest: Any) -> None:
        """Add /IDTree, which is required where elements have /ID (ISO 32000-1, table 322)."""
        import pydyf

        original(pdf, *rest)
        ids = pdf.__dict__.get("edition_ids")
        if not ids:
            return
        names = pydyf.Array()
        for key in sorted(ids, key=lambda name: name.encode()):
            names += [pydyf.String(key), ids[key]]
        reference = pdf.catalog["StructTreeRoot"]
        root = pdf.objects[int(reference.split()[0])]
        root["IDTree"] = pydyf.Dictionary({"Names": names})

    return add_tags
