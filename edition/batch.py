"""Batch: builds many editions, each for itself, so that what is wrong with one stops no other.

The work can be done by any `concurrent.futures.Executor`; docs/many-editions.md shows several.
Finished books travel as bytes, and this process writes them: a worker that is killed leaves
nothing half-written, and a cluster need share no folder but those of the editions.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import closing
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path

from edition import __version__
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Problem, in_order
from edition.system import epoch as system_epoch
from edition.system import oserrors
from edition.system.files import finish, write_all
from edition.system.oserrors import WorkerKilled
from edition.system.project import OUTPUT, Project
from edition.system.workers import Workers, processors

Report = Callable[[str], None]

#: WeasyPrint is patched, and SOURCE_DATE_EPOCH set, for a whole process: its threads take turns.
_TURN = threading.Lock()


class State(StrEnum):
    """How the build of an edition ended."""

    BUILT = "built"
    #: Its files have errors, or its books cannot be written.
    REFUSED = "refused"
    #: A fault of the builder or of the executor.
    FAILED = "failed"
    #: The process that built it was killed, as by a machine that has no memory left.
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition; it can be pickled.

    `project` is its folder, as it was given; `written` are the files that were written; `files`
    holds their bytes by name instead where nothing was to be written. `problems` are the warnings
    and errors in order; `message` says what stopped the build if it was something else, `trace`
    where in the builder that was. `pages` counts those of the first PDF, `words` those of the
    source; 0 where it was not built.
    """

    project: Path
    state: State
    files: Mapping[str, bytes] = field(default_factory=dict)
    written: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    message: str = ""
    trace: str = ""
    seconds: float = 0.0
    pages: int = 0
    words: int = 0


class SameFolder(ValueError):
    """Two of the editions are one, or would be written to one folder."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What a worker is told of one edition."""

    project: Path
    folder: str
    formats: tuple[str, ...]
    pdfs: tuple[str, ...] | None
    jobs: int
    guarded: bool = False
    with_drafts: bool = False
    edition: str = ""
    epoch: str | None = field(default_factory=lambda: os.environ.get(system_epoch.VARIABLE))
    version: str = __version__


