"""Watcher: tells when a file of the edition is saved, by whatever way an editor does it.

Folders are watched, not files: an editor that saves by renaming puts another file in the place.
Only the folders that hold a file of the edition are, and not what lies below them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from threading import Condition, Event, Thread

from edition.system.project import Project

#: Changes within so many milliseconds are one save.
DEBOUNCE, STEP = 40, 10
#: So often, in milliseconds, it is looked whether a folder came or went.
_LOOK_AGAIN = 1000


def folders(project: Project, names: Iterable[str]) -> tuple[Path, ...]:
    """The folders of the project that hold the files `names`; a file that is a link is watched
    where it really lies as well. Those that are not there, or not inside, are left out."""
    found = {project.root}
    for name in names:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\0" in name or "\\" in name:
            continue
        path = project.root / pure
        for folder in (path.parent, path.resolve().parent):
            if folder.is_dir() and folder.resolve().is_relative_to(project.root):
                found.add(folder.resolve())
    return tuple(sorted(found))


def watch(
    project: Project, names: Callable[[], Iterable[str]], changed: Callable[[], None], stop: Event
) -> None:
    """Call `changed` at each change beside one of the files, until `stop` is set.

    `names` are asked for anew: an edit can name other files. What has really changed is for the
    called to find out.
    """
    from watchfiles import watch as watched

    while not stop.is_set():
        here = folders(project, names())
        changed()  # what was saved while nobody looked
        for changes in watched(
            *here,
            watch_filter=None,
            debounce=DEBOUNCE,
            step=STEP,
            stop_event=stop,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
            recursive=False,
            raise_interrupt=False,
        ):
            if changes:
                changed()
            if folders(project, names()) != here:
                break


class Worker:
    """Does one job in a thread of its own, as often as it is asked to, but never twice at once:
    what is asked for during the job is one more run after it."""

    def __init__(self, job: Callable[[], object]) -> None:
        self._job = job
        self._asked = Condition()
        self._wanted = False
        self._closed = False
        self._thread = Thread(target=self._run, name="rebuild", daemon=True)
        self._thread.start()

    def ask(self) -> None:
        """Want the job done after this moment."""
        with self._asked:
            self._wanted = True
            self._asked.notify()

    def close(self) -> None:
        """Let a job that runs come to its end, and start no other."""
        with self._asked:
            self._closed = True
            self._asked.notify()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._wanted or self._closed)
                if self._closed:
                    return
                self._wanted = False
            self._job()
