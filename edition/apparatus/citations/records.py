"""Checks and cleans CSL records: what an editor wrote in, what citeproc-py can digest out.

The fields and types are those of CSL 1.0.2 (appendices III and IV of the specification) and of
the CSL-YAML that pandoc reads. No import of citeproc here: checking must be quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from edition.apparatus.citations import han
from edition.languages import edtf
from edition.markup.languagespans import is_malformed, marked, without_spans
from edition.markup.urls import has_login
from edition.model import csl

TYPES = frozenset(csl.TYPES)
NAME_FIELDS = ("author", "editor", "translator", "interviewer")
DATE_FIELDS = ("issued", "accessed")
_TEXT_FIELDS = (
    "title",
    "title-short",
    "container-title",
    "publisher",
    "publisher-place",
    "genre",
    "number",
    "volume",
    "page",
)
# Characters that are markup in XHTML travel through citeproc-py, which escapes some fields and
# others not, as private-use characters; `formatter` turns them into entities afterwards.
HIDDEN = {"&": "\ue000", "<": "\ue001", ">": "\ue002"}
_HIDE = str.maketrans(HIDDEN)


#: The fields of a record as citeproc-py takes them: texts, names, and dates by their parts.
CleanRecord: TypeAlias = dict[str, str | list[dict[str, str]] | dict[str, str]]


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
    "bad-date": 'Write "2014-12-15", "2014-12" or 2014; "0793"; "1850~" for about 1850; leave it '
    "out if unknown.",
    "bad-language-tag": "Write [words]{lang=ru}, with a BCP 47 tag such as ru, ar or zh-Hant.",
    "unsafe-url": "Use an http or https address, without a name and @ before the host.",
}


def _defect(code: str, id: str, message: str) -> RecordDefect:
    return RecordDefect(code, id, message, _HINTS[code])


def _check_one(id: str, record: Mapping[str, object]) -> Iterable[RecordDefect]:
    if record.get("type") not in TYPES:
        yield _defect("unknown-type", id, f"“{record.get('type')}” is no CSL type.")
    if not str(record.get("title") or "").strip():
        yield _defect("missing-title", id, "The source has no title.")
    for field in _TEXT_FIELDS:
        if is_malformed(str(record.get(field) or "")):
            yield _defect("bad-language-tag", id, f"The languages in “{field}” cannot be read.")
    for field in NAME_FIELDS:
        if record.get(field) is not None and parse_names(record[field]) is None:
            yield _defect("bad-name", id, f"“{field}” is no list of names.")
    for field in DATE_FIELDS:
        if record.get(field) is not None and parse_date(record[field]) is None:
            defect = _defect("bad-date", id, f"“{field}” is no date: {record[field]}")
            near = edtf.suggestion(str(record[field]))
            yield replace(defect, hint=f"Write {near}.") if near else defect
    url = record.get("URL")
    if url is not None and safe_url(url) is None:
        yield _defect("unsafe-url", id, f"The address “{str(url)[:80]}” is not allowed.")


def languages(record: Mapping[str, object]) -> list[tuple[str, str]]:
    """(words, language tag) of what the record's fields declare to be in a language."""
    texts = (" ".join(str(record.get(field) or "").split()) for field in _TEXT_FIELDS)
    return [(words, tag) for text in texts for words, tag in marked(text)]


def safe_url(value: object) -> str | None:
    """An http(s) address without white space and without a login, or None."""
    text = str(value)
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text) and not has_login(text) else None


def parse_date(value: object) -> str | None:
    """The date as EDTF has it (`edition.languages.edtf`) of any of the accepted forms, else None.

    Accepted: "2014-12-15", "2014-12", "0793", "1850~", "1850/1853", 2014, a YAML date,
    {date-parts: [[2014, 12, 15]]} of one date or two, with `circa` and `season`.
    """
    if isinstance(value, Mapping):
        return _of_parts(value)
    text = str(value)
    if isinstance(value, bool) or not _is_date(text):
        return None
    return text


def _is_date(text: str) -> bool:
    try:
        edtf.check(text)
    except ValueError:
        return False
    return True


def _of_parts(value: Mapping[object, object]) -> str | None:
    """EDTF of the parts of one or two dates; -44 is 44 BC there, and -0043 in EDTF."""
    parts = value.get("date-parts")
    if not isinstance(parts, Sequence) or isinstance(parts, str) or not 1 <= len(parts) <= 2:
        return None
    season = str(value.get("season") or "")
    sides = [_side(part, season) for part in parts]
    flag = "~" if value.get("circa") else ""
    text = "/".join(f"{side}{flag}" for side in sides if side)
    return text if all(sides) and _is_date(text) else None


def _side(part: object, season: str) -> str:
    """EDTF of year, month and day; empty for what is none."""
    listed = part if isinstance(part, Sequence) and not isinstance(part, str) else []
    numbers = [str(number) for number in listed]
    if not 1 <= len(numbers) <= 3 or not all(_NUMBER.fullmatch(number) for number in numbers):
        return ""
    year, *rest = map(int, numbers)
    if not year or any(number < 1 for number in rest):
        return ""
    text = f"{year + 1:05d}" if year < -1 else f"{max(year, 0):04d}"
    if season in ("1", "2", "3", "4") and not rest:
        rest = [20 + int(season)]
    return "-".join((text, *(f"{number:02d}" for number in rest)))


_NUMBER = re.compile(r"-?[0-9]{1,4}")


def parse_names(value: object) -> list[dict[str, str]] | None:
    """The names as citeproc-py takes them; a string is an institution. None if unreadable."""
    entries = [value] if isinstance(value, (str, Mapping)) else value
    if not isinstance(entries, Sequence) or not entries:
        return None
    names = [_name(entry) for entry in entries]
    return [name for name in names if name] if all(names) else None


def _name(entry: object) -> dict[str, str] | None:
    if isinstance(entry, str):
        return {"literal": entry} if entry.strip() else None
    if not isinstance(entry, Mapping):
        return None
    if entry.get("literal"):
        return {"literal": str(entry["literal"])}
    keys = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
    name = {key: str(entry[key]) for key in keys if entry.get(key)}
    if {"family", "given"} == name.keys() and han.is_name(*name.values()):
        return {"literal": name["family"] + name["given"]}
    return name if "family" in name or "given" in name else None


def for_citeproc(
    record: Mapping[str, object], key: str, written: Callable[[str], str] = str
) -> CleanRecord:
    """The fields that the style uses, cleaned; whatever is unreadable is left out.

    `key` is the id that citeproc-py gets: it would fold the case of the editor's own. `written`
    puts a date into words, since citeproc-py knows few languages and no date that is not exact.
    """
    known = record.get("type") in TYPES
    clean: CleanRecord = {"id": key, "type": str(record["type"]) if known else "document"}
    for field in _TEXT_FIELDS:
        if text := " ".join(str(record.get(field) or "").split()):
            text = without_spans(text)
            clean[field] = text.translate(_HIDE)
    if clean.get("container-title") == clean.get("publisher"):
        clean.pop("publisher", None)
    for field in NAME_FIELDS:
        if names := parse_names(record.get(field)):
            clean[field] = [{k: v.translate(_HIDE) for k, v in name.items()} for name in names]
    for field in DATE_FIELDS:
        if date := parse_date(record.get(field)):
            clean[field] = {"literal": written(date).translate(_HIDE)}
    return clean