def build_all(
    projects: Sequence[Path | str],
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    formats: Collection[str] = ("epub", "pdf"),
    pdfs: Collection[str] | None = None,
    output: Path | None = None,
    with_drafts: bool = False,
    edition: str = "",
    write: bool = True,
    report: Report = lambda stage: None,
    each: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Build the editions in the folders `projects`; returns what became of each, in their order.

    Without an `executor` as many processes work as `jobs` says (default: one for each processor
    that this one may use; 1: this process itself). The piece of work of a process that is killed
    is done once more, by itself, when the others are done. With an `executor` its workers decide,
    and each edition is built by one process, unless `jobs` allows more for its PDFs.

    The books are written as each edition is done, to `dist` in its folder (with `edition` to the
    folder of that name in it), or to a folder of its name below `output`: all of an edition or
    none. `write=False` hands their bytes over instead. `formats`, `pdfs`, `with_drafts` and
    `edition` are those of `build.build`. `each` is told of every outcome as it comes, `report` of
    the stages of a build in this process.

    Raises `SameFolder` before anything is built. What goes wrong with an edition is in its outcome.
    """
    folders = destinations(projects, output, edition)
    given = list(folders)
    count = min(jobs or processors(), len(given)) or 1
    share = (jobs or 1) if executor else max(1, (jobs or processors()) // count)
    names = None if pdfs is None else tuple(pdfs)
    if write:
        for folder in folders.values():
            finish(folder)  # what a build that was killed had ready
    # A process of ours that dies of an edition is noticed, and the edition is built again, guarded;
    # one of somebody else's may be allowed to start none.
    guarded = not executor and count == 1
    works = [
        _Work(
            one, os.path.abspath(one), tuple(formats), names, share, guarded, with_drafts, edition
        )
        for one in given
    ]
    if executor:
        found = _by(executor, works)
    elif count > 1:
        found = _by_processes(count, works)
    else:
        found = (_built(work, report) for work in works)
    done: dict[Path, Outcome] = {}
    with closing(found):
        for outcome in found:
            if write:
                outcome = _written(outcome, folders[outcome.project], edition)
            done[outcome.project] = outcome
            each(outcome)
    return [done[project] for project in given]


def destinations(
    projects: Sequence[Path | str], output: Path | None, edition: str = ""
) -> dict[Path, Path]:
    """For each edition the folder of its books, no two of them the same; `edition` is the one for
    some readers that is built of each.

    A folder below `output` has the name of the edition's. Raises `SameFolder`.
    """
    folders: dict[Path, Path] = {}
    editions: dict[Path, Path] = {}
    taken: dict[str, Path] = {}
    for project in map(Path, projects):
        real = project.resolve()
        if real in editions:
            same = (
                f"{editions[real]} and {project} are"
                if editions[real] != project
                else (f"{project} is named twice:")
            )
            raise SameFolder(f"{same} the same edition. Name it once.")
        folder = output / (real.name or "edition") if output else project / OUTPUT / edition
        # The names of a Mac or of Windows do not tell small letters from capitals.
        key = str(folder.resolve()).casefold()
        if key in taken:
            raise SameFolder(
                f"The books of {taken[key]} and of {project} would both be written to {folder}. "
                "Build them one after the other, each with an --output of its own."
            )
        folders[project], editions[real], taken[key] = folder, project, project
    return folders


def _by_processes(count: int, works: Sequence[_Work]) -> Generator[Outcome]:
    """Outcomes of our own workers. Who killed his worker gets one more try, when the others are
    done: so that what fails for want of memory has all of it, and what always kills is known."""
    killed = []
    with Workers(count) as workers:
        for outcome in _by(workers, works):
            if outcome.state is State.KILLED:
                killed.append(outcome.project)
            else:
                yield outcome
    for work in works:
        if work.project in killed:
            with Workers(1) as alone:
                yield from _by(alone, [replace(work, guarded=True)])


def _by(executor: Executor, works: Sequence[_Work]) -> Generator[Outcome]:
    """The outcomes as they come; none is kept here, since books are large."""
    futures = {_submitted(executor, work): work for work in works}
    try:
        for future in as_completed(list(futures)):
            yield _outcome(future, futures.pop(future))
    finally:
        for future in futures:
            future.cancel()


def _submitted(executor: Executor, work: _Work) -> Future[Outcome]:
    try:
        return executor.submit(_built, work)
    except BrokenExecutor as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def _outcome(future: Future[Outcome], work: _Work) -> Outcome:
    """What the worker says, or what is said of the worker."""
    try:
        return future.result()
    except WorkerKilled as killed:
        return Outcome(work.project, State.KILLED, message=str(killed))
    except BrokenExecutor as error:
        return Outcome(work.project, State.KILLED, message=f"The executor broke: {error}")
    except Exception as error:
        return _failed(work, error)


def _built(work: _Work, report: Report = lambda stage: None) -> Outcome:
    """Build one edition, wherever this runs; raises nothing for what is wrong with it."""
    if work.version != __version__:
        message = f"The worker has version {__version__} of the builder, not {work.version}."
        return Outcome(work.project, State.FAILED, message=message)
    with _TURN, system_epoch.dated(work.epoch):
        start = time.perf_counter()
        outcome = _tried(work, report)
        return replace(outcome, seconds=time.perf_counter() - start)


def _tried(work: _Work, report: Report) -> Outcome:
    # Imported where the work is done: who only hands it out need not load the stages.
    from edition.build import UnknownProfile, build

    try:
        project = Project.at(Path(work.folder))
        built = build(
            project,
            work.formats,
            report,
            work.pdfs,
            work.jobs,
            work.guarded,
            work.with_drafts,
            work.edition,
        )
    except BuildFailed as failed:
        return Outcome(work.project, State.REFUSED, problems=failed.problems)
    except UnknownProfile as unknown:
        return Outcome(work.project, State.REFUSED, message=str(unknown))
    except WorkerKilled as killed:  # one of those that lay out its PDFs
        return Outcome(work.project, State.KILLED, message=str(killed))
    except Exception as error:
        return _failed(work, error)
    return Outcome(
        work.project,
        State.BUILT,
        built.files,
        problems=built.warnings,
        pages=built.pages,
        words=built.words,
    )


def _failed(work: _Work, error: Exception) -> Outcome:
    import traceback

    if (found := oserrors.problem(error)) is not None:  # the machine's, as for one edition
        return Outcome(work.project, State.REFUSED, problems=(found,))
    message = str(error) or type(error).__name__
    trace = "".join(traceback.format_exception(error))
    return Outcome(work.project, State.FAILED, message=message, trace=trace)


def _written(outcome: Outcome, folder: Path, edition: str) -> Outcome:
    """The outcome with its books on the disk."""
    if outcome.state is not State.BUILT:
        return outcome
    try:
        if folder == outcome.project / OUTPUT / edition:
            Project.at(outcome.project).output(edition)  # refuses a link that leads out of it
        paths = write_all(folder, outcome.files)
    except BuildFailed as failed:
        problems = in_order([*outcome.problems, *failed.problems])
        return replace(outcome, state=State.REFUSED, files={}, problems=problems)
    return replace(outcome, files={}, written=tuple(paths))
