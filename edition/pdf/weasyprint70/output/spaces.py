"""Spaces: the space at which a line was broken is written into the page, though nobody sees it."""

from __future__ import annotations

from edition.pdf.upstream import (
    Argument,
    Box,
    Function,
    LayoutContext,
    LineBox,
    Result,
    SkipStack,
)
from edition.pdf.weasyprint70.state import mark, marks_of


def note_spaces(original: Function) -> Function:
    def linebox_layout(
        context: LayoutContext,
        box: Box,
        index: int,
        child: Box,
        new_children: list[Box],
        *rest: Argument,
    ) -> Result:
        result = original(context, box, index, child, new_children, *rest)
        for line in new_children:
            last = _last_text(line)
            if last is not None:
                space = line.resume_at is None or _broke_at_space(child, line.resume_at)
                if space != marks_of(last).space:
                    mark(last, space=space)
        return result

    return linebox_layout


def _last_text(box: Box) -> Result:
    """Return the last text box of a line that belongs to its paragraph, not to a call."""
    for child in reversed(box.children):
        if not _in_text(child):
            continue
        found = child if hasattr(child, "text") else _last_text(child)
        if found is not None and (not hasattr(found, "text") or found.text):
            return found
    return None


def _in_text(box: Box) -> bool:
    if box.element is not None and box.element.get("data-pdf-tag") == "Reference":
        return False  # a call whose note stands at the end
    return (
        box.is_in_normal_flow()
        and box.footnote is None
        and not (isinstance(box.element_tag, str) and box.element_tag.endswith("::footnote-marker"))
    )


def _broke_at_space(linebox: LineBox, resume_at: SkipStack) -> bool:
    """Tell whether white space stood before or after the break, in the unbroken `linebox`."""
    return any(
        char and char in " \t\n"
        for char in (_char_before(linebox, resume_at), _char_after(linebox, resume_at))
    )


def _char_before(box: Box, skip: SkipStack) -> str:
    ((index, rest),) = skip.items()
    if hasattr(box, "text"):
        return str(box.text.encode()[:index].decode()[-1:])
    char = _char_before(box.children[index], rest) if rest else ""
    children = reversed(box.children[:index])
    return char or next((c for c in (_edge(child, -1) for child in children) if c), "")


def _char_after(box: Box, skip: SkipStack) -> str:
    if skip is None:
        return _edge(box, 0)
    ((index, rest),) = skip.items()
    if hasattr(box, "text"):
        return str(box.text.encode()[index:].decode()[:1])
    char = _char_after(box.children[index], rest) if index < len(box.children) else ""
    children = box.children[index + 1 :]
    return char or next((c for c in (_edge(child, 0) for child in children) if c), "")


def _edge(box: Box, end: int) -> str:
    """Return the first (0) or last (-1) character of a box of the text, or ''."""
    if hasattr(box, "text"):
        return box.text[end] if box.text else ""
    if not _in_text(box):
        return ""
    children = box.children if end == 0 else reversed(box.children)
    return next((c for c in (_edge(child, end) for child in children) if c), "")
