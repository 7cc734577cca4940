"""Many editions from Python: by this process, by others, by threads, and by a cluster of Dask."""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from edition import batch
from edition.batch import Outcome, SameFolder, State, build_all, destinations
from edition.build import build
from edition.system.oserrors import WorkerKilled
from edition.system.project import Project
from tests.books import EDITION, GOOD, write_project
from tests.paths import IMPORTABLE, ROOT

PAGE = (ROOT / "docs" / "many-editions.md").read_text("utf-8")
BROKEN = GOOD.replace("quote: shuttle", "quote: shuttles")
UNCITED = GOOD + "sources:\n  - {id: never-cited, type: book, title: T}\n"
TWO_PDFS = GOOD + "pdf:\n  - profile: screen\n  - profile: large-print\n"


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    """A good edition, a broken one, and one with a warning."""
    folder = tmp_path / "books"
    return [
        write_project(folder / name, rest)
        for name, rest in (("diary", GOOD), ("letters", BROKEN), ("memoir", UNCITED))
    ]


def states(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.state) for outcome in outcomes]


def local(folder: Path, formats: tuple[str, ...] = ("epub",)) -> dict[str, bytes]:
    """The books of an edition that is built alone, here."""
    return build(Project.at(folder), formats).files


def by_pool(books: list[Path]) -> list[Outcome]:
    with ProcessPoolExecutor(2) as pool:
        return build_all(books, pool, formats=["epub"], write=False)


def by_threads(books: list[Path]) -> list[Outcome]:
    with ThreadPoolExecutor(3) as pool:
        return build_all(books, pool, formats=["epub"], write=False)


def here(books: list[Path]) -> list[Outcome]:
    return build_all(books, jobs=1, formats=["epub"], write=False)


def by_processes(books: list[Path]) -> list[Outcome]:
    return build_all(books, jobs=2, formats=["epub"], write=False)


@pytest.mark.parametrize("way", [here, by_processes, by_threads, by_pool])
def test_each_way_gives_the_bytes_of_a_build_alone(way, books: list[Path]) -> None:
    outcomes = way(books)
    assert [outcome.project for outcome in outcomes] == books
    assert states(outcomes) == ["built", "refused", "built"]
    assert outcomes[0].files == local(books[0])
    assert outcomes[2].files == local(books[2])
    assert [problem.code for problem in outcomes[1].problems] == ["quote-not-found"]
    assert [problem.code for problem in outcomes[2].problems] == ["unused-source"]
    assert outcomes[0].words == 16 and outcomes[0].pages == 0 and outcomes[0].seconds > 0
    assert not (books[0] / "dist").exists()
    assert pickle.loads(pickle.dumps(outcomes)) == outcomes


def test_the_pdfs_of_an_edition_are_the_same_with_one_process_and_with_several(
    tmp_path: Path,
) -> None:
    project = Project.at(write_project(tmp_path / "two", TWO_PDFS))
    alone = build(project, ["pdf"], jobs=1)
    assert sorted(alone.files) == ["loom-large-print.pdf", "loom.pdf"]
    assert alone.files == build(project, ["pdf"], jobs=2).files
    assert alone.pages > 4


def test_books_are_written_each_edition_for_itself(books: list[Path], tmp_path: Path) -> None:
    told: list[Outcome] = []
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "memoir").write_text("a file stands where its folder is to be")
    outcomes = build_all(books, jobs=1, formats=["epub"], output=tmp_path / "out", each=told.append)
    assert states(outcomes) == ["built", "refused", "refused"]
    assert outcomes[0].written == (tmp_path / "out" / "diary" / "loom.epub",)
    assert outcomes[0].written[0].read_bytes() == local(books[0])["loom.epub"]
    codes = {problem.code for problem in outcomes[2].problems}
    assert codes == {"unused-source", "output-unwritable"}
    assert outcomes[2].files == {} and outcomes[2].written == ()
    assert told == outcomes


