"""`build.py a/ b/ c/`: what is said of each, the table, the exit code, and how it is stopped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from edition import batch
from edition.batch import Outcome
from edition.cli import main
from tests.books import GOOD, write_project
from tests.paths import ROOT

BROKEN = GOOD.replace("quote: shuttle", "quote: shuttles")
UNCITED = GOOD + "sources:\n  - {id: never-cited, type: book, title: T}\n"


@pytest.fixture
def books(tmp_path: Path, monkeypatch) -> tuple[str, ...]:
    """A good edition, a broken one, and one with a warning; we are in the folder that has them."""
    for name, rest in (("diary", GOOD), ("letters", BROKEN), ("memoir", UNCITED)):
        write_project(tmp_path / name, rest)
    monkeypatch.chdir(tmp_path)
    return "diary", "letters", "memoir"


def run(*arguments: object) -> int:
    """Run the command in this process."""
    return main.main([str(argument) for argument in arguments])


def without_times(said: str) -> str:
    """The output less its times, and the table's gaps, which depend on them."""
    return re.sub(r" {2,}", "  ", re.sub(r"\d+\.\d\b", "0.0", said))


SAID = """\
diary/dist/loom.epub  N kB
memoir/dist/loom.epub  N kB

edition  written  pages  words  warnings  errors  seconds
diary  EPUB  –  16  0  0  0.0
letters  nothing  –  –  0  1  0.0
memoir  EPUB  –  16  1  0  0.0

"""


def test_one_failure_stops_no_other_and_all_is_said_in_order(books, capsys) -> None:
    bytes_of, said = [], []
    for jobs in (1, 2):
        assert run(*books, "--only", "epub", "--jobs", jobs) == main.INPUT
        said.append(capsys.readouterr())
        bytes_of.append([Path(f"{name}/dist/loom.epub").read_bytes() for name in books[::2]])
    assert bytes_of[0] == bytes_of[1]
    assert without_times(re.sub(r"\d+ kB", "N kB", said[0].out)) == SAID
    assert without_times(said[0].out) == without_times(said[1].out)
    assert without_times(said[0].err) == without_times(said[1].err)
    err = said[0].err
    heads = [
        err.index(head)
        for head in (
            "Building 3 editions\n",
            "diary:\nletters:\nannotations.yaml:22:12: error[quote-not",
            "memoir:\nannotations.yaml:29:5: warning[unused-source]",
            "2 of 3 editions built in",
            "Not built: letters. Their last good books",
        )
    ]
    assert heads == sorted(heads)
    assert "\x1b" not in said[1].out + said[1].err and "\r" not in said[1].out + said[1].err
    assert not Path("letters/dist").exists()


def test_all_are_good(books, capsys) -> None:
    assert run("diary", "memoir", "--only", "epub", "--quiet", "--jobs", 1) == main.BUILT
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("memoir:\nannotations.yaml:29:5: warning")
    assert "Not built" not in said.err and "diary" not in said.err


def test_a_fault_of_the_builder_ends_with_3_and_stops_no_other(books, capsys, monkeypatch) -> None:
    from edition.proof import source

    prove = source.prove_epub

    def fails(edition, data) -> None:
        if any(True for record in edition.records):
            raise source.ProofFailed("the EPUB", ["paragraph p1 is missing"])
        prove(edition, data)

    monkeypatch.setattr(source, "prove_epub", fails)
    write_project(Path("memoir"), UNCITED.replace("It flies.", "It flies. [@never-cited]"))
    assert run("memoir", "diary", "--only", "epub", "-j", 1) == main.FAULT
    said = capsys.readouterr()
    assert "memoir:\nA fault of the builder, not of your files: the EPUB: paragraph p1" in said.err
    assert "Traceback" not in said.err
    assert Path("diary/dist/loom.epub").is_file()
    monkeypatch.setenv("EDITION_TRACEBACK", "1")
    assert run("memoir", "letters", "--only", "epub", "-j", 1) == main.FAULT
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diary", "none"], "There is no folder “none”.\nNothing was built."),
        (["diary", "x*/"], "No folder matches “x*”."),
        (["diary/annotations.yaml", "memoir"], "named by its folder: “diary”?"),
        (["diary", "./diary/"], "diary is named twice"),
        (["diary", "memoir", "../{here}/memoir"], "memoir are the same edition. Name it once."),
        (["diary", "more/diary", "-o", "out"], "would both be written to out/diary"),
        (["diary", "memoir", "-j", "0"], "0 is not in the range"),
        (["diary", "memoir", "--only", "epub", "-p", "a4"], "--only epub builds no PDF"),
    ],
)
def test_wrong_use_ends_with_2_and_builds_nothing(arguments, said, books, capsys) -> None:
    write_project(Path("more/diary"))
    arguments = [word.replace("{here}", Path.cwd().name) for word in arguments]
    assert run(*arguments) == main.USAGE
    assert said in capsys.readouterr().err
    assert not list(Path().rglob("dist")) and not Path("out").exists()


