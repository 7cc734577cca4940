"""Words: the words of one block of Markdown, and what is over them.

In: the tokens of `mdinline`, and where the text of their block stands in its file. Out: they are
written into a `Reading`; what no book shows is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from markdown_it.token import Token

from edition.model import Form, Formatting, Span
from edition.model.dataclass import dataclass
from edition.model.pages import is_name
from edition.text.decode import LINE_END
from edition.text.readers import pagemarks
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


#: Classes and roles of a span that is where a page begins.
_PAGES = frozenset(("pagebreak", "page-break", "pagenum", "pageno", "doc-pagebreak"))
_PAGE_WORD = re.compile(r"^(?:pages?|pg|pp?)[.:]?\s*(?=\S)", re.I)
_PAGE_ID = re.compile(r"^(?:pagebreak|page|pg|pb|p)?[-_.]*", re.I)


@dataclass(slots=True)
class Unprinted:
    """What of a file no book shows, by what it is, with where it stands."""

    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, origin: int) -> None:
        """Note that `what` is there."""
        self.places.setdefault(what, []).append(origin)


class Words:
    """Writes the words of one block, and notes what is over them. `notes` are those within it:
    where each begins in the file, and its tokens. `verse`: a line end in it is none. What is like
    `page_mark`, and an empty span of the class `pagebreak`, is where a page of the original begins.
    """

    def __init__(
        self,
        reading: Reading,
        where: Where,
        unprinted: Unprinted,
        *,
        verse: bool = False,
        page_mark: str = "",
    ) -> None:
        self.reading = reading
        self.where = where
        self.unprinted = unprinted
        self.verse = verse
        self.page_mark = page_mark
        self.first = reading.size
        self.blank_goes = False
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
            if token.type == "span_open" and _is_page(token):
                inner = list(_inside(tokens[k + 1 :], "span"))
                self._page(token, inner)
                k += len(inner) + 2
                continue
            self._token(token)
            k += 1

    def _token(self, token: Token) -> None:
        kind = token.type
        pos = token.meta.get("pos", 0)
        if kind == "text":
            self._text(token, pos)
        elif kind == "text_special":
            origin = self.where.back(pos)
            self.reading.show(origin, origin + len(token.markup), token.content)
        elif kind in ("softbreak", "hardbreak"):
            gone, self.blank_goes = self.blank_goes and kind == "softbreak", False
            if not gone:
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

    def _text(self, token: Token, pos: int) -> None:
        """Words, but for the marks of pages in them, and for a blank that goes with a mark."""
        words, at = token.content, 0
        if self.blank_goes and words:
            at, self.blank_goes = len(words) - len(words.lstrip(" ")), False
        self._marked(words, at, pos)

    def _marked(self, words: str, at: int, pos: int) -> None:
        """Words from `at` on, which stand in the block at `pos`, but for the marks of pages."""
        before = " " if self._ends_blank() else "-"
        for mark in pagemarks.marks(words, at, len(words), self.page_mark, before, "-"):
            self._keep(pos + at, pos + mark.start)
            self.reading.page(mark.name, self.where.back(pos + mark.sign))
            at = mark.end
            self.blank_goes = at == len(words) and self._ends_blank()
        self._keep(pos + at, pos + len(words))

    def _page(self, token: Token, inner: Sequence[Token]) -> None:
        """An empty span that says where a page begins, or one with the page's number in it."""
        origin = self.where.back(token.meta["pos"])
        said = "".join(item.content for item in inner if item.type == "text")
        if name := _page_name(token.meta.get("attributes", {}), said):
            self.reading.page(name, origin)
        else:
            self.unprinted.add("a page break that does not say of which page", origin)
        self.blank_goes = self._ends_blank()

    def _ends_blank(self) -> bool:
        """Whether nothing is shown of the block yet, or a blank came last."""
        return not self.reading.words_from(max(self.first, self.reading.size - 1)).strip()

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
        self._marked(token.content, 0, begin + padded)
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


def _is_page(token: Token) -> bool:
    """Whether a span is where a page of the original begins (EPUB 3 SSV, DPUB-ARIA 1.1; pandoc
    writes it so)."""
    attributes: Mapping[str, Any] = token.meta.get("attributes", {})
    said = f"{attributes.get('class', '')} {attributes.get('role', '')}".split()
    return not _PAGES.isdisjoint(said)


def _page_name(attributes: Mapping[str, Any], said: str) -> str:
    """What a page is called: its `title` or `aria-label`, the words of the span, its id."""
    for value in (attributes.get("title"), attributes.get("aria-label"), said):
        name = _PAGE_WORD.sub("", str(value or "").strip().strip("[](){}|").strip())
        if is_name(name):
            return name
    name = _PAGE_ID.sub("", str(attributes.get("id", "")))
    return name if is_name(name) else ""


def _inside(tokens: Sequence[Token], kind: str = "note") -> Iterator[Token]:
    """The tokens up to the end of the note (or `kind`) that they are in."""
    depth = 0
    for token in tokens:
        depth += (token.type == f"{kind}_open") - (token.type == f"{kind}_close")
        if depth < 0:
            return
        yield token
