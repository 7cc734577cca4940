"""Killed, or refused by the disk, at every call: the files are those of one writer, and whole."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from edition.authoring.add.write import add
from edition.authoring.preview.edits import Editing
from edition.authoring.preview.forms import Annotating
from edition.authoring.preview.session import PreviewSession
from edition.cli import main
from edition.system import files
from edition.system.project import Project
from edition.system.signals import Stopped, answered
from tests.books import TEXT, write_project
from tests.faults import points

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows starts no copy of itself")

OLD = {"a.epub": b"old epub " * 99, "a.pdf": b"old pdf " * 99, "a-print.pdf": b"old print " * 99}
NEW = {name: data.replace(b"old", b"new") for name, data in OLD.items()}


def found(folder: Path) -> dict[str, bytes]:
    """The files in a folder, and below it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _no_wait(handle: int) -> None:
    """In place of `fsync`: a killed process loses nothing that it has written, and to wait for the
    disk is only slow."""


def _make_ready(folder: Path) -> None:
    """Wait for no disk, and do all that is tried once, so that no copy has to load the modules."""
    os.fsync = _no_wait
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        _command(Books(folder))
        for number, writer in enumerate(WRITERS):
            Edited(folder / str(number), writer).act()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", _no_wait)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[points.Small]:
    """A process that runs actions, and waits for no disk."""
    with points.small(partial(_make_ready, tmp_path_factory.mktemp("ready"))) as found:
        yield found


