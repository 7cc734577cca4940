"""Rich text: a field of a record as the inline elements of pandoc's tree.

What may stand in a field: the tags of CSL JSON (`<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`,
`<span class="nocase">`), the same as CSL-YAML has it (`*words*`, `_words_`, `**words**`), words of
a language as in notes (`[Радио]{lang=ru}`), and quotation marks, which the engine sets as the
language has them. A mark without its pair is printed as it is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Any, TypeAlias

from edition.markup.languagespans import LANGUAGE_TAG
from edition.model.dataclass import dataclass

#: An element of pandoc's tree, as its JSON has it: {"t": "Str", "c": "words"}.
Inline: TypeAlias = dict[str, Any]

#: No case of these words is changed by a style.
NO_CASE = "nocase"

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*_\[\]<>\"'])"
    r"|</(?P<close>i|em|b|strong|sup|sub|sc|span)>"
    r"|<(?P<open>i|em|b|strong|sup|sub|sc)>"
    r'|<span\s+(?:class="(?P<name>nocase|nodecor)"|style="font-variant:\s*(?P<caps>small-caps);?")\s*>'
    rf"|\]\{{(?:lang=(?P<lang>{LANGUAGE_TAG.pattern})|\.(?P<dotted>nocase))\}}"
    r"|(?P<mark>\*\*|[*_\[\"'“”‘’„])"
)
_TAGS = {
    "i": "Emph", "em": "Emph", "b": "Strong", "strong": "Strong", "sup": "Superscript",
    "sub": "Subscript", "sc": "SmallCaps",
}  # fmt: skip
#: The classes of a span by what its tag says; letters that are not to be set apart get none.
_SPANS = {"nocase": [NO_CASE], "nodecor": [], "small-caps": ["smallcaps"]}
_TAGGED = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc"}
_MARKED = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_STARRED = {"*": "Emph", "_": "Emph", "**": "Strong"}
#: Elements within elements: what lies deeper is printed as it is.
_DEPTH = 12
#: What is printed for a quotation mark that has no pair.
_ALONE = {'"': "”", "'": "’"}
_MARKUP = re.compile(r"(?:</?[a-z][^<>]*>|[*_]|\]\{[^{}]*\})+")
_MARKUP_END = re.compile(r"(?:</?[a-z][^<>]*>|[*_[]|\]\{[^{}]*\})+$")
_OPENING = frozenset('"“„')
_BEHIND_QUOTE = frozenset(" \u00a0.,:;!?…)]}’”'—–-/")
_BEFORE_QUOTE = frozenset(" \u00a0([{—–-/“‘„\"'«")


@dataclass
class _Frame:
    """What is open: the sign that opened it, and what stands in it so far."""

    kind: str
    sign: str
    made: list[Inline] = field(default_factory=list)
    attributes: tuple[list[str], list[list[str]]] = field(default_factory=lambda: ([], []))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack = [_Frame("", "")]

    def read(self) -> list[Inline]:
        at = 0
        for found in _TOKEN.finditer(self.text):
            self._words(self.text[at : found.start()])
            self._token(found)
            at = found.end()
        self._words(self.text[at:])
        while len(self.stack) > 1:
            self._undo()
        return self.stack[0].made

    def _token(self, found: re.Match[str]) -> None:
        whole = found[0]
        if found["escaped"]:
            self._words(found["escaped"])
        elif found["close"]:
            kind = "span" if found["close"] == "span" else _TAGS[found["close"]]
            self._close((kind,), whole)
        elif found["open"]:
            self._open(_TAGS[found["open"]], whole)
        elif found["name"] or found["caps"]:
            self._open("span", whole, _SPANS[found["name"] or found["caps"]])
        elif found["lang"] or found["dotted"]:
            names, pairs = ([NO_CASE], []) if found["dotted"] else foreign(found["lang"])
            self._close(("[",), whole, (names, pairs))
        else:
            self._mark(found)

    def _mark(self, found: re.Match[str]) -> None:
        sign = found[0]
        before, after = self.text[found.start() - 1 : found.start()], self.text[found.end() :][:1]
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if sign == "[":
            self._open("[", sign)
        elif sign in _STARRED:
            kind = sign
            if closes and not after.isalnum() and self._is_open(kind):
                self._close((kind,), sign)
            elif opens and not before.isalnum():
                self._open(kind, sign)
            else:
                self._words(sign)
        else:
            # Marks of markup have no width: <i>"Emma"</i> is a quotation.
            begun = _MARKUP_END.sub("", self.text[: found.start()])
            rest = _MARKUP.match(self.text, found.end())
            end = rest.end() if rest else found.end()
            self._quote(sign, begun[-1:], self.text[end : end + 1])

    def _quote(self, sign: str, before: str, after: str) -> None:
        free = not before or before in _BEFORE_QUOTE
        if sign in "“„" and not (sign == "“" and self._is_open("„")):
            self._open(sign, sign)
        elif sign in "“”":
            self._close(("“", "„"), sign)
        elif sign == '"':
            if self._is_open('"') and (not free or not after or after in _BEHIND_QUOTE):
                self._close(('"',), sign)
            elif free and after and not after.isspace():
                self._open('"', sign)
            else:
                self._words(_ALONE[sign])
        elif sign == "‘":
            self._open("‘", sign)
        elif not after.isalnum() and self._is_open("‘" if sign == "’" else "'"):
            self._close(("‘" if sign == "’" else "'",), sign)
        elif sign == "'" and free and (after.isalnum() or after in _OPENING):
            self._open("'", sign)
        else:
            self._words("’")

    def _is_open(self, kind: str) -> bool:
        return any(frame.kind == kind for frame in self.stack)

    def _open(self, kind: str, sign: str, names: list[str] | None = None) -> None:
        if len(self.stack) > _DEPTH:
            self._words(sign)
        else:
            self.stack.append(_Frame(kind, sign, attributes=([*(names or ())], [])))

    def _close(
        self,
        kinds: tuple[str, ...],
        sign: str,
        attributes: tuple[list[str], list[list[str]]] | None = None,
    ) -> None:
        if not any(frame.kind in kinds for frame in self.stack):
            self._words(sign)
            return
        while self.stack[-1].kind not in kinds:
            self._undo()
        frame = self.stack.pop()
        self.stack[-1].made += _element(frame, attributes or frame.attributes)

    def _undo(self) -> None:
        """What was opened and not closed is words."""
        frame = self.stack.pop()
        self._words(_ALONE.get(frame.sign, frame.sign))
        self.stack[-1].made += frame.made

    def _words(self, text: str) -> None:
        self.stack[-1].made += words(text)


def _element(frame: _Frame, attributes: tuple[list[str], list[list[str]]]) -> list[Inline]:
    kind = _STARRED.get(frame.kind, frame.kind)
    if kind in ("“", "„", '"', "‘", "'"):
        quote = "DoubleQuote" if kind in '“„"' else "SingleQuote"
        return [{"t": "Quoted", "c": [{"t": quote}, frame.made]}]
    if kind in ("[", "span"):
        names, pairs = attributes
        if names == ["smallcaps"]:
            return [{"t": "SmallCaps", "c": frame.made}]
        return [span(frame.made, names, pairs)]
    return [{"t": kind, "c": frame.made}]


def foreign(language: str) -> tuple[list[str], list[list[str]]]:
    """The attributes of words of another language, whose case no style changes."""
    return [NO_CASE], [["lang", language]]


def span(inner: list[Inline], names: list[str], pairs: list[list[str]]) -> Inline:
    """A span with these classes and attributes."""
    return {"t": "Span", "c": [["", names, pairs], inner]}


def words(text: str) -> list[Inline]:
    """Plain text, each white space one blank."""
    made: list[Inline] = []
    for piece in re.split(r"([^\S\u00a0\u202f]+)", text):
        if piece:
            made.append({"t": "Space"} if piece.isspace() and piece not in "\u00a0\u202f"
                        else {"t": "Str", "c": piece})  # fmt: skip
    return made


def inlines(text: str) -> list[Inline]:
    """The field `text` as pandoc's inline elements."""
    return _Reader(text).read()


def curled(text: str) -> str:
    """`text` with curly quotation marks and apostrophes for straight ones."""
    text = re.sub(r'"(?=\w|[(\[‘“«])', "“", text).replace('"', "”")
    text = re.sub(r"(?:(?<=^)|(?<=[\s(\[“«—–]))'(?=\w)", "‘", text)
    return text.replace("'", "’")


def tagged(made: Sequence[Inline]) -> str:
    """Rich text with the tags of CSL JSON, which has none for a language."""
    pieces = []
    for item in made:
        kind, content = item["t"], item.get("c")
        if kind == "Space":
            pieces.append(" ")
        elif kind == "Str":
            pieces.append(str(content))
        elif kind == "Quoted" and content:
            marks = _MARKED[content[0]["t"]]
            pieces.append(f"{marks[0]}{tagged(content[1])}{marks[1]}")
        elif kind == "Span" and content:
            inner = tagged(content[1])
            is_fixed = NO_CASE in content[0][1]
            pieces.append(f'<span class="nocase">{inner}</span>' if is_fixed else inner)
        elif content:
            pieces.append(f"<{_TAGGED[kind]}>{tagged(content)}</{_TAGGED[kind]}>")
    return "".join(pieces)
