"""Makes the page content say what the source says, so that it can be read back.

WeasyPrint throws away the space at which a line was broken and prints the layout's hyphens like
any other. What is written here is read again by `pdftext`:

* a space glyph ends each line which was broken at white space, and each paragraph
  (ISO 32000-1, 14.8.2.5: words are told apart by spaces, not by positions);
* a hyphen which the layout added is `/Span <</ActualText U+00AD>> BDC … EMC`
  (ISO 32000-1, 14.8.2.2.3 and 14.9.4: a hyphen at a line's end is a soft hyphen);
* base letters and marks that share one cluster get a ToUnicode entry each; upstream gives the
  whole cluster to the last glyph and nothing to the others;
* what stands in a margin box, or under `data-artifact`, is an artifact (14.8.2.2.2), and so is
  the head of a table where it is printed again.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from edition.pdf.upstream import (
    Argument,
    Box,
    Function,
    LayoutContext,
    LineBox,
    Matrix,
    PangoLayout,
    Result,
    Stream,
    TextBox,
)
from edition.pdf.weasyprint70.output.clusters import COMPLEX, map_clusters
from edition.pdf.weasyprint70.state import UNMARKED, Marks, mark, marks_of

_LAST_GLYPH = re.compile(rb"\A(\[.*?)([0-9a-f]{4})>(-?[\d.]*)\] TJ\Z", re.DOTALL)
_HYPHEN = Marks(hyphen=True)
_SOFT_HYPHEN = b"/Span <</ActualText <FEFF00AD>>> BDC"


# --- during layout ------------------------------------------------------------------------------


def note_hyphen(original: Function) -> Function:
    def first_line_metrics(
        first_line: LineBox, text: Argument, layout: PangoLayout, *rest: Argument, **named: Argument
    ) -> Result:
        result = original(first_line, text, layout, *rest, **named)
        layout.edition = _HYPHEN if len(rest) > 3 and rest[3] else UNMARKED
        return result

    return first_line_metrics


def carry_hyphen(original: Function) -> Function:
    """Put the flag on the text box: justification makes a new layout and would lose it."""

    def split_text_box(
        context: LayoutContext, box: Box, *rest: Argument, **named: Argument
    ) -> Result:
        result = original(context, box, *rest, **named)
        new = result[0]
        if new is not None:
            same = marks_of(box).hyphen and new.text == box.text
            hyphen = same or marks_of(new.pango_layout).hyphen
            if hyphen != marks_of(new).hyphen:
                mark(new, hyphen=hyphen)
        return result

    return split_text_box


# --- while painting -----------------------------------------------------------------------------


def draw_line(original: Function) -> Function:
    def draw_first_line(
        stream: Stream, textbox: TextBox, overflow: Argument, ellipsis: Argument, matrix: Matrix
    ) -> Result:
        if COMPLEX.search(textbox.text):
            map_clusters(stream, textbox.pango_layout)
        blank = textbox.text != "" and not textbox.text.strip()
        emojis = original(stream, textbox, overflow, ellipsis, matrix)
        if marks_of(textbox).hyphen and not blank:
            _mark_hyphen(stream)
        if blank or marks_of(textbox).space:
            _draw_space(original, stream, textbox, matrix)
        return emojis

    return draw_first_line


def _mark_hyphen(stream: Stream) -> None:
    """Take the last glyph out of the last `TJ` and mark it as a soft hyphen."""
    last = stream.stream[-1]
    match = _LAST_GLYPH.match(last) if isinstance(last, bytes) else None
    if match is None:
        return
    head, glyph, kerning = match.groups()
    stream.stream.pop()
    head = head[:-1] if head.endswith(b"<") else head + b">"
    if head != b"[":
        stream.stream.append(head + b"] TJ")
    stream.stream += [_SOFT_HYPHEN, b"[<" + glyph + b">" + kerning + b"] TJ", b"EMC"]


def _draw_space(original: Function, stream: Stream, textbox: TextBox, matrix: Matrix) -> None:
    """Paint one space after the text, in its font; it shows nothing."""
    from weasyprint.matrix import Matrix

    layout, text = textbox.pango_layout, textbox.pango_layout.text
    layout.set_text(" ")
    # The name `text` only has to be not blank: upstream paints no blank box at all.
    proxy = SimpleNamespace(
        text="x", style=textbox.style, pango_layout=layout, baseline=textbox.baseline
    )
    x, y = matrix.values[4:]
    original(stream, proxy, "clip", "none", Matrix(d=-1, e=x + getattr(textbox, "width", 0), f=y))
    layout.text = text
