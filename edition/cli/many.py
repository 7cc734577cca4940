"""Many editions in one command: what `build` says of each, and the table at the end."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import Progress, print_problems
from edition.model.problems import errors, printable
from edition.system import folders, program

if TYPE_CHECKING:
    from edition.batch import Outcome

_HEAD = ("edition", "written", "pages", "words", "warnings", "errors", "seconds")


def refuse_what_is_no_folder(projects: Sequence[Path]) -> None:
    """Wrong use: what is named is not there, or is no folder. All that is wrong is said at once.

    A shell hands a pattern on as it stands where nothing matches it.
    """
    wrong = [_why_not(project) for project in projects if not project.is_dir()]
    if wrong:
        built = "" if len(projects) == 1 else "\nNothing was built."
        raise click.UsageError("\n".join(wrong) + built)


def _why_not(project: Path) -> str:
    name = printable(str(project))
    if project.exists():
        parent = printable(str(project.parent))
        if project.name == "annotations.yaml" or (project.parent / "annotations.yaml").exists():
            return f"“{name}” is a file; an edition is named by its folder: “{parent}”?"
        line = f"{program.command()} import {shlex.quote(name)}"
        return f"“{name}” is a file, and no edition yet. Make one of it: {line}"
    if set(str(project)) & set("*?["):
        return f"No folder matches “{name}”."
    return f"There is no folder “{name}”."


def build(
    projects: Sequence[Path],
    formats: Sequence[str],
    pdfs: Sequence[str] | None,
    output: Path | None,
    jobs: int | None,
    quiet: bool,
    with_drafts: bool = False,
    edition: str = "",
) -> int:
    """Build the editions and say what became of each, in their order; returns the exit code:
    0, 1 where one has errors, 3 where the builder failed at one, 130 where it was stopped."""
    from edition.batch import SameFolder, State, build_all

    telling = _Telling(projects, quiet)
    start = time.perf_counter()
    try:
        build_all(
            projects,
            jobs=jobs,
            formats=formats,
            pdfs=pdfs,
            output=output,
            with_drafts=with_drafts,
            edition=edition,
            report=telling.stage,
            each=telling.done,
        )
    except SameFolder as same:
        raise click.UsageError(printable(str(same))) from None
    except KeyboardInterrupt:
        telling.stopped()
        return 130
    telling.summary(time.perf_counter() - start)
    states = {outcome.state for outcome in telling.outcomes.values()}
    return 3 if states & {State.FAILED, State.KILLED} else int(State.REFUSED in states)


class _Telling:
    """Says what becomes of the editions: each as soon as those before it are done, so that the
    same editions give the same output."""

    def __init__(self, projects: Sequence[Path], quiet: bool) -> None:
        self.projects = projects
        self.quiet = quiet
        self.progress = Progress(quiet)
        self.outcomes: dict[Path, Outcome] = {}
        self.told = 0
        self.progress(f"Building {len(projects)} editions")

    def stage(self, stage: str) -> None:
        """What is being done now: on a terminal only, on a line that changes."""
        if self.progress.live:
            width = shutil.get_terminal_size().columns - 3
            count = f"[{len(self.outcomes)} of {len(self.projects)} done] "
            self.progress((count + stage)[:width])

    def done(self, outcome: Outcome) -> None:
        """An edition is done: tell of it, and of those that waited for it."""
        self.outcomes[outcome.project] = outcome
        while self.told < len(self.projects) and self._next() in self.outcomes:
            self.progress.done()
            self._tell(self.outcomes[self._next()])
            self.told += 1
        if self.told < len(self.projects):
            self.stage(f"Building {printable(str(self._next()))}")

    def _next(self) -> Path:
        return self.projects[self.told]

    def _tell(self, outcome: Outcome) -> None:
        """What would be said of it alone, under its name."""
        if outcome.problems or outcome.message or not self.quiet:
            click.echo(_styled(printable(str(outcome.project)), bold=True) + ":", err=True)
        print_problems(outcome.problems)
        if outcome.message:
            click.echo("\n".join(map(printable, _reason(outcome))), err=True)
        if outcome.trace and os.environ.get("EDITION_TRACEBACK"):
            click.echo(outcome.trace, err=True)
        if not self.quiet:
            for path in outcome.written:
                click.echo(f"{path}  {folders.size(path) / 1024:,.0f} kB")

    def summary(self, seconds: float) -> None:
        """The table, and in a sentence what was not built."""
        outcomes = [self.outcomes[project] for project in self.projects]
        if not self.quiet:
            click.echo()
            click.echo("\n".join(table(outcomes)))
            click.echo()
        left = [outcome for outcome in outcomes if not outcome.written]
        if left or not self.quiet:
            click.echo(f"{_counted(outcomes)} in {seconds:.1f} s.", err=True)
        if left:
            click.echo(
                _styled("Not built: ", fg="red") + _names(left) + ". Their last good books, "
                "if there are any, are as they were.",
                err=True,
            )

    def stopped(self) -> None:
        """Ctrl-C: what is written, and that the rest is not."""
        self.progress.done()
        for project in self.projects[self.told :]:
            if project in self.outcomes:
                self._tell(self.outcomes[project])
        outcomes = list(self.outcomes.values())
        click.echo(
            f"\nStopped: {_counted(outcomes, len(self.projects))}. The books of the others "
            "are as they were.",
            err=True,
        )


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each edition: what was written, its size, what was found, how long it took."""
    lines = [_HEAD, *map(_cells, outcomes)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(_HEAD))]
    for line in lines:
        padded = [
            cell.ljust(width) if k < 2 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield "  ".join(padded).rstrip()


def _cells(outcome: Outcome) -> tuple[str, ...]:
    wrong = len(errors(outcome.problems))
    # What stopped it without being a problem of a file is an error all the same.
    return (
        printable(str(outcome.project)),
        _books(outcome),
        f"{outcome.pages:,}" if outcome.pages else "–",
        f"{outcome.words:,}" if outcome.words else "–",
        str(len(outcome.problems) - wrong),
        str(wrong + bool(outcome.message)),
        f"{outcome.seconds:.1f}" if outcome.seconds else "–",
    )


def _books(outcome: Outcome) -> str:
    """“EPUB, 2 PDFs”."""
    ends = [path.suffix for path in outcome.written]
    pdfs = ends.count(".pdf")
    found = ["EPUB"] if ".epub" in ends else []
    found += [f"{pdfs} PDF{'s' if pdfs > 1 else ''}"] if pdfs else []
    found += ["web edition"] if any(path.is_dir() for path in outcome.written) else []
    return ", ".join(found) or "nothing"


def _reason(outcome: Outcome) -> Iterator[str]:
    from edition.batch import State

    if outcome.state is not State.FAILED:
        yield outcome.message
        return
    yield f"A fault of the builder, not of your files: {outcome.message}"
    yield "Please report it with the command that you ran."
    if not os.environ.get("EDITION_TRACEBACK"):
        yield "EDITION_TRACEBACK=1 shows where it happened."


def _counted(outcomes: Sequence[Outcome], of: int = 0) -> str:
    built = sum(bool(outcome.written) for outcome in outcomes)
    return f"{built} of {of or len(outcomes)} editions built"


def _names(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(printable(str(outcome.project)) for outcome in outcomes)


def _styled(text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
    return click.style(text, fg=fg, bold=bold) if sys.stderr.isatty() else text
