"""Workers: an executor of processes that end with the process that started them.

The pool of `concurrent.futures` gives up all its work when one process dies, and cannot say whose
fault it was; and its processes outlive a parent that is killed. Here each process does one piece
of work at a time over a pipe of its own: the piece that kills it is known, and no other is lost.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar, cast

from edition.system.oserrors import WorkerKilled

#: Not forked: the libraries that WeasyPrint calls keep threads and locks.
_CONTEXT = get_context("spawn")
_SAFE_PATH = "PYTHONSAFEPATH"
_STARTING = threading.Lock()  # the environment is that of all threads
#: Seconds that a process has for putting its temporary files away before it is killed.
_GRACE = 3
#: The name of a worker's thread that waits for the end of its parent.
FOLLOWS = "follows the parent"

_P = ParamSpec("_P")
_T = TypeVar("_T")
#: A function, its arguments by order and by name.
_Call = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers(Executor):
    """`count` processes, started as they are needed.

    A future raises `WorkerKilled` where its process dies; the next piece of work gets a new one.
    Left by an exception (Ctrl-C), the processes are stopped at once; otherwise they are waited
    for. Should the parent be killed, they end by themselves.
    """

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "worker", _leave_interrupts_to_the_main_thread)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._alive: list[Worker] = []
        self._stopped = False

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call `fn`, a function of a module, in one of the processes."""
        future = self._threads.submit(self._done, (fn, args, kwargs))
        return cast(Future[_T], future)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when their work is done, or what is begun of it."""
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        if wait:
            self._close()
        else:
            threading.Thread(target=self._close).start()

    def stop(self) -> None:
        """End the processes now, whatever they do."""
        with self._lock:
            self._stopped = True
            workers = list(self._alive)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.end()
        self._threads.shutdown(wait=True)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def _close(self) -> None:
        self._threads.shutdown(wait=True)
        for worker in self._alive:
            worker.pipe.close()  # which it takes for the end of its work
        for worker in self._alive:
            worker.process.join()

    def _done(self, call: _Call) -> object:
        with self._lock:
            if self._stopped:
                raise WorkerKilled(-signal.SIGTERM)
            if not self._idle:
                self._idle.append(Worker())
                self._alive.append(self._idle[-1])
            worker = self._idle.pop()
        try:
            answer = worker.ask(call)
        except WorkerKilled:
            with self._lock:
                self._alive.remove(worker)
            raise
        except BaseException:
            self._idle.append(worker)
            raise
        self._idle.append(worker)
        return answer


class Worker:
    """One process, seen from the parent."""

    process: BaseProcess

    def __init__(self) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=serve, args=(theirs, gc.get_threshold()))
        with _looking_for_no_modules_here():
            self.process.start()
        theirs.close()

    def ask(self, call: _Call) -> object:
        """What the call returns; raises what it raises, or `WorkerKilled`."""
        try:
            self.pipe.send(call)
            value, trace = self.pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise WorkerKilled(self.process.exitcode or 0) from None
        if trace:
            value.add_note(trace)
            raise value
        return value

    def end(self) -> None:
        """Wait until the process has ended; kill it if it does not."""
        self.process.join(_GRACE + 2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@contextmanager
def _looking_for_no_modules_here() -> Iterator[None]:
    """A Python that is started meanwhile does not look for modules in the folder in which the
    command was given: an edition lies there, and its files are data."""
    with _STARTING:
        before = os.environ.get(_SAFE_PATH)
        os.environ[_SAFE_PATH] = "1"
        try:
            yield
        finally:
            del os.environ[_SAFE_PATH]
            if before is not None:
                os.environ[_SAFE_PATH] = before


def _leave_interrupts_to_the_main_thread() -> None:
    """Ctrl-C goes to every process of a terminal. A process that is started inherits what its
    thread blocks, so that no worker, not even one that is only starting, prints a traceback."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        with _looking_for_no_modules_here():
            resource_tracker.ensure_running()  # which unblocks it, when it is first needed
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def serve(pipe: Connection, garbage: tuple[int, int, int]) -> None:
    """The life of a worker: what comes by the pipe is done, one after the other, until the pipe
    is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow_parent, name=FOLLOWS, daemon=True).start()
    gc.set_threshold(*garbage)
    while True:
        try:
            function, arguments, named = pipe.recv()
        except EOFError:
            return
        try:
            answer = (function(*arguments, **named), "")
        except Exception as error:
            answer = _portable(error)
        pipe.send(answer)


def _leave(number: int, frame: object) -> None:
    """Unwind, so that temporary files are removed; what libraries say to that is not wanted. One
    that swallows the exception, as a callback from C does, only puts the end off."""
    if hasattr(signal, "alarm"):
        signal.alarm(_GRACE)  # which ends the process, since nobody handles it
    sys.stderr = io.StringIO()
    raise SystemExit(128 + number)


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _portable(error: Exception) -> tuple[Exception, str]:
    """The exception, in other words if it cannot be handed over, and where it was raised."""
    import pickle
    import traceback

    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    return error, trace
