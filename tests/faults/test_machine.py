"""What a machine can lack: memory, open files, streams, a home, a folder to stand in, letters."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.cli import main
from edition.system import oserrors
from tests.books import GOOD, write_project
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and streams of POSIX")
LAST = b"the last good book"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An edition with a last good book."""
    write_project(tmp_path / "project", GOOD.replace("It flies.", "It “flies”, летит."))
    (tmp_path / "project" / "dist").mkdir()
    (tmp_path / "project" / "dist" / "loom.epub").write_bytes(LAST)
    return tmp_path / "project"


def run(
    words: list[object],
    before: Callable[[], None] | None = None,
    shell: str = "",
    **environment: str,
) -> tuple[int, str]:
    """The exit code of the command and what it said; `shell` stands behind it in a shell's line."""
    line = [sys.executable, str(ROOT / "build.py"), *map(str, words)]
    if shell:
        line = ["bash", "-c", f'"$@" {shell}', "bash", *line]
    whole = {**os.environ, "EDITION_NO_VENV": "1", **environment}
    done = subprocess.run(
        line,
        capture_output=True,
        env=whole,
        cwd=ROOT,
        preexec_fn=before,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in said and "fault of the builder" not in said, said
    return done.returncode, said


def limit(name: str, value: int) -> Callable[[], None]:
    """Sets a limit of the process, as `ulimit` does."""
    import resource

    return lambda: resource.setrlimit(getattr(resource, name), (value, value))


def book(project: Path) -> bytes:
    """The book, which is alone in its folder."""
    (path,) = (project / "dist").iterdir()
    return path.read_bytes()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep this limit")
@pytest.mark.parametrize("megabytes", [40, 60, 84])
def test_too_little_memory_is_named(megabytes: int, project: Path) -> None:
    code, said = run(["build", project, "--only", "epub"], limit("RLIMIT_AS", megabytes << 20))
    if code == main.BUILT:
        assert book(project) != LAST
        return
    # Libraries in C that get no memory may end the process, which can say nothing then.
    assert "memory" in said or code in (-signal.SIGSEGV, -signal.SIGABRT), (code, said)
    assert book(project) == LAST


def test_a_build_without_memory_fails_somewhere(project: Path) -> None:
    """Else the test before this one shows nothing."""
    if sys.platform == "darwin":
        pytest.skip("macOS does not keep this limit")
    code, said = run(["build", project, "--only", "epub"], limit("RLIMIT_AS", 64 << 20))
    assert code in (main.INPUT, main.USAGE) and "memory" in said


@pytest.mark.parametrize("files", [6, 20])
def test_few_open_files_suffice_or_are_named(files: int, project: Path) -> None:
    code, said = run(["build", project, "--only", "epub"], limit("RLIMIT_NOFILE", files))
    assert code == main.BUILT or "Too many open files" in said, said
    # With too few of them to tidy up, that is left to the next build.
    made = (project / "dist" / "loom.epub").read_bytes()
    assert (made == LAST) == (code != main.BUILT)
    if files == 6:
        run(["build", project, "--only", "epub"])
    assert (book(project) == LAST) == (code != main.BUILT and files != 6)


@pytest.mark.parametrize(
    ("shell", "codes"),
    [
        (">&-", {0}),
        ("2>&-", {0}),
        ("<&-", {0}),
        ("<&- >&- 2>&-", {0}),
        ("> /dev/full", {1}),
        ("2> /dev/full", {1}),
        ("| true; exit ${PIPESTATUS[0]}", {0, 1}),
    ],
)
def test_books_are_written_whoever_listens(shell: str, codes: set[int], project: Path) -> None:
    if "/dev/full" in shell and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    code, said = run(["build", project, "--only", "epub"], shell=shell)
    assert code in codes, said
    # What it must say cannot be heard on a full disk: then the build has not gone well.
    assert (book(project) != LAST) or shell == "2> /dev/full"


@pytest.mark.parametrize(
    "words",
    [
        ["add", "{p}", "-k", "footnote", "-q", "cloth grew", "-n", "x"],
        ["check", "{p}", "--fix"],
        ["add", "{p}", "-k", "footnote", "-q", "cloth grew", "-n", "-"],
        ["find", "loom", "{p}"],
        ["suggest", "{p}"],
        ["rebase", "{p}/source.txt", "{p}"],
    ],
    ids=" ".join,
)
def test_no_command_needs_its_streams(words: list[str], project: Path) -> None:
    run([word.format(p=project) for word in words], shell="<&- >&- 2>&-")


def test_a_folder_that_is_gone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()

    def leave() -> None:
        os.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()

    code, said = run(["check"], leave)
    assert code == main.USAGE and "Go to another: cd" in said


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"HOME": "/nowhere", "XDG_CACHE_HOME": ""},
        {"TMPDIR": "/nowhere"},
        {"TERM": "", "COLUMNS": "0"},
    ],
    ids=str,
)
def test_an_odd_environment_changes_nothing(environment: dict[str, str], project: Path) -> None:
    rest = GOOD.replace("quote: shuttle", "quote: “летит”")
    write_project(project, rest)
    code, said = run(["check", project], **environment)
    assert code == main.INPUT and "error[quote-not-found]" in said


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (MemoryError(), "out-of-memory", "memory"),
        (SystemError("error return without exception set"), "out-of-memory", "memory"),
        (OSError(12, "Cannot allocate memory"), "out-of-memory", "memory"),
        (ImportError("x.so: failed to map segment from shared object"), "out-of-memory", "memory"),
        (OSError(24, "Too many open files", "f"), "system-refuses", "ulimit"),
        (OSError(28, "No space left on device", "f"), "system-refuses", "Free space"),
        (OSError(30, "Read-only file system", "f"), "system-refuses", "Allow writing"),
        (OSError(5, "Input/output error", "f"), "system-refuses", "failing"),
    ],
)
def test_what_the_machine_refuses_is_told_in_words(error: Exception, code: str, words: str) -> None:
    found = oserrors.problem(error)
    assert found is not None and found.code == code
    assert words in found.message + found.hint
    later = RuntimeError("x")
    later.__cause__ = error  # a library puts its own around it
    assert oserrors.problem(later) == found


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), ImportError("No module named x"), FileNotFoundError(2, "No such file", "x")],
)
def test_a_fault_of_the_builder_is_none_of_the_machine(error: Exception) -> None:
    assert oserrors.problem(error) is None
