"""Makes the page content say what the source says, so that it can be read back.

WeasyPrint throws away the space at which a line was broken and prints the layout's hyphens like
any other. A helper of `weasy`; what is written here is read again by `pdftext`:

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
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unicodedata import category, normalize

from edition.scripts import is_from_right
from edition.unpainted import DOTTED_CIRCLE
from edition.weasystate import UNMARKED, Marks, mark, marks_of

MIRRORED = {a: b for pair in ("()", "[]", "{}", "<>", "«»", "‹›") for a, b in (pair, pair[::-1])}
"""Paired brackets: a right-to-left run paints one with the glyph of the other."""

# A part of a letter that stands for nothing by itself: never painted (zero width space).
_NOTHING = "\u200b"

# Letters and marks whose clusters may hold several glyphs or run from right to left.
_COMPLEX = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefc]"
)
_LAST_GLYPH = re.compile(rb"\A(\[.*?)([0-9a-f]{4})>(-?[\d.]*)\] TJ\Z", re.DOTALL)
_HYPHEN = Marks(hyphen=True)
_SOFT_HYPHEN = b"/Span <</ActualText <FEFF00AD>>> BDC"


# --- during layout ------------------------------------------------------------------------------


def note_hyphen(original: Any) -> Any:
    def first_line_metrics(
        first_line: Any, text: Any, layout: Any, *rest: Any, **named: Any
    ) -> Any:
        result = original(first_line, text, layout, *rest, **named)
        layout.edition = _HYPHEN if len(rest) > 3 and rest[3] else UNMARKED
        return result

    return first_line_metrics


def carry_hyphen(original: Any) -> Any:
    """Put the flag on the text box: justification makes a new layout and would lose it."""

    def split_text_box(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        result = original(context, box, *rest, **named)
        new = result[0]
        if new is not None:
            same = marks_of(box).hyphen and new.text == box.text
            hyphen = same or marks_of(new.pango_layout).hyphen
            if hyphen != marks_of(new).hyphen:
                mark(new, hyphen=hyphen)
        return result

    return split_text_box


def note_spaces(original: Any) -> Any:
    def linebox_layout(
        context: Any, box: Any, index: int, child: Any, new_children: list, *rest: Any
    ) -> Any:
        result = original(context, box, index, child, new_children, *rest)
        for line in new_children:
            last = _last_text(line)
            if last is not None:
                space = line.resume_at is None or _broke_at_space(child, line.resume_at)
                if space != marks_of(last).space:
                    mark(last, space=space)
        return result

    return linebox_layout


def _last_text(box: Any) -> Any:
    """Return the last text box of a line that belongs to its paragraph, not to a call."""
    for child in reversed(box.children):
        if not _in_text(child):
            continue
        found = child if hasattr(child, "text") else _last_text(child)
        if found is not None and (not hasattr(found, "text") or found.text):
            return found
    return None


def _in_text(box: Any) -> bool:
    if box.element is not None and box.element.get("data-pdf-tag") == "Reference":
        return False  # a call whose note stands at the end
    return (
        box.is_in_normal_flow()
        and box.footnote is None
        and not (isinstance(box.element_tag, str) and box.element_tag.endswith("::footnote-marker"))
    )


def _broke_at_space(linebox: Any, resume_at: Any) -> bool:
    """Tell whether white space stood before or after the break, in the unbroken `linebox`."""
    return any(
        char and char in " \t\n"
        for char in (_char_before(linebox, resume_at), _char_after(linebox, resume_at))
    )


def _char_before(box: Any, skip: Any) -> str:
    ((index, rest),) = skip.items()
    if hasattr(box, "text"):
        return box.text.encode()[:index].decode()[-1:]
    char = _char_before(box.children[index], rest) if rest else ""
    children = reversed(box.children[:index])
    return char or next((c for c in (_edge(child, -1) for child in children) if c), "")


def _char_after(box: Any, skip: Any) -> str:
    if skip is None:
        return _edge(box, 0)
    ((index, rest),) = skip.items()
    if hasattr(box, "text"):
        return box.text.encode()[index:].decode()[:1]
    char = _char_after(box.children[index], rest) if index < len(box.children) else ""
    children = box.children[index + 1 :]
    return char or next((c for c in (_edge(child, 0) for child in children) if c), "")


def _edge(box: Any, end: int) -> str:
    """Return the first (0) or last (-1) character of a box of the text, or ''."""
    if hasattr(box, "text"):
        return box.text[end] if box.text else ""
    if not _in_text(box):
        return ""
    children = box.children if end == 0 else reversed(box.children)
    return next((c for c in (_edge(child, end) for child in children) if c), "")


# --- while painting -----------------------------------------------------------------------------


def draw_line(original: Any) -> Any:
    def draw_first_line(
        stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any
    ) -> Any:
        if _COMPLEX.search(textbox.text):
            _map_clusters(stream, textbox.pango_layout)
        blank = textbox.text != "" and not textbox.text.strip()
        emojis = original(stream, textbox, overflow, ellipsis, matrix)
        if marks_of(textbox).hyphen and not blank:
            _mark_hyphen(stream)
        if blank or marks_of(textbox).space:
            _draw_space(original, stream, textbox, matrix)
        return emojis

    return draw_first_line


def _mark_hyphen(stream: Any) -> None:
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


def _draw_space(original: Any, stream: Any, textbox: Any, matrix: Any) -> None:
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


def _map_clusters(stream: Any, layout: Any) -> None:
    """Fill ToUnicode for the glyphs of `layout` before upstream does so wrongly."""
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        analysis = item.item.analysis
        font, _ = stream.add_font(analysis.font)
        rtl = bool(analysis.level % 2)
        start, length = item.item.offset, item.item.length
        for glyphs, chars in _clusters(item.glyphs, text[start : start + length], rtl):
            if any(glyph >= pango.PANGO_GLYPH_EMPTY for glyph in glyphs):
                continue
            _map_cluster(font.to_unicode, glyphs, chars, rtl)


def _clusters(glyphs: Any, text: bytes, rtl: bool) -> list[tuple[list[int], str]]:
    """Group glyph ids by cluster, in logical order, each with its characters. HarfBuzz shapes a
    mark in its script's direction, in a run from left to right too."""
    starts: dict[int, list[int]] = {}
    for i in range(glyphs.num_glyphs):
        starts.setdefault(glyphs.log_clusters[i], []).append(glyphs.glyphs[i].glyph)
    begins = sorted(starts)
    ends = [*begins[1:], len(text)]
    clusters = [(starts[a], text[a:b].decode()) for a, b in zip(begins, ends, strict=True)]
    return [
        (ids[::-1] if rtl or any(map(is_from_right, chars)) else ids, chars)
        for ids, chars in clusters
    ]


