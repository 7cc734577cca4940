"""Beside: records that go to the engine as a file of CSL JSON beside the document.

pandoc's metadata take a record whole, its titles with their languages, but of names and dates only
those of CSL 1.0.1: a narrator, a host, a producer would be lost. CSL JSON takes all of them and has
no tags for languages; what it cannot hold is put back into what the engine has made, by the words
that it stands on. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from edition.apparatus.citations import fields, richtext
from edition.apparatus.citations.references import Meta
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
#: What may stand at the end of a quotation and is none of it.
_CLOSING = ".,”’“»«』」》\"' \u00a0\u202f"
_LOST = frozenset((*fields.NAMES, *fields.DATES)) - _HELD

#: What stands on words: their letters, and the classes and attributes of the span.
Marks: TypeAlias = Mapping[str, tuple[list[str], list[list[str]]]]


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
    """What CSL JSON cannot hold of the record."""
    texts = [value["c"] for value in reference["c"].values() if value["t"] == "MetaInlines"]
    spans = [item for item in _elements(texts) if item["t"] == "Span"]
    # Of two on the same words the outer counts, which is before the other.
    return {_letters(span): (span["c"][0][1], span["c"][0][2]) for span in reversed(spans)}


def restored(made: Any, marks: Marks) -> Any:
    """What the engine has made, or a part of it, with the marks of its records: on words whose case
    no style changes, and on a title, which styles set apart."""
    if isinstance(made, list):
        return [restored(part, marks) for part in made]
    if not isinstance(made, dict) or "c" not in made:
        return made
    kind, content = made["t"], restored(made["c"], marks)
    found = marks.get(_letters(made)) if kind in ("Span", "Emph") else None
    if found and kind == "Emph":
        content = [richtext.span(_bare(content), *found)]
    elif found and richtext.NO_CASE in content[0][1]:
        content = [["", *found], _bare(content[1])]
    elif found and content[0] == ["", [], []]:
        content = [content[0], _within_quotes(content[1], found)]
    return {**made, "c": content}


def _within_quotes(inner: list[Inline], mark: tuple[list[str], list[list[str]]]) -> list[Inline]:
    """A quotation, as the engine gives it, with a mark on what is between its signs."""
    end = len(inner)
    while end > 1 and not str(inner[end - 1].get("c", "")).strip(_CLOSING):
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
