"""Files: writes finished outputs so that a failed or killed build leaves the last good ones.

The books of one build belong together. They are written into a folder beside their places, which
gets the name `_READY` when all of them are safe on the disk: a rename, whole or not at all. Only
then are they put in their places, one by one. Who is killed before leaves the old books, and a
folder that the next writer sweeps away; who is killed after leaves a folder with the rest of the
new books, which the next writer puts in place, if they are those that were written (`seals`): what
else may stand under that name came with a project.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from edition.model.problems import BuildFailed, Place, Problem, printable
from edition.system import durable, folders, locks, seals, signals
from edition.system.project import read_bounded

_READY = ".edition-ready"
#: What a killed writer can leave, as `tempfile` names it: of books (a file, in older versions),
#: of files that people edit.
_LEFT = re.compile(r"\.edition-[a-z0-9_]{8}(\.part)?")
_LEFT_OF_EDIT = re.compile(r"\.edition-edit-[a-z0-9_]{8}\.part")


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files` (name → bytes) into `folder`, all of them or none; returns their paths.
    Those of one name before a `/` are a folder with one path, replaced as a whole (`folders`).

    Two writers in one folder come one after the other, so that the files are those of one. A
    link in the place of a file is replaced, not followed. Raises `BuildFailed`: `output-unwritable`
    where the disk refuses or something else stands in a file's place, `output-busy`.
    """
    outputs = folders.outputs(files)
    with durable.told(folder, "output", _LAST_GOOD):
        folder.mkdir(parents=True, exist_ok=True)
        with locks.held(folder) as alone:
            if alone:
                _finish(folder)
                _clear_ready(folder)
                _sweep(folder, _LEFT)
            _refuse_odd_places(folder, outputs, files)
            staged = Path(tempfile.mkdtemp(prefix=".edition-", dir=folder))
            try:
                _stage(staged, folder, files)
                with signals.deferred():
                    _put_in_place(staged, folder, files, alone)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    return [folder / name for name in outputs]


def finish(folder: Path) -> None:
    """Put in place what a killed writer had ready in `folder`.

    Does nothing, and says nothing, where that cannot be done now, or others have put it there.
    """
    if not os.path.lexists(folder / _READY):
        return
    with suppress(OSError, BuildFailed), locks.held(folder, wait=0.0) as alone:
        if alone:
            _finish(folder)


def replace(changes: Mapping[Path, tuple[bytes | None, bytes]], inside: Path | None = None) -> None:
    """Put new bytes into files that people edit: path → (the bytes that were read, the new ones).

    None for the bytes that were read means that the file must not be there yet. Nothing is
    written if one of the files is no longer what was read; each is written beside its place and
    renamed into it. A link is followed, but not out of the folder `inside`. Raises `BuildFailed`
    with `file-changed`, `path-outside-project`, `output-unwritable` or `output-busy`.
    """
    first = next(iter(changes))
    real = {path: path.resolve() for path in changes}
    outside = [path for path in changes if inside and not real[path].is_relative_to(inside)]
    if outside:
        raise BuildFailed([_outside(outside[0])])
    hint = "Nothing was changed. Free space, or allow writing there."
    folder = real[first].parent
    with durable.told(first, "file", hint), locks.held(folder) as alone, _beside() as beside:
        for folder in {place.parent for place in real.values()} if alone else ():
            _sweep(folder, _LEFT_OF_EDIT)
        pairs = []
        for path, (before, new) in changes.items():
            # Of several, the old ones must be at hand to be put back.
            kept = before is not None and len(changes) > 1
            old = beside(real[path], before or b"") if kept else None
            pairs.append((real[path], old, beside(real[path], new)))
        with signals.deferred():
            for path, (before, _) in changes.items():
                if not _is_still(path, before):
                    raise BuildFailed([_changed(path)])
            _exchange(pairs)


