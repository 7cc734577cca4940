"""Request: what the engine is asked, as one document of pandoc: the records, and the citations in
the order in which a reader meets them, each in a note of its own. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from edition.apparatus.citations import beside, richtext
from edition.apparatus.citations.beside import Marks
from edition.apparatus.citations.locale import engine_tag
from edition.apparatus.citations.references import Meta, reference, text
from edition.apparatus.citations.richtext import Inline
from edition.apparatus.citations.styles import Style, locator_word
from edition.apparatus.citations.written import GUARD
from edition.markup.inline import OTHER_LOCATORS, places
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from edition.languages.labels import Labels
    from edition.markup.tree import CitationItem

#: The version of pandoc's tree (package pandoc-types) that is written.
_API = [1, 23, 1]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sources that are cited together, and the number of the note: what is cited in the note
    before counts as just cited (“ibid.”); 0 where there is no note."""

    items: tuple[CitationItem, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What the engine is asked: pandoc's JSON, records of CSL JSON beside it or nothing, and by
    their ids the marks that these lose."""

    document: bytes
    beside: bytes
    marks: Mapping[str, Marks]


def request(
    records: Sequence[Mapping[str, object]],
    clusters: Sequence[Cluster],
    style: Style,
    labels: Labels,
) -> Request:
    """The request; `labels` are the edition's. All records get their entry in the list of sources,
    cited or not."""
    references = [reference(record, labels, style.variables) for record in records]
    apart = [made for made in references if beside.is_for(made)]
    references = [made for made in references if not beside.is_for(made)]
    everything = _cite([_item(richtext.words(""), "*", [], "NormalCitation", 0)])
    meta: dict[str, Meta] = {
        "lang": text(engine_tag(labels.language)),
        "references": {"t": "MetaList", "c": references},
        "nocite": {"t": "MetaInlines", "c": [everything]},
        "link-citations": {"t": "MetaBool", "c": True},
        "link-bibliography": {"t": "MetaBool", "c": True},
    }
    blocks = [_note(cluster, labels) for cluster in clusters]
    whole = {"pandoc-api-version": _API, "meta": meta, "blocks": blocks}
    return Request(
        json.dumps(whole, ensure_ascii=False, sort_keys=True).encode(),
        json.dumps([*map(beside.csl, apart)]).encode() if apart else b"",
        {made["c"]["id"]["c"]: beside.marks(made) for made in (*references, *apart)},
    )


def _note(cluster: Cluster, labels: Labels) -> Inline:
    items = [
        _item(
            _prefix(item.prefix),
            item.id,
            _suffix(item, labels),
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


def _suffix(item: CitationItem, labels: Labels) -> list[Inline]:
    """What stands behind the id. A locator whose kind the engine knows is in braces, by the word
    that the style got for its kind; the other kinds of CSL are written here, behind a sign that
    keeps it from taking them for a page, or `v.` for a verse. What is not known the engine looks
    through itself, in its language."""
    made: list[Inline] = []
    found, rest = places(item)
    for label, value in found:
        if label in OTHER_LOCATORS:
            made += richtext.words(f",{GUARD} {labels.locator(label, value)}")
        else:
            made += richtext.words(f", {{{locator_word(label)} {value}}}")
    if rest:
        made += richtext.inlines(rest if rest[0] in ",;:.)" else f" {rest}")
    return made
