"""Calls within bounds: what goes beyond them ends a process, and is told in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from edition.model.problems import BuildFailed
from edition.system import aside
from edition.system.aside import Aside, may_fork
from edition.system.bounds import BoundExceeded, Bounds
from edition.system.oserrors import WorkerKilled
from tests.paths import ROOT
from tests.unit.system.test_workers import fails

ROOMY = Bounds(30, 1 << 30)


def spin() -> None:
    """Go on, whatever is raised, as a parser may."""
    while True:
        try:
            sum(range(1000))
        except BaseException:
            continue


def sleep_in_c() -> None:
    """Wait in a library that gives nothing back to Python."""
    import ctypes

    ctypes.PyDLL(None).sleep(60)


def fill() -> int:
    """Ask for more and more memory."""
    held = []
    while True:
        held.append(bytearray(b"x") * (50 << 20))


def hold(size: int) -> int:
    """Have so much memory for a moment."""
    return len(bytes(size))


def temporary() -> str:
    """Leave a file behind."""
    import tempfile

    handle, name = tempfile.mkstemp()
    os.close(handle)
    return name


@pytest.fixture(params=["forked", "started"])
def one(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """A process aside, made in each of the two ways."""
    monkeypatch.setattr(aside, "may_fork", lambda: request.param == "forked")
    with Aside() as found:
        yield found
    assert not [child for child in psutil.Process().children() if child.pid in _seen]


_seen: set[int] = set()


def test_calls_are_done_elsewhere_by_one_process(one: Aside) -> None:
    first = one.ask(ROOMY, os.getpid)
    _seen.add(first)
    assert first == one.ask(ROOMY, os.getpid) != os.getpid()
    assert one.ask(ROOMY, divmod, 7, 2) == (3, 1)
    with pytest.raises(BuildFailed):
        one.ask(ROOMY, fails, "input")
    assert one.fresh


@pytest.mark.parametrize(
    ("function", "what", "how"),
    [
        (spin, "time", "it takes more than 1 second"),
        (fill, "memory", "it needs more than 0.2 GiB of memory"),
        (os.abort, "crash", "a library breaks down over it (SIGABRT)"),
    ],
)
def test_what_goes_beyond_is_told(one: Aside, function, what: str, how: str) -> None:
    start = time.monotonic()
    with pytest.raises(BoundExceeded) as found:
        # The kernel counts whole seconds, of which a new process has used a part.
        one.ask(Bounds(0.6, 200 << 20), function)
    assert (found.value.what, str(found.value)[: len(how)]) == (what, how)
    assert time.monotonic() - start < 30
    assert one.ask(ROOMY, pow, 2, 5) == 32  # the next call has a new process


def test_time_by_the_clock_is_bounded_too(one: Aside, monkeypatch: pytest.MonkeyPatch) -> None:
    if not may_fork() or not aside.may_fork():
        pytest.skip("the patience of a process that is started anew is not patched")
    monkeypatch.setattr("edition.system.bounds._PATIENCE", -4)
    with pytest.raises(BoundExceeded, match="more than 1 second"):
        one.ask(Bounds(1, 1 << 30), sleep_in_c)


def test_bounds_end_with_the_call(one: Aside) -> None:
    one.ask(Bounds(1, 200 << 20), len, "abc")
    assert one.ask(ROOMY, hold, 300 << 20) == 300 << 20


def test_one_that_somebody_else_kills_is_no_fault_of_the_input(one: Aside) -> None:
    for sign in (signal.SIGKILL, signal.SIGTERM):
        with pytest.raises(WorkerKilled):
            one.ask(ROOMY, _hit, int(sign))


def _hit(sign: int) -> None:
    os.kill(os.getpid(), sign)
    time.sleep(20)


def test_what_libraries_print_is_not_heard(one: Aside, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BoundExceeded):
        one.ask(ROOMY, _complain)
    assert capfd.readouterr().err == ""


def _complain() -> None:
    os.write(2, b"GLib-ERROR: out of patience\n")
    os.abort()


@pytest.mark.skipif(not may_fork(), reason="nothing is forked here")
def test_a_forked_process_leaves_no_files() -> None:
    with Aside() as one:
        name = one.ask(ROOMY, temporary)
        assert Path(name).exists()
        with pytest.raises(BoundExceeded):
            one.ask(ROOMY, os.abort)
    assert not Path(name).parent.exists()


def test_a_process_with_threads_is_not_forked() -> None:
    before = may_fork()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not may_fork()
    finally:
        stop.set()
        thread.join()
    for _ in range(100):  # the system takes a moment to forget a thread
        if may_fork() == before:
            return
        time.sleep(0.05)
    raise AssertionError("it stays so")


def test_it_ends_with_its_parent() -> None:
    program = (
        "import os, sys, time\nfrom edition.system.aside import Aside\n"
        "from edition.system.bounds import Bounds\n"
        "one = Aside()\nprint(one.ask(Bounds(9, 1 << 30), os.getpid), flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(100):
        if not psutil.pid_exists(pid):
            return
        time.sleep(0.1)
    raise AssertionError("it lives on")
