"""Exchange: records from the files of programs that manage references, and back into them.

In: CSL JSON (Zotero, Better BibTeX), CSL YAML (pandoc), BibTeX and BibLaTeX, RIS. Out: CSL JSON and
BibLaTeX. What pandoc reads, it reads in its sandbox; nothing is fetched.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from edition.apparatus.citations import dates, fields, richtext
from edition.apparatus.citations.records import parse_names, safe_url
from edition.system import pandoc
from edition.yamlfile.load import load

#: The records of a file; a larger library is exported in part.
MOST = 20_000
ENDINGS = (".json", ".yaml", ".yml", ".bib", ".ris")
#: How the name of a source may be written (as in the schema of the annotations).
ID = re.compile(r"\w(?:[\w:.+/-]*\w)?")
#: What only BibLaTeX has, or does well: a part of a `crossref` gets the title of the whole.
_BIBLATEX = re.compile(rb"@online|\b(?:journaltitle|location|date|maintitle|crossref)\s*=", re.I)
#: How an entry of BibTeX begins, with its id, and the year in it.
_BIBTEX_HEAD = re.compile(r"@\w+\s*[{(]\s*([^\s,{}]+)\s*,")
_BIBTEX_YEAR = re.compile(r"\b(?:year|date)\s*=\s*[{\"]+([^{}\"]+)")
#: What pandoc leaves of TeX in titles: H$_2$O, $x^2$, $\\alpha$.
_RAISED = re.compile(r"\$(\w*)([_^])\{?(\w+)\}?\$")
_GREEK = re.compile(r"\$\\([a-zA-Z]+)\$")
#: A date of RIS: 2001, 2001/03 or 2001/03/05, with or without the slashes of what is left out.
_RIS_DATE = re.compile(rb"(?m)^(PY|Y1|DA)  - ?(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?[^\r\n]*")
_RIS_BODY = re.compile(rb"(?m)^(?:AU|A[1-4]|ED)  - ?([^,\r\n]+?)\s*$")
_RIS_AUTHOR = re.compile(rb"(?m)^(?:AU|A1)  - ?([^\r\n]*\S)")
#: A line of Zotero's note that is for programs: `tex.ids= doe01`, `Citation Key: doe01`.
_FOR_PROGRAMS = re.compile(r"tex\.[\w.]+\s*[:=]|citation key\s*:", re.I)
#: The dates of BibLaTeX, in which 44 BC is -0043.
_BIBLATEX_DATE = re.compile(r"(?m)^(\s+\w*date = \{)([^}]*-\d[^}]*)(?=\})")
# What no XML may hold, and what turns the direction of a line round.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Unreadable(ValueError):
    """A file of records cannot be read; the message says why."""


def read(name: str, data: bytes) -> list[dict[str, object]]:
    """The records in the file `name`, whose ending says its format. Raises `Unreadable`."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".json":
        found = _json(data)
    elif ending in (".yaml", ".yml"):
        found = _yaml(name, data)
    elif ending == ".bib":
        reader = "biblatex" if _BIBLATEX.search(data) else "bibtex"
        years = _years_in_words(data.decode("utf-8", "replace"))
        found = [_from_tex(item, years) for item in _json(_by_pandoc(data, reader, "csljson"))]
    elif ending == ".ris":
        found = _ris(data)
    else:
        raise Unreadable(f"{name} ends in none of {', '.join(ENDINGS)}.")
    if len(found) > MOST:
        raise Unreadable(f"{name} has {len(found):,} records; at most {MOST:,} are read.")
    return [_record(name, number, item) for number, item in enumerate(found, 1)]


def _json(data: bytes) -> list[object]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"It is no JSON: {error}.") from None
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        found = found["items"]
    if isinstance(found, dict) and "type" in found:
        found = [found]
    if not isinstance(found, list):
        raise Unreadable("It is no list of records: CSL JSON begins with “[”.")
    return found


def _yaml(name: str, data: bytes) -> list[object]:
    file = load(name, data)
    if file.problems:
        raise Unreadable(f"Line {file.problems[0].place.line}: {file.problems[0].message}")
    found: object = file.data
    if isinstance(found, Mapping):
        found = found.get("references")
    if not isinstance(found, list):
        raise Unreadable("It has no list of records under `references:`.")
    return list(found)


