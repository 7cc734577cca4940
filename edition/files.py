"""Files: writes finished outputs so that a failed or killed build leaves the last good ones."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .problems import BuildFailed, Place, Problem


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files` (name → bytes) into `folder`, all of them or none.

    Each is written beside its place, flushed to the disk, and renamed into it only when all are
    there; a rename is atomic (POSIX.1, rename). Raises `BuildFailed` where the disk refuses.
    """
    hint = "The files of the last build are as they were. Free space, or allow writing there."
    with _all_or_none(folder, "output", hint) as temporary:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            temporary.append((_written(folder, data), folder / name))
        for beside, place in temporary:
            os.replace(beside, place)
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


def replace(changes: Mapping[Path, tuple[bytes | None, bytes]]) -> None:
    """Put new bytes into files that people edit: path → (the bytes that were read, the new ones).

    None for the bytes that were read means that the file must not be there yet. Nothing is
    written if one of the files is no longer what was read; each is written beside its place and
    renamed into it. Raises `BuildFailed` with `file-changed` or `output-unwritable`.
    """
    hint = "Nothing was changed. Free space, or allow writing there."
    with _all_or_none(next(iter(changes)), "file", hint) as temporary:
        for path, (_, new) in changes.items():
            real = path.resolve()
            temporary.append((_written(real.parent, new), real))
        for path, (before, _) in changes.items():
            if (path.read_bytes() if path.exists() else None) != before:
                raise BuildFailed([_changed(path)])
        for beside, place in temporary:
            if place.exists():
                os.chmod(beside, place.stat().st_mode & 0o777)
            os.replace(beside, place)


@contextmanager
def _all_or_none(where: Path, what: str, hint: str) -> Iterator[list[tuple[Path, Path]]]:
    """A list for (what was written beside, its place). What is still beside at the end is taken
    away; a disk that refuses is `output-unwritable`."""
    temporary: list[tuple[Path, Path]] = []
    try:
        yield temporary
    except OSError as error:
        place = Place(str(error.filename or where))
        message = f"The {what} cannot be written: {error.strerror}."
        raise BuildFailed([Problem("output-unwritable", place, message, hint)]) from None
    finally:
        for beside, _ in temporary:
            with suppress(OSError):
                beside.unlink()


def _changed(path: Path) -> Problem:
    message = f"{path.name} was changed by somebody else in the meantime."
    hint = "Nothing was written. Look at the file, save what is open in an editor, and try again."
    return Problem("file-changed", Place(path.name), message, hint)
