"""Signals: a signal that asks the command to end, answered by ending it in order.

Python answers Ctrl-C with an exception, so that what was begun is taken away again; SIGTERM (a
shutdown, a time limit) and SIGHUP (the terminal is gone) get the same answer here.
"""

from __future__ import annotations

import signal
import sys
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, current_thread, main_thread
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # not every system has each
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


class Stopped(KeyboardInterrupt):
    """Somebody asked the command to end, by the signal `number`."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@contextmanager
def answered() -> Iterator[None]:
    """While the block runs, the signals raise `Stopped` in the main thread, and end the processes
    that this one has started by `multiprocessing`. A signal that is ignored (as by `nohup`) stays
    so."""
    if current_thread() is not main_thread():
        yield
        return
    before = {
        number: signal.signal(number, _stop)
        for number in _SIGNALS
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)
    }
    hook, sys.unraisablehook = sys.unraisablehook, _again
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def deferred() -> Iterator[None]:
    """While the block runs, what asks for an end waits; it is answered directly after. For steps
    that take a moment and belong together."""
    if current_thread() is not main_thread():
        yield  # signals are answered in the main thread alone
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: came.append(number))
        for number in _SIGNALS
        if callable(signal.getsignal(number))
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])


def _again(lost: sys.UnraisableHookArgs) -> None:
    """A signal is answered wherever the interpreter is just then: if in something that can raise
    nothing (a finalizer, a callback of a library), Python drops the exception. Not so here."""
    if not isinstance(lost.exc_value, Stopped):
        sys.__unraisablehook__(lost)
        return
    # Not at once: this function, too, can raise nothing.
    timer = Timer(0.01, interrupt_main, (lost.exc_value.number,))
    timer.daemon = True
    timer.start()


def _stop(number: int, frame: FrameType | None) -> None:
    # Before anything waits for them: what they make is not wanted any more.
    if "multiprocessing.process" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.terminate()
    raise Stopped(number)
