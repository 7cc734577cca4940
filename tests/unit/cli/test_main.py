"""The command: its words, its exit codes, and where it writes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition import __version__
from edition.cli import main
from tests.books import GOOD, write_project
from tests.paths import ROOT

SOURCES = "sources:\n  - {id: never-cited, type: book, title: T}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A good edition with one warning."""
    return write_project(tmp_path / "project", GOOD + SOURCES)


def run(*arguments: object) -> int:
    """Run the command in this process."""
    return main.main([str(argument) for argument in arguments])


def names(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_build_writes_both_books_and_says_where(project: Path, capsys) -> None:
    assert run(project) == main.BUILT
    assert names(project / "dist") == ["loom.epub", "loom.pdf"]
    said = capsys.readouterr()
    assert re.search(r"loom\.epub +\d+ kB\n.*loom\.pdf +\d+ kB\n", said.out)
    assert "warning[unused-source]" in said.err
    assert "Laying out the text\n" in said.err
    assert "\x1b" not in said.out + said.err
    assert "\r" not in said.out + said.err


def test_quiet_prints_problems_only(project: Path, capsys) -> None:
    assert run("build", project, "--quiet", "--only", "epub") == main.BUILT
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("annotations.yaml:")
    assert "Reading" not in said.err


@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_only_one_of_the_two(kind: str, project: Path, tmp_path: Path) -> None:
    assert run(project, "--only", kind, "--output", tmp_path / "o", "-q") == main.BUILT
    assert names(tmp_path / "o") == [f"loom.{kind}"]
    assert not (project / "dist").exists()


def test_check_builds_nothing(project: Path, capsys) -> None:
    assert run("check", project) == main.BUILT
    said = capsys.readouterr()
    assert "1 chapter, 3 parts, 3 paragraphs, 1 notes, 1 glossary entries" in said.out
    assert names(project) == ["annotations.yaml", "source.txt"]
    assert run("check", project, "-q") == main.BUILT
    assert capsys.readouterr().out == ""


def test_problems_of_the_input_end_with_1(project: Path, capsys) -> None:
    write_project(project, GOOD.replace("quote: shuttle", "quote: shuttles"))
    assert run("check", project) == run(project) == main.INPUT
    said = capsys.readouterr().err
    assert "annotations.yaml:22:12: error[quote-not-found]" in said
    assert "1 error; nothing was written." in said
    assert not (project / "dist").exists()


def test_a_folder_without_an_edition_ends_with_1(tmp_path: Path, capsys) -> None:
    assert run(tmp_path) == main.INPUT
    assert "error[file-not-found]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["no-such-folder"], ["--only", "mobi"], ["--no-such-option"], ["chek"], [".", "too-much"]],
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys) -> None:
    assert run(*arguments) == main.USAGE
    said = capsys.readouterr().err
    assert "Error" in said
    assert "Traceback" not in said


def test_a_fault_of_the_builder_ends_with_3(project: Path, capsys, monkeypatch) -> None:
    from edition.epub import package
    from edition.proof import source

    def fails(*args: object) -> None:
        raise source.ProofFailed("the EPUB", ["paragraph p1 is missing"])

    monkeypatch.setattr(source, "prove_epub", fails)
    assert run(project, "--only", "epub") == main.FAULT
    said = capsys.readouterr().err
    assert "A fault of the builder, not of your files" in said
    assert "paragraph p1 is missing" in said
    assert "Traceback" not in said
    assert not (project / "dist").exists()
    monkeypatch.setenv("EDITION_TRACEBACK", "1")
    monkeypatch.setattr(package, "build", fails)
    assert run(project, "--only", "epub") == main.FAULT
    assert "Traceback" in capsys.readouterr().err


def test_a_failed_proof_leaves_the_last_good_books(project: Path, monkeypatch) -> None:
    from edition.proof import source

    assert run(project, "-q") == main.BUILT
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}

    def fails(*args: object) -> None:
        raise source.ProofFailed("the PDF", ["x"])

    monkeypatch.setattr(source, "prove_pdf", fails)
    assert run(project, "-q") == main.FAULT
    after = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    assert after == before


def test_version_and_help(capsys) -> None:
    assert run("--version") == 0
    assert __version__ in capsys.readouterr().out
    for arguments in (["--help"], ["-h"], ["build", "--help"], ["check", "-h"]):
        assert run(*arguments) == 0
        said = capsys.readouterr().out
        assert "Exit codes:" in said
        for code in range(4):
            assert re.search(rf"^\s+{code}  ", said, re.M)


def test_an_interruption_ends_with_130(project: Path, capsys, monkeypatch) -> None:
    from edition.assembly import review

    def stopped(project: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(review, "review", stopped)
    assert run("check", project) == 130
    assert "No file is half written." in capsys.readouterr().err


def test_the_door_hands_on_the_exit_code_and_plain_lines(project: Path) -> None:
    write_project(project, GOOD.replace("quote: shuttle", "quote: shuttles"))
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "check", str(project)],
        capture_output=True,
        text=True,
        env={**os.environ, "EDITION_NO_VENV": "1"},
    )
    assert done.returncode == main.INPUT
    assert "error[quote-not-found]" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_on_a_terminal_the_progress_is_one_line_in_colour(project: Path) -> None:
    import pty

    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), str(project), "--only", "epub"],
        stdout=subprocess.PIPE,
        stderr=slave,
        env={**os.environ, "EDITION_NO_VENV": "1"},
    )
    os.close(slave)
    said = os.read(master, 65536).decode()
    os.close(master)
    assert done.returncode == main.BUILT
    assert said.count("\r\x1b[K") >= 3
    assert "\x1b[33m" in said  # the warning is yellow
