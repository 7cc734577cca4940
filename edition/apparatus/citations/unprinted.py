"""Unprinted: the fields of a CSL record that the list of sources and the notes leave out.

In: a record. Out: the names of its fields that no reader would see, so that nothing that somebody
has written down is lost without a word. It follows `chicago-notes.csl`; a test sets every field
of every type, and holds the two in step. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.apparatus.citations.records import DATE_FIELDS, NAME_FIELDS, parse_date, parse_names

#: What is printed of a record of any type. `language` says how it is read aloud; `accessed` is
#: printed where there is no `issued`, and is there to be.
_ALWAYS = frozenset(
    ("id", "type", "title", "author", "container-title", "interviewer", "translator", "genre",
     "publisher", "publisher-place", "issued", "accessed", "URL", "note", "language")
)  # fmt: skip
_ENTRIES = frozenset(("entry-encyclopedia", "entry-dictionary"))
#: What is printed of all but entries of a work of reference.
_NO_ENTRY = frozenset(("title-short", "volume", "number", "page"))
_PARTS_OF_NAMES = frozenset(
    ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
)


def unprinted(record: Mapping[str, object]) -> list[str]:
    """The fields that are not printed, in the record's order; what is inside another is named
    with it: `circa (issued)`."""
    return list(dict.fromkeys(_fields(record)))


def _fields(record: Mapping[str, object]) -> Iterator[str]:
    is_entry = record.get("type") in _ENTRIES
    for field, value in record.items():
        if value in (None, "", [], {}):
            continue
        if field == "editor" and not is_entry and not record.get("author"):
            yield from _of_names(field, value)
        elif field not in _ALWAYS and (is_entry or field not in _NO_ENTRY):
            yield field
        elif field in NAME_FIELDS:
            yield from _of_names(field, value)
        elif field in DATE_FIELDS and isinstance(value, Mapping):
            yield from (f"{key} ({field})" for key in value if key not in _shown(value))


def _shown(date: Mapping[str, object]) -> frozenset[str]:
    """The keys of a date that are printed; a season is one of a whole year."""
    season = {"season"} if re.search("-2[1-4]", parse_date(date) or "") else set()
    return frozenset(("date-parts", "circa", *season))


def _of_names(field: str, value: object) -> Iterator[str]:
    names = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if parse_names(value) is None:  # an error of its own
        return
    for name in names:
        if isinstance(name, Mapping):
            printed = {"literal"} if name.get("literal") else _PARTS_OF_NAMES
            yield from (f"{key} ({field})" for key in name if key not in printed and name[key])
