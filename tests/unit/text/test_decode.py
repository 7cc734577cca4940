"""What a file is that is no plain text in UTF-8: each kind has its own message and its own fix."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO

import pytest

from edition.model import FileRule
from edition.model.problems import Place, Problem
from edition.text.source import parse

PLACE = Place("annotations.yaml", 3, 7)
ENGLISH = "The loom\n\nA weaver sat at the café; “she” threw the shuttle – and it flew.\n"
RUSSIAN = "Однажды весною, в час небывало жаркого заката, в Москве появились двое.\n"


def said(data: bytes, language: str = "en", markup: str = "", sha256: str = "") -> list[Problem]:
    """The problems of a source of one file."""
    rule = FileRule("a.txt", sha256 or hashlib.sha256(data).hexdigest(), PLACE)
    return parse([(rule, data)], "line", language, markup)[1]


def archive(*names: str, first: str = "") -> bytes:
    """A zip archive with files of these names; the first of them holds `first`."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name in names:
            opened.writestr(name, first if name == names[0] else "x" * 500)
    return written.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("mimetype", "content.xml", first="application/vnd.oasis.opendocument.text")
EPUB = archive("mimetype", "META-INF/container.xml", first="application/epub+zip")
TIME = "00:00:01,000 --> 00:00:04,000"


@pytest.mark.parametrize(
    ("data", "name", "fix"),
    [
        (DOCX, "a Word document (.docx)", "build.py import a.txt"),
        (ODT, "an OpenDocument text (.odt)", "build.py import a.txt"),
        (EPUB, "an EPUB", "build.py import a.txt"),
        (archive("a.txt"), "a zip archive", "Unpack it"),
        (archive("xl/workbook.xml"), "a document of an office program", "as plain text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF", "pdftotext"),
        (b"\n%PDF-1.4\nall of it ASCII", "a PDF", "pdftotext"),
        (b"{\\rtf1\\ansi The loom}", "an RTF document", "build.py import a.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "(.doc)", "soffice"),
        (b"\x1f\x8b\x08\x00" + bytes(99), "a gzip archive", "gunzip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture", "OCR"),
        (bytes(60) + b"BOOKMOBI" + bytes(99), "a Kindle book", "ebook-convert"),
        (b"<!doctype html>\n<p>The loom", "an HTML page", "build.py import a.txt"),
        (b'\xef\xbb\xbf\n<HTML lang="en"><p>The loom', "an HTML page", "build.py import a.txt"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "an HTML page", "build.py import a.txt"),
        (b'<?xml version="1.0"?>\n<TEI xmlns="x">', "a TEI document", "build.py import"),
        (b'<?xml version="1.0"?>\n<memo>', "an XML document", "Take the text out"),
        (f"1\n{TIME}\nThe loom\n".encode(), "a file of subtitles (SRT)", "build.py import"),
        (
            f"\ufeff1\r\n{TIME}\r\nThe loom\r\n".encode(),
            "a file of subtitles (SRT)",
            "build.py import",
        ),
        (b"WEBVTT\n\n00:01.000 --> 00:04.000\nThe loom\n", "subtitles (WebVTT)", "build.py import"),
        (b"\\documentclass{book}\n", "a LaTeX document", "pandoc -f latex"),
        (b"[Script Info]\nTitle: x\n", "subtitles (ASS)", "Export"),
        (b'{"text": "The loom"}', "a JSON file", "Take the text out"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS", "git lfs pull"),
    ],
)
def test_a_file_that_is_no_plain_text_is_called_what_it_is(
    data: bytes, name: str, fix: str
) -> None:
    (problem,) = said(data, sha256="1" * 64)
    assert (problem.code, problem.place) == ("source-not-text", Place("a.txt", 1))
    assert name in problem.message and fix in problem.hint


def test_a_page_of_tags_can_be_the_text() -> None:
    page = b"<!DOCTYPE html>\n<p>The loom</p>\n"
    assert "markup: none" in said(page)[0].hint
    assert said(page, markup="none") == []
    assert said(DOCX, markup="none")[0].code == "source-not-text"


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "吾輩は猫である。\n名前はまだ無い。\n"])
@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-16-le", b"\xff\xfe", "UTF-16 "),
        ("utf-16-be", b"\xfe\xff", "UTF-16 "),
        ("utf-16-le", b"", "UTF-16LE "),
        ("utf-16-be", b"", "UTF-16BE "),
        ("utf-32-le", b"\xff\xfe\x00\x00", "UTF-32 "),
        ("utf-32-be", b"", "UTF-32BE "),
    ],
)
def test_utf_16_and_32_are_known(text: str, codec: str, mark: bytes, name: str) -> None:
    (problem,) = said(mark + text.encode(codec), sha256="0" * 64)
    assert problem.code == "source-not-utf8"
    assert name[:6] in problem.message and f"iconv -f {name}-t UTF-8 a.txt" in problem.hint
    assert ("byte-order mark" in problem.message) and ("without" in problem.message) == (not mark)