def _ris(data: bytes) -> list[object]:
    """The records of RIS. Of a date pandoc reads the year alone, so dates are read here."""
    entries = re.split(rb"(?m)^ER  -.*$", data)[:-1]
    found = _json(_by_pandoc(_RIS_DATE.sub(rb"\1  - \2", data), "ris", "csljson"))
    if len(entries) != len(found):
        raise Unreadable(
            f"Of {len(entries)} records, each of which ends with ER, {len(found)} are read."
        )
    for entry, record in zip(entries, found, strict=True):
        written = [match.groups()[1:] for match in _RIS_DATE.finditer(entry)]
        if isinstance(record, dict) and not record.get("id"):
            record["id"] = _named(record, written)
        if isinstance(record, dict):
            _restore_names(record, entry)
        parts = max(([int(part) for part in date if part] for date in written), key=len, default=[])
        if parts and isinstance(record, dict):
            record["issued"] = {"date-parts": [parts]}
    return found


def _restore_names(record: dict[str, object], entry: bytes) -> None:
    """A name of RIS without a comma is a body's, and stays whole; behind a second comma is a
    suffix: “Roe, R. W., Jr.”"""
    authors, written = record.get("author"), _RIS_AUTHOR.findall(entry)
    if isinstance(authors, list) and len(authors) == len(written):
        for name, data in zip(authors, written, strict=True):
            parts = [part.strip() for part in data.decode("utf-8", "replace").split(",")]
            if len(parts) == 3 and all(parts):
                name.clear()
                name.update(zip(("family", "given", "suffix"), parts, strict=True))
    bodies = [found.decode("utf-8", "replace").strip() for found in _RIS_BODY.findall(entry)]
    for field in fields.NAMES:
        names = record.get(field)
        for name in names if isinstance(names, list) else ():
            whole = f"{name.get('given', '')} {name.get('family', '')}".strip()
            if whole in bodies:
                name.clear()
                name["literal"] = whole


def _named(record: Mapping[str, object], dates: Sequence[Sequence[bytes | None]]) -> str:
    """The id of a record of RIS without an author, for which pandoc has none: a word and the
    year."""
    words = re.findall(r"\w+", f"{record.get('container-title') or ''} {record.get('title')}")
    year = next((date[0].decode() for date in dates if date[0]), "")
    return "_".join(filter(None, [*words[:2], year]))


def _from_tex(item: object, years: Mapping[str, str]) -> object:
    """A record of BibTeX as CSL has it: what pandoc leaves without a type, `@misc`, has one, an
    address in the place of a publisher is one, a year in words is one, and nothing is left of
    TeX."""
    if not isinstance(item, dict):
        return item
    record = {name: _without_tex(value) for name, value in item.items()}
    if safe_url(record.get("publisher")) and not record.get("URL"):
        record["URL"] = record.pop("publisher")
    record["type"] = record.get("type") or ("webpage" if record.get("URL") else "document")
    if record.get("issued") in ({}, {"date-parts": []}):
        words = years.get(str(record.get("id")))
        record["issued"] = {"literal": words} if words else None
    return record


