"""Gutenberg: the marks of Project Gutenberg's plain texts (Distributed Proofreaders, Formatting
Guidelines), set aside from the words.

`_words_` and the other signs that are declared, `--` for a dash, rows of asterisks, notes as
`[Footnote 1: …]` or, gathered, `[1] …`, their calls `[1]`, captions as `[Illustration: …]`,
superscripts `^{er}` and subscripts `_{2}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from edition.model import Form, Formatting, Given, Role, Span
from edition.model.dataclass import dataclass
from edition.text.breaks import is_row
from edition.text.readers import pagemarks
from edition.text.readers.pagemarks import PageMark
from edition.text.readers.reading import Call, FileReading, Reading, Shown
from edition.text.readers.signs import Pair, pairs

#: What `_` is where nothing else is declared.
SIGNS: Mapping[str, Form] = {"_": Form.EMPHASIS}
_LABEL = r"(?:\d{1,4}[a-z]?|[A-Z]{1,2}|\*{1,4}|[†‡§‖¶])"
_BRACKETED = re.compile(rf"\[Footnote[ \t]+({_LABEL})[ \t]*[:.]\s*")
_GATHERED = re.compile(rf"\[({_LABEL})\][ \t]+(?=\S)")
_CALL = re.compile(rf"\[({_LABEL})\]")
_PICTURE = re.compile(r"\[Illustration(?::\s*)?")
_LEVELS = re.compile(r"\^\{([^{}\n]{1,80})\}|_\{([^{}\n]{1,80})\}|\^(?=(\w)(?!\w))")
_DASH = re.compile(r"(?<!-)(?:----|--)(?!-)")
_WHITE = " \t\r\n\u00a0"


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the file; `label` where it is of a note, `opens` where the note begins with
    it: then `start` is behind the mark that opens it, and `mark` before that."""

    start: int
    end: int
    mark: int
    label: str = ""
    opens: bool = False
    role: Role | None = None


@dataclass(slots=True)
class _Edits:
    """What is set aside or shown otherwise within a paragraph, by where it begins."""

    marks: dict[int, tuple[int, str]] = field(default_factory=dict)
    calls: dict[int, str] = field(default_factory=dict)
    pages: dict[int, PageMark] = field(default_factory=dict)
    spans: list[tuple[int, int, Form]] = field(default_factory=list)

    def covers(self) -> set[int]:
        """The offsets that are taken."""
        return {at for start, (end, _) in self.marks.items() for at in range(start, end)}


def read(
    path: str,
    raw: str,
    paragraphs: Sequence[Span],
    signs: Mapping[str, Form] = SIGNS,
    ornament: str = "",
    page_mark: str = "",
) -> FileReading:
    """Read a file that has been cut into `paragraphs`; what is like `page_mark` is where a page of
    the original begins. Problems: `formatting-crosses`, and
    `source-markup` (a warning) for a sign that stands alone."""
    reading = Reading(path, raw)
    blocks = list(_blocks(raw, paragraphs))
    labels = {block.label for block in blocks if block.label}
    at = 0
    for block in blocks:
        reading.between(at, block.mark)
        _paragraph(reading, block, labels, signs, ornament, page_mark)
        at = block.end
    reading.between(at, len(raw))
    return reading.done()


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────


def _blocks(raw: str, paragraphs: Iterable[Span]) -> Iterator[_Block]:
    """The paragraphs with what they are: a note goes on until its bracket is closed."""
    label, depth, picture = "", 0, False
    seen: set[str] = set()
    for span in paragraphs:
        words = raw[span.start : span.end]
        if depth > 0:
            depth += _depth(words)
            end = span.end - 1 if depth <= 0 and words.endswith("]") else span.end
            yield _Block(span.start, end, span.start, label, False, _caption(picture))
            continue
        label, picture = "", False
        found = _BRACKETED.match(words)
        if not found and words.startswith("[Illustration"):
            found, picture = _PICTURE.match(words), True
        if found:
            depth = _depth(words)
            end = span.end - 1 if depth <= 0 and words.endswith("]") else span.end
            label = "" if picture else found[1]
            start = span.start + min(found.end(), len(words))
            yield _Block(min(start, end), end, span.start, label, not picture, _caption(picture))
        elif (found := _GATHERED.match(words)) and found[1] in seen:
            start = span.start + found.end()
            yield _Block(start, span.end, span.start, found[1], True)
        else:
            seen |= {call[1] for call in _CALL.finditer(words)}
            role = Role.BREAK if is_row(words) else None
            yield _Block(span.start, span.end, span.start, role=role)


def _depth(words: str) -> int:
    """How many brackets a paragraph opens and does not close."""
    return words.count("[") - words.count("]")


def _caption(picture: bool) -> Role | None:
    return Role.CAPTION if picture else None


