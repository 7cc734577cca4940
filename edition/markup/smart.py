"""Smart typography of the editors' own words: apostrophes, quotation marks, dashes, spaces.

Typewriters have one mark for several signs; what is printed has the right one of the language. Only
what is straight is changed, so that whoever types a sign has it. The source is never touched.
Rules: Chicago 6.114 to 6.117 (apostrophes, quotation marks), 6.78 (ranges); Lexique des règles
typographiques en usage à l'Imprimerie nationale (French spaces); pandoc's `smart` for `--`, `---`
and `...`. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from itertools import accumulate, islice

from edition.languages.tags import has_french_spaces
from edition.markup.tree import Body, Node
from edition.model.dataclass import dataclass
from edition.text.scripts import has_hebrew, is_spaceless

#: Elements whose words are one stretch of text; what is nested in them stays in it.
_BLOCKS = frozenset(("p", "h2", "li", "th", "td", "blockquote"))
#: Stands for what is no text of the annotator's: code, a citation, a picture.
_OBJECT = "\ufffc"
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_OPENING = frozenset("([{<¿¡—–-/\u00a0\u202f“‘„‚«‹「『（")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}")
_IN_ADDRESSES = ("@", "://", "www.")
#: A range of numbers, but no date, no number of a telephone or a book.
_RANGE = re.compile(r"(?<![\w.,/–-])(\d{1,4})-(\d{1,4})(?![\w/–-]|[.,]\d)")
_DASHES = re.compile(r"(?<!-)(-{2,3})(?!-)")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
#: What is typed for another sign.
_TYPED = re.compile(r"[\"'-]|\.\.")
_DECADE = re.compile(r"'\d\d(?:s|er|\b)")
#: Before these French has a narrow no-break space, before the others a whole one.
_FRENCH = re.compile(r"(?<=[\w)\]}»”’…%°\"\ufffc])[ \u00a0\u202f]?(?P<mark>[;!?:]+)(?![\w/\\])")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a language, with the spaces inside them, and its apostrophe."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    language: str = "en"
    apostrophe: str = "’"


#: The quotation marks of a language, by its tag; asked only where a mark is set.
ByLanguage = Callable[[str], Quotes]


def words(text: str, quotes: Quotes) -> str:
    """A line of text with the signs of its language."""
    if not _may_change(text, quotes.language):
        return text
    return "".join(_set(_Stretch(text, (0,), (quotes.language,), lambda language: quotes)))


def body(parsed: Body, by_language: ByLanguage, language: str) -> Body:
    """A parsed body whose texts have the signs of the language that each is in."""
    return replace(parsed, nodes=_blocks(parsed.nodes, by_language, language))


# ── the tree ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The text of one block, in pieces each of one language: where they begin, their languages."""

    text: str
    starts: Sequence[int]
    languages: Sequence[str]
    by: ByLanguage

    @classmethod
    def of(cls, node: Node, by: ByLanguage, language: str) -> _Stretch:
        """The stretch that is a block."""
        texts, languages = zip(*_pieces(node, language), strict=True)
        starts = [0, *accumulate(map(len, texts))]
        return cls("".join(texts), starts[:-1], languages, by)

    def language(self, at: int) -> str:
        """The language of a character."""
        return self.languages[bisect_right(self.starts, at) - 1]

    def quotes(self, at: int) -> Quotes:
        """The marks of its language."""
        return self.by(self.language(at))


def _blocks(nodes: Sequence[Node], by: ByLanguage, language: str) -> tuple[Node, ...]:
    """The nodes, each block set by itself, with what stands between blocks as one of them."""
    return tuple(_block(node, by, language) for node in nodes)


def _block(node: Node, by: ByLanguage, language: str) -> Node:
    has_text = any(child.kind == "text" for child in node.children)
    if not has_text and _holds_blocks(node):
        return replace(node, children=_blocks(node.children, by, node.lang or language))
    if not _needs_signs(node, language):
        return node
    return _rewritten(node, iter(_set(_Stretch.of(node, by, language))))


def _needs_signs(node: Node, language: str) -> bool:
    """Whether anything in a block may be set otherwise than it is typed: most have nothing."""
    language = node.lang or language
    if node.kind == "text":
        return _may_change(node.text, language)
    return any(_needs_signs(child, language) for child in node.children)


def _may_change(text: str, language: str) -> bool:
    return bool(_TYPED.search(text)) or has_french_spaces(language)


def _holds_blocks(node: Node) -> bool:
    return any(child.kind in _BLOCKS or _holds_blocks(child) for child in node.children)


def _pieces(node: Node, language: str) -> Iterator[tuple[str, str]]:
    """The texts of a block in their order, one character for each thing that is no text, with
    their languages."""
    language = node.lang or language
    if node.kind == "text":
        yield node.text, language
    elif not node.children:
        yield ("\n" if node.kind == "br" else _OBJECT), language
    else:
        for child in node.children:
            yield from _pieces(child, language)


def _rewritten(node: Node, signs: Iterator[str]) -> Node:
    """The node with its texts made of the next signs; of each thing that is none, one is left."""
    if node.kind == "text":
        return replace(node, text="".join(islice(signs, len(node.text))))
    if not node.children:
        next(signs)
        return node
    return replace(node, children=tuple(_rewritten(child, signs) for child in node.children))


# ── one stretch of text ─────────────────────────────────────────────────────────────────────


def _set(stretch: _Stretch) -> list[str]:
    """What is printed for each of the characters, in their order: one sign, several or none."""
    text = stretch.text
    signs = list(text)
    kept = _kept(text)
    _replace(text, signs, kept, _DASHES, lambda found: "–" if len(found[1]) == 2 else "—")
    _replace(text, signs, kept, _DOTS, lambda found: "…")
    for found in _RANGE.finditer(text):
        if not kept[found.start()] and _is_range(found[1], found[2]):
            signs[found.end(1)] = "–"
    _Marks(stretch, signs, kept).set()
    if any(map(has_french_spaces, stretch.languages)):
        _space(stretch, signs, kept)
    return signs


