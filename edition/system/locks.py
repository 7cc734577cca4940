"""Locks: one writer at a time in a folder.

The kernel keeps a lock for a process and drops it when the process ends, however it ends: the
lock of a killed build blocks nobody. The file that carries it means nothing by itself.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from edition.model.problems import BuildFailed, Place, Problem

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
    deadline = time.monotonic() + (WAIT if wait is None else wait)
    path = folder / name
    handle = _opened(path)
    while handle is not None and (state := _taken(handle, path)) is not True:
        os.close(handle)
        if state is None:
            handle = None
            break
        if time.monotonic() > deadline:
            raise BuildFailed([_busy(folder)])
        time.sleep(_PAUSE)
        handle = _opened(path)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            _let_go(handle, path)


def _opened(path: Path) -> int | None:
    """The lock file, opened: never through a link that somebody has put there."""
    flags = os.O_RDWR | os.O_CREAT
    for flag in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):
        flags |= getattr(os, flag, 0)
    for _ in range(2):
        try:
            return os.open(path, flags, 0o644)
        except OSError as error:
            if error.errno != errno.ELOOP:
                return None
            with suppress(OSError):
                os.unlink(path)
    return None


def _taken(handle: int, path: Path) -> bool | None:
    """Whether the lock is ours now; None where there are no locks."""
    try:
        _lock(handle)
        # Whoever had it before takes the file away: then ours is no file that others see.
        return os.path.samestat(os.fstat(handle), os.stat(path, follow_symlinks=False))
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError as error:
        return False if error.errno in (errno.EACCES, errno.EDEADLK) else None


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _let_go(handle: int, path: Path) -> None:
        # An open file cannot be taken away there.
        os.close(handle)
        with suppress(OSError):
            os.unlink(path)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(handle: int, path: Path) -> None:
        with suppress(OSError):
            os.unlink(path)
        os.close(handle)


def _busy(folder: Path) -> Problem:
    message = "Another build has been writing into this folder for a minute."
    hint = "Wait for it, or end it; then try again. Nothing was written."
    return Problem("output-busy", Place(str(folder)), message, hint)
