"""Makes one link of a link: one place to click for each line, and the words of the whole.

WeasyPrint 70 hands a link on to all that stands in it, so that a link with
a word in italics is three annotations one on the other, and each is to be passed by with the Tab
key; and it describes each line's part by the words of that line.
"""

from __future__ import annotations

from edition.pdf.upstream import Argument, Box, Function, Matrix, Result

#: How far, in CSS pixels, a part may stand out of the link that it is in.
_SLACK = 2


def one_link_a_line(original: Function) -> Function:
    def gather_anchors(
        box: Box,
        anchors: Argument,
        links: Argument,
        bookmarks: Argument,
        forms: Argument,
        parent_matrix: Matrix = None,
        parent_form: Argument = None,
        parent_link: Argument = None,
    ) -> None:
        before = len(links)
        original(box, anchors, links, bookmarks, forms, parent_matrix, parent_form, parent_link)
        inherited = parent_link and not box.link and len(links) > before
        if inherited and links[before][3] is box and _is_covered(links, before):
            del links[before]

    return gather_anchors


def _is_covered(links: list[Argument], index: int) -> bool:
    """Tell whether a link before this one leads to the same place and has it within."""
    kind, target, (left, top, right, bottom), _ = links[index]
    for other_kind, other_target, (x1, y1, x2, y2), _ in reversed(links[:index]):
        if (other_kind, other_target) != (kind, target):
            return False
        if (
            x1 - _SLACK <= left
            and y1 - _SLACK <= top
            and right <= x2 + _SLACK
            and bottom <= y2 + _SLACK
        ):
            return True
    return False


def describe(box: Box) -> Result:
    """Give the annotation of a link's box /Contents in words (ISO 14289-1, 7.18.5) and the print
    flag; returns it."""
    import pydyf

    annotation = box.link_annotation
    words = _words(box) or str(annotation["Contents"].string)
    annotation["Contents"] = pydyf.String(words)
    annotation["F"] = 4
    return annotation


def _words(box: Box) -> str:
    element, tag = box.element, box.element_tag if isinstance(box.element_tag, str) else ""
    text = " ".join(_text(box).split())
    if tag.endswith("::footnote-marker"):
        return element.get("data-back-label") or f"Back to the text of note {text.rstrip('.')}"
    if element is None:
        return text
    label = element.get("data-label") or element.get("title")
    if tag.endswith("::footnote-call"):
        return label or f"Note {text}"
    return label or " ".join("".join(element.itertext()).split()) or text


def _text(box: Box) -> str:
    return getattr(box, "text", "") or "".join(_text(child) for child in box.children)
