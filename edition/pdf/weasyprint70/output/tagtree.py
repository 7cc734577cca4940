"""Shapes the structure tree of a PDF: what the pages hold becomes one tree for the whole book.

`tags` makes the nodes from WeasyPrint's boxes, `tagwriter` writes them.
The rules are those of ISO 32000-1, 14.8.4 (which type may hold which) and ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from edition.model.dataclass import dataclass
from edition.pdf.upstream import Argument, FootnoteBox, PageBox, PdfObject, Result

_INLINE = {"Span", "Link", "Reference"}
_GROUPING = {"Document", "Part", "Art", "Sect", "BlockQuote", "Div"}
_KEPT_EMPTY = {"TH", "TD", "Figure"}


@dataclass(slots=True)
class Leaf:
    """What a node holds on a page: the marked content `mcid`, or a link `annotation`."""

    page: int
    mcid: int = -1
    annotation: PdfObject = None


@dataclass(slots=True)
class Node:
    """One structure element before it is written; its kids are nodes and leaves."""

    tag: str
    kids: list[PdfObject] = field(default_factory=list)
    attrs: dict[str, PdfObject] = field(default_factory=dict)
    alt: str = ""
    key: PdfObject = None
    """What it was made for: the fragments of one element have the same key. None: nothing."""


# --- one tree from many pages -------------------------------------------------------------------


def join(pages: Iterable[list[PageBox]]) -> Node:
    """Return the Document that holds the kids of all pages, an element's fragments made one.

    Fragments are joined where nothing is brought out of its order by it: one after the other,
    or, of a block (a cell, say, beside which others go on too), on two pages.
    """
    root = Node("Document")
    known: dict[PdfObject, tuple[Node, Node, int]] = {}
    for number, kids in enumerate(pages):
        _absorb(root, kids, number, known)
    return root


def _absorb(
    parent: Node, kids: list[PdfObject], page: int, known: dict[PdfObject, tuple[Node, Node, int]]
) -> None:
    for kid in kids:
        if not isinstance(kid, Node):
            _add_leaf(parent, kid)
            continue
        into, around, seen = known.get(kid.key, (kid, kid, page))
        last = parent.kids[-1] if parent.kids else None
        next_page = seen < page and kid.tag not in _INLINE
        if into is kid or around is not parent or not (into is last or next_page):
            own, kid.kids = kid.kids, []
            parent.kids.append(into := kid)
        else:
            own = kid.kids
            if kid.tag == "Figure" and seen < page:
                into.attrs.pop("A", None)  # a /BBox is for what stands on one page
        if kid.key is not None:
            known[kid.key] = (into, parent, page)
        _absorb(into, own, page, known)


def _add_leaf(parent: Node, leaf: Leaf) -> None:
    """Add a leaf; the annotations of a link, one for each of its lines, stand before its words."""
    if leaf.annotation is None:
        parent.kids.append(leaf)
        return
    at = 0
    while at < len(parent.kids) and getattr(parent.kids[at], "annotation", None) is not None:
        at += 1
    parent.kids.insert(at, leaf)


def place_notes(root: Node) -> None:
    """Put each Note behind the paragraph, list, figure … that has its call, as it is read.

    Notes stand at the foot of the page, and so behind all the rest; a note whose call is not
    found stays at the end.
    """
    notes = {kid.attrs.get("ID"): kid for kid in root.kids if _tag(kid) == "Note"}
    root.kids = [kid for kid in root.kids if _tag(kid) != "Note"]
    _settle(root, notes, True)
    root.kids += notes.values()


def _settle(node: Node, notes: dict[FootnoteBox, Node], outside: bool) -> list[Node]:
    """Place the notes called in `node`; return those that must stand behind it.

    `outside`: `node` stands in no list, table, figure or paragraph.
    """
    outside = outside and node.tag in _GROUPING
    waiting: list[Node] = []
    kids: list[PdfObject] = []
    for kid in node.kids:
        kids.append(kid)
        if not isinstance(kid, Node):
            continue
        called = notes.pop(kid.attrs["for"], None) if "for" in kid.attrs else None
        found = [called] if called else _settle(kid, notes, outside)
        (kids if outside else waiting).extend(found)
    node.kids = kids
    return waiting


# --- the shape of the tree ----------------------------------------------------------------------


def shape(node: Node) -> None:
    """Bring the kids of `node`, and theirs, into the order that ISO 32000-1, 14.8.4 wants."""
    for kid in node.kids:
        if isinstance(kid, Node):
            shape(kid)
    node.kids = [own for kid in node.kids if not _is_empty(kid) for own in _telling(kid)]
    if node.tag == "Figure":
        _shape_figure(node)
    elif node.tag == "L":
        node.kids = _items(node.kids)
    elif node.tag == "LI":
        node.kids = _label_and_body(node.kids)
    elif node.tag == "TOCI":
        node.kids = _grouped(node.kids, lambda k: _tag(k) != "TOC", "Reference")
    elif node.tag in _GROUPING:
        if node.tag == "Div" and any(_tag(kid) in ("Lbl", "LBody") for kid in node.kids):
            node.tag = "LI"
            node.kids = _label_and_body(node.kids)
        else:
            node.kids = _grouped(node.kids, lambda k: _tag(k) in _INLINE, "P")


def leaves(kids: list[PdfObject]) -> list[PdfObject]:
    """Return the MCIDs and annotations below `kids`, without the nodes."""
    return [leaf for kid in kids for leaf in (leaves(kid.kids) if isinstance(kid, Node) else [kid])]


def _tag(kid: PdfObject) -> str:
    return kid.tag if isinstance(kid, Node) else "Span"


def _telling(kid: PdfObject) -> list[PdfObject]:
    """A kid; in place of a Span that says nothing of its words, what is in it."""
    bare = _tag(kid) == "Span" and isinstance(kid, Node) and not kid.attrs
    return kid.kids if bare else [kid]


def _is_empty(kid: PdfObject) -> bool:
    return isinstance(kid, Node) and not kid.kids and kid.tag not in _KEPT_EMPTY


def _grouped(kids: list[PdfObject], wanted: Argument, tag: str) -> list[PdfObject]:
    """Wrap each run of kids that `wanted` holds for in a node of type `tag`."""
    result: list[Result] = []
    group: Node | None = None
    for kid in kids:
        if not wanted(kid):
            group = None
            result.append(kid)
        elif group is None:
            result.append(group := Node(tag, [kid]))
        else:
            group.kids.append(kid)
    return result


def _shape_figure(node: Node) -> None:
    """Lift the pictures' content and words into the Figure; the caption stays a kid, and last."""
    content, captions = [], []
    for kid in node.kids:
        if _tag(kid) == "Caption":
            captions.append(kid)
        elif _tag(kid) == "Figure":
            node.alt = node.alt or kid.alt
            content += kid.kids
        else:
            content.append(kid)
    node.kids = content + captions


def _items(kids: list[PdfObject]) -> list[PdfObject]:
    """Put loose dt and dd (Lbl, LBody) of a list together in LI."""
    result: list[Result] = []
    for kid in kids:
        if _tag(kid) not in ("Lbl", "LBody"):
            result.append(kid if _tag(kid) in ("L", "LI", "Caption") else Node("LI", [kid]))
        elif (
            result
            and _tag(result[-1]) == "LI"
            and not (_tag(kid) == "Lbl" and _tag(result[-1].kids[-1]) == "LBody")
        ):
            result[-1].kids.append(kid)
        else:
            result.append(Node("LI", [kid]))
    return result


def _label_and_body(kids: list[PdfObject]) -> list[PdfObject]:
    """Make the kids of an LI: its Lbl, and the rest in LBody."""
    return _grouped(kids, lambda kid: _tag(kid) not in ("Lbl", "LBody"), "LBody")
