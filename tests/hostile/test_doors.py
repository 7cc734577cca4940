"""The doors of the builder: what a command opens, where it writes, what it finds ready there.

Links that lead to themselves, pipes, devices, texts without end, files that may not grow, and books
that somebody else has put where those of a killed build lie.
"""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from edition.cli import main
from edition.system import files, seals
from tests import copies
from tests.books import GOOD, TEXT, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A good edition."""
    return write_project(tmp_path / "edition", GOOD)


def found(folder: Path) -> dict[str, bytes]:
    """The files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


# ── links that lead to themselves ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "links",
    [
        {"dist": "dist"},
        {"dist": "other", "other": "dist"},
        {"dist": "dist/books"},
        {"dist": "./dist/../dist"},
        {"dist": "a/b", "a": "dist"},
    ],
    ids=str,
)
@pytest.mark.parametrize("words", [["build", "--only", "epub"], ["verify"]], ids=str)
def test_a_folder_for_the_books_that_is_a_circle(
    links: dict[str, str], words: list[str], project: Path, capsys
) -> None:
    for name, target in links.items():
        (project / name).symlink_to(target)
    before = found(project)
    assert main.main([words[0], str(project), "-q", *words[1:]]) == main.INPUT
    said = capsys.readouterr().err
    code = "output-unwritable" if words[0] == "build" else "book-missing"
    assert f"error[{code}]" in said and "Traceback" not in said
    assert found(project) == before


@pytest.mark.parametrize("kind", ["file", "pipe"])
def test_a_folder_for_the_books_that_is_none(kind: str, project: Path, capsys) -> None:
    if kind == "file":
        (project / "dist").write_text("mine")
    else:
        os.mkfifo(project / "dist")
    assert main.main(["build", str(project), "-q", "--only", "epub"]) == main.INPUT
    said = capsys.readouterr().err
    assert "dist: error[output-unwritable]: The output cannot be written: File exists." in said


def test_links_that_are_circles_in_the_place_of_files(project: Path) -> None:
    (project / "dist").mkdir()
    for name in ("loom.epub", ".edition-ready", ".edition-lock", ".edition-abcdefgh"):
        (project / "dist" / name).symlink_to(name)
    assert main.main(["build", str(project), "-q", "--only", "epub"]) == main.BUILT
    assert list(found(project / "dist")) == ["loom.epub"]


@pytest.mark.parametrize("target", ["base.css", "nowhere.css", "../styles/base.css"])
def test_a_style_sheet_that_leads_nowhere_is_not_passed_over(
    target: str, project: Path, capsys
) -> None:
    (project / "styles").mkdir()
    (project / "styles" / "base.css").symlink_to(target)
    assert main.main(["check", str(project)]) == main.INPUT
    assert "styles/base.css: error[file-not-found]" in capsys.readouterr().err


def test_a_folder_of_style_sheets_that_is_a_circle(project: Path, capsys) -> None:
    (project / "styles").symlink_to("styles")
    assert main.main(["check", str(project)]) == main.INPUT
    assert "styles/base.css: error[file-not-found]" in capsys.readouterr().err


# ── what is read ────────────────────────────────────────────────────────────────────────────


def rebase(folder: Path, *words: str) -> tuple[int, str]:
    """The command in a process of its own, which a pipe or an endless text could keep for ever."""
    return copies.run(["rebase", *words], folder)


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/urandom", "/dev/stdin", "/dev/full"])
@pytest.mark.parametrize("option", [[], ["--old"]], ids=str)
def test_a_new_text_is_a_file(name: str, option: list[str], project: Path) -> None:
    os.mkfifo(project / "pipe")
    (project / "new.txt").write_text(TEXT)
    words = [*(["new.txt"] if option else []), *option, name]
    code, said = rebase(project, *words, "-n")
    assert (code, "is not a file" in said.lower()) == (main.INPUT, True), said
    assert f"{name}: error[file-unreadable]" in said and "Name a file that holds the text." in said


def test_a_new_text_has_an_end(project: Path) -> None:
    with open(project / "new.txt", "wb") as file:
        file.truncate(10 << 30)
    code, said = rebase(project, "new.txt", "-n")
    assert code == main.INPUT and "new.txt: error[file-too-large]" in said


def test_a_file_that_became_a_pipe_is_not_waited_for(project: Path, tmp_path: Path) -> None:
    shutil.copy(project / "source.txt", tmp_path / "old.txt")
    (tmp_path / "new.txt").write_text(TEXT.replace("grew", "grew long"))
    (project / "source.txt").unlink()
    os.mkfifo(project / "source.txt")
    code, said = rebase(project, "../new.txt", "--old", "../old.txt", "--yes")
    assert code == main.INPUT and "source.txt: error[file-unreadable]" in said


