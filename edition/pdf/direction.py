"""Direction: directions within a book that is read from right to left, for WeasyPrint's layout.

WeasyPrint orders the letters of each piece of text by the Unicode Bidirectional Algorithm (UAX 9),
but not the pieces among one another: in a line from right to left each link, each call of a note
and each title in italics stands to the left of what precedes it, also in a phrase of Latin
letters. Such phrases are put into elements of their own, from left to right. The apparatus's
paragraphs and names that have no right-to-left letter are set from left to right too, since their
full stop, or the day before the month, would be at the wrong end. What has a `dir` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from edition.text.scripts import bidi_class

_PARAGRAPHS = frozenset(
    ("p", "li", "dt", "dd", "h1", "h2", "td", "th", "figcaption", "caption", "title")
)
_INLINE = frozenset((
    "a", "abbr", "b", "cite", "code", "dfn", "em", "i", "q", "small", "span", "strong", "sub",
    "sup", "time", "wbr", "br",
))  # fmt: skip
#: Spans that are laid out as blocks (`markup.xhtml`; templates/shared/runs.html).
_BLOCKS = frozenset((
    "blockquote", "li", "line", "ol", "p", "rest", "table", "tbody", "td", "th", "thead", "tr",
    "ul", "note-sources",
))  # fmt: skip
#: Apparatus in a line, which does not belong to the words around it.
_APART = frozenset(("fn", "pn", "speaker", "wikidata"))
#: What is set as the book is, whatever its letters: a note with its number, a line of a stanza, a
#: list of pages.
_OWN_DIRECTION = frozenset(("fn", "line", "pn", "rest", "uses"))
_SVG = "{http://www.w3.org/2000/svg}"

#: Kinds of characters: L, R, digits (E), begin and end of an isolate (I, P), whatever takes the
#: direction of what is around it (N).
_KINDS = {
    "L": "L",
    "R": "R",
    "AL": "R",
    "AN": "R",
    "EN": "E",
    "LRI": "I",
    "RLI": "I",
    "FSI": "I",
    "PDI": "P",
}
#: A phrase from left to right in a line from right to left: rules W7, N1 and I2 of UAX 9.
_PHRASE = re.compile("E*L(?:[LEN]*[LE])?")
_ISOLATED = re.compile("I[^IP]*P?")
#: Of Unicode's pairs (Bidi_Paired_Bracket, which neither Python nor fontTools has) those of texts.
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def direct(root: Element) -> None:
    """Give directions to what is in `root`, an HTML tree whose base direction is from right to
    left. Changes the tree; its text stays as it is."""
    for child in list(root):
        _walk(child)


def _walk(element: Element) -> None:
    if not isinstance(element.tag, str) or element.tag.startswith(_SVG):
        return
    if element.tag in ("head", "style"):
        return
    if element.get("dir") is None and _is_latin(element):
        element.set("dir", "ltr")
    if element.get("dir") in ("ltr", "auto"):
        _keep_italics(element)
        return
    _wrap_phrases(element)
    direct(element)


def _keep_italics(element: Element) -> None:
    """Mark what can be set in italics in an element that runs from left to right, and go on where
    the direction turns again: in a note."""
    if element.tag in ("em", "i", "cite"):
        element.set("dir", "ltr")
    for child in element:
        if child.get("dir") == "rtl":
            _walk(child)
        else:
            _keep_italics(child)


def _is_latin(element: Element) -> bool:
    """Whether an element has Latin letters, or Greek ones …, and no right-to-left ones, and is a
    paragraph of the apparatus or stands in a line. The language of the text's own paragraphs is
    declared."""
    if element.get("data-unit") is not None or not _OWN_DIRECTION.isdisjoint(_classes(element)):
        return False
    parts = list(element.iter())
    if element.tag not in _INLINE:
        inner = (part for part in parts if part is not element)
        if element.tag not in _PARAGRAPHS or any(part.tag in _PARAGRAPHS for part in inner):
            return False
    if any(part.get("dir") or "fn" in _classes(part) for part in parts):
        return False
    kinds = set(map(_kind, "".join(element.itertext())))
    return "L" in kinds and "R" not in kinds


def _kinds(text: str) -> str:
    """The kind of each character; what is isolated (LRI … PDI) is neutral to what is around."""
    return _ISOLATED.sub(lambda found: "N" * len(found[0]), "".join(map(_kind, text)))


def _kind(char: str) -> str:
    return _KINDS.get(bidi_class(char), "N")


# ── phrases of several pieces ───────────────────────────────────────────────────────────────


def _wrap_phrases(element: Element) -> None:
    """Put each left-to-right phrase of more than one piece into a span of its own."""
    items = _items(element)
    if len(items) < 2:
        return
    texts = [item if isinstance(item, str) else _text(item) for item in items]
    made: list[str | Element] = []
    at = (0, 0)  # the item, and how much of it is done
    for start, end in _phrases(items, texts):
        made += _cut(items, at, start)
        span = Element("span", {"dir": "ltr"})
        _fill(span, _cut(items, start, end))
        for note in span.iter():
            if "fn" in _classes(note) and note.get("dir") is None:
                note.set("dir", "rtl")
        made.append(span)
        at = end
    if at != (0, 0):
        _fill(element, [*made, *_cut(items, at, (len(items), 0))])


def _items(element: Element) -> list[str | Element]:
    """What is in an element, in order: texts and elements, without their tails."""
    found: list[str | Element] = [element.text or ""]
    for child in element:
        found += [child, child.tail or ""]
    return [item for item in found if not isinstance(item, str) or item]


def _fill(element: Element, items: list[str | Element]) -> None:
    """Make `items` the content of an element."""
    element.text = ""
    element[:] = []
    for item in items:
        if not isinstance(item, str):
            item.tail = ""
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text += item


def _cut(
    items: list[str | Element], start: tuple[int, int], end: tuple[int, int]
) -> list[str | Element]:
    """The items between two places; texts are cut there."""
    found: list[str | Element] = []
    for k in range(start[0], min(end[0] + 1, len(items))):
        item = items[k]
        if isinstance(item, str):
            text = item[start[1] if k == start[0] else 0 : end[1] if k == end[0] else None]
            found += [text] if text else []
        elif k < end[0]:
            found.append(item)
    return found


def _text(element: Element) -> str:
    """The text of an element, for the line that it stands in. What has a direction of its own is
    neither from the left nor from the right; a block, which ends the line, counts as both."""
    if not isinstance(element.tag, str):
        return ""
    if element.get("dir") or not _APART.isdisjoint(_classes(element)):
        return "\ufffc"
    if element.tag not in _INLINE or not _BLOCKS.isdisjoint(_classes(element)):
        return "\u200f"
    return "".join(item if isinstance(item, str) else _text(item) for item in _items(element))


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _phrases(
    items: list[str | Element], texts: list[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the phrases of more than one piece begin and end: as item and place in its text.
    Of an element that goes on from right to left no part can be taken."""
    whole = "".join(texts)
    places = [(k, n) for k, text in enumerate(texts) for n in range(len(text))]
    for found in _PHRASE.finditer(_kinds(whole)):
        first, start = places[found.start()]
        last, end = places[_closed(whole, found) - 1]
        end += 1
        if not isinstance(items[first], str):
            first, start = first + (not _is_neutral(texts[first][:start])), 0
        if not isinstance(items[last], str):
            last, end = last + _is_neutral(texts[last][end:]), 0
        if (last - 1 if end == 0 else last) > first:
            yield (first, start), (last, end)


def _is_neutral(text: str) -> bool:
    return not {"L", "R"} & set(map(_kind, text))


def _closed(text: str, phrase: re.Match[str]) -> int:
    """The end of a phrase, with the brackets that close those that are opened in it (N0)."""
    end = phrase.end()
    opened: list[str] = []
    for k in range(phrase.start(), len(text)):
        char = text[k]
        if k >= phrase.end() and (not opened or _kind(char) != "N"):
            break
        if char in _PAIRS:
            opened.append(_PAIRS[char])
        elif opened and char == opened[-1]:
            opened.pop()
            end = max(end, k + 1)
    return end
