"""Markdown: the marks of a source in CommonMark, with what pandoc writes beyond it, set aside from
the words.

Every word of the file is shown, in the file's order, but for notes within a paragraph, which follow
it. What is no word (signs, addresses of links, attributes) is a mark. Where markdown-it says of a
block which of the file's lines it is, `mdlines` says where its words are in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import takewhile

from markdown_it.token import Token
from markdown_it.utils import EnvType

from edition.model import MARGIN, Form, Formatting, Given, Item, Role, Span
from edition.model.dataclass import dataclass
from edition.text.decode import LINE_END
from edition.text.readers import mdattributes, mdfigures, mdlines, pagemarks
from edition.text.readers.mdblocks import NESTING, parser, within
from edition.text.readers.mdlines import Line, Where
from edition.text.readers.mdwords import Unprinted, Words
from edition.text.readers.reading import FileReading, Reading, Shown

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ROLES = {str(role): role for role in Role}
_METADATA = re.compile(r"---[ \t]*\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOO_DEEP = "The Markdown is nested more than {} levels deep here, and cannot be read."
_CONTAINERS = ("blockquote", "bullet_list", "ordered_list", "list_item", "footnote_reference", "dl",
               "dt", "dd", "verse")  # fmt: skip


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item (0: none has one), and whether the item
    has begun."""

    number: int
    begun: bool = False
    current: int = 0


#: What the paragraphs of a list of terms are.
_TERMS = {"dt_open": Role.TERM, "dd_open": Role.DEFINITION}


@dataclass(slots=True)
class _Around:
    """What stands around a block."""

    quotes: int = 0
    lists: list[_List] = field(default_factory=list)
    roles: list[Role | None] = field(default_factory=list)
    note: int = -1
    verse: bool = False


def read(path: str, raw: str, ornament: str = "", page_mark: str = "") -> FileReading:
    """Read a file of Markdown; what is like `page_mark` is where a page of the original begins.
    Problems: `source-markup-too-deep`, and warnings of what no book
    shows: pictures, addresses of links, metadata, classes that nobody knows."""
    return _Reader(Reading(path, raw), ornament or "* * *", page_mark).read()