def test_editions_that_would_meet_in_a_folder_are_refused(tmp_path: Path) -> None:
    one = write_project(tmp_path / "a" / "diary")
    two = write_project(tmp_path / "b" / "Diary")
    assert set(destinations([one, two], None).values()) == {one / "dist", two / "dist"}
    with pytest.raises(SameFolder, match="would both be written to"):
        build_all([one, two], jobs=1, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(SameFolder, match="the same edition"):
        build_all([one, one.parent / ".." / "a" / "diary"])
    (one / "dist").symlink_to(tmp_path / "shared")
    (two / "dist").symlink_to(tmp_path / "shared")
    with pytest.raises(SameFolder, match="would both be written to"):
        build_all([one, two], jobs=1)


def killed(work, report=None) -> Outcome:
    """Build an edition; the process is killed at those that say so, always or once."""
    once = Path(work.folder) / "kill-once"
    if (Path(work.folder) / "kill").exists() or once.exists():
        once.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return batch._built(work)


def test_who_kills_his_process_twice_is_named_and_the_others_are_built(
    books: list[Path], monkeypatch
) -> None:
    (books[0] / "kill").touch()
    (books[2] / "kill-once").touch()
    monkeypatch.setattr(batch, "_built", killed)
    told: list[Path] = []
    outcomes = build_all(
        books, jobs=3, formats=["epub"], each=lambda outcome: told.append(outcome.project)
    )
    assert states(outcomes) == ["killed", "refused", "built"]
    assert "was killed by SIGKILL" in outcomes[0].message and "--jobs 1" in outcomes[0].message
    assert sorted(told) == books
    assert (books[2] / "dist" / "loom.epub").is_file()
    assert not (books[0] / "dist").exists()


def test_a_killed_process_of_a_pdf_is_told_as_such(books: list[Path], monkeypatch) -> None:
    def dies(*arguments: object) -> None:
        raise WorkerKilled(-signal.SIGKILL)

    monkeypatch.setattr("edition.build.build", dies)
    assert states(build_all(books[:1], jobs=1)) == ["killed"]


class Broken(Executor):
    """An executor that says of everything what it is told to say."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_exception(self.error)
        return future


def test_a_fault_of_the_executor_is_the_editions_outcome(books: list[Path]) -> None:
    outcomes = build_all(books, Broken(ValueError("no such worker")))
    assert states(outcomes) == ["failed"] * 3
    assert outcomes[0].message == "no such worker"
    pool = ProcessPoolExecutor(1)
    assert isinstance(pool.submit(os._exit, 1).exception(), Exception)
    assert states(build_all(books, pool)) == ["killed"] * 3
    pool.shutdown()


def test_a_worker_of_another_version_is_refused(books: list[Path]) -> None:
    work = batch._Work(books[0], str(books[0]), ("epub",), None, 1, version="0.0.1")
    outcome = batch._built(work)
    assert outcome.state is State.FAILED and "not 0.0.1" in outcome.message


def test_the_date_of_the_build_goes_with_the_work(books: list[Path], monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    work = batch._Work(books[0], str(books[0]), ("epub",), None, 1)
    there = batch._built(work).files
    assert there == local(books[0])
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert batch._built(work).files == there != local(books[0])
    assert "SOURCE_DATE_EPOCH" not in os.environ


def example(name: str) -> str:
    """A script that the page shows."""
    found = re.search(rf"<!-- example: {name} -->\n```python\n(.*?)```", PAGE, re.S)
    assert found, name
    return found[1]


def listening(pid: int) -> set[str]:
    """The addresses on which a process and those below it can be reached."""
    found = set()
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            found |= {one.laddr.ip for one in process.net_connections() if one.status == "LISTEN"}
    except psutil.NoSuchProcess:
        pass
    return found


def run_example(name: str, folder: Path) -> tuple[list[str], set[str]]:
    """Run a script of the page in `folder`; its lines, and where it could be reached meanwhile."""
    script = folder / "library.py"
    script.write_text(example(name), "utf-8")
    running = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(IMPORTABLE)},
    )
    reached: set[str] = set()
    while running.poll() is None:
        reached |= listening(running.pid)
        time.sleep(0.2)
    assert running.stdout
    lines = running.stdout.read().splitlines()
    running.stdout.close()
    assert running.returncode == 0
    return lines, reached


WANTED = ["diary built loom.epub", "letters refused", "memoir built loom.epub"]


def test_the_example_with_processes(books: list[Path], tmp_path: Path) -> None:
    lines, reached = run_example("processes", tmp_path)
    assert [line for line in lines if line.split()[0] in ("diary", "letters", "memoir")] == WANTED
    assert any("error[quote-not-found]" in line for line in lines)
    assert reached == set()


def test_the_example_with_a_cluster_of_dask(books: list[Path], tmp_path: Path) -> None:
    lines, reached = run_example("dask", tmp_path)
    assert lines == WANTED
    assert reached == {"127.0.0.1"}
    for book in (books[0], books[2]):
        assert (book / "dist" / "loom.epub").read_bytes() == local(book)["loom.epub"]
    assert not (books[1] / "dist").exists()


def test_editions_of_one_title_do_not_meet(tmp_path: Path) -> None:
    """Both are named loom.epub; each is where it belongs."""
    edition = EDITION.replace("Ada Writer", "Eve Writer")
    books = [write_project(tmp_path / "a"), write_project(tmp_path / "b", edition=edition)]
    outcomes = build_all(books, jobs=1, formats=["epub"], output=tmp_path / "out")
    data = [outcome.written[0].read_bytes() for outcome in outcomes]
    assert data == [local(book)["loom.epub"] for book in books]
    assert data[0] != data[1]
