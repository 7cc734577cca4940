"""Unprinted: the fields of a record that a reader would never see.

In: a record, and what the style prints. Out: the names of fields that CSL does not know, each with
the nearest that it does, and of those that the style prints of no type of source, so that nothing
that somebody has written down is lost without a word. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from edition.apparatus.citations.fields import (
    DATE_PARTS,
    DATES,
    KNOWN,
    NAME_SWITCHES,
    NAME_TEXTS,
    NAMES,
    OLDER_NAMES,
)
from edition.apparatus.citations.records import parse_names
from edition.model.problems import did_you_mean

#: What is never a question of the style: `language` says how a title is read aloud, `note` is
#: printed behind the entry where the style does not print it.
_ALWAYS = frozenset(("id", "type", "title", "title-short", "language", "note", "URL", "DOI"))
#: What programs that manage references put beside the fields for themselves.
_FOR_PROGRAMS = frozenset(("citation-key", "custom", "categories", "keyword", "abstract"))
_NOT_ASKED = _ALWAYS | _FOR_PROGRAMS


def unknown(record: Mapping[str, object]) -> list[tuple[str, str]]:
    """(name, the nearest that is known) of each field that CSL does not have, in the record's
    order; what is inside another is named with it: `circ (issued)`."""
    found = [(name, did_you_mean(name, KNOWN)) for name in record if name not in KNOWN]
    for field, value in _given(record):
        if field in NAMES:
            known = (*NAME_TEXTS, *NAME_SWITCHES)
            found += [(f"{key} ({field})", did_you_mean(key, known)) for key in _odd(value, known)]
        elif field in DATES and isinstance(value, Mapping):
            odd = _odd([value], DATE_PARTS)
            found += [(f"{key} ({field})", did_you_mean(key, DATE_PARTS)) for key in odd]
    return list(dict.fromkeys(found))


def unprinted(record: Mapping[str, object], variables: frozenset[str]) -> list[str]:
    """The fields of CSL that the style prints of no type, in the record's order."""
    return [
        field
        for field, _ in _given(record)
        if field in KNOWN
        and field not in _NOT_ASKED
        and OLDER_NAMES.get(field, field) not in variables
    ]


def _given(record: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((field, value) for field, value in record.items() if value not in (None, "", [], {}))


def _odd(value: object, known: Sequence[str]) -> Iterator[str]:
    """The keys of names or dates that CSL does not have."""
    entries = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if parse_names(value) is None and known is not DATE_PARTS:  # an error of its own
        return
    for entry in entries:
        if isinstance(entry, Mapping):
            yield from (str(key) for key in entry if key not in known)
