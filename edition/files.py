"""Files: writes finished outputs so that a failed or killed build leaves the last good ones."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .problems import BuildFailed, Place, Problem


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files` (name → bytes) into `folder`, all of them or none.

    Each is written beside its place, flushed to the disk, and renamed into it only when all are
    there; a rename is atomic (POSIX.1, rename). Raises `BuildFailed` where the disk refuses.
    """
    temporary: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            temporary.append((_written(folder, data), folder / name))
        for beside, place in temporary:
            os.replace(beside, place)
    except OSError as error:
        where = Place(str(error.filename or folder))
        message = f"The output cannot be written: {error.strerror}."
        hint = "The files of the last build are as they were. Free space, or allow writing there."
        raise BuildFailed([Problem("output-unwritable", where, message, hint)]) from None
    finally:
        for beside, _ in temporary:
            with suppress(OSError):
                beside.unlink()
    return [place for _, place in temporary]


def _written(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".edition-", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return Path(name)
