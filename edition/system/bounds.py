"""Bounds: a call that may use so much processor time, time and memory, and no more.

The kernel holds them, so that neither an endless loop of a library in C nor one that has the
interpreter for itself goes beyond: what does ends the process. So a call within bounds is made in
a process of its own (`workers`), and who asked is told how it ended.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

from edition.model.dataclass import dataclass
from edition.system.oserrors import WorkerKilled

_P = ParamSpec("_P")
_T = TypeVar("_T")

#: Time by the clock is this much longer than processor time: other programs want theirs, too.
_PATIENCE = 8
#: The exit code where a system has no signals: the time was up.
_TIME_UP = 124
#: What a process is to have that cannot say how much it has already.
_USUAL = 512 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of processor time, and bytes of memory beyond what the process has at the start."""

    seconds: float
    memory: int

    @property
    def patience(self) -> float:
        """Seconds by the clock."""
        return self.seconds * _PATIENCE + 5


class BoundExceeded(Exception):
    """A call did not end within its bounds: it took too long (`what` is "time"), needed too much
    ("memory"), or ended its process ("crash"); `how` says it in words."""

    def __init__(self, what: str, how: str) -> None:
        self.what = what
        self.how = how
        super().__init__(what, how)

    def __str__(self) -> str:
        return self.how


def within(bounds: Bounds, function: Callable[_P, _T], /, *args: _P.args, **named: _P.kwargs) -> _T:
    """Call `function` in this process, which ends if that goes beyond the `bounds`.

    Raises `MemoryError` where Python itself was refused memory, and what the function raises.
    """
    held = [_processor_time(bounds.seconds), _memory(bounds.memory)]
    stop = _clock(bounds.patience)
    try:
        return function(*args, **named)
    finally:
        stop()
        for release in held:
            release()


def exceeded(error: BaseException, bounds: Bounds) -> BoundExceeded | None:
    """How the call ended, by what came of it; None where it is of another kind."""
    if isinstance(error, BoundExceeded):
        return error
    # SystemError: C code that got no memory, and did not say so.
    if isinstance(error, MemoryError | SystemError):
        return BoundExceeded("memory", f"it needs more than {_gib(bounds.memory)} of memory")
    if not isinstance(error, WorkerKilled):
        return None
    if error.code in _codes("SIGXCPU", "SIGALRM", "SIGKILL") or error.code == _TIME_UP:
        if error.code == -9:  # nobody of ours: a machine at its end
            return None
        return BoundExceeded("time", f"it takes more than {bounds.seconds:.0f} seconds")
    asked = _codes("SIGTERM", "SIGINT", "SIGHUP")
    if error.code in asked or 128 - error.code in asked:  # a worker leaves in order, if it can
        return None
    how = f"a library breaks down over it ({_name(error.code)})"
    # GLib ends itself that gets no memory; others read from where there is none.
    if error.code in _codes("SIGABRT", "SIGTRAP") or _largest() > bounds.memory / 2:
        how += f", or it needs more than {_gib(bounds.memory)} of memory"
    return BoundExceeded("crash", how)


def _largest() -> int:
    """The memory in bytes of the largest process that this one had."""
    with suppress(ImportError):
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return 0


def _codes(*names: str) -> set[int]:
    return {-int(getattr(signal, name)) for name in names if hasattr(signal, name)}


def _name(code: int) -> str:
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"


def _gib(memory: int) -> str:
    return f"{memory / (1 << 30):.1f} GiB"


def _processor_time(seconds: float) -> Callable[[], None]:
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        return _lowered(resource.RLIMIT_CPU, until)
    return lambda: None


def _memory(more: int) -> Callable[[], None]:
    with suppress(ImportError, ValueError, OSError):
        import resource

        return _lowered(resource.RLIMIT_AS, _has() + more)
    return lambda: None


def _has() -> int:
    """The address space of this process in bytes."""
    try:
        with open("/proc/self/statm", "rb") as file:
            pages = int(file.read().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return _USUAL


def _lowered(kind: int, value: int) -> Callable[[], None]:
    """Lower a limit to `value`, unless it is lower; returns what sets it as it was."""
    import resource

    soft, hard = resource.getrlimit(kind)
    if soft != resource.RLIM_INFINITY:
        value = min(value, soft)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))
    return lambda: resource.setrlimit(kind, (soft, hard))


def _clock(seconds: float) -> Callable[[], None]:
    """End this process after so many seconds; returns what calls that off."""
    if hasattr(signal, "setitimer") and sys.platform != "win32":
        # Nobody handles SIGALRM, so that the kernel ends the process, whatever it does just then.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: (signal.setitimer(signal.ITIMER_REAL, 0), None)[1]
    timer = threading.Timer(seconds, os._exit, (_TIME_UP,))
    timer.daemon = True
    timer.start()
    return timer.cancel