class Books:
    """A folder with the old books, into which the new ones are written."""

    def __init__(self, folder: Path, old: dict[str, bytes] = OLD) -> None:
        self.folder, self.old = folder / "dist", old

    def before(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, data in self.old.items():
            (self.folder / name).write_bytes(data)

    def write(self) -> None:
        files.write_all(self.folder, NEW)

    def sound(self) -> str:
        """Which of the two sets is there, after all that a later command does first; each file
        is whole even before it."""
        for name, data in found(self.folder).items():
            if name in NEW:
                assert data in (self.old.get(name), NEW[name]), f"{name} is half written"
        files.finish(self.folder)
        there = {name: data for name, data in found(self.folder).items() if name in NEW}
        assert there in (self.old, NEW), f"of two builds: {[d[:9] for d in there.values()]}"
        return "new" if there == NEW else "old"

    def swept(self) -> None:
        """The next writer leaves the books and nothing else."""
        self.write()
        assert found(self.folder) == NEW


@pytest.mark.parametrize("old", [OLD, {}], ids=["over old books", "into an empty folder"])
def test_books_of_a_killed_build_are_those_of_one(
    old: dict[str, bytes], small: points.Small, tmp_path: Path
) -> None:
    books = Books(tmp_path, old)
    seen, said = [], tmp_path / "said"
    for point, end in points.every(small.run, books.write, said, books.before, points.torn):
        assert end.signal == signal.SIGKILL, point
        seen.append(books.sound())
        books.swept()
    assert seen == sorted(seen, reverse=True)  # old until a certain call, then new
    assert {"old", "new"} == set(seen)


def test_what_a_killed_build_had_ready_is_put_in_place_first(
    small: points.Small, tmp_path: Path
) -> None:
    """Also where the next build writes other books."""
    books = Books(tmp_path)
    mixed = 0
    said = tmp_path / "said"
    for point, _ in points.every(small.run, books.write, said, books.before, points.kill()):
        there = {name: data for name, data in found(books.folder).items() if name in NEW}
        mixed += there not in (OLD, NEW)
        files.write_all(books.folder, {"other": b"x"})
        left = found(books.folder)
        assert left.pop("other") == b"x"
        assert left in (OLD, NEW), point
    assert mixed, "no call lies between the books: the test shows nothing"


@pytest.mark.parametrize(
    ("refusal", "ever_after"),
    [
        ("full", False),
        ("full", True),
        ("quota", True),
        ("failing", False),
        ("read-only", True),
        ("forbidden", False),
    ],
)
def test_a_disk_that_refuses_leaves_the_books_of_one_build(
    refusal: str, ever_after: bool, small: points.Small, tmp_path: Path
) -> None:
    books = Books(tmp_path)
    blow = points.refuse(points.REFUSALS[refusal])
    refused, said = 0, tmp_path / "said"
    ends = points.every(small.here, books.write, said, books.before, blow, ever_after)
    for point, end in ends:
        assert end.code in (points.DONE, points.REFUSED), (point, end.said)
        halfway = "The next build puts the others there" in end.said
        state = books.sound()
        if end.code == points.REFUSED:
            refused += 1
            assert "error[output-unwritable]" in end.said
            assert "Free space" in end.said or (halfway and ever_after)
            assert state == ("new" if halfway else "old"), point
        else:
            assert state == "new", point
        books.swept()
    assert refused > 3


def _command(books: Books) -> int:
    try:
        with answered():
            books.write()
    except Stopped as stopped:
        return 128 + stopped.number
    return 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_asked_to_end_leaves_nothing_behind(
    number: int, small: points.Small, tmp_path: Path
) -> None:
    books = Books(tmp_path)
    command, said = partial(_command, books), tmp_path / "said"
    for point, end in points.every(small.here, command, said, books.before, points.kill(number)):
        assert end.code == 128 + number, (point, end)
        there = found(books.folder)
        there.pop(".edition-lock", None)
        assert there in (OLD, NEW), point
        books.swept()


# ── files that people edit ──────────────────────────────────────────────────────────────────

ADDED = {"quote": "cloth grew", "id": "on-cloth", "note": "It grew."}


def _add(folder: Path) -> object:
    return add(Project.at(folder), "footnote", ADDED)


def _add_command(folder: Path) -> object:
    return main.main(["add", str(folder), "-k", "footnote", "-q", "cloth grew", "-n", "It grew."])


def _fix(folder: Path) -> object:
    return main.main(["check", str(folder), "--fix", "--yes"])


def _preview(folder: Path) -> object:
    session = PreviewSession(Project.at(folder))
    answer = Annotating(session, Editing(session)).add({"kind": "footnote", "values": ADDED})
    print(answer)
    return points.REFUSED if "problems" in answer else points.DONE


def _rebase(folder: Path) -> object:
    return main.main(["rebase", str(folder.parent / "new.txt"), str(folder), "--yes"])


def _rebase_in_doubt(folder: Path) -> object:
    code = main.main(["rebase", str(folder.parent / "doubt.txt"), str(folder), "--yes"])
    return points.DONE if code == 1 and (folder / "rebase.yaml").exists() else points.REFUSED


#: Every command that writes what people edit; `suggest`, `report`, `find`, `check` write nothing.
WRITERS: dict[str, Callable[[Path], object]] = {
    "add": _add,
    "add, the command": _add_command,
    "check --fix": _fix,
    "the form of the preview": _preview,
    "rebase": _rebase,
    "rebase in doubt": _rebase_in_doubt,
}


class Edited:
    """A project, and what a writer makes of it."""

    def __init__(self, folder: Path, writer: str) -> None:
        self.folder, self.keep = folder / "project", folder / "keep"
        self.writer = WRITERS[writer]
        self.said = folder / "said"
        rest = (
            "structure:\n  roles:\n    title: [1]\nfootnotes:\n  - id: on-shuttle\n"
            f"    quote: {'shutle, and the cloth' if writer == 'check --fix' else 'shuttle'}\n"
            "    note: It flies.\n"
        )
        write_project(self.keep, rest)
        (folder / "new.txt").write_text(TEXT.replace("sat at", "sat down at"))
        (folder / "doubt.txt").write_text(TEXT.replace("the shuttle, and", "a bobbin, so"))
        self.before()
        self.old = found(self.folder)

    def learn(self, small: points.Small) -> None:
        """See what comes of the writer."""
        end = small.here(self.act, self.said)
        assert end.code == points.DONE, end.said
        self.new = found(self.folder)
        assert self.new != self.old

    def before(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.keep, self.folder)

    def act(self) -> object:
        return self.writer(self.folder)

    def sound(self) -> str:
        """Each file is the old or the new one, whole; what is beside them is for the sweep."""
        there = found(self.folder)
        for name in sorted({*self.old, *self.new}):
            data = there.pop(name, None)
            assert data in (self.old.get(name), self.new.get(name)), name
        assert all(name.startswith(".edition-") for name in there), there
        same = {n: d for n, d in found(self.folder).items() if n in {*self.old, *self.new}}
        return "new" if same == self.new else "old" if same == self.old else "between"


@pytest.mark.parametrize("writer", WRITERS)
def test_annotations_are_whole_after_a_kill_and_the_command_can_be_given_again(
    writer: str, small: points.Small, tmp_path: Path
) -> None:
    edited = Edited(tmp_path, writer)
    edited.learn(small)
    seen = []
    for point, end in points.every(small.run, edited.act, edited.said, edited.before, points.torn):
        assert end.signal == signal.SIGKILL, (point, end.said)
        seen.append(edited.sound())
        if seen[-1] != "new":
            end = small.here(edited.act, edited.said)
            assert end.code == points.DONE, (point, end.said)
        else:  # what is done is swept up after by the next writer
            files.replace({edited.folder / "x": (None, b"")})
            (edited.folder / "x").unlink()
        assert found(edited.folder) == edited.new, point
    assert "old" in seen
    # Of the two files of a rebase the annotations come first: the same command does the rest.
    assert ("between" in seen) == (writer == "rebase")


@pytest.mark.parametrize(
    ("refusal", "writer"), [*(("full", writer) for writer in WRITERS), ("read-only", "check --fix")]
)
def test_annotations_are_as_they_were_where_the_disk_refuses(
    refusal: str, writer: str, small: points.Small, tmp_path: Path
) -> None:
    edited = Edited(tmp_path, writer)
    edited.learn(small)
    blow = points.refuse(points.REFUSALS[refusal])
    refused = 0
    for point, end in points.every(small.here, edited.act, edited.said, edited.before, blow):
        state = edited.sound()
        assert end.signal == 0 and "Traceback" not in end.said, (point, end.said)
        assert end.code in (points.DONE, points.REFUSED, main.INPUT), (point, end.said)
        if state == "old":
            refused += 1
            assert "output-unwritable" in end.said, (point, end.said)
            assert "Nothing was changed" in end.said
        else:
            assert state == "new" and end.code in (points.DONE, points.REFUSED), point
    assert refused > 1