def _kept(text: str) -> list[bool]:
    """For each character whether it belongs to an address, which stays as it is."""
    kept = [False] * len(text)
    if not any(sign in text for sign in _IN_ADDRESSES):  # to look for one takes long
        return kept
    for found in _ADDRESS.finditer(text):
        kept[found.start() : found.end()] = [True] * (found.end() - found.start())
    return kept


def _replace(
    text: str,
    signs: list[str],
    kept: Sequence[bool],
    pattern: re.Pattern[str],
    sign: Callable[[re.Match[str]], str],
) -> None:
    for found in pattern.finditer(text):
        if not kept[found.start()]:
            signs[found.start()] = sign(found)
            signs[found.start() + 1 : found.end()] = [""] * (found.end() - found.start() - 1)


def _is_range(first: str, last: str) -> bool:
    """Whether two numbers are the ends of a range: 12-15, 1914-18, 112-3."""
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(first) < int(whole) and (first[0] != "0" or first == "0") and last[0] != "0"


@dataclass(slots=True)
class _Marks:
    """Straight marks of one stretch of text, opened and closed in their order."""

    stretch: _Stretch
    signs: list[str]
    kept: Sequence[bool]
    last_closer: int = -1
    """Where the last single mark stands that can close a quotation."""
    open: list[tuple[str, int]] = field(default_factory=list)
    """The marks that are open, with their places."""

    def set(self) -> None:
        """Replace each straight mark by what it is; what is never closed stays as it was typed."""
        text = self.stretch.text
        for found in _CLOSER.finditer(text):
            before, after = self._around(found.start())
            if not (after.isalnum() or after == "_") or is_spaceless(before):
                self.last_closer = found.start()
        for found in _STRAIGHT.finditer(text):
            at = found.start()
            if self.kept[at]:
                continue
            if found[0] == '"':
                self._double(at)
            else:
                self._single(at)

    def _double(self, at: int) -> None:
        before, after = self._around(at)
        if has_hebrew(before) and has_hebrew(after):
            self.signs[at] = "״"  # an abbreviation: צה״ל
        elif self._opens(at):
            self.open.append(('"', at))
        elif any(mark == '"' for mark, _ in self.open):
            self._close('"', at)
        elif after.isalnum() and (not before.isalnum() or is_spaceless(before)):
            self.open.append(('"', at))  # l'"Unità", 他说"好"
        # Else it is seconds or inches: 5'11".

    def _single(self, at: int) -> None:
        before, after = self._around(at)
        is_open = any(mark == "'" for mark, _ in self.open)
        if before.isdigit() and not after.isalpha() and not is_open:
            return  # minutes or feet
        if has_hebrew(before) and not is_open:
            self.signs[at] = "׳"  # an abbreviation, or a sound of another language: רח׳, ג׳ז
        elif before and is_spaceless(before) and not is_open and at < self.last_closer:
            self.open.append(("'", at))
        elif (before.isalnum() and after.isalnum() and not is_spaceless(after)) or _DECADE.match(
            self.stretch.text, at
        ):
            self.signs[at] = self.stretch.quotes(at).apostrophe
        elif self._opens(at) and at < self.last_closer:
            self.open.append(("'", at))
        elif is_open and (not after.isalnum() or is_spaceless(after)):
            self._close("'", at)
        else:
            self.signs[at] = self.stretch.quotes(at).apostrophe

    def _around(self, at: int) -> tuple[str, str]:
        text = self.stretch.text
        return text[at - 1 : at] if at else "", text[at + 1 : at + 2]

    def _opens(self, at: int) -> bool:
        before, after = self._around(at)
        if not after or after.isspace():
            return False
        just_opened = bool(self.open) and self.open[-1][1] == at - 1
        return not before or before.isspace() or before in _OPENING or just_opened

    def _close(self, mark: str, at: int) -> None:
        """Close the last open `mark`; what was opened in it, and never closed, stays."""
        while self.open:
            opened, start = self.open.pop()
            if opened == mark:
                quotes = self.stretch.quotes(start)
                is_inner = mark == "'" or any(still == '"' for still, _ in self.open)
                pair = quotes.inner if is_inner else quotes.outer
                self.signs[start], self.signs[at] = pair
                return
            if opened == "'":  # it was an apostrophe: 'tis
                self.signs[start] = self.stretch.quotes(start).apostrophe


_STRAIGHT = re.compile("[\"']")
_CLOSER = re.compile(r"(?<=[^\s(\[{])'")


def _space(stretch: _Stretch, signs: list[str], kept: Sequence[bool]) -> None:
    """Put the spaces of French before ; ! ? and : and inside quotation marks that were typed."""
    text = stretch.text
    for found in _FRENCH.finditer(text):
        at = found.start("mark")
        if kept[at] or not has_french_spaces(stretch.language(at)):
            continue
        space = _NO_BREAK if text[at] == ":" else _NARROW
        if found.start() < at:
            signs[found.start()] = space
        else:
            signs[at] = space + signs[at]
    for found in _PERCENT.finditer(text):
        if has_french_spaces(stretch.language(found.start())):
            signs[found.start()] = _NARROW
    for found in _GUILLEMETS.finditer(text):
        if has_french_spaces(stretch.language(found.start())):
            signs[found.start()] = _NO_BREAK


_PERCENT = re.compile(r"(?<=\d) (?=[%‰€])")
_GUILLEMETS = re.compile(r"(?<=«) (?=\S)|(?<=\S) (?=»)")
