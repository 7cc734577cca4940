"""What the set-up says while it runs, so that nobody waits in front of a silent screen."""

import contextlib
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

#: Seconds between two lines about a step that is still running.
EVERY = 10.0


def say(text: str) -> None:
    """Print a line about the set-up on stderr, at once."""
    print(f"Setting up: {text}", file=sys.stderr, flush=True)


class Step:
    """A command of the set-up that runs: what it does, and how far it is.

    `note` takes each line that the command prints; `state` says in words how far it is, or "" if
    that cannot be told. Here nothing can; the commands that can be followed have a class below.
    """

    def note(self, line: str) -> None:
        """Take a line of the command's output."""

    def state(self) -> str:
        """How far the command is."""
        return ""


class PythonPackages(Step):
    """pip: counts the packages that it has fetched, then those that lie in `venv`."""

    def __init__(self, venv: Path, total: int) -> None:
        self._venv = venv
        self._total = total
        self._fetched = 0
        self._installing = False

    def note(self, line: str) -> None:
        self._fetched += line.startswith("Collecting ")
        self._installing |= line.startswith("Installing collected packages")

    def state(self) -> str:
        if not self._installing:
            return f"{self._fetched} of {self._total} fetched"
        folders = self._venv.glob("[Ll]ib/**/site-packages/*.dist-info")
        count = min(sum(1 for _ in folders), self._total)
        return f"{count} of {self._total} installed"


class SystemPackages(Step):
    """apt-get: says how much it fetches and writes, and counts what is unpacked and set up."""

    def __init__(self) -> None:
        self._total = 0
        self._unpacked = 0
        self._ready = 0

    def note(self, line: str) -> None:
        if counted := re.match(r"(\d+) upgraded, (\d+) newly installed", line):
            self._total = int(counted[1]) + int(counted[2])
        elif fetched := re.match(r"Need to get ([\d.,]+ [kMG]?B)", line):
            say(f"{self._total} system packages, {fetched[1]} to fetch")
        self._unpacked += line.startswith("Unpacking ")
        self._ready += line.startswith("Setting up ")

    def state(self) -> str:
        if not self._total:
            return ""
        if not self._unpacked:
            return f"fetching {self._total} packages"
        return f"{self._unpacked} of {self._total} unpacked, {self._ready} set up"


@contextlib.contextmanager
def reported(doing: str, step: Step, every: float = EVERY) -> Iterator[None]:
    """Say that `doing` begins, and, as long as the block runs, every few seconds how far it is."""
    say(doing)
    start = time.monotonic()
    ended = threading.Event()

    def report() -> None:
        while not ended.wait(every):
            say(f"{doing}: {step.state() or f'{time.monotonic() - start:.0f} s so far'}")

    reporter = threading.Thread(target=report, daemon=True)
    reporter.start()
    try:
        yield
    finally:
        ended.set()
        reporter.join()
