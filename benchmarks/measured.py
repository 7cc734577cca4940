"""One process measured: its time, and the memory of it and of all processes that it starts.

On Linux the memory of the whole tree is sampled: the sum of the proportional set sizes (PSS, so
that a page that two processes share counts once) of the process and all its descendants, several
times a second. A peak between two samples would be missed; so the peak of the largest single
process, which the system keeps to the page, is taken where it is the higher. Elsewhere it is all
there is.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
#: Seconds between two samples: at first, and once a process has run for ten seconds. A sample
#: holds the process up for some milliseconds a gigabyte.
_OFTEN, _SELDOM = 0.1, 0.4


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: seconds by the clock and the processor, peak of its tree in MiB, what
    it printed, and when it ended. `ok` is false where it failed or was ended for its time."""

    wall: float
    cpu: float
    peak: float
    output: str
    ended: float = 0.0
    ok: bool = True


def run(command: list[str], *, limit: float = 3600, must: bool = True, **extra: str) -> Run:
    """Run `command` in the project's folder with `extra` in its environment, and wait.

    It begins with an empty cache of the builder, if `extra` names none (`EDITION_CACHE`).
    It is ended after `limit` seconds, with all that it has started. Where it does not end with 0
    the program ends if it `must`; else the run is not `ok`.
    """
    with ExitStack() as stack:
        out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(2))
        cache = stack.enter_context(tempfile.TemporaryDirectory())
        own = {"EDITION_NO_VENV": "1", "EDITION_CACHE": cache, **extra}
        environment = {**os.environ, **own}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=err, start_new_session=True
        )
        sampler = _Sampler(process.pid, limit)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall, ended = time.perf_counter() - start, time.time()
        process.returncode = os.waitstatus_to_exitcode(status)
        sampler.done.set()
        sampler.join()
        out.seek(0)
        output = out.read().decode(errors="replace")
        err.seek(0)
        said = err.read().decode(errors="replace")[-2000:]
    if process.returncode and must:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}\n{said}")
    # Linux counts the peak in KiB, macOS in bytes.
    largest = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, max(largest, sampler.peak), output, ended, not process.returncode)


def middle(runs: list[Run]) -> Run:
    """The median of each figure by itself."""
    wall, cpu, peak = (median(getattr(r, name) for r in runs) for name in ("wall", "cpu", "peak"))
    return Run(wall, cpu, peak, runs[-1].output)


def repeated(count: int, command: list[str]) -> Run:
    """The medians of `count` runs, after one that fills the disk's and the bytecode's caches."""
    run(command)
    return middle([run(command) for _ in range(count)])


class _Sampler(threading.Thread):
    """Watches a process and its descendants: `peak` is the most memory seen, in MiB. Ends them
    after `limit` seconds."""

    def __init__(self, root: int, limit: float) -> None:
        super().__init__(daemon=True)
        self.root, self.limit = root, limit
        self.done = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        start = time.perf_counter()
        while not self.done.is_set():
            passed = time.perf_counter() - start
            if passed > self.limit:
                # It leads a group, and nothing that is measured makes another.
                os.killpg(self.root, signal.SIGKILL)
                return
            self.peak = max(self.peak, _memory(self.root) / 1024)
            self.done.wait(_OFTEN if passed < 10 else _SELDOM)


def _memory(process: int) -> int:
    """The proportional set size of a process and of its descendants, in KiB; 0 without /proc."""
    here = Path("/proc", str(process))
    total = 0
    try:
        for thread in (here / "task").iterdir():
            children = (thread / "children").read_text().split()
            total += sum(_memory(int(child)) for child in children)
        for line in (here / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    except OSError:
        pass  # It ended meanwhile.
    return total