def take_away(path: Path, before: bytes) -> None:
    """Take away a file that people edit, if it has still the bytes that were read. Raises
    `BuildFailed` as `replace` does."""
    hint = "Nothing was changed. Allow writing there."
    with durable.told(path, "file", hint), locks.held(path.parent), signals.deferred():
        if not _is_still(path, before):
            raise BuildFailed([_changed(path)])
        path.unlink()
        durable.flush_folder(path.parent)


# ── the books of one build ──────────────────────────────────────────────────────────────────


_LAST_GOOD = "The files of the last build are as they were. Free space, or allow writing there."


def _refuse_odd_places(folder: Path, outputs: Iterable[str], files: Collection[str]) -> None:
    """A folder, a pipe or a device in the place of a file is never replaced, nor is a folder with
    what no build has written."""
    for name in outputs:
        place = folder / name
        if name in files:
            odd = place.exists() and not place.is_file()
            what = "is a folder" if place.is_dir() else "is no file that can be replaced"
        elif folders.is_folder(place):
            others = folders.strangers(place)
            odd, what = bool(others), f"has a file that no build has written, {_some(others)}"
        else:
            odd = os.path.lexists(place) and not place.is_symlink()
            what = "is no folder that can be replaced"
        if odd:
            message = f"The output cannot be written: {name} {what}."
            hint = "Move it away, or name another folder with --output."
            raise BuildFailed([Problem("output-unwritable", Place(str(place)), message, hint)])


def _some(names: Sequence[str]) -> str:
    shown = printable(names[0]) if names else ""
    return f"{shown} (and {len(names) - 1} more)" if len(names) > 1 else shown


def _stage(staged: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into `staged/new`, safe on the disk, and keep the old ones in `staged/old`
    by a second name. An old folder is moved there when the new one takes its place."""
    for kind in ("new", "old"):
        os.mkdir(staged / kind)
    for name, data in files.items():
        path = staged / "new" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write(path, data)
        os.chmod(path, 0o644)
        if "/" in name:
            continue
        # A file system without second names cannot put back what was replaced.
        with suppress(OSError, NotImplementedError):
            os.link(folder / name, staged / "old" / name, follow_symlinks=False)
    for inner in sorted({parent for name in files for parent in Path(name).parents} - {Path()}):
        os.chmod(staged / "new" / inner, 0o755)
        durable.flush_folder(staged / "new" / inner)
    durable.flush_folder(staged / "new")


def _put_in_place(staged: Path, folder: Path, files: Mapping[str, bytes], alone: bool) -> None:
    """Exchange the files. Where one cannot be, those that were are put back."""
    source = staged
    if alone:
        source = folder / _READY
        seals.seal(folder, files)
        os.rename(staged, source)
    done: list[str] = []
    try:
        durable.flush_folder(folder)
        for name in folders.outputs(files):
            if name in files:
                os.replace(source / "new" / name, folder / name)
            else:
                _put_folder(source / "new" / name, source / "old" / name, folder / name)
            done.append(name)
    except BaseException as error:
        if alone:
            _take_back(source, staged, error)
        _put_back(staged / "old", folder, done)
        raise
    # They are in place: what cannot be tidied now is no failure.
    with suppress(OSError):
        durable.flush_folder(folder)
    shutil.rmtree(source, ignore_errors=True)
    if alone:
        seals.drop(folder)


def _put_folder(new: Path, old: Path, place: Path) -> None:
    """Put a folder in its place, and what was there at `old`. No system exchanges two folders at
    once: who is killed between leaves the new one to the next writer."""
    was_there = os.path.lexists(place)
    if was_there:
        os.rename(place, old)
    try:
        os.rename(new, place)
    except BaseException:
        if was_there:
            os.rename(old, place)
        raise


def _take_back(ready: Path, staged: Path, error: BaseException) -> None:
    """Take the word back that the books are ready. On a disk that refuses even this, the next
    writer must put them in place, for some of them are."""
    try:
        os.rename(ready, staged)
    except OSError:
        message = f"The output cannot be written: {getattr(error, 'strerror', None) or error}."
        hint = "Some of the new books are in place. The next build puts the others there."
        place = Place(str(ready.parent))
        raise BuildFailed([Problem("output-unwritable", place, message, hint)]) from None


def _put_back(old: Path, folder: Path, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):
            if folders.is_folder(folder / name):
                shutil.rmtree(folder / name)
            if os.path.lexists(old / name):
                os.replace(old / name, folder / name)
            else:
                os.unlink(folder / name)


def _finish(folder: Path) -> None:
    """Put the books in their places that this builder had ready; what else stands there stays."""
    new = folder / _READY / "new"
    if any(path.is_symlink() or not path.is_dir() for path in (new.parent, new)):
        return
    paths = sorted(new.iterdir())
    ours = [path for path in paths if seals.is_sealed(folder, path)]
    for path in ours:
        place = folder / path.name
        if path.is_dir():
            _finish_folder(path, new.parent / "old" / path.name, place)
        elif not place.is_dir():
            os.replace(path, place)
    if len(ours) == len(paths) and (ours or seals.are_there(folder)):
        shutil.rmtree(new.parent)
        seals.drop(folder)


def _finish_folder(new: Path, old: Path, place: Path) -> None:
    """Put a folder in its place that was ready, unless something else has come there."""
    if folders.is_folder(place):
        if folders.strangers(place):
            return
    elif os.path.lexists(place) and not place.is_symlink():
        return
    if os.path.lexists(place):
        old.parent.mkdir(exist_ok=True)
        if os.path.lexists(old):
            return
    _put_folder(new, old, place)


def _clear_ready(folder: Path) -> None:
    """Take away what stands under the name that finished books get."""
    ready = folder / _READY
    if ready.is_dir() and not ready.is_symlink():
        shutil.rmtree(ready)
    elif os.path.lexists(ready):
        ready.unlink()


def _sweep(folder: Path, names: re.Pattern[str]) -> None:
    """Take away what dead writers have left. Only for who holds the lock: others' work is dead
    then."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if not names.fullmatch(entry.name):
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)


