"""Kills: runs a command as anybody does, and ends it and all its processes at a random moment."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from edition.system import launch
from tests import copies
from tests.books import GOOD, TEXT, write_project
from tests.paths import ROOT

BUILD = [sys.executable, str(ROOT / "build.py")]
SIGNALS = {"SIGKILL": signal.SIGKILL, "SIGTERM": signal.SIGTERM, "SIGINT": signal.SIGINT}
_TWO_PDFS = "pdf:\n  - profile: screen\n  - profile: a4\n"
_MISSPELT = GOOD.replace("quote: shuttle", "quote: shutle, and the cloth")


@dataclass(frozen=True)
class Scene:
    """A command, and the edition that it works on. `{p}` is the edition's folder, `{t}` the one
    above it. `again` is given after a kill, and must succeed. `late` is how much of the run goes
    by, at the most, before anything is written."""

    words: tuple[str, ...]
    rest: str = GOOD
    again: tuple[str, ...] = ()
    books: bool = False
    late: float = 0.6

    def command(self, words: tuple[str, ...], project: Path) -> list[str]:
        """The words as a process gets them."""
        python = [sys.executable, "-P"] if words[0] == launch.__file__ else BUILD
        return [*python, *(w.format(p=project, t=project.parent) for w in words)]


SCENES = {
    "build --only epub": Scene(("build", "{p}", "--only", "epub"), books=True),
    "build, two PDFs": Scene(("build", "{p}"), GOOD + _TWO_PDFS, books=True, late=0.8),
    "add": Scene(("add", "{p}", "-k", "footnote", "-q", "cloth grew", "-n", "It grew.")),
    "check --fix": Scene(("check", "{p}", "--fix", "--yes"), _MISSPELT),
    "rebase": Scene(("rebase", "{t}/new.txt", "{p}", "--yes")),
    "form of the preview": Scene((launch.__file__, "tests.faults.posting", "{p}")),
}


@dataclass
class Tally:
    """What the kills of one scene came to."""

    scene: str
    seconds: float
    ends: Counter[str] = field(default_factory=Counter)
    swept: int = 0
    faults: list[str] = field(default_factory=list)


def tally(
    name: str,
    kills: int,
    seed: int,
    folder: Path,
    signals: tuple[str, ...] = ("SIGKILL",),
    report: Callable[[str], None] = lambda line: None,
) -> Tally:
    """Kill the scene `name` so many times, by each of the `signals` in turn."""
    work = _Work(SCENES[name], folder)
    found = Tally(name, work.seconds)
    chance = random.Random(f"{seed} {name}")
    for k in range(kills):
        # Every second one where the files are written: the rest of a run touches none.
        first = work.scene.late if k % 2 else 0.0
        moment = work.seconds * chance.uniform(first, 1.05)
        try:
            found.ends[work.killed(SIGNALS[signals[k % len(signals)]], moment)] += 1
            found.swept += work.swept
        except AssertionError as error:
            found.faults.append(f"{signals[k % len(signals)]} after {moment:.3f} s: {error}")
            report(found.faults[-1])
    return found


class _Work:
    """A scene with its folder: what its files are before and after."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.scene, self.folder, self.keep = scene, folder / "edition", folder / "keep"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "new.txt").write_text(TEXT.replace("sat at", "sat down at"))
        write_project(self.keep, scene.rest)
        self._fresh()
        if scene.books:  # the last good books are those of another note
            self._run(scene.words)
            shutil.rmtree(self.keep)
            shutil.copytree(self.folder, self.keep)
            write_project(self.keep, scene.rest.replace("It flies.", "It flies through the shed."))
            self._fresh()
        self.old = _digests(self.folder)
        start = time.monotonic()
        self._run(scene.words, alone=True)
        self.seconds = time.monotonic() - start
        self.new = _digests(self.folder)
        assert self.new != self.old
        self.swept = 0

    def killed(self, number: int, moment: float) -> str:
        """Start the command, end it at the moment, look, and give it again."""
        self._fresh()
        process = self._start(self.scene.words)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, number)
            process.wait(60)
        _none_left(process.pid)
        said = process.stdout.read() if process.stdout else ""
        # Ctrl-C while the interpreter itself starts is answered by the interpreter.
        assert "Traceback" not in said or "edition/cli/main.py" not in said, said
        state = self._state(said)
        self.swept = len(self._left())
        if state != "new" or self.scene.books:
            self._run(self.scene.words)
        else:
            self._run(("add", "{p}", "-k", "footnote", "-q", "weaver", "-n", "x", "--id", "x"))
            assert not self._left(), f"litter: {self._left()}"
            return state
        assert _digests(self.folder) == self.new, f"after it: {sorted(_digests(self.folder))}"
        return state

    def _state(self, said: str) -> str:
        there = _digests(self.folder)
        for name in {*self.old, *self.new}:
            whole = {self.old.get(name), self.new.get(name)}
            assert there.get(name) in whole, f"{name} is neither old nor new\n{said}"
        known = {name: there.get(name) for name in {*self.old, *self.new}}
        if known == {name: self.new.get(name) for name in known}:
            return "new"
        if known == {name: self.old.get(name) for name in known}:
            return "old"
        # Between two renames: what is missing is at hand.
        ready = any(name.startswith("dist/.edition-ready/new/") for name in there)
        assert ready or not self.scene.books, f"books of two builds\n{said}"
        return "between"

    def _left(self) -> list[str]:
        return [name for name in _digests(self.folder) if "/.edition-" in f"/{name}"]

    def _fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.keep, self.folder)

    def _start(self, words: tuple[str, ...]) -> subprocess.Popen[str]:
        environment = {**os.environ, "EDITION_NO_VENV": "1"}
        return subprocess.Popen(
            self.scene.command(words, self.folder),
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _run(self, words: tuple[str, ...], alone: bool = False) -> None:
        """Give a command that nobody kills: in a copy of this process, but for one `alone`."""
        if alone or words[0] == launch.__file__:
            process = self._start(words)
            said, _ = process.communicate(timeout=300)
            code = process.returncode
        else:
            code, said = copies.run([w.format(p=self.folder, t=self.folder.parent) for w in words])
        assert code == 0, f"{' '.join(words)} ended with {code}:\n{said}"


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _none_left(group: int) -> None:
    """Wait until no process of the group is alive: what was started goes with who started it."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("a process outlives the command by ten seconds")
