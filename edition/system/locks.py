"""Locks: one writer at a time in a folder.

The kernel keeps a lock for a process and drops it when the process ends, however it ends: the
lock of a killed build blocks nobody. The file that carries it means nothing by itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from edition.model.problems import BuildFailed, Place, Problem

if TYPE_CHECKING:
    from filelock import BaseFileLock

#: The file by which the writers of a folder know of each other; it is gone when none writes.
NAME = ".edition-lock"
#: Seconds to wait for another writer: far more than the largest books take to be written.
WAIT = 60.0
_PAUSE = 0.02


@contextmanager
def held(folder: Path, name: str = NAME, wait: float | None = None) -> Iterator[bool]:
    """Keep other writers out of `folder`, which must exist, while the block runs.

    Gives whether they are kept out: a file system without locks, or a folder in which no file
    can be made, gives False, and what is written then is safe by renaming alone. Raises
    `BuildFailed` with `output-busy` when somebody else has written for `wait` seconds.
    """
    path = folder / name
    lock = _acquired(path, WAIT if wait is None else wait)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            # On POSIX filelock leaves the file. It is taken away while the lock is held, so that
            # nobody else's is; who waits for it finds it gone, and makes another.
            with suppress(OSError):
                path.unlink()
            lock.release()


class _Gone(Exception):
    """What was locked is no file that others see: whoever had it before has taken it away."""


def _acquired(path: Path, wait: float) -> BaseFileLock | None:
    """The lock of the file `path`, acquired; None where there can be none.

    Raises `BuildFailed` with `output-busy` when it is not free within `wait` seconds.
    """
    from filelock import FileLock, Timeout

    if path.is_symlink():  # filelock follows none, and somebody has put it there
        with suppress(OSError):
            path.unlink()
    # No lock by a mere file where the kernel has none: a killed writer would leave it for ever.
    lock = FileLock(
        path,
        poll_interval=_PAUSE,
        fallback_to_soft=False,
        on_acquired=lambda handle: _check_place(handle, path),
    )
    deadline = time.monotonic() + wait
    while True:
        try:
            lock.acquire(max(0.0, deadline - time.monotonic()))
        except _Gone:
            continue
        except Timeout:
            raise BuildFailed([_busy(path.parent)]) from None
        except OSError:
            return None
        return lock


def _check_place(handle: int, path: Path) -> None:
    """Raises `_Gone` if `path` is not what `handle` has open. filelock asks for the number of the
    file's names alone; on NFS, one that is open somewhere keeps a hidden name."""
    try:
        same = os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        same = False
    if not same:
        raise _Gone


def _busy(folder: Path) -> Problem:
    message = "Another build has been writing into this folder for a minute."
    hint = "Wait for it, or end it; then try again. Nothing was written."
    return Problem("output-busy", Place(str(folder)), message, hint)
