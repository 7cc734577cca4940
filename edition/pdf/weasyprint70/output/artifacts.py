"""Artifacts: what the layout repeats or adds (running heads, rules) is marked as no content."""

from __future__ import annotations

from contextlib import contextmanager

from edition.pdf.upstream import Argument, Box, Document, Function, Result, Stream
from edition.pdf.weasyprint70.state import mark, marks_of


def mark_artifacts(original: Function) -> Function:
    def generate_pdf(document: Document, *rest: Argument, **named: Argument) -> Result:
        from weasyprint.formatting_structure import boxes

        seen: set[Result] = set()
        for page in document.pages:
            for child in page._page_box.children:
                if isinstance(child, boxes.MarginBox):
                    _mark(child)
                else:
                    _mark_repeated(child, seen)
        return original(document, *rest, **named)

    return generate_pdf


def _mark(box: Box) -> None:
    for part in (box, *box.descendants()):
        mark(part, artifact=True)


def _mark_repeated(box: Box, seen: set[Argument]) -> None:
    """Mark the head and foot of a table where it goes on, on another page (14.8.2.2.1)."""
    for child in getattr(box, "children", ()):
        if getattr(child, "is_header", False) or getattr(child, "is_footer", False):
            if child.element in seen:
                _mark(child)
            seen.add(child.element)
        elif hasattr(child, "children") and type(child).__name__ != "LineBox":
            _mark_repeated(child, seen)


def is_artifact(box: Box) -> bool:
    """Tell whether a box is decoration: in a margin box, or under `data-artifact`."""
    element = box.element
    return marks_of(box).artifact or (
        element is not None and element.get("data-artifact") is not None
    )


def marked_or_artifact(original: Function) -> Function:
    @contextmanager
    def marked(stream: Stream, box: Box, tag: str) -> Result:
        with stream.artifact() if is_artifact(box) else original(stream, box, tag):
            yield

    return marked