@pytest.mark.parametrize(
    ("text", "codec", "name", "language"),
    [
        (ENGLISH, "cp1252", "WINDOWS-1252", "en"),
        (ENGLISH, "mac_roman", "MACINTOSH", "en"),
        ("He went to the café.\n", "cp850", "CP850", "en"),
        ("„Größe“, sagte er – und aß Äpfel.\n", "cp1252", "WINDOWS-1252", "de"),
        ("Litwo! ty jesteś jak zdrowie; ile cię trzeba cenić.\n", "cp1250", "WINDOWS-1250", "pl"),
        ("Litwo! ty jesteś jak zdrowie; ile cię trzeba cenić.\n", "iso8859_2", "ISO-8859-2", "pl"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.\n", "iso8859_2", "ISO-8859-2", "cs"),
        # aadsm/jschardet#18: taken for Windows-1252, since most letters are in both.
        ("Când soarele răsărea peste sat, şi Ţara întreagă.\n", "cp1250", "WINDOWS-1250", "en"),
        (RUSSIAN, "cp1251", "WINDOWS-1251", "ru"),
        (RUSSIAN, "cp1251", "WINDOWS-1251", "en"),
        (RUSSIAN, "koi8_r", "KOI8-R", "ru"),
        (RUSSIAN, "koi8_r", "KOI8-R", "en"),
        (RUSSIAN, "cp866", "CP866", "ru"),
        ("Одного разу навесні, у годину спеки, їх було двоє.\n", "koi8_u", "KOI8-U", "uk"),
        ("Μια φορά κι έναν καιρό ήταν ένας βασιλιάς.\n", "cp1253", "WINDOWS-1253", "el"),
        ("בראשית ברא אלהים את השמים ואת הארץ\n", "cp1255", "WINDOWS-1255", "he"),
        ("Güneş doğdu, çığlık atan kuşlar uçtu.\n", "cp1254", "WINDOWS-1254", "tr"),
        ("吾輩は猫である。名前はまだ無い。\n", "shift_jis", "SHIFT_JIS", "ja"),
        ("话说天下大势，分久必合，合久必分。\n", "gb18030", "GB18030", "zh"),
    ],
)
def test_other_encodings_are_proposed_with_words_to_look_at(
    text: str, codec: str, name: str, language: str
) -> None:
    (problem,) = said(text.encode(codec), language)
    assert problem.code == "source-not-utf8"
    assert f"probably {name}." in problem.message
    assert f"iconv -f {name} -t UTF-8" in problem.hint
    letter = next(char for char in text if char > "\x7f" and char.isalpha())
    assert letter in problem.hint.partition("\n")[0]


def test_a_file_that_is_nearly_utf_8_is_no_other_encoding() -> None:
    data = ("Größe und Äpfel – „so“.\n" * 5).encode() + b"caf\xe9\n"
    (problem,) = said(data)
    assert problem.message == "The source is UTF-8, but for 1 byte on 1 line."
    assert problem.place.line == 6 and "0xe9" in problem.hint


def test_no_encoding_is_proposed_for_what_none_can_read() -> None:
    (problem,) = said(bytes(range(1, 256)) * 3)
    assert problem.code == "source-not-utf8" and "iconv" not in problem.hint


def test_each_file_that_cannot_be_read_is_named() -> None:
    files = [
        (FileRule(f"{k}.txt", "1" * 64, PLACE), data) for k, data in enumerate((DOCX, b"\xff"))
    ]
    text, problems = parse(files, "line")
    assert text is None
    assert [(p.code, p.place.file) for p in problems] == [
        ("source-not-text", "0.txt"), ("source-not-utf8", "1.txt"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The weaver\ufffds loom\n", "U+FFFD 1 time"),
        ("The weaverâ€™s cafÃ©\n", "read in a wrong encoding, 2 times"),
        (RUSSIAN.encode().decode("cp1251", "replace").replace("\ufffd", ""), "wrong encoding"),
    ],
)
def test_letters_that_were_lost_before_are_warned_of(text: str, words: str) -> None:
    (problem,) = said(text.encode())
    assert (problem.code, problem.severity) == ("source-damaged", "warning")
    assert words in problem.message


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "MANHÃ» disse «MANHû\n", "ГОСТ Р» и «Рё»\n"])
def test_letters_that_touch_are_mostly_right(text: str) -> None:
    assert said(text.encode()) == []


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (b"a\nb\n", b"a\r\nb\r\n", "only its line ends were LF and are CRLF"),
        (b"a\r\nb\r\n", b"a\nb\n", "only its line ends were CRLF and are LF"),
        (b"a\rb", b"a\nb", "only its line ends were CR and are LF"),
        (b"a\nb\nc\n", b"a\r\nb\nc\n", "only its line ends were LF and are LF and CRLF"),
        (b"a\nb\n", b"a\nb", "only the line end behind the last line is gone"),
        (b"a\nb", b"a\nb\n", "only a line end was added behind the last line"),
        (b"a\nb", b"\xef\xbb\xbfa\nb", "only a byte-order mark was put before them"),
        (b"\xef\xbb\xbfa\nb", b"a\r\nb", "are CRLF, and the byte-order mark before them is gone"),
    ],
)
def test_a_change_of_line_ends_only_is_said_to_be_that(was: bytes, now: bytes, words: str) -> None:
    (problem,) = said(now, sha256=hashlib.sha256(was).hexdigest())
    assert problem.code == "source-changed" and words in problem.message
    assert "rebase" not in problem.hint


def test_other_changes_are_no_change_of_line_ends() -> None:
    (problem,) = said(b"a\nb\n", sha256=hashlib.sha256(b"a\nB\n").hexdigest())
    assert "is not the text" in problem.message and "rebase" in problem.hint
