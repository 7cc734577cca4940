"""Shapes the structure tree of a PDF and writes it: nodes in, pydyf objects out.

A helper of `weasytags`, which makes the nodes from WeasyPrint's boxes. The rules are those of
ISO 32000-1, 14.8.4 (which type may hold which) and ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_INLINE = {"Span", "Link", "Reference"}
_HOLDS_NO_TEXT = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
_KEPT_EMPTY = {"TH", "TD", "Figure"}
CONTINUED = "~"
"""Stands between a note's id and the number of its later fragment in /ID, which must be unique."""


@dataclass(slots=True)
class Node:
    """One structure element before it is written; a kid is a node, an MCID or an annotation."""

    tag: str
    kids: list[Any] = field(default_factory=list)
    attrs: dict[str, Any] = field(default_factory=dict)
    alt: str = ""


# --- the shape of the tree ----------------------------------------------------------------------


def shape(node: Node) -> None:
    """Bring the kids of `node`, and theirs, into the order that ISO 32000-1, 14.8.4 wants."""
    for kid in node.kids:
        if isinstance(kid, Node):
            shape(kid)
    node.kids = [kid for kid in node.kids if not _is_empty(kid)]
    if node.tag == "Figure":
        _shape_figure(node)
    elif node.tag == "L":
        node.kids = _items(node.kids)
    elif node.tag == "LI":
        node.kids = _label_and_body(node.kids)
    elif node.tag == "TOCI":
        node.kids = _grouped(node.kids, lambda k: _tag(k) != "TOC", "Reference")
    elif node.tag in _HOLDS_NO_TEXT:
        if node.tag == "Div" and any(_tag(kid) in ("Lbl", "LBody") for kid in node.kids):
            node.tag = "LI"
            node.kids = _label_and_body(node.kids)
        else:
            node.kids = _grouped(node.kids, lambda k: _tag(k) in _INLINE, "P")


def leaves(kids: list[Any]) -> list[Any]:
    """Return the MCIDs and annotations below `kids`, without the nodes."""
    return [
        leaf for kid in kids for leaf in (leaves(kid.kids) if isinstance(kid, Node) else [kid])
    ]


def _tag(kid: Any) -> str:
    return kid.tag if isinstance(kid, Node) else "Span"


def _is_empty(kid: Any) -> bool:
    return isinstance(kid, Node) and not kid.kids and kid.tag not in _KEPT_EMPTY


def _grouped(kids: list[Any], wanted: Any, tag: str) -> list[Any]:
    """Wrap each run of kids that `wanted` holds for in a node of type `tag`."""
    result: list[Any] = []
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


def _items(kids: list[Any]) -> list[Any]:
    """Put loose dt and dd (Lbl, LBody) of a list together in LI."""
    result: list[Any] = []
    for kid in kids:
        if _tag(kid) not in ("Lbl", "LBody"):
            result.append(kid if _tag(kid) in ("L", "LI", "Caption") else Node("LI", [kid]))
        elif result and _tag(result[-1]) == "LI" and not (
                _tag(kid) == "Lbl" and _tag(result[-1].kids[-1]) == "LBody"):
            result[-1].kids.append(kid)
        else:
            result.append(Node("LI", [kid]))
    return result


def _label_and_body(kids: list[Any]) -> list[Any]:
    """Make the kids of an LI: its Lbl, and the rest in LBody."""
    return _grouped(kids, lambda kid: _tag(kid) not in ("Lbl", "LBody"), "LBody")


# --- from nodes to the file ---------------------------------------------------------------------


class Writer:
    """Adds the nodes of one page to the PDF."""

    def __init__(self, pdf: Any, page_number: int, nums: Any, annotations: Any) -> None:
        self.pdf, self.nums, self.annotations = pdf, nums, annotations
        self.page = pdf.page_references[page_number]
        self.ids = pdf.__dict__.setdefault("edition_ids", {})

    def write(self, node: Node, parent: Any) -> Any:
        import pydyf

        element = pydyf.Dictionary({
            "Type": "/StructElem", "S": f"/{node.tag}", "P": parent.reference, "Pg": self.page,
        })  # fmt: skip
        self.pdf.add_object(element)
        for key in ("T", "Lang"):
            if value := node.attrs.get(key):
                element[key] = pydyf.String(value)
        if attributes := node.attrs.get("A"):
            element["A"] = pydyf.Dictionary(
                {k: pydyf.Array(v) if isinstance(v, list) else v for k, v in attributes.items()})
        if node.alt:
            element["Alt"] = pydyf.String(node.alt)
        if node.tag == "Note":
            self.identify(element, node.attrs.get("ID") or "note")
        element["K"] = pydyf.Array([self.kid(kid, element) for kid in node.kids])
        return element

    def kid(self, kid: Any, element: Any) -> Any:
        if isinstance(kid, Node):
            return self.write(kid, element).reference
        if isinstance(kid, int):
            self.nums[kid] = element.reference
            return kid
        return self.annotation(kid, element)

    def annotation(self, annotation: Any, element: Any) -> Any:
        """Return the object reference to an annotation (ISO 32000-1, 14.7.4.3)."""
        import pydyf

        reference = pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.page})
        self.pdf.add_object(reference)
        self.annotations.append((element.reference, annotation))
        return reference.reference

    def identify(self, element: Any, name: str) -> None:
        """Give a note its /ID (ISO 14289-1, 7.9), numbered in a later fragment."""
        import pydyf

        unique, n = name, 1
        while unique in self.ids:
            n += 1
            unique = f"{name}{CONTINUED}{n}"
        self.ids[unique] = element.reference
        element["ID"] = pydyf.String(unique)
