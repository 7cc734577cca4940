"""Namesakes: the engine compares all names with each other only where two people share one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from edition.apparatus.citations import namesakes, order, styles
from edition.apparatus.citations.formatter import Formatter
from edition.markup.parse import anew
from edition.system import pandoc

ANNA, ADA = {"family": "Doe", "given": "Anna"}, {"family": "Doe", "given": "Ada"}


def book(id: str, *authors: object, **more: object) -> dict[str, object]:
    made = {"id": id, "type": "book", "title": f"Book {id}", "issued": 2001, "publisher": "P"}
    return {**made, "author": list(authors), **more}


@pytest.mark.parametrize(
    ("records", "are"),
    [
        ([], False),
        ([book("a", ANNA), book("b", ANNA)], False),
        ([book("a", ANNA, {"family": "Roe", "given": "Anna"})], False),
        ([book("a", "Doe Society"), book("b", ANNA)], False),
        ([book("a", ANNA), book("b", ADA)], True),
        ([book("a", ANNA), book("b", translator=[ADA])], True),
        ([book("a", ANNA), book("b", {"family": "DOE", "given": "Ada"})], True),
        ([book("a", ANNA), book("b", {"family": "van Doe", "given": "Ada"})], True),
        ([book("a", ANNA), book("b", {**ANNA, "non-dropping-particle": "van"})], True),
        ([book("a", {"family": "Doe"}), book("b", ANNA)], True),
    ],
)
def test_two_people_of_one_family_name(records: list[Mapping[str, object]], are: bool) -> None:
    assert namesakes.are_in(records) is are


def cited(
    records: list[dict[str, object]], style: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[str], bool]:
    """Each record cited twice, the list of sources, and whether the engine was to compare names."""
    asked = []
    run = pandoc.run

    def watched(document: bytes, words: list[str], files: Mapping[str, bytes]) -> bytes:
        asked.append(files["style.csl"])
        return run(document, words, files)

    monkeypatch.setattr(pandoc, "run", watched)
    monkeypatch.setenv("EDITION_CACHE", "off")
    found = order.Citations()
    bodies = [anew(f"So. [@{record['id']}, p. 3]") for record in (*records, *records)]
    for number, body in enumerate(bodies, 1):
        found.add(body.nodes, number)
    formatter = Formatter(records, "en", styles.bundled(style), found)
    notes = [formatter.note(body.citations[0]) for body in bodies]
    entries = [entry for _, entry in formatter.bibliography([str(item["id"]) for item in records])]
    return notes, entries, any(b"add-givenname" in style for style in asked)


@pytest.mark.parametrize("style", ["chicago-author-date", "mla", "chicago-notes"])
def test_without_namesakes_the_same_is_made_without_comparing(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    roe = {"family": "Roe", "given": "Rae"}
    records = [book("a", ANNA), book("b", ANNA), book("c", roe, ANNA), book("d", "A Society")]
    quick = cited(records, style, monkeypatch)
    assert not quick[2]
    monkeypatch.setattr(namesakes, "are_in", lambda records: True)
    slow = cited(records, style, monkeypatch)
    assert slow[2]
    assert quick[:2] == slow[:2]


def test_namesakes_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [book("a", ANNA), book("b", {"family": "Doe", "given": "Jane"}, issued=2003)]
    notes, _, compared = cited(records, "chicago-author-date", monkeypatch)
    assert compared
    assert notes[:2] == ["A. Doe 2001, 3.", "J. Doe 2003, 3."]
