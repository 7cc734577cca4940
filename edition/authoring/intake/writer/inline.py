"""Inlines as Markdown, in the forms that `text.readers` reads: every sign of the words themselves
is escaped, and a style is written so that it is one wherever it stands. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from edition.authoring.intake.manuscript import (
    Added,
    Call,
    Corrected,
    Dropped,
    Glossed,
    Inline,
    LineBreak,
    Link,
    Milestone,
    Named,
    Picture,
    Style,
    Styled,
)
from edition.model.pages import is_name

_SIGNS = re.compile(r"[\\`*_\[\]<^~{}|]|&(?=#|[A-Za-z])")
#: What begins a block where it stands at the beginning of a line (CommonMark 0.31, 4 and 5).
_BEGINS = re.compile(
    r"(?P<before>#{1,6}(?=\s|$)|[>+:=%]|-(?=[\s-]|$)|(?P<number>\d{1,9})(?=[.)](?:\s|$)))"
)
#: A blank before calls behind which no word goes on: a call touches what it is about.
_BEFORE_CALL = re.compile(r"(?<=\S) ((?:\[\^[^\]\s\[^]+\])+)(?=[\s.,;:!?…)]|$)")
#: What is white space at the ends of a paragraph.
_EDGE = " \u00a0"
#: White space that is not one blank already.
_BLANKS = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
_PAIRS = {Style.EMPHASIS: "*", Style.STRONG: "**", Style.STRIKE: "~~"}
_CLASSES = {
    Style.EMPHASIS: "emphasis",
    Style.STRONG: "strong",
    Style.SMALL_CAPS: "smallcaps",
    Style.SUPERSCRIPT: "superscript",
    Style.SUBSCRIPT: "subscript",
    Style.UNDERLINE: "underline",
    Style.TITLE: "title",
}
_RAISED = {Style.SUPERSCRIPT: "^", Style.SUBSCRIPT: "~"}


def paragraph(inlines: Sequence[Inline], of_note: bool = False) -> str:
    """The lines of a paragraph; empty where nothing of it is in the edition. With `of_note` in the
    smaller Markdown of notes (`edition.markup`), which has fewer styles."""
    text = _tidy(_Writer("\\\n", of_note).write(inlines, "", ""))
    return "\n".join(_begun(line) for line in text.split("\n")) if text else ""


def on_one_line(inlines: Sequence[Inline], of_note: bool = False) -> str:
    """Inlines where a line cannot end: in a heading, a cell, a caption, a term."""
    return _tidy(_Writer(" " if of_note else "<br>", of_note).write(inlines, "", ""))


def heading(inlines: Sequence[Inline]) -> str:
    """The words of a heading: a number sign at its end would close it, and a brace would end
    attributes."""
    text = on_one_line(inlines)
    if text.endswith("\\}"):
        return f"{text[:-2]}&#125;"
    return re.sub(r"(#+)$", r"\\\1", text)


def _tidy(text: str) -> str:
    """Single blanks, and no line end at the beginning or the end."""
    text = _BEFORE_CALL.sub(r"\1", re.sub(r" {2,}", " ", text))
    text = re.sub(r" *\\\n *", "\\\\\n", text)
    text = re.sub(r"^(?:\\\n)+", "", text.strip(_EDGE)).strip(_EDGE)
    while text.endswith("\n") and _signs_before_end(text) % 2:
        text = text[:-2].rstrip(_EDGE)
    return text


def _signs_before_end(text: str) -> int:
    """How many backslashes stand before the line end at the end: of two one is escaped."""
    return len(text[:-1]) - len(text[:-1].rstrip("\\"))


def _begun(line: str) -> str:
    """A line whose first words begin no block."""
    found = _BEGINS.match(line)
    if not found:
        return line
    at = found.end() if found["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def is_marked(stone: Milestone) -> bool:
    """Whether the text has a mark for it: a page that has a name."""
    return stone.kind == "page" and is_name(stone.name)


def escaped(text: str) -> str:
    """Words with their signs escaped, and white space made single."""
    return _SIGNS.sub(r"\\\g<0>", _BLANKS.sub(" ", text))


class _Writer:
    def __init__(self, line_end: str, of_note: bool) -> None:
        self.line_end, self.of_note = line_end, of_note
        self.is_struck = False

    def write(self, inlines: Sequence[Inline], before: str, after: str) -> str:
        """Inlines; `before` and `after` are the characters around them."""
        out = ""
        for k, item in enumerate(inlines):
            last = out[-1:] or before
            piece = self._one(item, last, _first(inlines[k + 1 :]) or after)
            if piece.startswith("[") and out.endswith("!"):
                out = f"{out[:-1]}\\!"  # no picture
            out += piece
        return out

    def _one(self, item: Inline, before: str, after: str) -> str:
        match item:
            case str():
                return escaped(item)
            case Styled():
                return self._styled(item, before, after)
            case Call():
                return "" if self.of_note else f"[^{item.label}]"
            case LineBreak():
                return self.line_end
            case Added():
                return escaped(item.words)
            case Milestone() if is_marked(item) and not self.of_note:
                return f'[]{{.pagebreak title="{item.name}"}}'
            case Dropped() | Picture() | Milestone():
                return ""
            case Link() if self.of_note and item.address.startswith("http"):
                return f"[{self.write(item.inlines, '[', ']')}](<{_address(item.address)}>)"
            case Link() | Named() | Corrected() | Glossed():
                return self.write(item.inlines, before, after)

    def _styled(self, item: Styled, before: str, after: str) -> str:
        if item.style is Style.STRIKE:
            if self.is_struck:
                return self.write(item.inlines, before, after)  # as it is already
            self.is_struck = True
            try:
                return self._apart(item, before, after)
            finally:
                self.is_struck = False
        return self._apart(item, before, after)

    def _apart(self, item: Styled, before: str, after: str) -> str:
        """Words in a style, with the blanks at their ends outside of it."""
        first, last = _edges(item.inlines)
        opening = self.write(item.inlines[:first], before, "")
        closing = self.write(item.inlines[last:], "", after)
        lead, inner, rest = _trimmed(self.write(item.inlines[first:last], "[", "]"))
        lead, rest = opening + lead, rest + closing
        if not inner or _is_call(inner):
            return lead + inner + rest  # what is raised or set is a call alone
        before, after = lead[-1:] or before, rest[:1] or after
        return f"{lead}{self._marked(item, inner, before, after)}{rest}"

    def _marked(self, item: Styled, inner: str, before: str, after: str) -> str:
        style = item.style
        if style is Style.LANGUAGE:
            return f"[{inner}]{{lang={item.value}}}"
        if style is Style.CODE:
            return _code(item, inner)
        if self.of_note:
            style = Style.EMPHASIS if style is Style.TITLE else style
            if style not in (Style.EMPHASIS, Style.STRONG):
                return inner
        if style in _RAISED and not re.search(r"\s|(?<!\\)[\^~\[]", inner):
            sign = _RAISED[style]
            if sign not in (before, after) and before != "[":  # which would be a call
                return f"{sign}{inner}{sign}"
        if style in _PAIRS and _holds(_PAIRS[style][0], inner, before, after):
            return f"{_PAIRS[style]}{inner}{_PAIRS[style]}"
        if self.of_note:
            return inner
        if style is Style.STRIKE:
            return f"<s>{inner}</s>"
        return f"[{inner}]{{.{_CLASSES[style]}}}"


def _address(address: str) -> str:
    return re.sub(r"[\s<>\\]", "", address)


def _code(item: Styled, inner: str) -> str:
    """Words of a program, between as many signs as they have none of."""
    if not all(isinstance(part, str) for part in item.inlines):
        return inner
    words = _BLANKS.sub(
        " ", "".join(part for part in item.inlines if isinstance(part, str))
    ).strip()
    sign = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{sign}{pad}{words}{pad}{sign}"


def _holds(sign: str, inner: str, before: str, after: str) -> bool:
    """Whether a pair of signs is emphasis here (CommonMark 0.31, 6.2), and touches no other."""
    if sign in inner or sign in (before, after) or "\\" in (before, inner[-1:]):
        return False
    opens = (
        not _is_punctuation(inner[0]) or not before or before.isspace() or _is_punctuation(before)
    )
    closes = (
        not _is_punctuation(inner[-1]) or not after or after.isspace() or _is_punctuation(after)
    )
    return opens and closes


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _is_call(inner: str) -> bool:
    return bool(re.fullmatch(r"(?:\[\^[^\]]+\])+", inner))


def _edges(inlines: Sequence[Inline]) -> tuple[int, int]:
    """From where to where inlines have more than line ends and blanks."""
    shown = [k for k, item in enumerate(inlines) if not _is_blank(item)]
    return (shown[0], shown[-1] + 1) if shown else (len(inlines), len(inlines))


def _is_blank(item: Inline) -> bool:
    match item:
        case str():
            return not item.strip()
        case LineBreak() | Dropped() | Milestone() | Picture():
            return True
        case Styled():
            return all(map(_is_blank, item.inlines))
    return False


def _trimmed(text: str) -> tuple[str, str, str]:
    """Words, and the blanks before and behind them, which are in no style."""
    start = len(text) - len(text.lstrip(" \u00a0"))
    end = len(text.rstrip(" \u00a0"))
    return (text[:start], text[start:end], text[end:]) if start < end else (text, "", "")


def _first(inlines: Iterable[Inline]) -> str:
    """The first character of what is written of inlines: a sign stands for any style or call."""
    for item in inlines:
        match item:
            case str() if item:
                return " " if item[0].isspace() else item[0]
            case Styled() if item.style in (Style.EMPHASIS, Style.STRONG):
                return _first(item.inlines) and "*"
            case Styled() | Call():
                return "["
            case LineBreak():
                return "\\"
            case Added() if item.words:
                return item.words[0]
            case Link() | Named() | Corrected() | Glossed():
                if found := _first(item.inlines):
                    return found
            case _:
                continue
    return ""
