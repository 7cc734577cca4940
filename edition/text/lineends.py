"""Line ends: which of those within a paragraph of hard-wrapped lines stand for no blank. Pure.

A line may be wrapped behind a hyphen or a dash (`well-` / `known`, `door--` / `and`), and, in
scripts that part no words by spaces, between any two letters. Neither in the books nor where
words are looked for is there a blank then. The source keeps its line ends: what is said here is
where they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from unicodedata import category

from edition.model import Paragraph, SourceText, Span
from edition.text.normalize import Folded, fold, fold_apart
from edition.text.scripts import is_hangul, is_spaceless

#: The line ends that no line of a file goes by: next line, line separator, paragraph separator
#: (UAX 14, classes NL and BK). Word processors leave them within paragraphs.
SEPARATORS = "\x85\u2028\u2029"
_SEPARATOR = re.compile(f"[{SEPARATORS}]")
#: What a line end within a paragraph is made of, with the white space around it.
BLANK = f" \t\u00a0\u200b\r\n{SEPARATORS}"
#: A line end that is kept, and the indentation behind it.
LINE_BREAK = re.compile(rf"(\r\n|[\n\r{SEPARATORS}])[ \t\u00a0]*")
#: A line end with the white space around it, behind what may stand there without a blank.
_GAP = rf"[ \t\u00a0\u200b]*(?:\r\n|[\n\r{SEPARATORS}])[ \t\u00a0]*"
_LINE_END = re.compile(
    rf"(?:(?<=[^\x00-,.0-\u00a0])|(?<=[0-9A-Za-z])(?={_GAP}[\u3000-\u9fff\uff01-\uffef])){_GAP}"
)
_HYPHENS = "-\u00ad\u2010\u2011\u058a\u05be\u2e17\ufe63\uff0d"
_DASHES = "\u2012\u2013\u2014\u2015\u2e3a\u2e3b\ufe58"
_DASHED = frozenset(_HYPHENS + _DASHES)
#: Words that join two others of which the first leaves its second half to the last: pre- and
#: post-war, Nord- und Südkorea. A blank follows such a hyphen.
_BETWEEN = re.compile(
    r"(?:and|or|nor|to|but|und|oder|bis|bzw|sowie|en|of|och|og|eller|et|ou|y|e|o|i|и|или|та|або)"
    r"(?=[\s,;:]|$)"
)
#: Marks that are as wide as the letters around them.
_NEUTRAL = frozenset("“”‘’…—·«»")
#: Letters of Chinese and Japanese. The inside of a class of a regular expression.
_WIDE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
#: Dashes within a line, with what stands behind them.
_WITHIN = re.compile(f"(?<=[^\\s{_DASHES}-])([{_DASHES}-]+)([ \t\u00a0]?)(?=[^\\s{_DASHES}-])")


def spaced(text: str) -> str:
    """`text` with a space for each separator, as browsers show it: no font has a shape for one, and
    Pango would end the line there, though one that a file is wrapped by ends none."""
    return _SEPARATOR.sub(" ", text)


def joins(text: str, span: Span) -> tuple[Span, ...]:
    """The line ends within a paragraph at `span` of `text`, each with the white space around it,
    that stand for no blank; in order."""
    ends = (Span(*found.span()) for found in _LINE_END.finditer(text, *span))
    return tuple(end for end in ends if _is_join(text, span, end))


def source_joins(source: SourceText) -> tuple[Span, ...]:
    """The joins of all paragraphs of a source, whatever their role."""
    starts = [paragraph.span.start for paragraph in source.paragraphs]
    found = []
    for match in _LINE_END.finditer(source.text):
        k = bisect_right(starts, match.start()) - 1
        end = Span(*match.span())
        if k >= 0 and _is_join(source.text, source.paragraphs[k].span, end):
            found.append(end)
    return tuple(found)


def without(text: str, span: Span, gone: Sequence[Span]) -> str:
    """The words at `span` of `text` without those stretches that are `gone`, which are in order
    and do not overlap."""
    pieces, at = [], span.start
    for start, end in gone:
        if start < span.end and end > at:
            pieces.append(text[at : max(at, start)])
            at = end
    return "".join([*pieces, text[at : span.end]])


def on_one_line(source: SourceText, span: Span) -> str:
    """The words at `span` of the source, across paragraphs and files too, as one line."""
    return " ".join(reading(source, span).split())


def reading(source: SourceText, span: Span) -> str:
    """The words at `span` of the source as a reader has them: no blank where a line end is none,
    one between two files."""
    gone = _joins_at(source, span)
    edges = [file.start for file in source.files if span.start < file.start < span.end]
    pieces = (
        without(source.text, Span(start, end), gone)
        for start, end in zip([span.start, *edges], [*edges, span.end], strict=True)
    )
    return " ".join(pieces)


def _joins_at(source: SourceText, span: Span) -> list[Span]:
    """The joins of the paragraphs at `span`: the end of a paragraph is none."""
    paragraphs = source.paragraphs
    k = max(0, bisect_right(paragraphs, span.start, key=_begin) - 1)
    found: list[Span] = []
    while k < len(paragraphs) and paragraphs[k].span.start < span.end:
        found += joins(source.text, paragraphs[k].span)
        k += 1
    return found


def _begin(paragraph: Paragraph) -> int:
    return paragraph.span.start


def hyphens(text: str, folded: Folded) -> Callable[[int], bool]:
    """Says of an offset in `text` folded, at which a hyphen is, whether it is one, and no dash."""
    return lambda at: text[folded.begins(at)] in _HYPHENS


def folded(source: SourceText) -> Folded:
    """The source folded as quotations are: no blank where a line end is none, and one where a
    file ends, though no line does."""
    starts = tuple(file.start for file in source.files[1:])
    return _folded(source.text, starts, source_joins(source))


def folded_words(source: SourceText, span: Span) -> Folded:
    """The words of a paragraph, or of a part of one, folded; offsets are from its beginning."""
    return fold(_filled(source.text, joins(source.text, span), span))


@lru_cache(maxsize=2)
def _folded(text: str, starts: tuple[int, ...], gone: tuple[Span, ...]) -> Folded:
    """Remembered, since the source stays the same while its notes are edited."""
    return fold_apart(_filled(text, gone, Span(0, len(text))), starts)


def _filled(text: str, gone: Sequence[Span], span: Span) -> str:
    """The words at `span`, as many characters, with what folds to nothing in the place of what is
    gone."""
    pieces: list[str] = []
    at = span.start
    for start, end in gone:
        pieces += (text[at:start], "\u2060" * (end - start))
        at = end
    return "".join([*pieces, text[at : span.end]]) if pieces else text[span.start : span.end]


def _is_join(text: str, span: Span, end: Span) -> bool:
    """Whether a line end of the paragraph at `span` stands for no blank."""
    if end.start <= span.start or end.end >= span.end:
        return False
    before, after = text[end.start - 1], text[end.end]
    if category(after)[0] == "M" or "\u1160" <= after <= "\u11ff":
        return False  # it would fall upon a letter that it does not belong to
    if before in _DASHED:
        return _follows_dash(text, span, end)
    if before == "/":
        return after.isalnum() and end.start - 1 > span.start and text[end.start - 2].isalnum()
    return _is_within_words(text, span, end)


def _follows_dash(text: str, span: Span, end: Span) -> bool:
    at = end.start
    while at > span.start and text[at - 1] in _DASHED:
        at -= 1
    if at == span.start or text[at - 1].isspace() or text[end.end].isspace():
        return False  # it begins its line, or a blank stands before it as well
    mark = text[at : end.start]
    if mark == "\u00ad":
        return True
    is_hyphen = len(mark) == 1 and mark in _HYPHENS
    if is_hyphen and _BETWEEN.match(text, end.end, span.end):
        return False
    if text[end.end] in _DASHED and text[end.end + 1 : end.end + 2].isspace():
        return False  # an item of a list
    return is_hyphen or _is_closed(_habits(text), mark)


def _is_closed(habits: Mapping[tuple[str, bool], int], mark: str) -> bool:
    """Whether the text sets no blank behind a dash of this kind, where it sets none before it: in
    Spanish a dash is followed by one at the end of what is put in, in Russian after a comma."""
    kind = _kind(mark)
    return habits.get((kind, True), 0) >= habits.get((kind, False), 0)


@lru_cache(maxsize=2)
def _habits(text: str) -> Mapping[tuple[str, bool], int]:
    """How often each kind of dash stands within a line, with no blank behind it and with one."""
    return Counter((_kind(found[1]), not found[2]) for found in _WITHIN.finditer(text))


def _kind(mark: str) -> str:
    return "--" if mark.startswith("--") else mark[:1]


def _is_within_words(text: str, span: Span, end: Span) -> bool:
    """Whether letters of a script without spaces stand on both sides, marks of no script apart; or
    on one, where the text sets no blank between them and such letters or figures."""
    before, after = end.start - 1, end.end
    while before > span.start and text[before] in _NEUTRAL:
        before -= 1
    while after < span.end - 1 and text[after] in _NEUTRAL:
        after += 1
    if is_spaceless(text[before]) and is_spaceless(text[after]):
        return True
    one, other = text[end.start - 1], text[end.end]
    if is_hangul(one) or is_hangul(other):
        return False
    if _is_wide_mark(one) or _is_wide_mark(other) or (is_spaceless(one) and other == "\u3000"):
        return True
    foreign = other if is_spaceless(one) else one if is_spaceless(other) else ""
    return foreign.isalnum() and _stands_close(text, foreign.isdigit())


def _is_wide_mark(char: str) -> bool:
    """Whether it is punctuation that has its blank within itself: ，（"""
    return "\u3000" < char <= "\uffef" and category(char)[0] == "P" and is_spaceless(char)


@lru_cache(maxsize=4)
def _stands_close(text: str, figures: bool) -> bool:
    """Whether a text in such a script has no blank beside letters or figures of another: 在1916年,
    but 用 Latin 字. Where none shows it, beside figures it has none."""
    inner = "0-9" if figures else "A-Za-z"
    sides = rf"(?:[{_WIDE}]%s[{inner}]|[{inner}]%s[{_WIDE}])"
    close, apart = (len(re.findall(sides % (gap, gap), text)) for gap in ("", " "))
    return close > apart or (figures and close == apart)
