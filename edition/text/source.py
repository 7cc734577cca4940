"""Source: turns the bytes of the source files into a text cut into paragraphs."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.model import (
    MARGIN,
    Annotations,
    FileRule,
    Form,
    Paragraph,
    SourceFile,
    SourceText,
    Span,
)
from edition.model.problems import Place, Problem, Severity
from edition.text import confusables, decode, marks, pinned, shaping

if TYPE_CHECKING:
    from edition.text.readers.join import Joined

#: The longest paragraph, in characters; readers that parse with libxml2 stop at ten million.
MAX_PARAGRAPH = 500_000
#: The markups whose marks are set aside.
READ = frozenset(("gutenberg", "markdown"))


def parse_for(
    annotations: Annotations, files: Sequence[tuple[FileRule, bytes]]
) -> tuple[SourceText | None, list[Problem]]:
    """Decode `files` as the annotations say of the source: see `parse`."""
    return parse(
        files,
        annotations.paragraphs,
        annotations.metadata.language,
        annotations.markup,
        annotations.signs,
        annotations.ornament,
        annotations.pages.mark,
    )


def parse(
    files: Sequence[tuple[FileRule, bytes]],
    paragraphs: str,
    language: str = "",
    markup: str = "",
    signs: Mapping[str, Form] | None = None,
    ornament: str = "",
    page_mark: str = "",
) -> tuple[SourceText | None, list[Problem]]:
    """Decode `files` and cut them into paragraphs.

    `paragraphs` is `line` (each line that is not blank is one) or `blank-line` (hard-wrapped
    lines, blank lines between them). `language` (the edition's) and `markup` (what is declared of
    the source's) help to say what a file is that is no plain text in UTF-8. Returns the text, or
    None with the problem of such a file, or of characters that no XML can hold. A changed SHA-256
    is `source-changed` (one of zeros only, `source-not-pinned`), and the text is returned with
    it, so that the caller can say what the change does.
    """
    problems: list[Problem] = []
    joined = _joined() if markup in READ or ornament or page_mark else None
    parts: list[str] = []
    sources: list[SourceFile] = []
    cut: list[Paragraph] = []
    line_starts: list[int] = []
    offset = 0
    decoded = [decode.text_of(rule, data, language, markup) for rule, data in files]
    if any(text is None for text, _ in decoded):
        # The SHA-256 says nothing more: such a file must become another.
        return None, [problem for text, found in decoded if text is None for problem in found]
    for (rule, data), (text, spoiled) in zip(files, decoded, strict=True):
        assert text is not None
        problems += spoiled
        digest = hashlib.sha256(data).hexdigest()
        if digest != rule.sha256.lower():
            problems.append(pinned.changed(rule, data, digest))
        lines = list(_lines(text))
        starts = [start for start, _ in lines]
        problems += _turned(rule.path, text, starts)
        problems += [_unset(rule.path, starts, fault) for fault in shaping.heaps(text)]
        before = len(cut)
        divide = _by_line if paragraphs == "line" else _by_blank_line
        cut += divide(rule.path, text, lines, offset)
        problems += filter(None, map(_too_long, cut[before:]))
        if shaping.has_isolates(text):
            problems += _too_deep(rule.path, text, starts, offset, cut[before:])
        sources.append(SourceFile(rule.path, digest, joined.size if joined else offset))
        line_starts += [offset + start for start in starts]
        if joined:
            own = [Span(a - offset, b - offset) for a, b in (p.span for p in cut[before:])]
            joined.read(rule.path, text, own, (markup, signs, ornament, page_mark), starts)
        parts.append(text)
        offset += len(text)
    whole = "".join(parts)
    if joined:
        return _of_readings(joined, whole, sources, line_starts), problems + joined.problems
    return SourceText(whole, tuple(sources), tuple(cut), tuple(line_starts)), problems


def _joined() -> Joined:
    from edition.text.readers.join import Joined  # only for those who have marks

    return Joined()


def _of_readings(
    joined: Joined, whole: str, files: Sequence[SourceFile], line_starts: Sequence[int]
) -> SourceText:
    """The source of files that have been read, whose characters are `whole`."""
    text = "".join(joined.text)
    marked = joined.marked()
    assert marks.put_back(text, marked.pieces) == whole, "the marks put back are not the file"
    return SourceText(text, tuple(files), tuple(joined.cut()), tuple(line_starts), marked)


def place_of(source: SourceText, offset: int) -> Place:
    """File, line and column (in code points, from 1) of an offset in the source."""
    starts = source.starts
    if source.marked:
        offset, starts = marks.original(source.marked, offset), source.marked.starts
    at = max(0, bisect_right(source.line_starts, offset) - 1)
    column = offset - source.line_starts[at] + 1 if source.line_starts else 1
    which = max(0, bisect_right(starts, offset) - 1)
    first = bisect_right(source.line_starts, starts[which]) - 1
    return Place(source.files[which].path, at - max(0, first) + 1, column)


def _too_long(paragraph: Paragraph) -> Problem | None:
    length = paragraph.span.end - paragraph.span.start
    if length <= MAX_PARAGRAPH:
        return None
    message = f"The paragraph has {length:,} characters; at most {MAX_PARAGRAPH:,} can be set."
    hint = "Is it a text? With `paragraphs: line` each line of it is a paragraph."
    return Problem("paragraph-too-long", paragraph.place, message, hint)


def _too_deep(
    path: str, text: str, starts: Sequence[int], offset: int, paragraphs: Sequence[Paragraph]
) -> Iterator[Problem]:
    """The problems of paragraphs whose turns are too deep: the end of one ends its turns."""
    for paragraph in paragraphs:
        start, end = (at - offset for at in paragraph.span)
        if fault := shaping.turns(text[start:end]):
            yield _unset(path, starts, replace(fault, at=start + fault.at))


def _unset(path: str, starts: Sequence[int], fault: shaping.Fault) -> Problem:
    """The problem of what cannot be set."""
    return Problem(fault.code, _place(path, starts, fault.at), fault.message, fault.hint)


def _place(path: str, starts: Sequence[int], at: int) -> Place:
    line = bisect_right(starts, at)
    return Place(path, line, at - starts[line - 1] + 1)


def _turned(path: str, text: str, starts: Sequence[int]) -> Iterator[Problem]:
    """A warning of what shows the text in another order than it is written in; it stays, since
    the source is never changed."""
    for odd in confusables.oddities(text):
        if odd.code == "turned-text":
            place = _place(path, starts, odd.at)
            hint = "Look at the text in an editor that shows such characters; it stays as it is."
            yield Problem(odd.code, place, odd.message, hint, Severity.WARNING)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each line, its end mark left out."""
    start = 0
    for mark in decode.LINE_END.finditer(text):
        yield start, mark.start()
        start = mark.end()
    if start < len(text) or start == 0:
        yield start, len(text)


def _by_line(
    file: str, text: str, lines: list[tuple[int, int]], offset: int
) -> Iterator[Paragraph]:
    for number, (start, end) in enumerate(lines, 1):
        span = _trim(text, start, end)
        if span.start < span.end:
            yield Paragraph(file, number, Span(span.start + offset, span.end + offset))


def _by_blank_line(
    file: str, text: str, lines: list[tuple[int, int]], offset: int
) -> Iterator[Paragraph]:
    first = None
    for number, (start, end) in enumerate([*lines, (len(text), len(text))], 1):
        blank = not text[start:end].strip(MARGIN)
        if not blank and first is None:
            first = number
        elif blank and first is not None:
            span = _trim(text, lines[first - 1][0], lines[number - 2][1])
            shifted = Span(span.start + offset, span.end + offset)
            yield Paragraph(file, first, shifted)
            first = None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in MARGIN:
        start += 1
    while end > start and text[end - 1] in MARGIN:
        end -= 1
    return Span(start, end)
