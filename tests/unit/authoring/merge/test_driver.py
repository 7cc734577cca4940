"""Two people for a week, in git: what they write comes together, and the book is released."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.authoring.merge import driver
from edition.authoring.merge.lines import Labels
from edition.cli import main
from edition.system.project import Project
from edition.yamlfile.load import load
from tests.books import GOOD, write_project
from tests.paths import ROOT

TEXT = """\
The loom

One

A weaver sat at the loom. The mill stood by the river in Leeds.

Two

She threw the shuttle, and the cloth grew. At night the fire burned low.
"""
HEAD = """\
include: notes/*.yaml
add-to: notes/chapter-{chapter}.yaml
structure:
  roles:
    title: [1]
    heading: [3, 7]
"""
WHO = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
WHO |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in WHO.items()}


def environment(folder: Path) -> dict[str, str]:
    own = {"EDITION_NO_VENV": "1", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **WHO}
    return {**os.environ, **own}


def run(folder: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        words, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def builder(folder: Path, *words: str, code: int = 0) -> str:
    """The builder in a process of its own, as git starts it."""
    return run(folder, sys.executable, "-P", str(ROOT / "build.py"), *words, code=code)


def git(folder: Path, *words: str, code: int = 0) -> str:
    return run(folder, "git", *words, code=code)


def test_two_people_for_a_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def edition(folder: Path, *words: str, code: int = 0) -> str:
        monkeypatch.chdir(folder)
        found = main.main([*words])
        told = "".join(capsys.readouterr())
        assert found == code, told
        return told

    shared = tmp_path / "shared"
    anna = write_project(tmp_path / "anna", HEAD, TEXT)
    git(tmp_path, "init", "-q", "-b", "main", "anna")
    note = ("--note", "Words.", "--set", "author=A.B.", "--yes")
    # Monday: Anna begins, and tells git how notes are merged.
    edition(anna, "add", "--kind", "footnote", "--quote", "A weaver", *note)
    builder(anna, "merge-driver", "--install")
    attributes = (anna / ".gitattributes").read_text()
    assert attributes.splitlines() == [
        "/annotations.yaml merge=annotations",
        "/notes/*.yaml merge=annotations",
    ]
    git(anna, "add", "-A")
    git(anna, "commit", "-qm", "Begin")
    git(tmp_path, "clone", "-q", "--bare", "anna", "shared")
    git(tmp_path, "clone", "-q", "shared", "ben")
    ben = tmp_path / "ben"
    builder(ben, "merge-driver", "--install")
    git(anna, "remote", "add", "origin", str(shared))
    # Tuesday: both write, in one file and in a new one.
    edition(anna, "add", "--kind", "footnote", "--quote", "The mill", *note)
    edition(anna, "add", "--kind", "footnote", "--quote", "the cloth", *note)
    git(anna, "add", "-A")
    git(anna, "commit", "-qm", "Anna")
    git(anna, "push", "-q", "origin", "main")
    edition(ben, "add", "--kind", "footnote", "--quote", "the loom", *note)
    edition(ben, "add", "--kind", "footnote", "--quote", "the river", *note)
    edition(ben, "add", "--kind", "footnote", "--quote", "the fire", *note, "--set", "status=draft")
    git(ben, "add", "-A")
    git(ben, "commit", "-qm", "Ben")
    git(ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    one = load("a", (ben / "notes/chapter-01.yaml").read_bytes()).data["footnotes"]
    assert [n["id"] for n in one] == ["a-weaver", "the-loom", "the-mill", "the-river"]
    two = load("a", (ben / "notes/chapter-02.yaml").read_bytes()).data["footnotes"]
    assert [n["id"] for n in two] == ["the-cloth", "the-fire"]
    git(ben, "push", "-q", "origin", "main")
    git(anna, "pull", "-q", "origin", "main")
    # Wednesday: both change one note.
    for folder, words in ((anna, "Words of Anna."), (ben, "Words of Ben.")):
        path = folder / "notes/chapter-01.yaml"
        path.write_text(path.read_text().replace("Words.", words, 1))
        git(folder, "commit", "-qam", words)
    git(anna, "push", "-q", "origin", "main")
    told = git(ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main", code=1)
    assert "both changed footnotes/a-weaver" in told
    told = edition(ben, "check", code=1)
    assert "notes/chapter-01.yaml:6:1: error[merge-conflict]" in told and "1 error" in told
    path = ben / "notes/chapter-01.yaml"
    kept = [line for line in path.read_text().splitlines() if line[:7] not in ("<" * 7, ">" * 7)]
    path.write_text("\n".join(line for line in kept if "Anna" not in line and "==" not in line))
    # Thursday: the text is given out anew.
    git(ben, "commit", "-qam", "Settled")
    new = tmp_path / "new.txt"
    new.write_text(TEXT.replace("The mill stood", "The old mill stood").replace("river", "Aire"))
    edition(ben, "rebase", str(new), "--yes", code=1)
    decisions = ben / "rebase.yaml"
    decisions.write_text(decisions.read_text().replace("accept: false", "accept: true"))
    edition(ben, "rebase", str(new), "--yes")
    # Friday: looked through, and released.
    assert "Open: 1 entry; drafts: 1." in edition(ben, "report")
    told = edition(ben, "check", "--strict", code=1)
    assert "error[draft]" in told and "footnotes/the-fire" in told
    path = ben / "notes/chapter-02.yaml"
    path.write_text(
        path.read_text().replace("status: draft", "status: done\n    reviewed-by: A.B.")
    )
    edition(ben, "check", "--strict")
    git(ben, "add", "-A")
    git(ben, "commit", "-qm", "Reviewed")
    git(ben, "push", "-q", "origin", "main")
    git(anna, "pull", "-q", "origin", "main")
    notes = prepare(Project.at(anna)).edition.notes
    assert len(notes) == 6
    assert "quote: the Aire" in (anna / "notes/chapter-01.yaml").read_text()


def test_outside_of_a_repository(tmp_path: Path) -> None:
    told = builder(write_project(tmp_path), "merge-driver", "--install", code=1)
    assert "error[git-failed]" in told


def test_files_without_git(tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_text(GOOD)
    ours.write_text(GOOD.replace("It flies.", "It flies!"))
    theirs.write_text(GOOD.replace("A frame.", "A frame!"))
    builder(tmp_path, "merge-driver", "base", "ours", "theirs")
    assert ours.read_text() == GOOD.replace("It flies.", "It flies!").replace("frame.", "frame!")
    builder(tmp_path, "merge-driver", "base", "ours", code=2)


@pytest.mark.parametrize("name", ["annotations.yaml", "books/x/notes/a.yaml", "../a.yaml", ""])
def test_bytes_that_are_no_text_and_paths_to_nowhere(tmp_path: Path, name: str) -> None:
    labels = Labels("ours", "theirs")
    found = driver.merged(tmp_path, name, b"\xff\n", b"\xff\na\n", b"b\n\xff\n", labels)
    assert found == (b"b\n\xff\na\n", ())
    new = "footnotes:\n  - {{id: {}, quote: x, note: y}}\n"
    found = driver.merged(
        tmp_path, name, b"", new.format("a").encode(), new.format("b").encode(), labels
    )
    assert found[1] == () and found[0].count(b"footnotes:") == 1
