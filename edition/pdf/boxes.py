"""Reads WeasyPrint's laid-out pages into plain data: paragraphs, lines, notes, free room.

A helper of `report`. It looks at boxes by the names of their classes and needs no import of
WeasyPrint. Lengths are CSS px, from the page's top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.model.dataclass import dataclass
from edition.pdf.upstream import Argument, Box, FootnoteBox, LineBox, PageBox
from edition.pdf.weasyprint70.footnotes.beside import stands_beside
from edition.pdf.weasyprint70.state import marks_of

_FORCED = ("page", "left", "right", "recto", "verso", "always")
_KEPT = ("avoid", "avoid-page")
#: The kinds of paragraphs by their classes.
_KINDS = {"question": "question", "subtitle": "heading", "caption": "caption", "credit": "caption"}
#: The kinds that a chapter opens with before its text.
OPENING = ("heading", "caption")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type."""

    text: str
    hyphen: bool
    """Whether the layout added a hyphen at its end."""
    width: float
    """From its first glyph to its last."""
    measure: float
    """The width that it may have."""
    looseness: float
    """Its word space as a multiple of the normal one; 1 where it is not justified."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph that stand on one page."""

    key: int
    """The same for all pages that the paragraph runs over."""
    kind: str
    """heading, caption, question, note or text."""
    kept: bool
    """Whether it must stay with what follows."""
    indent: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    folio: str
    recto: bool
    part: int
    """The same for all pages of the front matter, of the text, of the back matter."""
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[tuple[str, Paragraph], ...]
    """The paragraphs of its notes, with the note's anchor."""
    calls: tuple[str, ...]
    """The anchors of the notes that are called on it."""
    room: float
    """The height that its notes could still have, in CSS px."""
    around: float
    """What stands around all its notes: a rule, and white. 0 where it has none."""
    least: Mapping[str, float]
    """By the anchors of its notes, the least height with which each can begin: that of as many
    lines as may stand alone, or of all where they are too few to be divided."""
    blank: float
    """The share of the type area that is free between the text and its notes."""
    opens: bool
    """Whether it begins with what always begins a page, or has no text."""
    closes: bool
    """Whether what it ends with always ends a page."""
    name: str
    """The kind of page (CSS `page`): another kind begins a new page."""


def read(pages: Sequence[PageBox], folios: Sequence[str]) -> list[Page]:
    """Return what stands on WeasyPrint's `pages`, whose printed numbers are `folios`."""
    return [_page(page._page_box, folio) for page, folio in zip(pages, folios, strict=True)]


def _page(box: Box, folio: str) -> Page:
    root = box.children[0]
    recto = "left" if root.style["direction"] == "rtl" else "right"
    area = next((c for c in box.children if type(c).__name__ == "FootnoteAreaBox"), None)
    foot = box.content_box_y() + box.height
    notes = tuple(
        (note.element.get("id") or "", paragraph)
        for note in (area.children if area else ())
        for paragraph in _paragraphs(note, "note")
    )
    bottom = _bottom(root, foot)
    beside = area is not None and stands_beside(area, box.width)
    top = foot if area is None or beside else area.position_y
    return Page(
        folio,
        box.page_type.side == recto,
        id(root.element),
        tuple(_paragraphs(root, "")),
        notes,
        tuple(_calls(root)),
        top - bottom if area is None or not beside else box.height - _height(area.children),
        area.margin_height() - area.height if area else 0.0,
        {note.element.get("id") or "": _least(note) for note in area.children} if area else {},
        max(0.0, (top - bottom) / box.height),
        _opens(root),
        _closes(root),
        box.page_type.name or "",
    )


def _height(notes: Iterable[FootnoteBox]) -> float:
    return float(sum(note.margin_height() for note in notes))


def _least(note: FootnoteBox) -> float:
    """The least height with which a note can begin, as it stands on this page."""
    lines = list(_lines(note))
    around = note.margin_height() - sum(line.height for line in lines)
    if len(lines) >= note.style["orphans"] + note.style["widows"]:
        lines = lines[: note.style["orphans"]]
    return float(around + sum(line.height for line in lines))


def _lines(box: Box) -> Iterator[LineBox]:
    for child in _boxes(box):
        if type(child).__name__ == "LineBox":
            yield child
        else:
            yield from _lines(child)


def _boxes(box: Box) -> Iterator[Box]:
    """The children of a box that stand in the flow."""
    return (
        c
        for c in box.children
        if type(c).__name__ != "AbsolutePlaceholder" and hasattr(c, "margin_height")
    )


def _paragraphs(box: Box, kind: str, kept: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of a box; `kept`: it ends what must stay with what follows."""
    kept = kept or box.style["break_after"] in _KEPT
    children = list(_boxes(box))
    lines = [child for child in children if type(child).__name__ == "LineBox"]
    if lines:
        found = tuple(_line(line, box) for line in lines)
        if any(line.text for line in found):
            yield Paragraph(id(box.element), kind or _kind(box), kept, _indent(box), found)
        return
    for child in children:
        yield from _paragraphs(child, kind, kept and child is children[-1])


def _kind(box: Box) -> str:
    tag, element = str(box.element_tag), box.element
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        return "heading"
    names = (element.get("class") or "").split() if element is not None else ()
    found = (kind for name, kind in _KINDS.items() if name in names)
    return next(found, "text")


def _indent(box: Box) -> float:
    indent = box.style["text_indent"]
    value = getattr(indent, "value", indent)
    size = float(box.style["font_size"])
    return float(value) if isinstance(value, (int, float)) and value > 0 else size


def _line(line: LineBox, paragraph: Argument) -> Line:
    texts = [box for box in line.descendants() if getattr(box, "text", "")]
    left = min((box.position_x for box in texts), default=0.0)
    right = max((box.position_x + box.width for box in texts), default=0.0)
    justified = [box for box in texts if getattr(box, "justification_spacing", 0)]
    looseness = max(
        (1 + box.justification_spacing / (0.25 * box.style["font_size"]) for box in justified),
        default=1.0,
    )
    # A line from right to left may go on to the left.
    measure = paragraph.content_box_x() + paragraph.width - left
    if line.style["direction"] == "rtl":
        measure = right - paragraph.content_box_x()
    said = "".join(box.text for box in texts if "::" not in str(box.element_tag))
    return Line(
        " ".join(said.split()),
        bool(texts) and marks_of(texts[-1]).hyphen,
        right - left,
        measure,
        looseness,
    )


def _calls(root: Box) -> Iterator[str]:
    for box in root.descendants():
        if str(box.element_tag).endswith("::footnote-call") and box.footnote is not None:
            yield box.element.get("id") or ""


def _opens(root: Box) -> bool:
    """Whether something on this page's top asks for a page of its own."""
    box = root
    while True:
        flow = [child for child in _boxes(box) if child.margin_height() > 0 or child.children]
        if not flow:
            return box is root
        box = flow[0]
        if box.style["break_before"] in _FORCED and "top" not in box.remove_decoration_sides:
            return True
        if type(box).__name__ == "LineBox":
            return False


def _closes(root: Box) -> bool:
    box = root
    while flow := list(_boxes(box)):
        box = flow[-1]
        if box.style["break_after"] in _FORCED and "bottom" not in box.remove_decoration_sides:
            return True
    return False


def _bottom(box: Box, foot: float) -> float:
    """The bottom of what is in `box`; a box that goes on overleaf reaches to the page's foot."""
    bottom = float(box.border_box_y() + box.border_height())
    within = [child for child in _boxes(box)]
    if type(box).__name__ == "LineBox" or not within:
        return bottom
    return max(_bottom(child, foot) for child in within)
