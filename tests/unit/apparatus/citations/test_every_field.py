"""Each field of CSL that the engine prints of a record as CSL JSON, it prints of ours; and none of
those is said to be printed nowhere."""

from __future__ import annotations

import html
import json
import re

import pytest

from edition.apparatus.citations import fields, order, printed, styles
from edition.apparatus.citations.formatter import Formatter
from edition.markup.parse import anew
from edition.system import pandoc

TYPES = ("book", "chapter", "article-journal", "motion_picture", "legal_case", "broadcast")
#: What the engine needs for itself, or what is another record's matter.
_OWN = ("citation-key", "citation-label", "year-suffix", "keyword", "abstract", "note", "language")
FIELDS = [name for name in (*fields.TEXTS, *fields.NAMES, *fields.DATES) if name not in _OWN]


def value(field: str, number: int) -> tuple[object, str]:
    """A value of the field, and the words by which it is found."""
    words = f"Zq{number}x"
    if field in fields.NAMES:
        return [{"family": words, "given": "Ann"}], words
    if field in fields.DATES:
        return {"date-parts": [[1000 + number]]}, str(1000 + number)
    if field == "URL":
        return f"https://{words}.example.org/".lower(), words
    return (f"10.1000/{words}" if field == "DOI" else words), words


def record(kind: str, number: int) -> dict[str, object]:
    common = {"title": "The Loom", "author": [{"family": "Doe"}], "container-title": "Cloth"}
    field = FIELDS[number]
    return {"id": f"{kind}.{field}", "type": kind, **common, field: value(field, number)[0]}


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).casefold()


def reference(records: list[dict[str, object]], style: bytes) -> list[str]:
    """The note and the entry of each record, as the engine makes them of CSL JSON."""
    notes = "".join(f"x[^{n}]\n\n[^{n}]: [@{{{r['id']}}}]\n\n" for n, r in enumerate(records))
    text = f"---\nnocite: '@*'\nlang: en-US\n---\n{notes}".encode()
    arguments = ["-f", "markdown", "-t", "html", "--wrap=none", "--citeproc", "--csl=a.csl"]
    files = {"a.csl": style, "r.json": json.dumps(records).encode()}
    made = pandoc.run(text, [*arguments, "--bibliography=r.json"], files).decode()
    cited = re.findall(r'<li id="fn\d+">(.*?)</li>', made, re.S)
    listed = dict(re.findall(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', made, re.S))
    return [
        plain(note + listed.get(str(r["id"]), "")) for note, r in zip(cited, records, strict=True)
    ]


def ours(records: list[dict[str, object]], style: styles.Style) -> list[str]:
    found, bodies = order.Citations(), [anew(f"It was. [@{r['id']}]") for r in records]
    for number, body in enumerate(bodies, 1):
        found.add(body.nodes, 3 * number)
    formatter = Formatter(records, "en-US", style, found)
    listed = dict(formatter.bibliography([str(r["id"]) for r in records]))
    return [
        plain(formatter.note(body.citations[0]) + listed[str(r["id"])])
        for body, r in zip(bodies, records, strict=True)
    ]


@pytest.mark.parametrize("name", ["chicago-notes", "mla"])
def test_what_the_engine_prints_is_printed_and_not_warned_of(name: str) -> None:
    style = styles.bundled(name)
    records = [record(kind, number) for kind in TYPES for number in range(len(FIELDS))]
    shown = zip(records, reference(records, style.data), ours(records, style), strict=True)
    lost, warned, count = [], [], 0
    for one, theirs, own in shown:
        field = str(one["id"]).partition(".")[2]
        words = value(field, FIELDS.index(field))[1].casefold()
        if words in theirs:
            count += 1
            lost += [] if words in own else [one["id"]]
            may = printed.reader(style.data).fields(str(one["type"]), frozenset(one))
            warned += [] if field in may else [one["id"]]
    assert (lost, warned) == ([], [])
    assert count > len(records) / 3
