"""Makes each note's call a link to its note, and each marker a link back to the call."""

from __future__ import annotations

from edition.pdf.upstream import Argument, Element, Function, Result, Style


def link_call_and_marker(original: Function) -> Function:
    def make_box(tag: Argument, style: Style, content: Argument, element: Element) -> Result:
        box = original(tag, style, content, element)
        if not isinstance(tag, str) or "::footnote-" not in tag:
            return box
        note, call = element.get("id"), element.get("data-call-id")
        if note and call:
            if tag.endswith("::footnote-call"):
                box.style = style.copy()
                box.style["anchor"] = call
                box.link = ("url", ("internal", note))
            else:
                box.link = ("url", ("internal", call))
        return box

    return make_box
