"""What an original is, by what is in it, whatever its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.authoring.intake import kinds
from edition.authoring.intake.kinds import Kind
from edition.model.problems import BuildFailed
from tests.unit.authoring.intake import samples


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a", samples.zipped({"word/document.xml": b"x"}), Kind.DOCX),
        (
            "a",
            samples.zipped({"mimetype": b"application/epub+zip", "META-INF/container.xml": b""}),
            Kind.EPUB,
        ),
        ("a", samples.zipped({"META-INF/container.xml": b""}), Kind.EPUB),
        ("a", b"{\\rtf1 x}", Kind.RTF),
        ("a", b"\xef\xbb\xbf<!DOCTYPE html><p>x", Kind.HTML),
        ("a", b"<html><body>x", Kind.HTML),
        ("a.txt", b"<p>one</p>\n<p>two</p>\n<p>three</p>", Kind.HTML),
        ("a", samples.TEI.encode(), Kind.TEI),
        ("a", b"<!-- x --><tei:TEI xmlns:tei='http://www.tei-c.org/ns/1.0'/>", Kind.TEI),
        ("a.md", b"# x\n", Kind.MARKDOWN),
        ("a", b"WEBVTT\n\n00:01.000 --> 00:02.000\nx", Kind.SUBTITLES),
        ("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\nx", Kind.SUBTITLES),
        ("a", b"A weaver sat at the loom.\n", Kind.TEXT),
        ("a", "Привет\n".encode("cp1251"), Kind.TEXT),
        ("a", "A weaver\n".encode("utf-16"), Kind.TEXT),
    ],
)
def test_each_kind(name: str, data: bytes, kind: Kind) -> None:
    assert kinds.of_file(data, Path(name)) is kind


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08"],
)
def test_what_is_none_of_the_kinds_is_refused(data: bytes) -> None:
    with pytest.raises(BuildFailed) as failed:
        kinds.of_file(data + bytes(200), Path("a.bin"))
    (problem,) = failed.value.problems
    assert problem.code == "import-unknown"
    assert "Word, OpenDocument" in problem.hint