# ── files that people edit ──────────────────────────────────────────────────────────────────


@contextmanager
def _beside() -> Iterator[Callable[[Path, bytes], Path]]:
    """A function that writes bytes beside a place, with the rights of what stands there; what is
    still beside at the end is taken away."""
    written: list[Path] = []

    def write(place: Path, data: bytes) -> Path:
        handle, name = tempfile.mkstemp(prefix=".edition-edit-", suffix=".part", dir=place.parent)
        os.close(handle)
        written.append(Path(name))
        durable.write(written[-1], data)
        found = place.stat() if place.exists() else None
        os.chmod(name, found.st_mode & 0o777 if found else 0o644)
        if found and hasattr(os, "chown"):
            with suppress(OSError):  # as root: the file stays its owner's
                os.chown(name, found.st_uid, found.st_gid)
        return written[-1]

    try:
        yield write
    finally:
        for path in written:
            with suppress(OSError):
                path.unlink()


def _is_still(path: Path, before: bytes | None) -> bool:
    """Whether the file has these bytes (None: is not there). What is no file, such as a pipe, is
    not waited for: raises `OSError`."""
    if not path.exists():
        return before is None
    return before is not None and read_bounded(path, len(before)) == before


def _exchange(pairs: Iterable[tuple[Path, Path | None, Path]]) -> None:
    """Put each new file in its place; where one cannot be, put the old ones back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for place, old, new in pairs:
            os.replace(new, place)
            done.append((place, old))
    except BaseException:
        for place, old in done:
            with suppress(OSError):
                os.replace(old, place) if old else os.unlink(place)
        raise
    for folder in {place.parent for place, _ in done}:
        with suppress(OSError):
            durable.flush_folder(folder)


def _changed(path: Path) -> Problem:
    message = f"{path.name} was changed by somebody else in the meantime."
    hint = "Nothing was written. Look at the file, save what is open in an editor, and try again."
    return Problem("file-changed", Place(path.name), message, hint)


def _outside(path: Path) -> Problem:
    message = f"{path.name} is a link that leads out of the project."
    hint = "Nothing was written. Put a file in its place."
    return Problem("path-outside-project", Place(path.name), message, hint)