def _map_cluster(to_unicode: dict[int, str], glyphs: list[int], chars: str, rtl: bool) -> None:
    if rtl and len(chars) == 1:
        chars = MIRRORED.get(chars, chars)
    if len(glyphs) > len(chars):
        chars = _spread(chars, len(glyphs))
    # The base comes first; what it does not need goes one by one to the marks that follow.
    first = max(len(chars) - len(glyphs) + 1, 0)
    to_unicode.setdefault(glyphs[0], chars[:first] or chars)
    for glyph, char in zip(glyphs[1:], chars[first:], strict=False):
        to_unicode.setdefault(glyph, char)


def _spread(chars: str, count: int) -> str:
    """A character for each of `count` glyphs that HarfBuzz made of the fewer `chars`: of a letter
    that the font has in parts only, or of a mark without a letter."""
    parts = normalize("NFD", chars)
    missing = count - len(parts)
    if missing <= 0:
        return parts
    if all(category(char)[0] == "M" for char in parts):
        return DOTTED_CIRCLE * missing + parts
    return parts + _NOTHING * missing


def mark_artifacts(original: Any) -> Any:
    def generate_pdf(document: Any, *rest: Any, **named: Any) -> Any:
        from weasyprint.formatting_structure import boxes

        seen: set[Any] = set()
        for page in document.pages:
            for child in page._page_box.children:
                if isinstance(child, boxes.MarginBox):
                    _mark(child)
                else:
                    _mark_repeated(child, seen)
        return original(document, *rest, **named)

    return generate_pdf


def _mark(box: Any) -> None:
    for part in (box, *box.descendants()):
        mark(part, artifact=True)


def _mark_repeated(box: Any, seen: set[Any]) -> None:
    """Mark the head and foot of a table where it goes on, on another page (14.8.2.2.1)."""
    for child in getattr(box, "children", ()):
        if getattr(child, "is_header", False) or getattr(child, "is_footer", False):
            if child.element in seen:
                _mark(child)
            seen.add(child.element)
        elif hasattr(child, "children") and type(child).__name__ != "LineBox":
            _mark_repeated(child, seen)


def is_artifact(box: Any) -> bool:
    """Tell whether a box is decoration: in a margin box, or under `data-artifact`."""
    element = box.element
    return marks_of(box).artifact or (
        element is not None and element.get("data-artifact") is not None
    )


def marked_or_artifact(original: Any) -> Any:
    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Any:
        with stream.artifact() if is_artifact(box) else original(stream, box, tag):
            yield

    return marked
