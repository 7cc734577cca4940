"""Cuts well-formed markup in two at a good place, and reads the text out of markup."""

from __future__ import annotations

import re
from dataclasses import field
from html import unescape

from edition.model.dataclass import dataclass

_PIECE = re.compile(
    r"<(?P<close>/?)(?P<name>[\w:-]+)(?P<rest>[^>]*)>|(?P<text>&[#\w]+;|[^<&]+|.)", re.S
)
_CELLS = frozenset(("th", "td"))
_BLOCKS = frozenset(
    ("p", "h2", "ul", "ol", "li", "blockquote", "div", "dd", "dt", "dl", "table", "tr", *_CELLS)
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s$")
_BLOCK_SPAN = re.compile(r'\bclass="(?:p|ul|ol|li|blockquote|table|tr|th|td)[ "]')
_CELL_SPAN = re.compile(r'\bclass="(?:th|td)[ "]')
_START = re.compile(r' start="(-?\d+)"')


@dataclass(slots=True)
class _Open:
    """An element that is open at a place; `items` counts the list items begun in it."""

    name: str
    rest: str
    items: int = 0

    @property
    def is_block(self) -> bool:
        return self.name in _BLOCKS or bool(_BLOCK_SPAN.search(self.rest))

    @property
    def is_whole(self) -> bool:
        """Whether it must not be cut: a link, a cell of a table."""
        return self.name in ("a", *_CELLS) or bool(_CELL_SPAN.search(self.rest))

    def reopened(self, in_item: bool) -> str:
        """The start tag of the second part: an id may stand once only, a count goes on."""
        rest = re.sub(r'\s+id="[^"]*"', "", self.rest)
        if self.name == "ol":
            found = _START.search(rest)
            start = (int(found[1]) if found else 1) + self.items - in_item
            rest = _START.sub("", rest) + f' start="{start}"'
        if self.is_block:
            rest = _with_class(rest, "continued")
        return f"<{self.name}{rest}>"


@dataclass(slots=True)
class _Cut:
    """A place to cut: `rank` 0 within a word, 1 at a space, 2 after a sentence, 3 a block."""

    offset: int
    characters: int
    rank: int
    stack: list[_Open] = field(default_factory=list)


def split(markup: str, limit: int) -> tuple[str, str]:
    """The markup in two well-formed parts, the first of about `limit` characters of text.

    The cut falls at the last end of a block or sentence in the second half of the limit, else at
    the last space before it, else at the first place after it; never inside a link or a row of a
    table. The elements open there are closed and opened again: block elements with the class
    `continued` added, so that the style sheet can leave out the second indent or marker; `id` is
    not repeated; a
    numbered list counts on. The texts of the two parts joined are the text of `markup`. Where
    the text is no longer than `limit`, or cannot be cut, the second part is empty.
    """
    cuts, total = _cuts(markup)
    if total <= limit:
        return markup, ""
    cut = _choose(cuts, limit)
    if cut is None:
        return markup, ""
    closing = "".join(f"</{element.name}>" for element in reversed(cut.stack))
    inner = [*(element.name == "li" for element in cut.stack[1:]), False]
    opening = "".join(map(_Open.reopened, cut.stack, inner))
    return markup[: cut.offset] + closing, opening + markup[cut.offset :]


def _choose(cuts: list[_Cut], limit: int) -> _Cut | None:
    good = [cut for cut in cuts if cut.rank >= 2 and limit / 2 <= cut.characters <= limit]
    fair = [cut for cut in cuts if 0 < cut.characters <= limit]
    if good or fair:
        return (good or fair)[-1]
    return cuts[0] if cuts else None


def _cuts(markup: str) -> tuple[list[_Cut], int]:
    """The places where `markup` may be cut, in order, and the length of its text."""
    cuts: list[_Cut] = []
    stack: list[_Open] = []
    characters, tail = 0, ""
    for piece in _PIECE.finditer(markup):
        if piece["text"] is not None:
            text = unescape(piece["text"])
            if not any(element.is_whole for element in stack):
                cuts.extend(_spaces(tail, text, piece.start(), characters, stack))
            characters, tail = characters + len(text), (tail + text)[-8:]
        elif piece["close"]:
            closed = stack.pop() if stack else _Open("", "")
            # Between two cells of a row is no place to cut either.
            if (
                closed.is_block
                and not closed.is_whole
                and not any(element.is_whole for element in stack)
            ):
                cuts.append(_Cut(piece.end(), characters, 3, _copy(stack)))
        elif not piece["rest"].endswith("/"):
            if stack and piece["name"] == "li":
                stack[-1].items += 1
            stack.append(_Open(piece["name"], piece["rest"]))
    # A cut with no text after it would leave an empty second part.
    return [cut for cut in cuts if 0 < cut.characters < characters], characters


def _spaces(tail: str, text: str, offset: int, characters: int, stack: list[_Open]) -> list[_Cut]:
    """The cuts after the white space of one run; an entity is one character, never a space."""
    cuts = []
    for found in re.finditer(r"[ \t\n]+", text):
        before = (tail + text[max(0, found.end() - 8) : found.end()])[-8:]
        rank = 2 if _SENTENCE_END.search(before) else 1
        cuts.append(_Cut(offset + found.end(), characters + found.end(), rank, _copy(stack)))
    return cuts


def _copy(stack: list[_Open]) -> list[_Open]:
    return [_Open(element.name, element.rest, element.items) for element in stack]


def _with_class(rest: str, name: str) -> str:
    if re.search(rf'\bclass="[^"]*\b{name}\b', rest):
        return rest
    if ' class="' in rest:
        return rest.replace(' class="', f' class="{name} ', 1)
    return f'{rest} class="{name}"'


def text_of(markup: str) -> str:
    """What a reader sees of well-formed markup: tags gone, a line break after every block."""
    parts: list[str] = []
    stack: list[_Open] = []
    for piece in _PIECE.finditer(markup):
        if piece["text"] is not None:
            parts.append(unescape(piece["text"]))
        elif piece["close"]:
            if stack and stack.pop().is_block:
                parts.append("\n")
        elif piece["rest"].endswith("/"):
            parts.append("\n" if piece["name"] == "br" else "")
        else:
            stack.append(_Open(piece["name"], piece["rest"]))
    lines = (" ".join(line.split(" ")).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
