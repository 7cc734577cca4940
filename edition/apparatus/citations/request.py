"""Request: what the engine is asked, as one document of pandoc: the records, and the citations in
the order in which a reader meets them, each in a note of its own. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.apparatus.citations import richtext
from edition.apparatus.citations.locale import engine_tag
from edition.apparatus.citations.references import Meta, reference, text
from edition.apparatus.citations.richtext import Inline
from edition.apparatus.citations.styles import LOCATORS, Style, locator_word

if TYPE_CHECKING:
    from edition.markup.tree import CitationItem

#: The version of pandoc's tree (package pandoc-types) that is written.
_API = [1, 23, 1]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sources that are cited together, and the number of the note: what is cited in the note
    before counts as just cited (“ibid.”); 0 where there is no note."""

    items: tuple[CitationItem, ...]
    number: int = 0


def document(
    records: Sequence[Mapping[str, object]],
    clusters: Sequence[Cluster],
    style: Style,
    language: str,
) -> bytes:
    """The document as pandoc's JSON; `language` is the edition's. All records get their entry in
    the list of sources, cited or not."""
    references = [reference(record, language, style.variables) for record in records]
    everything = _cite([_item(richtext.words(""), "*", [], "NormalCitation", 0)])
    meta: dict[str, Meta] = {
        "lang": text(engine_tag(language)),
        "references": {"t": "MetaList", "c": references},
        "nocite": {"t": "MetaInlines", "c": [everything]},
        "link-citations": {"t": "MetaBool", "c": True},
        "link-bibliography": {"t": "MetaBool", "c": True},
    }
    blocks = [_note(cluster) for cluster in clusters]
    whole = {"pandoc-api-version": _API, "meta": meta, "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _note(cluster: Cluster) -> Inline:
    items = [
        _item(
            _prefix(item.prefix),
            item.id,
            _suffix(item),
            "SuppressAuthor" if item.without_author else "NormalCitation",
            cluster.number,
        )
        for item in cluster.items
    ]
    inner = [{"t": "Para", "c": [_cite(items)]}]
    return {"t": "Para", "c": [{"t": "Note", "c": inner}]}


def _cite(items: Sequence[Inline]) -> Inline:
    return {"t": "Cite", "c": [list(items), []]}


def _item(
    prefix: list[Inline], id: str, suffix: list[Inline], mode: str, number: int
) -> dict[str, object]:
    return {
        "citationId": id,
        "citationPrefix": prefix,
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": number,
        "citationHash": 0,
    }


def _prefix(prefix: str) -> list[Inline]:
    return [*richtext.inlines(prefix), {"t": "Space"}] if prefix else []


def _suffix(item: CitationItem) -> list[Inline]:
    """What stands behind the id. A locator whose kind is known is in braces, by the word that the
    style got for its kind; what is not known the engine looks through itself, in its language."""
    made: list[Inline] = []
    if item.locator:
        label = item.label if item.label in LOCATORS else "page"
        value = re.sub(r"(?<=\d)-(?=\d)", "–", item.locator)
        made = richtext.words(f", {{{locator_word(label)} {value}}}")
    if item.suffix:
        joined = item.suffix if item.suffix[0] in ",;:.)" else f" {item.suffix}"
        made += richtext.inlines(joined)
    return made