def _paragraph(
    reading: Reading,
    block: _Block,
    labels: set[str],
    signs: Mapping[str, Form],
    ornament: str,
    page_mark: str,
) -> None:
    start, end = _trimmed(reading.raw, block.start, block.end)
    if block.opens:
        reading.notes.append((block.label, block.mark))
    first = reading.size
    if block.role is Role.BREAK:
        reading.show(start, end, ornament or reading.raw[start:end])
    else:
        edits = _edits(reading, start, end, labels, signs, page_mark)
        _write(reading, start, end, edits)
    has_words = reading.is_shown(first)
    if not has_words and reading.raw.startswith("[Illustration", block.mark):
        reading.pictures.append(("", block.mark))
    if has_words:
        note = len(reading.notes) - 1 if block.label else -1
        given = Given(block.role, note=note)
        reading.paragraphs.append(Shown(Span(first, reading.size), start, given))


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start] in _WHITE:
        start += 1
    while end > start and raw[end - 1] in _WHITE:
        end -= 1
    return start, end


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _edits(
    reading: Reading,
    start: int,
    end: int,
    labels: set[str],
    signs: Mapping[str, Form],
    page_mark: str,
) -> _Edits:
    raw, edits = reading.raw, _Edits()
    for mark in pagemarks.marks(raw, start, end, page_mark):
        edits.marks[mark.start] = (mark.end, "")
        edits.pages[mark.start] = mark
    of_pages = edits.covers()
    for call in _CALL.finditer(raw, start, end):
        if call[1] in labels and call.start() not in of_pages:
            at = call.start() - _loose(raw, start, *call.span(), end)
            edits.marks[at] = (call.end(), "")
            edits.calls[at] = call[1]
    for level in _LEVELS.finditer(raw, start, end):
        if level.start() not in of_pages:
            _level(edits, level)
    for dash in _DASH.finditer(raw, start, end):
        if dash.start() not in of_pages:
            edits.marks.setdefault(dash.start(), (dash.end(), "\u2014" * (len(dash[0]) // 2)))
    taken = edits.covers()
    found = pairs(raw, start, end, signs, taken)
    for pair in found.found:
        edits.marks[pair.start] = (pair.start + 1, "")
        edits.marks[pair.end] = (pair.end + 1, "")
        edits.spans.append((pair.start, pair.end, signs[pair.sign]))
    for one, other in found.crossing:
        _crosses(reading, one, other)
    for at in found.alone:
        _alone(reading, at)
    return edits


def _loose(raw: str, start: int, at: int, behind: int, end: int) -> int:
    """Whether the blank before a call goes with it: there is another behind it, or a stop."""
    follows = raw[behind] if behind < end else " "
    return int(at > start and raw[at - 1] == " " and (follows in _WHITE or follows in ".,;:!?"))


def _level(edits: _Edits, found: re.Match[str]) -> None:
    """`^{er}`, `_{2}`; `M^r`, where one letter ends its word."""
    form = Form.SUBSCRIPT if found[2] else Form.SUPERSCRIPT
    start, end = found.span()
    if found[3]:
        edits.marks[start] = (start + 1, "")
        edits.spans.append((start, start + 2, form))
        return
    edits.marks[start] = (start + 2, "")
    edits.marks[end - 1] = (end, "")
    edits.spans.append((start, end, form))


def _crosses(reading: Reading, one: Pair, other: Pair) -> None:
    raw = reading.raw
    message = f"“{_short(raw, one)}” and “{_short(raw, other)}” cross each other."
    hint = "Words between two signs lie within others, or apart from them. Mend it in a copy."
    reading.defect("formatting-crosses", other.start, message, hint)


def _short(raw: str, pair: Pair) -> str:
    words = " ".join(raw[pair.start : pair.end + 1].split())
    return words if len(words) <= 40 else f"{words[:20]} … {words[-15:]}"


def _alone(reading: Reading, at: int) -> None:
    raw = reading.raw
    around = " ".join(raw[max(0, at - 15) : at + 16].split())
    message = f"The sign {raw[at]} has no partner in its paragraph, and is printed: “{around}”."
    hint = "Words between two signs begin and end in one paragraph, and at the edges of words."
    reading.warning("mark-without-partner", at, message, hint)


def _write(reading: Reading, start: int, end: int, edits: _Edits) -> None:
    """Show the words from `start` to `end`, and note what is over them."""
    first, at = len(reading.pieces), start
    for begin, (stop, words) in sorted(edits.marks.items()):
        reading.keep(at, begin)
        if label := edits.calls.get(begin):
            reading.calls.append(Call(label, reading.size, begin))
        if mark := edits.pages.get(begin):
            reading.page(mark.name, mark.sign)
        if words:
            reading.show(begin, stop, words)
        at = stop
    reading.keep(at, end)
    for begin, stop, form in edits.spans:
        span = Span(reading.shown_at(begin, first), reading.shown_at(stop, first))
        if span.start < span.end:
            reading.formatting.append(Formatting(span, form))
