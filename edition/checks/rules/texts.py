"""The texts that the rules read: every Markdown text of an edition, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.annotations.groups import HEADING_GROUPS
from edition.markup.tree import CELLS, Body, Node
from edition.model import Annotations, BodyText, CalledNote, Footnote, TextualNote
from edition.model.dataclass import dataclass
from edition.model.problems import Place

#: Stands for what is not the editors' own words: nothing is found across it.
GAP = "\0"
#: Words of others, by their quotation marks; one that is not closed counts to the end.
_QUOTATION = re.compile(
    '“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)|‘[^‘“”]*?’(?!\\w)'
)


_WORD = re.compile(r"[^\W_]+")
#: Words by which a sentence is known.
_ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Prose:
    """A text by the editors. `key` names its annotation as exceptions and the ledger do:
    `footnotes/fire`, an event by its date, an emendation by its quote."""

    key: str
    body: BodyText

    @property
    def group(self) -> str:
        """The key of the file that it stands under."""
        return self.key.partition("/")[0]


def texts(annotations: Annotations) -> Iterator[Prose]:
    """Every Markdown text but those of the title page, in the file's order of sections."""
    if annotations.text_note:
        yield Prose("text-note", annotations.text_note)
    for section in annotations.front:
        yield Prose(f"front/{section.id}", section.body)
    for section in annotations.back:
        yield Prose(f"back/{section.id}", section.body)
    notes: tuple[CalledNote, ...] = (
        *annotations.emendations,
        *annotations.footnotes,
        *annotations.textual_notes,
    )
    for item in notes:
        if item.body:
            yield Prose(key_of(item), item.body)
    yield from _apparatus(annotations)


def _apparatus(annotations: Annotations) -> Iterator[Prose]:
    for photo in annotations.photos:
        if photo.note:
            yield Prose(f"photos/{photo.id}", photo.note)
    for term in annotations.glossary:
        yield Prose(f"glossary/{term.id}", term.definition)
    for heading in annotations.headings:
        if heading.description:
            yield Prose(f"{HEADING_GROUPS[heading.kind]}/{heading.id}", heading.description)
    for picture in annotations.pictures:
        if picture.caption:
            yield Prose(f"pictures/{picture.id}", picture.caption)
    if annotations.chronology:
        if annotations.chronology.introduction:
            yield Prose("chronology/introduction", annotations.chronology.introduction)
        for event in annotations.chronology.events:
            yield Prose(f"chronology/{event.date}", event.body)
    for name in annotations.opening.names if annotations.opening else ():
        if name.line:
            yield Prose(f"opening/{name.id}", name.line)
    for map_ in annotations.maps:
        if map_.caption:
            yield Prose(f"maps/{map_.id}", map_.caption)


def key_of(item: CalledNote) -> str:
    """The key of a note that is called in the text."""
    if isinstance(item, Footnote):
        return f"footnotes/{item.id}"
    if isinstance(item, TextualNote):
        return f"textual-notes/{item.id}"
    return f"emendations/{' '.join(item.selector.exact.split())}"


def keys(annotations: Annotations) -> dict[str, None]:
    """Every key that an exception can name, those of annotations without a text too."""
    found = [prose.key for prose in texts(annotations)]
    found += [key_of(item) for item in annotations.called]
    return dict.fromkeys(found)


def own_words(body: Body) -> str:
    """The editors' own words in `body`, each block closed by a gap: without citations, words in
    italics (titles), in other languages and in code, quotations and what stands in quotation
    marks. A gap stands for each."""
    return GAP.join(
        _QUOTATION.sub(lambda found: GAP * len(found[0]), "".join(_words(block)))
        for block in blocks(body.nodes, quotations=False)
    )


def blocks(nodes: tuple[Node, ...], *, quotations: bool = True) -> Iterator[Node]:
    """The innermost blocks of a text: paragraphs, also those inside lists and, if they are wanted,
    inside quotations. A table is one block."""
    for node in nodes:
        if node.kind == "blockquote" and not quotations:
            continue
        if node.kind in ("ul", "ol", "blockquote") or any(c.kind == "p" for c in node.children):
            yield from blocks(node.children, quotations=quotations)
        else:
            yield node


def _words(node: Node) -> Iterator[str]:
    if node.kind in ("cite", "em", "code", "blockquote") or (node.kind == "span" and node.lang):
        yield GAP
    elif node.kind == "br":
        yield " "
    else:
        yield node.text
        for child in node.children:
            yield from _words(child)
        if node.kind in CELLS:
            yield GAP


def place_in(text: BodyText, words: str) -> Place:
    """Where `words` stand in a Markdown text, line breaks aside: outside quotation marks if they
    do so anywhere; the text's beginning where markup divides them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    masked = _QUOTATION.sub(lambda found: GAP * len(found[0]), text.text)
    found = pattern.search(masked) or pattern.search(text.text)
    return text.at(found.start() if found else 0)


def beginning_of(text: BodyText, sentence: str) -> Place:
    """Where a sentence that was cut out of a Markdown text begins in it: the last place where its
    first words stand, whatever marks are between them; the text's beginning if there is none."""
    words = _WORD.findall(sentence)[:_ENOUGH]
    for count in range(len(words), 0, -1):
        pattern = re.compile(r"[\W_]+".join(map(re.escape, words[:count])))
        if places := [found.start() for found in pattern.finditer(text.text)]:
            return text.at(places[-1])
    return text.at(0)
