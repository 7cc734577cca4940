"""Checks records: what an editor wrote, held against CSL 1.0.2 before anything is made of it.

No engine is asked here: checking must be quick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.apparatus.citations import dates, han
from edition.apparatus.citations.fields import (
    DATES,
    NAME_SWITCHES,
    NAME_TEXTS,
    NAMES,
    TEXTS,
    TYPES,
    UNTITLED,
)
from edition.markup.languagespans import without_spans
from edition.markup.urls import has_login
from edition.model.dataclass import dataclass
from edition.model.problems import did_you_mean

__all__ = ["TYPES", "RecordDefect", "check", "parse_names", "safe_url"]

NAME_FIELDS = NAMES
DATE_FIELDS = DATES


@dataclass(frozen=True, slots=True)
class RecordDefect:
    """What is wrong with the record `id`, and what to do about it."""

    code: str
    id: str
    message: str
    hint: str = ""


def check(records: Sequence[Mapping[str, object]]) -> tuple[RecordDefect, ...]:
    """The defects of the records, in their order; never raises.

    Codes: missing-id, duplicate-id, unknown-type, missing-title, bad-name, bad-date, unsafe-url,
    bad-language-tag.
    """
    found: list[RecordDefect] = []
    seen: set[str] = set()
    for record in records:
        id = str(record.get("id") or "")
        if not id:
            found.append(_defect("missing-id", "", "a record has no id"))
        elif id in seen:
            found.append(_defect("duplicate-id", id, "two records have this id"))
        seen.add(id)
        found.extend(_check_one(id, record))
    return tuple(found)


_HINTS = {
    "missing-id": "Give every source an id of its own.",
    "duplicate-id": "Give every source an id of its own.",
    "unknown-type": "Use a CSL type, such as article-newspaper, webpage, book, report.",
    "missing-title": "Give the title, or a description of the source in its place.",
    "bad-name": "Write a list of {family: …, given: …} or {literal: …}.",
    "bad-date": 'Write "2014-12-15", "2014-12", 2014, "1850~" (about 1850), "2014/2016" or '
    '{literal: "n.d."}; leave it out if unknown.',
    "bad-language-tag": "Write [words]{lang=ru}, with a BCP 47 tag such as ru, ar or zh-Hant.",
    "unsafe-url": "Use an http or https address, without a name and @ before the host.",
}


def _defect(code: str, id: str, message: str, near: str = "") -> RecordDefect:
    return RecordDefect(code, id, message, near or _HINTS[code])


def _check_one(id: str, record: Mapping[str, object]) -> Iterable[RecordDefect]:
    kind = str(record.get("type"))
    if kind not in TYPES:
        near = did_you_mean(kind, sorted(TYPES))
        yield _defect("unknown-type", id, f"“{kind}” is no CSL type.", near)
    if not str(record.get("title") or "").strip() and not _may_be_untitled(kind, record):
        yield _defect("missing-title", id, "The source has no title.")
    for field in filter(record.get, TEXTS):
        if "]{lang" in without_spans(str(record[field])):
            yield _defect("bad-language-tag", id, f"The languages in “{field}” cannot be read.")
    for field in NAMES:
        if record.get(field) is not None and parse_names(record[field]) is None:
            yield _defect("bad-name", id, f"“{field}” is no list of names.")
    for field in DATES:
        if record.get(field) is not None and dates.parse(record[field]) is None:
            yield _defect("bad-date", id, f"“{field}” is no date: {str(record[field])[:80]}")
    url = record.get("URL")
    if url is not None and safe_url(url) is None:
        yield _defect("unsafe-url", id, f"The address “{str(url)[:80]}” is not allowed.")


def _may_be_untitled(kind: str, record: Mapping[str, object]) -> bool:
    return kind in UNTITLED and all(record.get(field) for field in UNTITLED[kind])


def safe_url(value: object) -> str | None:
    """An http(s) address without white space and without a login, or None."""
    text = str(value)
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text) and not has_login(text) else None


def parse_names(value: object) -> list[dict[str, str | bool]] | None:
    """The names as CSL has them; a string is an institution. None if unreadable."""
    entries = [value] if isinstance(value, (str, Mapping)) else value
    if not isinstance(entries, Sequence) or not entries:
        return None
    names = [_name(entry) for entry in entries]
    return [name for name in names if name] if all(names) else None


def shown_names(value: object) -> Iterator[str]:
    """The words of the names that `value` is, each part on its own."""
    for name in parse_names(value) or ():
        yield from (part for part in name.values() if isinstance(part, str))


def _name(entry: object) -> dict[str, str | bool] | None:
    if isinstance(entry, str):
        return {"literal": " ".join(entry.split())} if entry.strip() else None
    if not isinstance(entry, Mapping):
        return None
    name: dict[str, str | bool] = {
        key: " ".join(_TAG.sub("", str(entry[key])).split())
        for key in NAME_TEXTS
        if entry.get(key) and not isinstance(entry[key], (Mapping, list))
    }
    if "literal" in name:
        return {"literal": name["literal"]}
    if {"family", "given"} == name.keys() and han.is_name(*map(str, name.values())):
        return {"literal": f"{name['family']}{name['given']}"}
    switched = (key for key in NAME_SWITCHES if str(entry.get(key) or "").lower() in _YES)
    name |= dict.fromkeys(switched, True)
    return name if "family" in name or "given" in name else None


#: Letters of a name are not set apart; CSL JSON may have tags there all the same.
_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>")
_YES = ("true", "1", "yes")
