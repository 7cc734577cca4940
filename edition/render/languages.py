"""Languages: which ones words of an edition are said to be in. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from edition.apparatus.forms import transliteration_language
from edition.assembly.prepare import Prepared
from edition.markup.languagespans import LANGUAGE_TAG, marked
from edition.markup.tree import walk
from edition.model import Form, IndexHeading, Term
from edition.model.strings import strings


def used(prepared: Prepared) -> tuple[str, ...]:
    """The language tags of an edition: its own, then the others in the order of the alphabet."""
    own = prepared.edition.metadata.language
    return (own, *sorted({*_others(prepared)} - {own, ""}))


def _others(prepared: Prepared) -> Iterator[str]:
    edition = prepared.edition
    for body in prepared.bodies.values():
        yield from (node.lang for node in walk(body.nodes))
    for block in edition.blocks():
        yield block.language
    for span in edition.formatting:
        if span.form is Form.LANGUAGE:
            yield span.value
    terms = [entry.term for entry in edition.glossary]
    items: list[Term | IndexHeading] = [*terms, *(entry.heading for entry in edition.index)]
    for item in items:
        yield item.original_language
        yield transliteration_language(item)
        yield from (tag for _, tag in marked(item.expansion + item.transliteration))
    for record in prepared.annotations.sources:
        language = str(record.csl.get("language") or "")
        yield language if LANGUAGE_TAG.fullmatch(language) else ""
        yield from (tag for text in strings(record.csl) for _, tag in marked(text))
