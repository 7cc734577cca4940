"""Bounds of one case: processor time and memory; what goes beyond them is stopped."""

from __future__ import annotations

import faulthandler
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

#: Seconds of processor time for a case without and with a PDF. Most take 0.02 and 0.7.
SECONDS, SECONDS_PDF = 10, 60
#: The same with the processes that lay out, and that look for what went wrong.
SECONDS_ALL = 20
#: Memory in MiB that one case may add. A picture of the most pixels that are read takes 700.
MEMORY = 1024
#: The address space of a whole process in MiB, so that a bomb ends it and not the machine.
SPACE = 6 * 1024
#: A case that does not even return to Python ends the process after so many times its bound.
_LAST = 12


class TooSlow(BaseException):
    """The case used up its processor time. No `Exception`, so that nothing takes it for its own."""


def limit_space() -> None:
    """Bound the address space of this process."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (SPACE * 1024 * 1024, hard))


def used() -> float:
    """Seconds of processor time of this process and of those that it has started and ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


@contextmanager
def time_bound(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` when the block has used so many seconds of processor time.

    Processor time, since a busy machine is no fault. Outside the main thread there is no bound.
    """
    before = signal.signal(signal.SIGPROF, _too_slow)
    # No watching thread, as faulthandler has one: a process with threads is not forked.
    faulthandler.register(signal.SIGALRM, file=sys.__stderr__, chain=True)
    signal.setitimer(signal.ITIMER_REAL, seconds * _LAST)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.unregister(signal.SIGALRM)
        signal.signal(signal.SIGPROF, before)


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


class Memory:
    """How far the process's resident memory rises, in MiB (Linux; elsewhere 0)."""

    def __init__(self) -> None:
        self.before = self._peak_from_now()

    @staticmethod
    def _peak_from_now() -> float:
        try:
            Path("/proc/self/clear_refs").write_text("5")  # proc(5): the peak begins anew
        except OSError:
            return 0.0
        return Memory._value("VmRSS")

    def risen(self) -> float:
        """MiB from the beginning to the peak since."""
        return max(0.0, Memory._value("VmHWM") - self.before) if self.before else 0.0

    @staticmethod
    def _value(name: str) -> float:
        for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) / 1024
        return 0.0
