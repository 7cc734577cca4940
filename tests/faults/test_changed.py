"""Files that change while a build reads them: it is of one state of them, or there is none."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import build as building
from edition.assembly import review
from edition.model.problems import BuildFailed, Place, Problem
from edition.system import snapshot
from edition.system.project import Project, Refused, read_bounded
from tests.books import GOOD, write_project

PHOTO = "photos:\n  - {id: p, caption: 3, file: p.png, alt: A loom}\n"


def _picture(path: Path, color: str) -> None:
    from PIL import Image

    Image.new("RGB", (8, 8), color).save(path, "PNG")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with a photograph and a style sheet of its own."""
    write_project(tmp_path, GOOD)
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "epub.css").write_text("p { color: black }\n")
    return tmp_path


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _deleted(path: Path) -> None:
    path.unlink()


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _other(path: Path) -> None:
    """Other bytes, as many, with the dates that the file had: by content alone it can be told."""
    found = path.stat()
    path.write_bytes(path.read_bytes().replace(b"o", b"a", 1))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n# more\n")


CHANGES = [_emptied, _deleted, _a_folder, _other, _grown]


def built(folder: Path, stage: str, change: Callable[[], object]) -> list[str]:
    """The names of the files that a build says were changed, if `change` is done at a stage."""

    def report(name: str) -> None:
        if name == stage:
            change()

    try:
        building.build(Project.at(folder), ("epub",), report)
    except BuildFailed as failed:
        assert {problem.code for problem in failed.problems} == {"changed-while-building"}
        assert "Build again" in failed.problems[0].hint
        return [problem.place.file for problem in failed.problems]
    return []


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["annotations.yaml", "source.txt", "styles/epub.css"])
def test_a_file_that_changes_stops_the_build(
    name: str, change: Callable[[Path], None], folder: Path
) -> None:
    assert built(folder, "Proving the EPUB", lambda: change(folder / name)) == [name]


def test_a_style_sheet_is_not_read_in_two_states(folder: Path) -> None:
    """It is read when it is checked, and again when it is packed."""
    path = folder / "styles" / "epub.css"
    hostile = "p { background: url(http://example.org/) }"
    assert built(folder, "Packing the EPUB", lambda: path.write_text(hostile)) == [
        "styles/epub.css"
    ]


def test_a_file_that_was_not_there_stops_it_too(folder: Path) -> None:
    path = folder / "styles" / "base.css"
    assert built(folder, "Packing the EPUB", lambda: path.write_text("")) == ["styles/base.css"]


def test_a_photograph_too(folder: Path) -> None:
    write_project(folder, GOOD + PHOTO)
    _picture(folder / "p.png", "red")
    change = lambda: _picture(folder / "p.png", "blue")  # noqa: E731
    assert built(folder, "Proving the EPUB", change) == ["p.png"]


def test_a_file_that_is_only_touched_stops_nothing(folder: Path) -> None:
    def touched() -> None:
        for date in (0, 2**32):
            os.utime(folder / "annotations.yaml", (date, date))
        (folder / "unrelated.txt").write_text("x")

    assert built(folder, "Packing the EPUB", touched) == []


def test_what_is_wrong_with_a_file_half_saved_is_not_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor empties the file and fills it again, and the build reads between."""
    path, real = folder / "annotations.yaml", review.prepared
    whole = path.read_bytes()

    def late(project: Project) -> object:
        path.write_bytes(whole[:200])
        try:
            return real(project)
        finally:
            path.write_bytes(whole)

    monkeypatch.setattr(review, "prepared", late)
    assert built(folder, "", lambda: None) == ["annotations.yaml"]


def test_nothing_is_written_and_the_last_books_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from edition.cli import main
    from edition.epub import package

    assert main.main([str(folder), "--only", "epub", "-q"]) == 0
    before = (folder / "dist" / "loom.epub").read_bytes()
    real = package.build
    monkeypatch.setattr(
        package, "build", lambda *given: _grown(folder / "source.txt") or real(*given)
    )
    assert main.main([str(folder), "--only", "epub", "-q"]) == main.INPUT
    said = capsys.readouterr().err
    assert "source.txt: error[changed-while-building]: " in said
    assert [path.read_bytes() for path in (folder / "dist").iterdir()] == [before]


# ── another process ─────────────────────────────────────────────────────────────────────────


def test_a_process_that_reads_the_project_anew_reads_the_same_or_nothing(folder: Path) -> None:
    project = snapshot.of(Project.at(folder))
    review.prepared(project)
    handed = pickle.loads(pickle.dumps(project))
    assert handed.seen == project.seen and handed.seen["source.txt"]
    review.prepared(handed)
    _other(folder / "source.txt")
    with pytest.raises(BuildFailed) as failed:
        review.prepared(handed)
    again = pickle.loads(pickle.dumps(failed.value))  # as it comes back from the process
    assert [problem.code for problem in again.problems] == ["changed-while-building"]


def test_digests_can_be_compared_without_the_project_that_read(folder: Path) -> None:
    project = snapshot.of(Project.at(folder))
    review.prepared(project)
    snapshot.check(Project.at(folder), project.seen)
    _deleted(folder / "source.txt")
    with pytest.raises(BuildFailed) as failed:
        snapshot.check(Project.at(folder), project.seen)
    assert [problem.place for problem in failed.value.problems] == [Place("source.txt")]


def test_what_is_read_in_place_of_a_file_is_no_change(folder: Path) -> None:
    data = (folder / "source.txt").read_bytes()
    project = snapshot.of(Project.at(folder)).with_files({"source.txt": data})
    (folder / "source.txt").unlink()
    review.prepared(project)
    snapshot.check(project)


# ── one read ────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_grows_is_read_to_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100)
    assert read_bounded(path, 100) == b"x" * 100
    assert read_bounded(path, 99) is None
    real = os.fstat

    def small(handle: int) -> os.stat_result:
        found = list(real(handle))
        found[6] = 10  # the size that it had a moment ago
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", small)
    assert read_bounded(path, 100) == b"x" * 100
    assert read_bounded(path, 50) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes that are files")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Project.path

    def late(self: Project, name: str, place: Place) -> Path:
        path = real(self, name, place)
        path.unlink()
        os.mkfifo(path)  # after it was looked at
        return path

    monkeypatch.setattr(Project, "path", late)
    with pytest.raises(Refused) as refused:
        Project.at(folder).read("source.txt", Place("x"))
    assert refused.value.problem == Problem(
        "file-unreadable", Place("x"), "source.txt cannot be read: It is not a file."
    )
