"""References: a record as the metadata of pandoc's document, from which its citeproc reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from edition.apparatus.citations import dates, fields, richtext
from edition.apparatus.citations.records import parse_names, safe_url
from edition.apparatus.citations.richtext import Inline
from edition.languages import tags
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.markup.languagespans import LANGUAGE_TAG, without_marked, without_spans

#: A value of the metadata, as pandoc's JSON has it: {"t": "MetaString", "c": "words"}.
Meta: TypeAlias = dict[str, Any]

#: The class of the title in what the engine makes, so that it can be linked.
TITLE = "edition-title"
#: Letters beyond Latin Extended-B.
NOT_LATIN = re.compile("[^\\W\\d_\u0000-\u024f]")
#: Fields that are in the record's language wherever their letters show it.
_IN_ITS_LETTERS = (
    "container-title",
    "container-title-short",
    "publisher",
    "genre",
    "publisher-place",
)
_TITLES = ("title", "title-short")
#: A host of the web, whose letters stay small in every style.
_ADDRESS_LIKE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_OLD = 1000  # before it the engine writes AD
#: Identifiers and addresses, in which no sign is markup.
_VERBATIM = frozenset(("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language", "citation-key"))


def reference(record: Mapping[str, object], labels: Labels, variables: frozenset[str]) -> Meta:
    """The record; `labels` are the edition's, `variables` those that the style prints: a note that
    no style prints is printed behind the entry. What is unreadable is left out: `records.check`
    has said so."""
    kind = str(record.get("type"))
    made = {"id": text(str(record["id"]))}
    made["type"] = text(kind if kind in fields.TYPES else "document")
    own = foreign_language(record, labels.language)
    for written, value in record.items():
        field = fields.OLDER_NAMES.get(written, written)
        if value in (None, "") or (field == "note" and field not in variables):
            continue
        if found := _value(field, value, own, labels):
            made[field] = found
    return _map(made)


def _value(field: str, value: object, own: str, labels: Labels) -> Meta | None:
    """A field of the record, if it can be read; `own` is its language where that is foreign."""
    if field in fields.NAMES:
        names = parse_names(value) or []
        parts = [_map({key: _plain(part) for key, part in name.items()}) for name in names]
        return _list(parts) if parts else None
    if field in fields.DATES:
        date = dates.parse(value)
        return _date(date, labels) if date else None
    return _field(field, value, own) if field in fields.TEXTS else None


def foreign_language(record: Mapping[str, object], language: str) -> str:
    """The record's language where it is another than the edition's, or nothing."""
    own = str(record.get("language") or "")
    if not LANGUAGE_TAG.fullmatch(own) or tags.primary(own) == tags.primary(language):
        return ""
    return own


def _field(field: str, value: object, own: str) -> Meta | None:
    words = " ".join(str(value).split()) if not isinstance(value, (Mapping, list, bool)) else ""
    if not words:
        return None
    if field == "URL":
        return text(words) if safe_url(words) else None
    if field == "DOI":
        return text(re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", words, flags=re.I))
    if field in _VERBATIM:
        return text(words)
    if field in _TITLES and words.startswith("[") and words.endswith("]"):
        return _inlines([_description(words, field)])
    inner = richtext.inlines(words)
    if _ADDRESS_LIKE.fullmatch(words):
        return _inlines([richtext.span(inner, [richtext.NO_CASE], [])])
    if field in _TITLES:
        return _inlines(_title(inner, words, own, field))
    if own and field in _IN_ITS_LETTERS and NOT_LATIN.search(words):
        inner = [richtext.span(inner, *richtext.foreign(own))]
    return _inlines(inner)


def _description(words: str, field: str) -> Inline:
    """A description in the place of a title, in square brackets: it is in the language of the
    edition, no style changes its case, and nothing is quoted around it."""
    inner = richtext.words(richtext.curled(without_spans(words)))
    names = [TITLE, richtext.NO_CASE] if field == "title" else [richtext.NO_CASE]
    return richtext.span(inner, names, [])


def _title(inner: list[Inline], words: str, own: str, field: str) -> list[Inline]:
    """A title with its language. In other scripts than Latin no title has capitals like English
    ones, whether the record says its language or not. Around another title there is no span, in
    which the engine would not know the last word, which has a capital."""
    names, pairs = richtext.foreign(own) if own else ([], [])
    plain = without_marked(words)
    if not own and 2 * len(NOT_LATIN.findall(plain)) > sum(map(str.isalpha, plain)):
        names = [richtext.NO_CASE]
    if not names:
        return inner
    return [richtext.span(inner, [TITLE, *names] if field == "title" else names, pairs)]


def _date(date: dates.RecordDate, labels: Labels) -> Meta:
    if words := _in_words(date, labels):
        return _map({"literal": text(words)})
    made: dict[str, Meta] = {}
    if date.parts:
        parts = [_list([text(str(number)) for number in part]) for part in date.parts]
        made["date-parts"] = _list(parts)
    if date.season:
        made["season"] = text(str(date.season))
    if date.circa:
        made["circa"] = {"t": "MetaBool", "c": True}
    if date.literal:
        made["literal"] = text(date.literal)
    return _map(made)


def _in_words(date: dates.RecordDate, labels: Labels) -> str:
    """A date that no style can write: without its last digits or an end; and in another language
    than English also one of a year before 1000, or of a season."""
    written = DateWriter(labels).written
    if date.edtf:
        return written(date.edtf)
    is_old = any(part[0] < _OLD for part in date.parts)
    if tags.primary(labels.language) == "en" or date.literal or not (date.season or is_old):
        return ""
    ends = [_edtf(part, date.season) for part in date.parts]
    return written(ends[0] + "~" * date.circa, *ends[1:])


def _edtf(part: Sequence[int], season: int) -> str:
    """A date of CSL as EDTF has it, which counts a year 0."""
    year = part[0] if part[0] > 0 else part[0] + 1
    rest = (20 + season,) if season else part[1:]
    return "-".join((f"{year:05d}" if year < 0 else f"{year:04d}", *(f"{n:02d}" for n in rest)))


def _plain(value: str | bool) -> Meta:
    return (
        {"t": "MetaBool", "c": value} if isinstance(value, bool) else text(value.replace("'", "’"))
    )


def text(words: str) -> Meta:
    """Words as they are."""
    return {"t": "MetaString", "c": words}


def _inlines(inner: list[Inline]) -> Meta:
    return {"t": "MetaInlines", "c": inner}


def _map(values: Mapping[str, Meta]) -> Meta:
    return {"t": "MetaMap", "c": dict(values)}


def _list(values: list[Meta]) -> Meta:
    return {"t": "MetaList", "c": values}
