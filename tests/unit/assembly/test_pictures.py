"""The editors' pictures stand behind the paragraph that they name, and say what they show."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from edition.assembly.prepare import prepare
from edition.assembly.review import review
from edition.build import build
from edition.proof.source import ProofFailed, prove_epub
from edition.system.project import Project
from tests.books import write_project

TEXT = "The loom\n\nA weaver sat.\n\n  So she\n  sang\n\nSoap for sale.\n\nThe cloth grew.\n"
STRUCTURE = "structure: {roles: {title: [1], verse: [5-6]}}\n"
STRUCTURE += "omissions: [{lines: [8], reason: An advertisement.}]\n"


def write(folder: Path, rest: str) -> Path:
    write_project(folder, STRUCTURE + rest, TEXT)
    Image.new("RGB", (40, 30), "red").save(folder / "a.png")
    return folder


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in review(Project.at(folder)).problems]


@pytest.mark.parametrize(("line", "unit"), [(1, "t1"), (3, "p1"), (5, "p2"), (10, "p3")])
def test_a_picture_stands_behind_its_paragraph(tmp_path: Path, line: int, unit: str) -> None:
    write(tmp_path, f"pictures: [{{id: a, file: a.png, alt: Red., after: {line}}}]\n")
    found = prepare(Project.at(tmp_path)).edition.pictures
    assert {unit: [item.id for item in items] for unit, items in found.items()} == {unit: ["a"]}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{id: a, file: a.png, after: 3}", "picture-without-alt"),
        ("{id: a, file: a.png, after: 3, alt: ' '}", "picture-without-alt"),
        ("{id: a, file: a.png, after: 3, alt: x, decorative: true}", "picture-without-alt"),
        ("{id: a, file: a.png, after: 2, alt: x}", "picture-nowhere"),
        ("{id: a, file: a.png, after: 8, alt: x}", "picture-nowhere"),
        ("{id: a, file: a.png, after: 99, alt: x}", "picture-nowhere"),
        ("{id: a, file: a.png, alt: x}", "unused-picture"),
        ("{id: a, file: b.png, after: 3, alt: x}", "file-not-found"),
        ("{id: a, file: source.txt, after: 3, alt: x}", "photo-unreadable"),
        ("{id: a, file: ../a.png, after: 3, alt: x}", "path-outside-project"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told(tmp_path: Path, entry: str, code: str) -> None:
    assert codes(write(tmp_path, f"pictures: [{entry}]\n")) == [code]


def test_pictures_are_in_the_book_with_what_is_said_of_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        """\
pictures:
  - {id: a, file: a.png, alt: "Red < \\"blue\\".", after: 3, caption: "*Red*."}
  - {id: leaf, file: a.png, decorative: true, after: 6}
footnotes:
  - {id: n, quote: cloth, note: "![](picture:a) and ![Scarlet](picture:a) and ![](picture:leaf)"}
""",
    )
    finished = build(Project.at(tmp_path), jobs=1).files
    data = next(data for name, data in finished.items() if name.endswith(".epub"))
    with zipfile.ZipFile(BytesIO(data)) as book:
        text = book.read("EPUB/text-001.xhtml").decode()
    assert (
        re.findall(r'<img [^>]*(alt="[^"]*"[^>]*)/>', text)
        == [
            'alt="Red &lt; &#34;blue&#34;."',
            'alt="" role="presentation"',
            'alt="Red &lt; &#34;blue&#34;."',
            'alt="Scarlet"',
            'alt="" role="presentation"',
        ]
        or "&quot;blue&quot;" in text
    )
    assert text.index('id="p1"') < text.index('id="picture-a"') < text.index('id="p2"')
    assert text.index("sang") < text.index('id="picture-leaf"') < text.index('id="p3"')


def test_the_proof_misses_a_picture(tmp_path: Path) -> None:
    write(tmp_path, "pictures: [{id: a, file: a.png, alt: Red., after: 3}]\n")
    finished = build(Project.at(tmp_path), ["epub"]).files
    [data] = finished.values()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(out, "w") as cut:
        for name in book.namelist():
            cut.writestr(name, book.read(name).replace(b'id="picture-a"', b""))
    edition = prepare(Project.at(tmp_path)).edition
    prove_epub(edition, data)
    with pytest.raises(ProofFailed, match="picture “a” is missing"):
        prove_epub(edition, out.getvalue())
