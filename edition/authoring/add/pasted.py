"""Pasted: a record of a source that somebody has copied from elsewhere, as JSON. Pure.

In: CSL JSON, as Zotero copies it and as https://doi.org answers a request for
`application/vnd.citationstyles.csl+json`; or Crossref's answer, whose fields are CSL's but for some
names of types and lists of one title. Out: the fields that CSL has. Nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from edition.apparatus.citations import dates, fields
from edition.apparatus.citations.records import parse_names
from edition.yamlfile.load import YamlValue

#: Crossref's types of works that CSL calls otherwise (https://api.crossref.org/types).
_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "dissertation": "thesis",
    "reference-entry": "entry",
    "peer-review": "review",
}
#: What records from elsewhere have, and no list of sources prints.
_DROPPED = frozenset(
    ("abstract", "source", "references", "keyword", "citation-key", "id", "ISSN", "ISBN")
)


class NoRecord(ValueError):
    """A text is no record of a source; the message says why."""


def record(text: str) -> dict[str, YamlValue]:
    """The fields of the record in `text`. Raises `NoRecord`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NoRecord("it is no JSON") from None
    if isinstance(found, dict) and isinstance(found.get("message"), dict):
        found = found["message"]
    if isinstance(found, list):
        if len(found) != 1:
            raise NoRecord(f"it holds {len(found)} records, and one is wanted")
        found = found[0]
    if not isinstance(found, Mapping):
        raise NoRecord("it is no record")
    kept: dict[str, YamlValue] = {}
    for key, given in found.items():
        if value := _value(str(key), given):
            kept[fields.OLDER_NAMES.get(str(key), str(key))] = value
    if "type" not in kept or "title" not in kept:
        raise NoRecord("it has no title, or no type")
    return kept


def _value(key: str, given: object) -> YamlValue:
    """A field as the file has it; nothing for what CSL has not, or what is unreadable."""
    key = fields.OLDER_NAMES.get(key, key)
    if key in _DROPPED or key not in fields.KNOWN:
        return None
    if key == "type":
        return _TYPES.get(str(given), str(given))
    if key in fields.NAMES:
        names = parse_names(given) or []
        return [{part: str(word) for part, word in name.items()} for name in names]
    if key in fields.DATES:
        return _date(given)
    if isinstance(given, list):  # Crossref has lists of titles, and of ISBNs
        given = given[0] if given else ""
    return " ".join(str(given).split()) if isinstance(given, str | int | float) else None


def _date(given: object) -> YamlValue:
    """The first day, month or year of a date."""
    date = dates.parse(given)
    if date is None or not date.parts or date.parts[0][0] < 1:
        return None
    year, *rest = date.parts[0]
    return "-".join((f"{year:04d}", *(f"{number:02d}" for number in rest)))
