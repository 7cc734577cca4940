"""Nothing outside a project can be read, and what is read is what was meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.model.problems import Place
from edition.system import project as project_module
from edition.system.project import Project, Refused

PLACE = Place("annotations.yaml", 3, 7)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "project"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text("a")
    (root / "sub" / "b.txt").write_text("b")
    return Project.at(root)


def code(project: Project, name: str) -> str:
    """The code of the problem with a name."""
    with pytest.raises(Refused) as refused:
        project.read(name, PLACE)
    assert refused.value.problem.place == PLACE
    return refused.value.problem.code


def test_files_inside(project: Project) -> None:
    assert project.read("a.txt", PLACE) == b"a"
    assert project.read("sub/b.txt", PLACE) == b"b"
    assert project.read("./sub/b.txt", PLACE) == b"b"


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "sub/../../secret.txt", "sub/../a.txt", "/etc/hosts", r"sub\b.txt", "a\0b"],
)
def test_paths_that_may_lead_out(project: Project, name: str) -> None:
    assert code(project, name) == "path-outside-project"


def test_links(project: Project) -> None:
    (project.root / "out.txt").symlink_to("../secret.txt")
    (project.root / "folder").symlink_to("..")
    (project.root / "in.txt").symlink_to("sub/b.txt")
    (project.root / "ring.txt").symlink_to("ring.txt")
    assert code(project, "out.txt") == code(project, "folder/secret.txt") == "path-outside-project"
    assert project.read("in.txt", PLACE) == b"b"
    assert code(project, "ring.txt") == "file-not-found"


def test_a_project_may_itself_be_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project.root)
    assert Project.at(tmp_path / "link").read("a.txt", PLACE) == b"a"


@pytest.mark.parametrize("name", ["none.txt", "sub", "a.txt/b", "x" * 5000, "."])
def test_what_is_no_file(project: Project, name: str) -> None:
    assert code(project, name) == "file-not-found"


def test_what_is_there_is_listed_but_nothing_outside(project: Project) -> None:
    with pytest.raises(Refused) as refused:
        project.read("sub/c.txt", PLACE)
    assert "b.txt" in refused.value.problem.hint
    (project.root / "folder").symlink_to("..")
    with pytest.raises(Refused) as refused:
        project.read("folder/c.txt", PLACE)
    assert "secret.txt" not in refused.value.problem.hint


def test_a_file_that_is_too_large(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_module, "MAX_BYTES", 3)
    (project.root / "a.txt").write_text("abcd")
    assert code(project, "a.txt") == "file-too-large"


def test_a_pipe_is_no_file(project: Project) -> None:
    os.mkfifo(project.root / "pipe")
    assert code(project, "pipe") == "file-not-found"


def test_a_change_is_read_before_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    project = Project.at(tmp_path)
    changed = project.with_files({"a": b"new", "b": b"made"})
    assert [changed.read(name, Place("x")) for name in "ab"] == [b"new", b"made"]
    assert project.read("a", Place("x")) == b"old"