class _Reader:
    def __init__(self, reading: Reading, ornament: str, page_mark: str) -> None:
        self.reading, self.ornament, self.page_mark = reading, ornament, page_mark
        self.lines = list(_lines(reading.raw))
        self.around = _Around()
        self.at = 0
        self.env: EnvType = {}
        self.unprinted = Unprinted()

    def read(self) -> FileReading:
        reading, raw = self.reading, self.reading.raw
        text = self._without_metadata("\n".join(line.words for line in self.lines))
        tokens = parser().parse(text, self.env)
        self._check_depth(tokens)
        k = 0
        while k < len(tokens):
            k = self._token(tokens, k)
        reading.between(self.at, len(raw))
        for what, places in self.unprinted.places.items():
            self._say_unprinted(what, places)
        return reading.done()

    def _without_metadata(self, text: str) -> str:
        """The text without what stands between two rows of hyphens at its head (Pandoc User's
        Guide, "Extension: yaml_metadata_block"): blank lines in its place."""
        found = _METADATA.match(text)
        if not found:
            return text
        self.unprinted.add("metadata at its head", 0)
        return "\n" * found[0].count("\n") + text[found.end() :]

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def _token(self, tokens: Sequence[Token], k: int) -> int:
        """Read the token `k`; returns which is next."""
        token, around = tokens[k], self.around
        kind = token.type
        if kind == "tr_open":
            return self._row(tokens, k)
        if kind == "inline":
            before = tokens[k - 1]
            level = int(before.tag[1:]) if before.type == "heading_open" else 0
            self._inline(token, level, is_hash=bool(level) and before.markup.startswith("#"))
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "hr":
            self._break(token)
        elif kind == "blockquote_open":
            around.quotes += 1
        elif kind == "blockquote_close":
            around.quotes -= 1
        elif kind == "ordered_list_open":
            around.lists.append(_List(int(token.attrs.get("start", 1)), current=-1))
        elif kind == "bullet_list_open":
            around.lists.append(_List(0))
        elif kind == "list_item_open":
            self._item(token)
        elif kind.endswith("_list_close"):
            around.lists.pop()
        elif kind == "footnote_reference_open":
            self._note(token, tokens[k + 1 :])
        elif kind == "footnote_reference_close":
            around.note = -1
        elif kind == "division_open":
            self._division(token)
        elif kind in _TERMS:
            around.roles.append(_TERMS[kind])
        elif kind in ("division_close", "dt_close", "dd_close") and around.roles:
            around.roles.pop()
        elif kind in ("verse_open", "verse_close"):
            around.verse = kind == "verse_open"
        return k + 1

    def _item(self, token: Token) -> None:
        own = self.around.lists[-1]
        own.begun = False
        if own.number:
            own.current = own.number
            own.number += 1

    def _note(self, token: Token, following: Sequence[Token]) -> None:
        line = next((item.map[0] for item in following if item.map), 0)
        self.around.note = len(self.reading.notes)
        self.reading.notes.append((str(token.meta["label"]), self.lines[line].start))

    def _division(self, token: Token) -> None:
        names = token.meta["classes"]
        role = next((_ROLES[name] for name in names if name in _ROLES), None)
        self.around.roles.append(role)
        for name in names if role is None else ():
            self.unprinted.add(f"the class {name}", self.lines[(token.map or [0])[0]].start)

    def _given(self, role: Role | None, level: int = 0) -> Given:
        """What is said of a paragraph by what is around it."""
        around = self.around
        declared = next((item for item in reversed(around.roles) if item), None)
        if role is None:
            role = declared or (Role.QUOTATION if around.quotes else None)
        item = None
        if around.lists:
            own = around.lists[-1]
            item = Item(max(0, own.current), not own.begun, len(around.lists))
            own.begun = True
        return Given(role, level, around.note, item)

    def _inline(self, token: Token, level: int, *, is_hash: bool) -> None:
        first, last = token.map or [0, 0]
        lines = self.lines[first : max(last, first + 1)]
        content, children = token.content, within(token, self.env)
        if is_hash:
            where = mdlines.of_heading(content, lines[0])
        else:
            where = mdlines.of_lines(content, lines)
        if level and (end := mdattributes.before(content)) >= 0:
            children = _before(children, end)
        role = Role.HEADING if level else Role.VERSE if self.around.verse else None
        if not level and self.around.quotes and _is_verse(children):
            role = Role.VERSE
        if picture := mdfigures.only_picture(children):
            if not picture.content.strip():
                file = str(picture.attrs.get("src", ""))
                self.reading.pictures.append((file, where.back(picture.meta["pos"])))
            role, where = Role.CAPTION, mdfigures.shifted(where, picture)
            children = picture.children or []
        begin = where.back(0)
        self.reading.between(self.at, begin)
        self._paragraph(children, where, self._given(role, level), begin)
        self.at = max(self.at, lines[-1].start + len(lines[-1].words))

    def _paragraph(self, children: Sequence[Token], where: Where, given: Given, begin: int) -> None:
        first = self.reading.size
        words = self._words(where)
        words.write(children)
        self._shown(first, begin, given)
        for origin, tokens in words.notes:
            self.reading.show(origin, origin, "\n\n")
            note = len(self.reading.notes)
            self.reading.notes.append((f"^{origin}", origin))
            self._paragraph(tokens, where, Given(note=note), origin)

    def _words(self, where: Where) -> Words:
        verse = self.around.verse
        return Words(self.reading, where, self.unprinted, verse=verse, page_mark=self.page_mark)

    def _shown(self, first: int, begin: int, given: Given) -> None:
        """Note the paragraph that has been written since the reading text had `first` characters,
        if it has words; white space at its ends is not of it."""
        words = self.reading.words_from(first)
        lead = len(words) - len(words.lstrip(MARGIN))
        span = Span(first + lead, first + len(words.rstrip(MARGIN)))
        if span.start < span.end:
            self.reading.paragraphs.append(Shown(span, begin, given))

    def _row(self, tokens: Sequence[Token], k: int) -> int:
        """A row of a table: its cells, a tab between two."""
        head = tokens[k + 1].type == "th_open"
        cells = []
        k += 1
        while tokens[k].type != "tr_close":
            if tokens[k].type == "inline":
                cells.append(tokens[k])
            k += 1
        line = self.lines[(cells[0].map or [0])[0]]
        places = mdlines.of_cells([cell.content for cell in cells], line)
        self.reading.between(self.at, line.start)
        first = self.reading.size
        notes = []
        for number, (cell, where) in enumerate(zip(cells, places, strict=True)):
            if number:
                origin = where.back(0)
                self.reading.show(origin, origin, "\t")
            words = self._words(where)
            words.write(within(cell, self.env))
            notes += [(where, *note) for note in words.notes]
        role = Role.TABLE_HEAD if head else Role.TABLE
        if self.reading.words_from(first).strip(MARGIN):
            # Tabs at its ends are cells.
            given = Given(role, note=self.around.note)
            span = Span(first, self.reading.size)
            self.reading.paragraphs.append(Shown(span, line.start, given))
        self.at = line.start + len(line.words)
        for where, origin, inner in notes:
            self.reading.show(origin, origin, "\n\n")
            note = len(self.reading.notes)
            self.reading.notes.append((f"^{origin}", origin))
            self._paragraph(inner, where, Given(note=note), origin)
        return k + 1

    def _code(self, token: Token) -> None:
        """Lines that are kept: verse, the words of a program."""
        first, last = token.map or [0, 0]
        is_fence = token.type == "fence"
        rest = self.lines[first + is_fence : last]
        for words, line in zip(token.content.rstrip("\n").split("\n"), rest, strict=False):
            bare = words.lstrip(" ")
            if not bare.strip():
                continue
            begin = line.start + len(line.words) - len(bare)
            lead = len(words) - len(bare)
            self.reading.between(self.at, begin - lead)
            self.reading.keep(begin - lead, begin)
            start, at, stop = self.reading.size, begin, line.start + len(line.words)
            for mark in pagemarks.marks(self.reading.raw, begin, stop, self.page_mark):
                self.reading.keep(at, mark.start)
                self.reading.page(mark.name, mark.sign)
                at = mark.end
            self.reading.keep(at, stop)
            self._shown(start, begin, self._given(Role.VERSE))
            span = Span(start, self.reading.size)
            self.reading.formatting.append(Formatting(span, Form.CODE))
            self.at = line.start + len(line.words)
        end = self.lines[min(last, len(self.lines)) - 1]
        self.reading.between(self.at, end.start + len(end.words))
        self.at = max(self.at, end.start + len(end.words))

    def _break(self, token: Token) -> None:
        """A row of signs stands for a break, as three asterisks or the ornament do."""
        line = self.lines[(token.map or [0])[0]]
        sign = token.markup[0]
        begin = end = len(line.words.rstrip())
        left = len(token.markup) - 1  # markdown-it counts one more
        while left:
            begin -= 1
            left -= line.words[begin] == sign
        self.reading.between(self.at, line.start + begin)
        first = self.reading.size
        self.reading.show(line.start + begin, line.start + end, self.ornament)
        given = Given(Role.BREAK, note=self.around.note)
        span = Span(first, self.reading.size)
        self.reading.paragraphs.append(Shown(span, line.start + begin, given))
        self.at = line.start + len(line.words)

    # ── what is wrong ───────────────────────────────────────────────────────────────────────

    def _check_depth(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.level >= NESTING - 1 and token.map:
                hint = "Take some of the signs at the beginning of the line away, in a copy."
                message = _TOO_DEEP.format(NESTING - 2)
                origin = self.lines[token.map[0]].start
                self.reading.defect("source-markup-too-deep", origin, message, hint)
                return

    def _say_unprinted(self, what: str, places: Sequence[int]) -> None:
        times = "once" if len(places) == 1 else f"{len(places):,} times"
        message = f"The text has {what}, {times}: no book shows it."
        shown = ", ".join(str(self.reading.place(at).line) for at in places[:5])
        hint = f"The words stay. It is on line {shown}{' …' if len(places) > 5 else ''}."
        self.reading.warning("source-markup-unprinted", places[0], message, hint)


# ── pieces ──────────────────────────────────────────────────────────────────────────────────


def _lines(raw: str) -> Iterator[Line]:
    start = 1 if raw.startswith("\ufeff") else 0
    for found in LINE_END.finditer(raw):
        yield Line(raw[start : found.start()], start)
        start = found.end()
    yield Line(raw[start:], start)


def _before(tokens: Sequence[Token], end: int) -> list[Token]:
    """The tokens before an offset in the text of their block."""
    found = []
    for token in takewhile(lambda item: item.meta.get("pos", 0) < end, tokens):
        if token.type == "text" and token.meta["pos"] + len(token.content) > end:
            token = token.copy(content=token.content[: end - token.meta["pos"]])
        found.append(token)
    return found


def _is_verse(tokens: Sequence[Token]) -> bool:
    """Whether every line end is one that is meant to be there."""
    kinds = [token.type for token in tokens]
    return "hardbreak" in kinds and "softbreak" not in kinds
