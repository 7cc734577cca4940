"""Leaves the page's number out of what is painted, so that a page can be numbered later.

A helper of `fragment`. A margin box whose content is `counter(page)` and nothing else, in
decimal or in lower-case roman, is laid out with the number that the page has in its fragment; when
it is painted, the place is noted and a mark stands in the page's content instead of the glyphs.
"""

from __future__ import annotations

from edition.pdf.fragment import Folio
from edition.pdf.upstream import (
    Argument,
    Function,
    LayoutContext,
    Matrix,
    PageBox,
    Result,
    Stream,
    Style,
    TextBox,
)
from edition.pdf.weasyprint70.state import WRITING, mark, marks_of

#: Stands in the content where a number was left out: a comment (ISO 32000-1, 7.2.3).
MARK = b"%folio"
#: The counter styles that `production.pagenumbers` can write.
STYLES = ("decimal", "lower-roman")
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


class NumberNotLeftOut(Exception):
    """A page's number that is set so that it cannot be put in later."""


def note_numbers(original: Function) -> Function:
    def make_margin_boxes(context: LayoutContext, page: PageBox, state: Argument) -> Result:
        for box in original(context, page, state):
            if style := _number_style(box.style["content"]):
                for part in box.descendants():
                    mark(part, folio=style)
            yield box

    return make_margin_boxes


def _number_style(content: Argument) -> str:
    """The counter style of a margin box that has the page's number and nothing else."""
    if not isinstance(content, tuple) or len(content) != 1 or content[0][0] != "counter()":
        return ""
    name, style = content[0][1]
    return style if name == "page" and style in STYLES else ""


def leave_number_out(original: Function) -> Function:
    def draw_first_line(
        stream: Stream, textbox: TextBox, overflow: Argument, ellipsis: Argument, matrix: Matrix
    ) -> Result:
        style, notes = marks_of(textbox).folio, WRITING.get()
        # A group has content of its own, in which no number can be put.
        if not style or notes is None or notes.numbered or notes.page is not stream:
            return original(stream, textbox, overflow, ellipsis, matrix)
        start = len(stream.stream)
        emojis = original(stream, textbox, overflow, ellipsis, matrix)
        painted = stream.stream[start:]
        stream.stream[start:] = [MARK]
        if emojis or sum(item.endswith(b" Tf") for item in painted) > 1:
            raise NumberNotLeftOut("a page's number is set in more than one font")
        notes.folios[-1].append(_folio(stream, textbox, matrix, style))
        return []

    return draw_first_line


def _folio(stream: Stream, textbox: TextBox, matrix: Matrix, style: str) -> Folio:
    font, size = stream._current_font
    align = _alignment(textbox.style)
    x = matrix.values[4] + textbox.width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    spacing = textbox.style["letter_spacing"]
    return Folio(
        font,
        size,
        matrix.values,
        x,
        align,
        style,
        _features(textbox.style),
        0.0 if spacing == "normal" else float(spacing),
    )


def _alignment(style: Style) -> str:
    to_left = style["direction"] == "ltr"
    ends = {"start": to_left, "left": True, "end": not to_left, "right": False, "justify": to_left}
    where = style["text_align_all"]
    return "center" if where == "center" else "left" if ends[where] else "right"


def _features(style: Style) -> tuple[tuple[str, int], ...]:
    from weasyprint.text.fonts import font_features

    found = font_features(**{name: style[name] for name in _FEATURES})
    return tuple(sorted(found.items()))
