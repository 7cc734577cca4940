"""The PDF claims PDF/UA-1 and PDF/A-3a, says the same in both its metadata, and carries its
sources."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from edition.build import build
from edition.pdf.xmp import xmp
from edition.system.project import Project
from tests.books import EDITION, GOOD, prepared, write_project

#: What XML, PDF and file systems must each escape in their own way.
NAMED = EDITION.replace("title: The loom\n", "title: Œuvre & “loom” <1> (a\\b)\n", 1).replace(
    "  rights: None.\n",
    "  description: About cloth & thread.\n  subjects: [Weaving, Cloth & thread]\n"
    "  publisher: Müller & Sons\n  rights: None.\n",
)
FILES = {
    "one/text.txt": "The loom\n",
    "two/text.txt": "A weaver sat.\n",
    "ткань (2).txt": "She threw the shuttle.\n",
}
REST = GOOD.replace("title: [1]", 'title: ["one/text.txt:1"]')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three source files, two of the same name."""
    root = tmp_path_factory.mktemp("pdfa")
    (root / "one").mkdir()
    (root / "two").mkdir()
    return write_project(root, REST, FILES, edition=NAMED)


@pytest.fixture(scope="module")
def data(folder: Path) -> bytes:
    """Its PDF."""
    [data] = build(Project.at(folder), ["pdf"]).files.values()
    return data


def test_it_carries_its_sources_byte_for_byte(folder: Path, data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        found = {name: pdf.attachments[name].get_file() for name in pdf.attachments}
        assert {name: file.read_bytes() for name, file in found.items()} == {
            "text.txt": (folder / "one/text.txt").read_bytes(),
            "2-text.txt": (folder / "two/text.txt").read_bytes(),
            "_____ (2).txt": (folder / "ткань (2).txt").read_bytes(),
            "annotations.yaml": (folder / "annotations.yaml").read_bytes(),
        }
        kinds = {name: file.mime_type for name, file in found.items()}
        assert kinds.pop("annotations.yaml") == "application/yaml"
        assert set(kinds.values()) == {"text/plain"}
        for file in found.values():
            assert file.md5 == hashlib.md5(file.read_bytes(), usedforsecurity=False).digest()
            assert file.size == len(file.read_bytes())
            assert str(file.obj.Params.ModDate) == "D:20260102000000Z"


def test_each_file_is_told_to_be_the_source_of_the_whole(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        files = list(pdf.Root.AF)
        assert [str(file.AFRelationship) for file in files] == ["/Source"] * 4
        assert [str(file.UF) for file in files] == [
            "text.txt",
            "2-text.txt",
            "ткань (2).txt",
            "annotations.yaml",
        ]
        assert [str(file.Desc) for file in files] == [
            "Source text: one/text.txt",
            "Source text: two/text.txt",
            "Source text",
            "Annotations",
        ]
        keys = [bytes(key) for key in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
        assert keys == sorted(keys)


def test_both_metadata_say_the_same(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as meta:
        info = {key[1:]: str(value) for key, value in pdf.docinfo.items()}
        assert info["Title"] == meta["dc:title"] == "Œuvre & “loom” <1> (a\\b)"
        assert info["Author"] == ", ".join(meta["dc:creator"]) == "Ada Writer"
        assert info["Subject"] == meta["dc:description"] == "About cloth & thread."
        assert info["Keywords"] == meta["pdf:Keywords"] == "Weaving, Cloth & thread"
        assert meta["dc:subject"] == {"Weaving", "Cloth & thread"}
        assert info["Producer"] == meta["pdf:Producer"]
        assert info["Creator"] == meta["xmp:CreatorTool"]
        assert info["CreationDate"] == info["ModDate"] == "D:20260102000000Z"
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2026-01-02T00:00:00Z"
        assert meta["dc:publisher"] == {"Müller & Sons"}
        assert [part.count(", SHA-256 ") for part in meta["dc:source"].split("; ")] == [1] * 3


def test_it_claims_both_standards(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        with pdf.open_metadata() as meta:
            assert meta.pdfa_status == "3A"
            assert meta["pdfuaid:part"] == "1"
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3
        assert pdf.Root.MarkInfo.Marked and not pdf.is_encrypted and len(pdf.trailer.ID) == 2
        assert b"<pdfaid:part>3" in data, "the claims are to be found without reading PDF"


def test_what_an_edition_leaves_out_is_not_there(tmp_path: Path) -> None:
    packet = xmp(prepared(tmp_path).edition.metadata, {"Title": "The loom"}, "urn:x", "")
    assert "dc:title" in packet and "dc:description" not in packet
    assert "pdf:Keywords" not in packet and "dc:publisher" not in packet
