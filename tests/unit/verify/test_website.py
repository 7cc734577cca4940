"""The walk through a web edition, and its judges: what is whole passes, what was tampered with does
not."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

import pytest

from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.system import files
from edition.system.project import Project
from edition.verify import books, run, text, website
from edition.verify.findings import Judged
from tests.books import GOOD, write_project


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(Project.at(write_project(tmp_path_factory.mktemp("web") / "loom", GOOD)))


@pytest.fixture(scope="module")
def built(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web edition of the loom, which nobody tampers with."""
    (found,) = files.write_all(
        tmp_path_factory.mktemp("dist"), build(prepared.project, ["html"]).files
    )
    return found


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built, tmp_path / "dist" / built.name)


def codes(judged: Judged) -> set[str]:
    return {finding.code for finding in judged.findings}


def listed(folder: Path) -> None:
    """Make the list of the files anew, as who tampers with them would."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    lines = (
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
        if name != "SHA256SUMS"
    )
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_what_was_built_passes(prepared: Prepared, folder: Path) -> None:
    walked = website.walk(folder)
    assert walked.findings == ()
    assert walked.counts["pages"] == 5 and walked.counts["links"] > 50
    assert text.prove(prepared, folder).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("</body>", "<script>alert(1)</script></body>", "active-element"),
        ("</body>", '<iframe src="index.html"></iframe></body>', "active-element"),
        ("<main ", '<main onclick="x()" ', "event-attribute"),
        ("<main ", '<main style="background: url(https://example.org/x)" ', "style-address"),
        ("</main>", '<img src="https://example.org/x.png" alt="x"></main>', "remote-resource"),
        ("</main>", '<img src="//example.org/x.png" alt="x"></main>', "remote-resource"),
        ('href="styles/web.css"', 'href="https://example.org/web.css"', "remote-resource"),
        ("</main>", '<a href="javascript:alert(1)">x</a></main>', "link-scheme"),
        ("</main>", '<a href="nowhere.html">x</a></main>', "link-nowhere"),
        ("</main>", '<a href="index.html#nothing">x</a></main>', "link-nowhere"),
        ("</main>", '<p id="p1">x</p></main>', "id-repeated"),
        ("default-src 'none';", "default-src *;", "policy"),
        ("style-src 'self'", "style-src 'self'; script-src 'self'", "policy"),
        (r"<meta http-equiv[^>]*>", "", "policy"),
    ],
)
def test_pages_that_were_tampered_with(folder: Path, old: str, new: str, code: str) -> None:
    page = folder / "text-001.html"
    changed, count = re.subn(old, lambda _: new, page.read_text("utf-8"), count=1)
    assert count
    page.write_text(changed, "utf-8")
    assert codes(website.walk(folder)) >= {"file-changed", code}
    listed(folder)
    assert codes(website.walk(folder)) >= {code}
    assert "file-changed" not in codes(website.walk(folder))


def test_a_style_sheet_fetches_nothing(folder: Path) -> None:
    with (folder / "styles" / "web.css").open("a") as sheet:
        sheet.write("body { background: url(https://example.org/x.png) } @import 'x.css';")
    assert codes(website.walk(folder)) == {"file-changed", "style-address", "style-import"}


def test_the_files_are_those_that_were_built(folder: Path) -> None:
    (folder / "styles" / "web.css").unlink()
    (folder / "more.txt").write_text("x")
    walked = website.walk(folder)
    assert codes(walked) == {"file-missing", "file-unknown", "link-nowhere"}
    (folder / "page.html").symlink_to("/etc/hostname")
    assert codes(website.walk(folder)) == {"unreadable"}


def test_other_words_than_the_sources_are_found(prepared: Prepared, folder: Path) -> None:
    page = folder / "text-001.html"
    page.write_text(page.read_text("utf-8").replace("A weaver sat", "A weaver slept"), "utf-8")
    assert "paragraph p1 differs" in text.prove(prepared, folder).findings[0].message


def test_verify_finds_the_folder_and_asks_all_judges(prepared: Prepared, folder: Path) -> None:
    metadata = prepared.edition.metadata
    found = books.find(metadata, folder.parent)
    assert (found.epubs, found.pdfs, found.webs) == ((), (), (folder,))
    rows = [row for task in run.tasks(prepared, found) for row in task.rows]
    names = ("Nu (HTML)", "axe", "Web walk", "Text")
    assert rows == [(name, "loom-web") for name in names]


def test_a_web_edition_older_than_its_files_is_told(prepared: Prepared, folder: Path) -> None:
    metadata, source = prepared.edition.metadata, prepared.project.root / "annotations.yaml"
    found = books.find(metadata, folder.parent)

    def stale() -> list[str]:
        said = books.problems(found, metadata, folder.parent, [source], "build")
        return [item.place.file for item in said if item.code == "book-stale"]

    assert stale() == []
    os.utime(folder / "SHA256SUMS", (1, 1))
    assert stale() == [str(folder / "SHA256SUMS")]
