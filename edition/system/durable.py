"""Durable: bytes and names made safe on the disk, and what is said where it refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edition.model.problems import BuildFailed, Place, Problem

#: A system that cannot flush a folder to the disk says one of these.
_NO_FLUSH = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES, errno.EISDIR, errno.EPERM}


def write(path: Path, data: bytes) -> None:
    """Write `data` into the file `path`, and wait until the disk has it. Raises `OSError`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder safe on the disk, where the system can. Raises `OSError`."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        if error.errno in _NO_FLUSH:
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(handle)


@contextmanager
def told(where: Path, what: str, hint: str) -> Iterator[None]:
    """A disk that refuses becomes the problem `output-unwritable`, as a `BuildFailed`: about
    `what` is written to `where`, with what to do."""
    try:
        yield
    except OSError as error:
        message = f"The {what} cannot be written: {error.strerror or error}."
        if error.errno == errno.EFBIG:
            hint = hint.replace("Free space", "Allow larger files (ulimit -f unlimited)")
        problem = Problem("output-unwritable", Place(str(where)), message, hint)
        raise BuildFailed([problem]) from None