def test_a_folder_without_an_edition_is_told_as_its_failure(books, capsys) -> None:
    Path("empty").mkdir()
    assert run("empty", "diary", "-o", "out", "--only", "epub", "-j", 1) == main.INPUT
    assert "empty:\nannotations.yaml: error[file-not-found]" in capsys.readouterr().err
    assert Path("out/diary/loom.epub").is_file()
    assert not Path("out/empty").exists() and not Path("diary/dist").exists()


def test_a_profile_that_an_edition_does_not_have_is_told_as_its_failure(books, capsys) -> None:
    assert run("diary", "memoir", "-p", "large-prnt", "-j", 1) == main.INPUT
    said = capsys.readouterr().err
    assert said.count("No PDF and no profile “large-prnt”. Did you mean “large-print”?") == 2


def test_one_folder_is_built_as_ever(books, capsys) -> None:
    assert run("diary", "-o", "out", "--only", "epub", "--jobs", 2) == main.BUILT
    said = capsys.readouterr()
    assert re.fullmatch(r"out/loom\.epub  \d+ kB\n", said.out)
    assert said.err == "Reading and checking\nPacking the EPUB\nProving the EPUB\n"


def test_what_an_annotator_named_drives_no_terminal(books, capsys) -> None:
    folder = "di\x1b[31mary\u202e"
    write_project(Path(folder))
    assert run(folder, "memoir", "--only", "epub", "-j", 1) == main.BUILT
    said = capsys.readouterr()
    assert "di\\u001b[31mary\\u202e" in said.err and "\x1b" not in said.err + said.out


def killed(work, report=None) -> Outcome:
    """As a machine does that has no memory left for the letters."""
    if work.folder.endswith("letters"):
        os.kill(os.getpid(), signal.SIGKILL)
    return batch._built(work)


def test_a_killed_worker_is_its_editions_failure(books, capsys, monkeypatch) -> None:
    monkeypatch.setattr(batch, "_built", killed)
    assert run(*books, "--only", "epub", "--jobs", 2) == main.FAULT
    said = capsys.readouterr()
    assert "letters:\nA process of the builder was killed by SIGKILL. The machine may" in said.err
    assert re.search(r"^letters  nothing +– +– +0 +1 +–$", said.out, re.M)
    assert "2 of 3 editions built" in said.err and "Traceback" not in said.err


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build, in a process group of its own, of a small edition and of one that takes a minute:
    the small one is done, and the other and its second PDF are being made."""
    text = "The loom\n\n" + "She threw the thread, and the cloth grew.\n" * 2000
    rest = "structure:\n  roles:\n    title: [1]\npdf:\n  - profile: screen\n  - profile: a4\n"
    write_project(tmp_path / "small")
    write_project(tmp_path / "large", rest, text)
    command = [sys.executable, str(ROOT / "build.py"), "small", "large", "--jobs", "4"]
    build = subprocess.Popen(
        command,
        cwd=tmp_path,
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "EDITION_NO_VENV": "1"},
    )
    assert build.stdout
    assert build.stdout.readline().startswith("small/dist/loom.epub")
    assert build.stdout.readline().startswith("small/dist/loom.pdf")
    deadline = time.monotonic() + 60
    while sum("spawn_main" in words(one) for one in group(build.pid)) < 3:
        assert time.monotonic() < deadline and build.poll() is None
        time.sleep(0.05)
    yield build
    for process in group(build.pid):
        process.kill()
    build.communicate()


def words(process: psutil.Process) -> str:
    """The command of a process, or nothing where it has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def group(number: int) -> list[psutil.Process]:
    """The processes of a process group that are alive."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == number and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def test_ctrl_c_stops_all_and_leaves_nothing_half_written(slow, tmp_path: Path) -> None:
    os.killpg(slow.pid, signal.SIGINT)
    _, err = slow.communicate(timeout=30)
    assert slow.returncode == 130
    assert "Stopped: 1 of 2 editions built. The books of the others are as they were." in err
    assert "Traceback" not in err and "KeyboardInterrupt" not in err
    assert sorted(path.name for path in (tmp_path / "small/dist").iterdir()) == [
        "loom.epub",
        "loom.pdf",
    ]
    assert not (tmp_path / "large/dist").exists()
    assert not list(tmp_path.rglob("*.part"))
    _, alive = psutil.wait_procs(group(slow.pid), timeout=10)
    assert alive == []
