"""Beside: records that go to the engine as a file of CSL JSON beside the document.

pandoc's metadata take a record whole, its titles with their languages, but of names and dates only
those of CSL 1.0.1: a narrator, a host, a producer would be lost. CSL JSON takes all of them and has
no tags for languages; what it cannot hold is put back into what the engine has made, by the words
that it stands on. So is the place of the title, which is a link. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from edition.apparatus.citations import fields, richtext
from edition.apparatus.citations.references import TITLE, Meta
from edition.apparatus.citations.richtext import Inline

#: The names and dates that pandoc's metadata may hold.
_HELD = frozenset(
    (
        *("author", "collection-editor", "composer", "container-author", "director", "editor"),
        *("editorial-director", "illustrator", "interviewer", "original-author", "recipient"),
        *("reviewed-author", "translator"),
        *("accessed", "event-date", "issued", "original-date", "submitted"),
    )
)
_LOST = frozenset((*fields.NAMES, *fields.DATES)) - _HELD

#: What stands on words: their letters, and the classes and attributes of the span.
Mark: TypeAlias = tuple[list[str], list[list[str]]]
Marks: TypeAlias = Mapping[str, Mark]


def is_for(reference: Meta) -> bool:
    """Whether the record has a field that the metadata would lose."""
    return not _LOST.isdisjoint(reference["c"])


def csl(meta: Meta) -> object:
    """The record, or a part of it, as CSL JSON."""
    content = meta["c"]
    if meta["t"] == "MetaMap":
        return {name: csl(value) for name, value in content.items()}
    if meta["t"] == "MetaList":
        return [csl(item) for item in content]
    return richtext.tagged(content) if meta["t"] == "MetaInlines" else content


def marks(reference: Meta) -> Marks:
    """What the engine does not get of the record, or may lose: where its title is; and what CSL
    JSON has no tags for."""
    fields = reference["c"]
    texts = [value["c"] for value in fields.values() if value["t"] == "MetaInlines"]
    spans = [item for item in _elements(texts) if item["t"] == "Span" and any(item["c"][0])]
    # Of two on the same words the outer counts, which is before the other.
    found = {_letters(span): (span["c"][0][1], span["c"][0][2]) for span in reversed(spans)}
    title = fields.get("title")
    if title and not any(TITLE in names for names, _ in found.values()):
        found[_letters(title["c"])] = ([TITLE], [])
    return {letters: mark for letters, mark in found.items() if letters}


def marked(blocks: list[Inline], marks: Marks) -> list[Inline]:
    """An entry with the marks of its record, its title marked once: the first words that are the
    title's, set apart or not."""
    left = dict(marks)
    made: list[Inline] = restored(blocks, left)
    for letters in [letters for letters, (names, _) in left.items() if TITLE in names]:
        made = [_with_run(block, letters, left[letters]) for block in made]
    return made


def restored(made: Any, left: dict[str, Mark]) -> Any:
    """What the engine has made, or a part of it, with the marks that are `left`: on words whose
    case no style changes, and on a title, which styles set apart; a title is marked once."""
    if isinstance(made, list):
        return [restored(part, left) for part in made]
    if not isinstance(made, dict) or "c" not in made:
        return made
    kind, content = made["t"], restored(made["c"], left)
    if kind not in ("Span", "Emph") or not (found := left.get(letters := _letters(made))):
        return {**made, "c": content}
    if kind == "Emph":
        content = [richtext.span(_bare(content), *found)]
    elif richtext.NO_CASE in content[0][1]:
        content = [["", *found], _bare(content[1])]
    elif content[0] == ["", [], []]:
        content = [content[0], _within_quotes(content[1], found)]
    else:
        return {**made, "c": content}
    if TITLE in found[0]:
        del left[letters]
    return {**made, "c": content}


def _with_run(block: Inline, letters: str, mark: Mark) -> Inline:
    """A paragraph with a mark on the first of its words that are these letters together."""
    inner: list[Inline] = block["c"]
    own = [_letters([item]) for item in inner] if block["t"] in ("Para", "Plain") else []
    for start, first in enumerate(own):
        end, words = start, ""
        while first and end < len(own) and letters.startswith(words) and words != letters:
            words += own[end]
            end += 1
        if words == letters:
            last, behind = _parted(inner[end - 1])
            run = richtext.span([*inner[start : end - 1], last], *mark)
            return {**block, "c": [*inner[:start], run, *behind, *inner[end:]]}
    return block


def _parted(item: Inline) -> tuple[Inline, list[Inline]]:
    """An element without the marks behind its last letter, and these."""
    found = re.fullmatch(r"(.*\w)(\W+)", item["c"]) if item["t"] == "Str" else None
    if not found:
        return item, []
    return {"t": "Str", "c": found[1]}, [{"t": "Str", "c": found[2]}]


def _within_quotes(inner: list[Inline], mark: Mark) -> list[Inline]:
    """A quotation, as the engine gives it, with a mark on what is between its signs, but for the
    full stop or comma that belongs to the sentence."""
    end = len(inner) - 1
    if end < 2 or _letters(inner[0]) or _letters(inner[end]):
        return [richtext.span(_bare(inner), *mark)]
    if inner[end - 1].get("c") in (".", ","):
        end -= 1
    return [inner[0], richtext.span(_bare(inner[1:end]), *mark), *inner[end:]]


def _bare(inner: list[Inline]) -> list[Inline]:
    """Words without the spans that are around all of them."""
    while len(inner) == 1 and inner[0]["t"] == "Span":
        inner = inner[0]["c"][1]
    return inner


def _elements(tree: Any) -> Iterator[Inline]:
    """The elements of a tree, those within others too."""
    if isinstance(tree, list):
        for part in tree:
            yield from _elements(part)
    elif isinstance(tree, dict):
        yield tree
        yield from _elements(tree.get("c"))


def _letters(tree: Any) -> str:
    """The letters and figures in a tree, by which its words are known in any case."""
    words = "".join(str(item["c"]) for item in _elements(tree) if item["t"] == "Str")
    return "".join(filter(str.isalnum, words.casefold()))