# ── files that may not grow ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("most", [0, 1, 1000, 20_000, 100_000])
@pytest.mark.parametrize(
    "words",
    [
        ["build", ".", "--only", "epub"],
        ["build", ".", "other", "--profile", "screen"],
        ["check", "--format", "sarif", "--output", "said.json"],
        ["add", "-k", "footnote", "-q", "weaver", "-n", "One who weaves."],
        ["rebase", "new.txt", "--yes"],
        ["check", "--fix", "--yes"],
    ],
    ids=" ".join,
)
def test_files_that_may_not_grow(most: int, words: list[str], project: Path) -> None:
    """As `ulimit -f` says it. It is the machine's affair, and no fault of the builder's."""
    write_project(project / "other", GOOD)
    (project / "new.txt").write_text(TEXT.replace("grew", "grew long"))
    before = found(project)
    code, said = copies.run(words, project, first=partial(copies.may_not_grow, most))
    assert code in (main.BUILT, main.INPUT), said
    if code == main.INPUT:
        assert "error[output-unwritable]" in said or "error[system-refuses]" in said
        assert "ulimit -f" in said
        assert found(project) == before


# ── books that are ready ────────────────────────────────────────────────────────────────────

BOOKS = {"loom.epub": b"new epub", "loom.pdf": b"new pdf"}


@pytest.fixture
def cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose writer was killed behind the first of two books."""
    folder = tmp_path / "dist"
    files.write_all(folder, {name: b"old" for name in BOOKS})
    moved = []
    real = os.replace

    class Killed(BaseException):
        pass

    def replace(source: os.PathLike[str], target: os.PathLike[str]) -> None:
        if ".edition-ready" in str(source):
            if moved:
                raise Killed
            moved.append(source)
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        patched.setattr(files, "_take_back", lambda *arguments: None)
        patched.setattr(files, "_put_back", lambda *arguments: None)
        patched.setattr(shutil, "rmtree", lambda *arguments, **options: None)
        with pytest.raises(Killed):
            files.write_all(folder, BOOKS)
    assert (folder / ".edition-ready" / "new" / "loom.pdf").read_bytes() == b"new pdf"
    return folder


def test_our_own_are_put_in_place(cut_short: Path) -> None:
    files.finish(cut_short)
    assert found(cut_short) == BOOKS
    assert not seals.are_there(cut_short)


@pytest.mark.parametrize("how", ["changed", "another name", "link", "copied", "no cache"])
def test_what_is_not_our_own_stays_where_it_is(
    how: str, cut_short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, ready = cut_short, cut_short / ".edition-ready" / "new"
    if how == "changed":
        (ready / "loom.pdf").write_bytes(b"evil pdf")
    elif how == "another name":
        (ready / "loom.pdf").rename(ready / "loom-a4.pdf")
    elif how == "link":
        (ready / "loom.pdf").rename(tmp_path / "x")
        (ready / "loom.pdf").symlink_to(tmp_path / "x")
    elif how == "copied":
        folder = tmp_path / "another"
        shutil.copytree(cut_short, folder)
    else:
        monkeypatch.setattr(seals.cachedir, "folder", lambda name: None)
    before = found(folder)
    files.finish(folder)
    assert found(folder) == before
    files.write_all(folder, BOOKS)
    assert found(folder) == BOOKS


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_project_cannot_bring_books(command: str, project: Path, capsys) -> None:
    """Nor anything else by this way, over a book or beside it."""
    ready = project / "dist" / ".edition-ready" / "new"
    ready.mkdir(parents=True)
    for name in ("loom.epub", "loom.pdf", "evil.txt", "index.html"):
        (ready / name).write_bytes(b"evil")
    (ready / "folder").mkdir()
    words = ["--only", "epub"] if command == "build" else []
    code = main.main([command, str(project), "-q", *words])
    assert code == (main.BUILT if command == "build" else main.INPUT)
    there = {path.name for path in (project / "dist").iterdir()} - {".edition-ready"}
    assert there == ({"loom.epub"} if command == "build" else set())
    capsys.readouterr()


@pytest.mark.parametrize("target", ["new", "."])
def test_ready_ones_that_are_links_are_not_followed(
    target: str, cut_short: Path, tmp_path: Path
) -> None:
    ready = cut_short / ".edition-ready"
    ready.rename(tmp_path / "elsewhere")
    if target == "new":
        ready.mkdir()
        (ready / "new").symlink_to(tmp_path / "elsewhere" / "new")
    else:
        ready.symlink_to(tmp_path / "elsewhere")
    files.finish(cut_short)
    assert (tmp_path / "elsewhere" / "new" / "loom.pdf").read_bytes() == b"new pdf"
    files.write_all(cut_short, BOOKS)
    assert (tmp_path / "elsewhere" / "new" / "loom.pdf").read_bytes() == b"new pdf"
    assert found(cut_short) == BOOKS
