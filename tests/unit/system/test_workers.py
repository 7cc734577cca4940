"""Worker processes: what they return and raise, and that they end with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from edition.model.problems import BuildFailed, Place, Problem
from edition.system import workers
from edition.system.oserrors import WorkerKilled
from edition.system.workers import Workers, processors
from tests.paths import IMPORTABLE


class Unpicklable(Exception):
    """An exception that is pickled, and then cannot be made again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def fails(what: str) -> None:
    if what == "unpicklable":
        raise Unpicklable("a", "b")
    raise BuildFailed([Problem("some-code", Place("a.yaml", 3, 4), "Wrong.")])


def test_work_is_done_in_other_processes_and_one_death_loses_one_piece() -> None:
    with Workers(2) as workers:
        killed = workers.submit(signal.raise_signal, signal.SIGKILL)
        ended = workers.submit(os._exit, 7)
        good = [workers.submit(pow, 2, power) for power in range(6)]
        others = {workers.submit(os.getpid).result() for _ in range(4)}
        assert [future.result() for future in good] == [1, 2, 4, 8, 16, 32]
        assert os.getpid() not in others
        with pytest.raises(WorkerKilled, match="was killed by SIGKILL"):
            killed.result()
        with pytest.raises(WorkerKilled, match="ended by itself with exit code 7"):
            ended.result()
    assert not [pid for pid in others if psutil.pid_exists(pid)]


def test_what_a_worker_raises_comes_back_with_where_it_was() -> None:
    with Workers(1) as workers:
        with pytest.raises(BuildFailed) as failed:
            workers.submit(fails, "input").result()
        assert str(failed.value.problems[0]) == "a.yaml:3:4: error[some-code]: Wrong."
        assert "in fails" in failed.value.__notes__[0]
        with pytest.raises(RuntimeError, match="Unpicklable: ab"):
            workers.submit(fails, "unpicklable").result()
        with pytest.raises((AttributeError, TypeError), match=r"pickle|local"):
            workers.submit(lambda: 1).result()
        assert workers.submit(len, "abc").result() == 3  # it goes on


def test_an_exception_stops_what_is_being_done() -> None:
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Workers(2) as workers:
        slow = [workers.submit(time.sleep, 60) for _ in range(3)]
        while not all(future.running() for future in slow[:2]):
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert time.monotonic() - start < 20
    assert slow[2].cancelled()  # it waited for its turn
    assert isinstance(slow[0].exception(), WorkerKilled)
    assert not [
        child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())
    ]


def stubborn() -> None:
    """Go on, whatever is raised, as a callback from C does; there is less patience with it."""
    workers._GRACE = 1
    while True:
        try:
            time.sleep(60)
        except BaseException:
            continue


def test_a_worker_that_swallows_the_end_is_ended_all_the_same() -> None:
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Workers(1) as workers:
        pid = workers.submit(os.getpid).result()
        workers.submit(stubborn)
        time.sleep(0.3)
        raise KeyboardInterrupt
    assert time.monotonic() - start < 20
    assert not psutil.pid_exists(pid)


_PARENT = """
import sys, time
from edition.system import workers
from edition.system.workers import Workers
if __name__ == "__main__":
    with Workers(2) as workers:
        for _ in range(2):
            workers.submit(time.sleep, 300)
        print("ready", flush=True)
        time.sleep(300)
"""


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(IMPORTABLE)},
    )
    assert parent.stdout and parent.stdout.readline() == b"ready\n"
    workers = _children(parent.pid, 2)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(workers, timeout=15)
    assert alive == []


def _children(pid: int, count: int) -> list[psutil.Process]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [
            child
            for child in psutil.Process(pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{count} workers did not start")


def test_processors_are_those_that_may_be_used() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)
