"""Signs: lines whose sign is a sign, and begins no list and no quotation.

In: the text of a note. Out: its tokens, read with a backslash before each such sign, and warnings.
CommonMark 0.31 (5.1, 5.2) makes a list of “4. March 1916”, “* 1890 in Leeds” and “+ 1916”, and a
quotation of “> 500 spindles”; the number goes on a line of its own, and the sign is gone. Here a
list has two items, its numbers count on from one to the next, and a quotation has two lines, or
one that is a sentence or that words with a colon lead up to. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from edition.markup.tree import Defect
from edition.model.dataclass import dataclass
from edition.model.problems import Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: With what number a list may begin; what is higher is a year.
_HIGHEST = 99
#: How often a text is read again: what one reading shows may lie in what the one before changed.
_READINGS = 24
#: What may be in a line that begins with a sign; a heading or a table may not.
_PLAIN = frozenset(
    ("paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open")
)
_LISTS = ("bullet_list_open", "ordered_list_open")
#: A number behind the sign, as in “> 500” or “> £5”: more than, and no quotation.
_NUMBER = re.compile(r"[^\w\s]{0,2}\s?\d")
_OPENING, _CLOSING = "\"'“‘„«‹*_([", "\"'”’“»›*_)"
_QUOTED_NUMBER = re.compile(r"\s*>\s?[^\w\s]{0,2}\s?\d+(?!\d|\\?[.)]\s)")
#: Seven signs and more before the words: nobody types that but as Markdown.
_DEEP = re.compile(r"\s*(?:>[ \t]?|(?:[-+*]|\d{1,9}[.)])[ \t]+){7}")

_BlockRule = Callable[["StateBlock", int, int, bool], bool]


def located(rule: _BlockRule) -> _BlockRule:
    """`rule` (of lists or quotations), which notes on its tokens where in the text their signs
    are, as `meta["pos"]`."""

    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        pos = state.bMarks[start] + state.tShift[start]
        found = rule(state, start, end, silent)
        if found and not silent:
            opened = state.tokens[first]
            opened.meta["pos"] = pos
            for token in state.tokens[first:]:
                if token.type == "list_item_open" and token.level == opened.level + 1:
                    line = token.map[0] if token.map else start
                    token.meta["pos"] = state.bMarks[line] + state.tShift[line]
        return found

    return noting


def read(md: MarkdownIt, text: str, env: dict[str, Any]) -> tuple[list[Token], list[Defect]]:
    """The tokens of `text`, and the warnings about its signs, each said once. `env` gets what the
    last reading says of the text as a whole."""
    warnings: dict[str, Defect] = {}
    for _ in range(_READINGS):
        env.clear()
        tokens = md.parse(text, env)
        signs = _Signs(text, tokens)
        warnings.update((defect.message, defect) for defect in signs.warnings)
        if not signs.edits:
            break
        text = _edited(text, signs.edits)
    return tokens, list(warnings.values())


def _edited(text: str, edits: set[int]) -> str:
    """`text` with a backslash at each of the offsets `edits`."""
    places = [0, *sorted(edits), len(text)]
    return "\\".join(text[a:b] for a, b in pairwise(places))


@dataclass(slots=True)
class _Container:
    """A list, an item or a quotation that is open: `blocks` is how many blocks it has so far,
    `items` these blocks, `introduced` the paragraph before it, `words` all its paragraphs,
    `is_first` whether it is the first of the one around it, `has_markup` whether more than
    paragraphs are in it, so that it is Markdown beyond doubt."""

    token: Token
    is_first: bool
    blocks: int = 0
    introduced: str = ""
    items: list[Token] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    has_markup: bool = False


class _Signs:
    """One reading: `edits` are the offsets of what wants a backslash, `warnings` the doubts."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.edits: set[int] = set()
        self.warnings: list[Defect] = []
        if any(token.type in (*_LISTS, "blockquote_open") for token in tokens):
            self.lines = text.split("\n")
            self.look(tokens)

    def look(self, tokens: Sequence[Token]) -> None:
        """Go through the blocks, and judge each list and each quotation when it is whole."""
        whole = _Container(tokens[0], True)
        stack = [whole]
        before = ""
        for token in tokens:
            if token.type == "inline":
                before = token.content
                for container in stack:
                    container.words.append(token.content)
            elif token.nesting > 0:
                stack[-1].blocks += 1
                opened = _Container(token, stack[-1].blocks == 1)
                opened.introduced = before
                stack[-1].items.append(token)
                stack.append(opened)
                if token.type not in _PLAIN:
                    for container in stack:
                        container.has_markup = True
            elif token.nesting < 0:
                closed = stack.pop()
                if closed.token.type in _LISTS:
                    self.list(closed, stack[-1])
                elif closed.token.type == "blockquote_open":
                    self.quotation(closed, stack)

    def list(self, found: _Container, around: _Container) -> None:
        """A list inside an item of another is one, however short, unless the item begins with
        it: “- 4. March 1916”."""
        inside = around.token.type == "list_item_open" and not found.is_first
        first = self.lines[found.token.map[0] if found.token.map else 0]
        meant = inside or found.has_markup or _DEEP.match(first)
        lone = len(found.items) == 1 and not meant
        if lone or not _counts(found.items):
            self.edits.update(self.escapes(found.items))
        elif [item.info for item in found.items[:2]] == ["1", "1"]:
            message = "Each line begins with 1., and they are printed as 1., 2. and so on."
            self.warn(found.token, message, "Write 1\\. if that number is meant, else 1., 2., 3.")
        elif found.token.markup in "*+" and all(_begins_with_year(words) for words in found.words):
            message = f"Lines that begin with {found.token.markup} and a number are a list here."
            hint = f"Write \\{found.token.markup} if the sign is meant; a list may begin with -."
            self.warn(found.token, message, hint)

    def escapes(self, items: Sequence[Token]) -> Iterator[int]:
        """Where the signs of items want a backslash; items that touch stay on lines of their
        own, by a backslash at the end of the line before."""
        for k, item in enumerate(items):
            pos = item.meta["pos"]
            yield pos + len(item.info)
            end = self.text.rfind("\n", 0, pos)
            line = self.text[self.text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]
            if k and end > 0 and line.strip(" >") and not line.endswith("\\"):
                yield end

    def quotation(self, found: _Container, stack: Sequence[_Container]) -> None:
        """A quotation of one line: a sign, unless a paragraph with a colon leads up to it, or it is
        a whole sentence in a paragraph of its own."""
        token = found.token
        inside = any(container.token.type == "blockquote_open" for container in stack[1:])
        first, end = token.map or (0, 0)
        signs = sum(line.lstrip().startswith(">") for line in self.lines[first + 1 : end])
        pos = token.meta["pos"]
        line = self.lines[first][pos - self.text.rfind("\n", 0, pos) - 1 :].strip()
        words = line[1:].strip()
        if not inside and signs and all(map(_QUOTED_NUMBER.match, self.lines[first:end])):
            message = "Lines that begin with > and a number are a quotation here."
            self.warn(token, message, "Write \\> if the sign is meant (in double quotes \\\\>).")
        if inside or signs or found.has_markup or _DEEP.match(self.lines[first]):
            return
        alone = found.is_first or not self.lines[first - 1].strip(" >")
        introduced = alone and found.introduced.rstrip().endswith((":", "："))
        is_number = bool(_NUMBER.match(words))
        if (introduced and not is_number) or (alone and _is_sentence(words)):
            return
        self.edits.add(pos)
        if introduced or not is_number:
            message = f"“{line[:40]}” is one line, and printed as it is: no quotation."
            hint = (
                "A quotation has two lines that begin with >; the second may have nothing else. "
                "If the sign is meant, write \\> (in double quotes \\\\>)."
            )
            self.warn(token, message, hint)

    def warn(self, token: Token, message: str, hint: str) -> None:
        line = token.map[0] if token.map else 0
        self.warnings.append(Defect("markdown-sign", line, message, hint, Severity.WARNING))


def _is_sentence(words: str) -> bool:
    """Two words or more, from a capital to a full stop, perhaps with its source behind it."""
    inner = re.sub(r"\s*\[[^\]]*@[^\]]*\]\s*$", "", words).rstrip(_CLOSING)
    first = inner.lstrip(_OPENING)[:1]
    begins = first.isalpha() and not first.islower()
    return begins and inner.endswith((".", "!", "?", "…", "。")) and len(inner.split()) > 1


def _begins_with_year(words: str) -> bool:
    return words[:1].isdigit()


def _counts(items: Sequence[Token]) -> bool:
    """Whether the numbers of a list are those of its items; 1. 1. 1. leaves counting to us."""
    if not items[0].info:
        return True
    numbers = [int(item.info) for item in items]
    if set(numbers) in ({0}, {1}):
        return True
    return numbers == list(range(numbers[0], numbers[-1] + 1)) and numbers[0] <= _HIGHEST
