"""Snapshot: holds a build to one state of its project's files.

A build reads files at several times, and in several processes; an editor saves, or `git pull`
runs, whenever it likes. A `Snapshot` is a project that knows the digest of every file that was
read from it, by content, since a clock can go back. A file that reads otherwise the second time,
and any that is another one when the books are done, stops the build: no book of two sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field

from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem
from edition.system.project import Project, Refused, is_pattern

#: In the place of a digest: the file is not there, or may not be read.
ABSENT = ""


@dataclass(frozen=True, slots=True)
class Snapshot(Project):
    """A project that stays as it was when it was read.

    `seen` maps the names of the files that were read, or looked for, to their SHA-256 in
    hexadecimal, or `ABSENT`. It goes with the project into another process, which so reads the
    same files or none: pickling copies it.
    """

    seen: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, place: Place) -> bytes:
        """As `Project.read`. Raises `BuildFailed` with `changed-while-building` where the file
        is another than at the time when it was first read."""
        try:
            data = Project.read(self, name, place)
        except Refused:
            self._hold(name, ABSENT)
            raise
        if name not in self.instead:
            self._hold(name, digest(data))
        return data

    def matching(self, pattern: str, place: Place) -> list[str]:
        """As `Project.matching`. Raises `BuildFailed` with `changed-while-building` where other
        files have such names than at the first time."""
        names = Project.matching(self, pattern, place)
        self._hold(pattern, digest("\n".join(names).encode()))
        return names

    def _hold(self, name: str, found: str) -> None:
        if self.seen.setdefault(name, found) != found:
            raise BuildFailed([_changed(name)])


def of(project: Project) -> Snapshot:
    """A snapshot of `project` in which nothing has been read, or `project` if it is one."""
    return project if isinstance(project, Snapshot) else Snapshot(project.root, project.instead)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def check(project: Project, seen: Mapping[str, str] | None = None) -> None:
    """Read the files anew and compare them with `seen`, or with what the snapshot has seen.

    Raises `BuildFailed` with a `changed-while-building` for each that is another one now.
    """
    if seen is None:
        seen = project.seen if isinstance(project, Snapshot) else {}
    plain = Project(project.root, project.instead)
    changed = [name for name, found in seen.items() if _now(plain, name) != found]
    if changed:
        raise BuildFailed(map(_changed, changed))


def digests(project: Project, names: Iterable[str]) -> dict[str, str]:
    """What is in the files `names` now: their digests, or `ABSENT`."""
    return {name: _now(project, name) for name in names}


def _now(project: Project, name: str) -> str:
    try:
        if is_pattern(name):
            return digest("\n".join(project.matching(name, Place(name))).encode())
        return digest(project.read(name, Place(name)))
    except Refused:
        return ABSENT


def _changed(name: str) -> Problem:
    message = "The file was changed while the books were being made."
    hint = "The files of the last build are as they were. Build again when everything is saved."
    return Problem("changed-while-building", Place(name), message, hint)
