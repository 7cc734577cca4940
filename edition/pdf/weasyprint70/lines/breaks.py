"""Repairs three line breaks of WeasyPrint 70: one that leaves one word alone on a line, one that
parts a note's call from its word, and one at a separator, which ends the build. And endless words
are neither hyphenated nor measured whole.

Where a text ends with a space before an inline element (a link, a note's
call), and all of it but that space fits into the line, `split_first_line` takes the overflowing
space for an unbreakable first word, and breaks after the text's first word: Pango lets the space
hang over the edge, but `line_size` counts it. The line then holds a word or two.

Between two inline boxes a break is sought in the letters that meet, taken by themselves. Pango
allows one between a full stop and a digit, so that the call in “ends.12” may begin a line.

`split_first_line` looks at little more than a line, but at all that follows where there is no break
in sight: a word of 10,000 letters was measured whole for each of its lines.
"""

from __future__ import annotations

from math import inf

from edition.model import Span
from edition.pdf.upstream import (
    Argument,
    Function,
    LayoutContext,
    PdfObject,
    Result,
    Style,
    TextBox,
)
from edition.pdf.weasyprint70.state import ENGLISH
from edition.text.closing import closes
from edition.text.lineends import spaced
from edition.typography.hyphenation import patterns

LONGEST_WORD = 80
"""Letters of the longest word that is hyphenated; no word of a language has more."""
_SIGHT = 16  # letters for each em of a line's width; WeasyPrint counts on less than 4
_AHEAD = 200  # letters behind the line's end that may decide where it ends
_COLLAPSING = ("normal", "nowrap", "pre-line")


def see_so_far(original: Function) -> Function:
    def split_first_line(
        text: str,
        style: Style,
        context: LayoutContext,
        max_width: Argument,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        if max_width is not None and max_width != inf and style["font_size"]:
            near = int(max(max_width, 0) / style["font_size"] * _SIGHT) + 2 * _AHEAD
            if len(text) > near:
                found = original(text[:near], style, context, max_width, *rest, **named)
                end = found[2]
                if end is not None and len(text[:near].encode()[end:].decode()) > _AHEAD:
                    return found
        return original(text, style, context, max_width, *rest, **named)

    return split_first_line


def no_endless(original: Function) -> Function:
    def iterate(dictionary: PdfObject, word: str) -> Result:
        # Hyphenating takes the square of a word's length, for every line of it.
        return original(dictionary, word) if len(word) <= LONGEST_WORD else iter(())

    return iterate


def by_variant(original: Function) -> Function:
    def language_fallback(language: str) -> str | None:
        found: str | None = original(patterns(language, ENGLISH.get()))
        return found

    return language_fallback


def keep_calls(original: Function) -> Function:
    def can_break_text(text: str, lang: Argument) -> Result:
        if len(text) == 2 and closes(text, 0, Span(0, 1)) and text[1].isdigit():
            return False
        return original(text, lang)

    return can_break_text


def hang_last_space(original: Function) -> Function:
    def split_first_line(
        text: str,
        style: Style,
        context: LayoutContext,
        max_width: Argument,
        *rest: Argument,
        **named: Argument,
    ) -> Result:
        found = original(text, style, context, max_width, *rest, **named)
        resume_index, fits = found[2], max_width is not None and max_width != inf
        if resume_index is None or not fits or not text.endswith(" "):
            return found
        if style["white_space"] not in _COLLAPSING:
            return found
        words = text.rstrip(" ")
        if found[1] >= len(words.encode()):
            return found
        whole = original(words, style, context, max_width, *rest, **named)
        if whole[2] is not None or whole[3] > max_width:
            return found
        # All words stand on this line; the next one goes on behind the space.
        layout, length, _, *metrics = whole
        return (layout, length, len(text.encode()), *metrics)

    return split_first_line


def space_separators(original: Function) -> Function:
    def process_whitespace(box: TextBox, following_collapsible_space: bool = False) -> Result:
        box.text = spaced(box.text)
        return original(box, following_collapsible_space)

    return process_whitespace
