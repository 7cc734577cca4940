"""What the commands share: the project they work on, progress, and how problems are printed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from edition.model.problems import BuildFailed, Problem, Severity, errors, printable
from edition.system import program

if TYPE_CHECKING:
    from edition.annotations.ledger import Entry
    from edition.assembly.prepare import Prepared

_Command = TypeVar("_Command", bound=Callable[..., object])

EXIT_CODES = """
\b
Exit codes:
  0  built (or checked: no errors)
  1  problems in the input; each is printed with its file, line and column
  2  wrong use of the command, or a machine that is not set up
  3  a fault of the builder; please report it
"""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

#: The edition's folder, as the last argument of a command that has no other argument.
project_argument = click.argument("project", default=".", type=FOLDER)


def edition_option(help: str) -> Callable[[_Command], _Command]:
    """The option `--edition`: one of the `editions` in the annotations; `help` says what is done
    with it."""
    return click.option("--edition", default="", metavar="ID", callback=_is_id, help=help)


def _is_id(ctx: click.Context, option: click.Parameter, value: str) -> str:
    if not value:
        return value
    from edition.annotations.schema.values import ID

    if not re.match(ID, value):
        message = f"--edition takes the id of one of the `editions`, not “{printable(value)}”."
        raise click.UsageError(message)
    return value


def read(
    project: Path, edition: str = ""
) -> tuple[Prepared, tuple[Entry, ...], tuple[Problem, ...]]:
    """The edition in `project`, or the one for some readers that is named; its ledger, and the
    warnings. Raises `BuildFailed`."""
    from edition.assembly import drafts
    from edition.assembly.review import review
    from edition.system.project import Project

    found = review(Project.at(project))
    if found.prepared is None or errors(found.problems):
        raise BuildFailed(found.problems)
    prepared = found.prepared
    if edition:
        prepared = drafts.printed(Project.at(project), with_drafts=True, edition=edition)
    return prepared, found.entries, found.problems


def is_terminal(*streams: TextIO | None) -> bool:
    """Whether somebody sits before all of these; a stream that was closed is None."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def styled(text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
    """Text for the standard output: in a color, or bold, where that is a terminal."""
    return click.style(text, fg=fg, bold=bold) if is_terminal(sys.stdout) else text


class Progress:
    """One line that changes on a terminal, plain lines elsewhere, nothing when quiet."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.live = is_terminal(sys.stderr)

    def __call__(self, stage: str) -> None:
        if self.quiet:
            return
        if self.live:
            click.echo(f"\r\x1b[K{stage} …", nl=False, err=True)
        else:
            click.echo(stage, err=True)

    def done(self) -> None:
        """Clear the line, so that what follows stands alone."""
        if self.live and not self.quiet:
            click.echo("\r\x1b[K", nl=False, err=True)


#: Problems that are printed for people; a file with more is mended from its beginning on.
MOST_SHOWN = 100


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print problems to the standard error stream, in color on a terminal: the first hundred, those
    that stop a build before warnings, and how many there are."""
    colors = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
    for problem in _first(problems):
        text = str(problem)
        if is_terminal(sys.stderr):
            head, _, rest = text.partition("\n")
            text = click.style(head, fg=colors[problem.severity]) + ("\n" + rest if rest else "")
        click.echo(text, err=True)
    if len(problems) > MOST_SHOWN:
        bad = len(errors(problems))
        click.echo(
            f"These are the first {MOST_SHOWN} of {bad:,} errors and {len(problems) - bad:,} "
            "warnings. All of them: "
            f"{program.command()} check --format json",
            err=True,
        )


def _first(problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems to print, in their order."""
    if len(problems) <= MOST_SHOWN:
        return list(problems)
    numbered = enumerate(problems)
    chosen = sorted(numbered, key=lambda item: (item[1].severity is not Severity.ERROR, item[0]))
    return [problem for _, problem in sorted(chosen[:MOST_SHOWN], key=lambda item: item[0])]
