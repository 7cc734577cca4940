"""Aside: a process of its own for calls within bounds, so that what goes wrong in one is told.

Where a process can be copied as it stands (fork), that costs some milliseconds; elsewhere a new one
is started. Forking is safe only for a process that has no threads, except one that waits.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from typing import ParamSpec, Self, TypeVar, cast

from edition.system.bounds import Bounds, exceeded, within
from edition.system.workers import FOLLOWS, Worker, serve

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Aside:
    """At most one process at a time, started for the first call and for that after a failed one.
    Use it in a `with`: at its end the process is gone."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, bounds: Bounds, function: Callable[_P, _T], /, *args: _P.args, **named: _P.kwargs
    ) -> _T:
        """Call `function`, one of a module, in the process.

        Raises `BoundExceeded`, `WorkerKilled` where somebody else ended the process, and what the
        function raises. A process that may have none of its own (Dask's) calls it itself.
        """
        if current_process().daemon:
            return function(*args, **named)
        if self._worker is None:
            self._worker = _Forked() if may_fork() else Worker()
        try:
            return cast(_T, self._worker.ask((_quietly, (bounds, function, args, named), {})))
        except BaseException as error:
            self.close(at_once=True)
            if (found := exceeded(error, bounds)) is not None:
                raise found from None
            raise

    @property
    def fresh(self) -> bool:
        """Whether there is no process yet: the next call gets a new one."""
        return self._worker is None

    def close(self, at_once: bool = False) -> None:
        """End the process."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if at_once:
            worker.process.kill()
        worker.pipe.close()
        worker.end()


class _Forked(Worker):
    """A copy of this process. What it leaves behind when it is ended is put away here."""

    def __init__(self) -> None:
        context = get_context("fork")
        self.folder = tempfile.TemporaryDirectory(prefix="edition-", ignore_cleanup_errors=True)
        self.pipe, theirs = context.Pipe()
        life = (theirs, self.pipe, gc.get_threshold(), self.folder.name)
        self.process = context.Process(target=_life, args=life)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            self.process.start()
        theirs.close()

    def end(self) -> None:
        super().end()
        self.folder.cleanup()


def may_fork() -> bool:
    """Whether this process can be forked: it is Linux's, and has no other thread than the one that
    waits for the parent's end, neither of Python nor of a library."""
    if sys.platform != "linux":
        return False
    names = [thread.name for thread in threading.enumerate()]
    idle = names.count(FOLLOWS)
    if len(names) - idle != 1 or threading.current_thread() is not threading.main_thread():
        return False
    try:
        return len(os.listdir("/proc/self/task")) == len(names)
    except OSError:
        return False


def _life(
    pipe: Connection, parents: Connection, garbage: tuple[int, int, int], folder: str
) -> None:
    parents.close()  # else it would never be told that the parent is gone
    tempfile.tempdir = folder
    try:
        serve(pipe, garbage)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _quietly(
    bounds: Bounds,
    function: Callable[..., object],
    args: tuple[object, ...],
    named: dict[str, object],
) -> object:
    """What a library prints at its end, or Python of an exception in one, is no message."""
    faulthandler.disable()
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)
    return within(bounds, function, *args, **named)