def _years_in_words(text: str) -> dict[str, str]:
    """The years of the entries of BibTeX as they stand there (“in press”, “c. 1999”), by their
    ids; pandoc reads numbers alone."""
    heads = list(_BIBTEX_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    years = {}
    for head, end in zip(heads, ends, strict=True):
        if year := _BIBTEX_YEAR.search(text, head.end(), end):
            years[head[1]] = " ".join(year[1].split())
    return years


def _without_tex(value: object) -> object:
    if not isinstance(value, str):
        return value
    value = _RAISED.sub(_raised, value)
    return _GREEK.sub(_greek, value).replace("{", "").replace("}", "")


def _raised(found: re.Match[str]) -> str:
    tag = "sub" if found[2] == "_" else "sup"
    return f"{found[1]}<{tag}>{found[3]}</{tag}>"


def _greek(found: re.Match[str]) -> str:
    size = "CAPITAL" if found[1][0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {found[1].upper()}")
    except KeyError:
        return found[0]


def _by_pandoc(data: bytes, reader: str, writer: str) -> bytes:
    try:
        return pandoc.run(data, ["-f", reader, "-t", writer], {})
    except pandoc.PandocFailed as failed:
        raise Unreadable(f"{str(failed)[0].upper()}{str(failed)[1:]}.") from None


def _record(name: str, number: int, item: object) -> dict[str, object]:
    if not isinstance(item, Mapping):
        raise Unreadable(f"Record {number} of {name} is no group of fields.")
    record = {str(key): _clean(value) for key, value in item.items()}
    id = str(record.get("citation-key") or record.get("citekey") or record.get("id") or "")
    if not ID.fullmatch(id):
        said = f"“{id[:60]}”, which no note can name" if id else "none"
        raise Unreadable(f"Record {number} of {name} has as its id {said}.")
    record.pop("citekey", None)
    return _with_extra({**record, "id": id})


def _with_extra(record: dict[str, object]) -> dict[str, object]:
    """The record with the fields that its note holds, a line each (`original-date: 1890`): so
    Zotero keeps what it has no field for."""
    note = record.get("note")
    if not isinstance(note, str):
        return record
    left = []
    for line in note.splitlines():
        if _FOR_PROGRAMS.match(line.strip()):
            continue
        field, colon, value = (part.strip() for part in line.partition(":"))
        if colon and value and field in (*fields.TEXTS, *fields.DATES) and field not in record:
            record[field] = value
        elif colon and value and field in fields.NAMES:
            family, _, given = (part.strip() for part in value.partition("||"))
            name = {"family": family, "given": given} if given else {"literal": family}
            others = record.get(field)
            record[field] = [*(others if isinstance(others, list) else ()), name]
        else:
            left.append(line)
    record["note"] = "\n".join(left)
    return record


def _clean(value: object) -> object:
    """A value without characters that no book can hold."""
    if isinstance(value, str):
        # TeX's {\'\i} is an i without its dot and an accent.
        dotted = re.sub("ı(?=[\u0300-\u036f])", "i", _FORBIDDEN.sub("", value))
        return unicodedata.normalize("NFC", dotted)
    if isinstance(value, Mapping):
        return {str(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def csl_json(records: Iterable[Mapping[str, object]]) -> bytes:
    """The records as CSL JSON, as programs that manage references read it."""
    made = [dict(_exported(record)) for record in records]
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def biblatex(records: Iterable[Mapping[str, object]]) -> bytes:
    """The records as BibLaTeX. Raises `Unreadable` where pandoc cannot write it."""
    made = _by_pandoc(csl_json(records), "csljson", "biblatex").decode()
    return _BIBLATEX_DATE.sub(lambda found: found[1] + _before_christ(found[2]), made).encode()


def _before_christ(date: str) -> str:
    """A date of CSL, in which -44 is 44 BC, as EDTF has it."""
    return re.sub(r"(?<![\d-])-(\d+)", lambda year: f"-{int(year[1]) - 1:04}", date)


def _exported(record: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for written, value in record.items():
        field = fields.OLDER_NAMES.get(written, written)
        if value in (None, ""):
            continue
        if field in fields.NAMES:
            yield field, parse_names(value) or []
        elif field in fields.DATES:
            if date := dates.parse(value):
                yield field, _date(date)
        elif field in fields.TEXTS and isinstance(value, (str, int, float)):
            text = " ".join(str(value).split())
            yield field, richtext.tagged(richtext.inlines(text)) if field in _RICH else text
        elif field in ("id", "type"):
            yield field, value


_RICH = frozenset(
    name for name in fields.TEXTS if "title" in name or name in ("note", "abstract", "publisher")
)


def _date(date: dates.RecordDate) -> dict[str, object]:
    made: dict[str, object] = {}
    if date.parts:
        made["date-parts"] = [list(part) for part in date.parts]
    if date.season:
        made["season"] = date.season
    if date.circa:
        made["circa"] = True
    if words := date.literal or date.edtf:
        made["literal"] = words
    return made
