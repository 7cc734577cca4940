"""What is kept of citations changes nothing but the time that they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.apparatus.citations import formatter as citations_formatter
from edition.apparatus.citations.cache import CitationCache
from edition.apparatus.citations.formatter import Formatter
from edition.system import cachedir, fingerprint

RECORDS = [
    {"id": "a", "type": "book", "title": "The Loom", "author": [{"family": "Doe", "given": "Jo"}]},
    {"id": "b", "type": "webpage", "title": "Of <Weavers>", "URL": "https://example.org/"},
]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records that citeproc-py is asked for; what is kept lies in a folder of the test."""
    monkeypatch.setenv("EDITION_CACHE", str(tmp_path))
    found: list[str] = []
    original = citations_formatter._formatted

    def formatted(record: str, short: bool, language: str, own: tuple) -> str:
        found.append(record)
        return original(record, short, language, own)

    monkeypatch.setattr(citations_formatter, "_formatted", formatted)
    return found


def entries(records: list[dict], language: str = "en", identifier: str = "urn:x:1") -> list:
    formatter = Formatter(records, language, CitationCache(identifier))
    found = formatter.bibliography([record["id"] for record in records])
    formatter.keep()
    return found


def test_the_second_build_asks_for_nothing_and_says_the_same(made: list[str]) -> None:
    first = entries(RECORDS)
    assert first == Formatter(RECORDS).bibliography(["a", "b"])
    made.clear()
    assert entries(RECORDS) == first
    assert not made


def test_what_changed_is_made_anew(made: list[str]) -> None:
    entries(RECORDS)
    made.clear()
    other = [RECORDS[0], {**RECORDS[1], "title": "Of Looms"}]
    assert "Of Looms" in entries(other)[1][1]
    assert len(made) == 1
    entries(other, language="de")
    assert len(made) == 3


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 40])
def test_what_is_damaged_is_made_anew(tmp_path: Path, made: list[str], damage: bytes) -> None:
    first = entries(RECORDS)
    (file,) = (tmp_path / "citations").iterdir()
    file.write_bytes(damage or file.read_bytes()[:-1])
    made.clear()
    assert entries(RECORDS) == first and len(made) == 2
    made.clear()
    assert entries(RECORDS) == first and not made


def test_another_release_makes_it_anew(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    entries(RECORDS)
    made.clear()
    monkeypatch.setattr(fingerprint, "digest", lambda *_: "another")
    entries(RECORDS)
    assert len(made) == 2


def test_only_the_last_editions_are_kept(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries(RECORDS[:1])
    (file,) = (tmp_path / "citations").iterdir()
    limit = 3 * file.stat().st_size + 10
    original = cachedir.Cache.__init__
    monkeypatch.setattr(
        cachedir.Cache, "__init__", lambda self, *rest: original(self, *rest, limit=limit)
    )
    for number in range(2, 8):
        entries(RECORDS[:1], identifier=f"urn:x:{number}")
    assert len(list((tmp_path / "citations").iterdir())) == 3


def test_where_nothing_can_be_kept_nothing_is_said(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "citations").write_text("a file")
    assert entries(RECORDS) == Formatter(RECORDS).bibliography(["a", "b"])
    monkeypatch.setenv("EDITION_CACHE", "off")
    assert entries(RECORDS) == Formatter(RECORDS).bibliography(["a", "b"])
