"""Words: the words of one block of Markdown, and what is over them.

In: the tokens of `mdinline`, and where the text of their block stands in its file. Out: they are
written into a `Reading`; what no book shows is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from edition.model import Form, Formatting, Span
from edition.text.decode import LINE_END
from edition.text.readers.mdlines import Where
from edition.text.readers.reading import Call, Reading

_FORMS = {
    "em": Form.EMPHASIS,
    "strong": Form.STRONG,
    "s": Form.STRUCK,
    "u": Form.UNDERLINE,
    "sup": Form.SUPERSCRIPT,
    "sub": Form.SUBSCRIPT,
    "cite": Form.TITLE,
    "codespan": Form.CODE,
}
#: Classes of spans: as pandoc writes them, and as they are called here.
_CLASSES = {
    "smallcaps": Form.SMALL_CAPS,
    "small-caps": Form.SMALL_CAPS,
    "sc": Form.SMALL_CAPS,
    "underline": Form.UNDERLINE,
    "ul": Form.UNDERLINE,
    "title": Form.TITLE,
    "emphasis": Form.EMPHASIS,
    "strong": Form.STRONG,
    "superscript": Form.SUPERSCRIPT,
    "subscript": Form.SUBSCRIPT,
}


@dataclass(slots=True)
class Unprinted:
    """What of a file no book shows, by what it is, with where it stands."""

    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, origin: int) -> None:
        """Note that `what` is there."""
        self.places.setdefault(what, []).append(origin)


class Words:
    """Writes the words of one block, and notes what is over them. `notes` are those within it:
    where each begins in the file, and its tokens. `verse`: a line end in it is none."""

    def __init__(
        self, reading: Reading, where: Where, unprinted: Unprinted, *, verse: bool = False
    ) -> None:
        self.reading = reading
        self.where = where
        self.unprinted = unprinted
        self.verse = verse
        self.open: list[tuple[int, list[tuple[Form, str]]]] = []
        self.notes: list[tuple[int, list[Token]]] = []

    def write(self, tokens: Sequence[Token]) -> None:
        """Write the words of these tokens."""
        k = 0
        while k < len(tokens):
            token = tokens[k]
            if token.type == "note_open":
                inner = list(_inside(tokens[k + 1 :]))
                origin = self.where.back(token.meta["pos"])
                self.reading.calls.append(Call(f"^{origin + 2}", self.reading.size, origin))
                self.notes.append((origin + 2, inner))
                k += len(inner) + 2
                continue
            self._token(token)
            k += 1

    def _token(self, token: Token) -> None:
        kind = token.type
        pos = token.meta.get("pos", 0)
        if kind == "text":
            self._keep(pos, pos + len(token.content))
        elif kind == "text_special":
            origin = self.where.back(pos)
            self.reading.show(origin, origin + len(token.markup), token.content)
        elif kind in ("softbreak", "hardbreak"):
            self._line_end(token, pos)
        elif kind == "code_inline":
            self._code(token, pos)
        elif kind == "call":
            origin = self.where.back(pos)
            self.reading.calls.append(Call(token.content, self.reading.size, origin))
        elif kind == "image":
            self.unprinted.add("a picture within a line", self.where.back(pos))
        elif kind == "link_open":
            href = str(token.attrs.get("href", ""))
            if not href.startswith("#"):
                self.unprinted.add("an address that a link leads to", self.where.back(pos))
            self.open.append((self.reading.size, []))
        elif kind.endswith("_open"):
            self.open.append((self.reading.size, list(self._forms(token))))
        elif kind.endswith("_close"):
            self._close()

    def _keep(self, start: int, end: int) -> None:
        for a, b in self.where.stretches(start, end):
            self.reading.keep(a, b)

    def _line_end(self, token: Token, pos: int) -> None:
        raw, start = self.reading.raw, self.reading.size
        if "tag" in token.meta:
            origin = self.where.back(pos)
            self.reading.show(origin, origin + len(token.meta["tag"]), "\n")
        else:
            found = LINE_END.search(raw, self.where.back(pos))
            assert found, "a line ends here"
            if self.verse:  # a line that is turned over
                self.reading.show(*found.span(), " ")
            else:
                self.reading.keep(*found.span())
        if token.type == "hardbreak":
            span = Span(start, self.reading.size)
            self.reading.formatting.append(Formatting(span, Form.BREAK))

    def _code(self, token: Token, pos: int) -> None:
        begin, start = pos + len(token.markup), self.reading.size
        source = self.reading.raw[self.where.back(begin) :][: len(token.content) + 1]
        padded = LINE_END.sub(" ", source)[: len(token.content)] != token.content
        self._keep(begin + padded, begin + padded + len(token.content))
        self.reading.formatting.append(Formatting(Span(start, self.reading.size), Form.CODE))

    def _forms(self, token: Token) -> Iterator[tuple[Form, str]]:
        if form := _FORMS.get(token.type.removesuffix("_open")):
            yield form, ""
        attributes: Mapping[str, Any] = token.meta.get("attributes", {})
        for name in str(attributes.get("class", "")).split():
            if name in _CLASSES:
                yield _CLASSES[name], ""
            else:
                origin = self.where.back(token.meta["pos"])
                self.unprinted.add(f"the class {name}", origin)
        language = attributes.get("lang") or attributes.get("xml:lang")
        if language:
            yield Form.LANGUAGE, str(language)

    def _close(self) -> None:
        start, forms = self.open.pop()
        span = Span(start, self.reading.size)
        if span.start < span.end:
            self.reading.formatting += (Formatting(span, form, value) for form, value in forms)


def _inside(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the end of the note that they are in."""
    depth = 0
    for token in tokens:
        depth += (token.type == "note_open") - (token.type == "note_close")
        if depth < 0:
            return
        yield token
