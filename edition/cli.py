"""Command line: arguments, progress, printing, exit codes. Nothing imports this module."""

from __future__ import annotations

import sys
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .problems import BuildFailed, Problem, Severity, errors

if TYPE_CHECKING:
    from .ledger import Entry
    from .prepare import Prepared

BUILT, INPUT, USAGE, FAULT = 0, 1, 2, 3

_EXIT_CODES = """
\b
Exit codes:
  0  built (or checked: no errors)
  1  problems in the input; each is printed with its file, line and column
  2  wrong use of the command, or a machine that is not set up
  3  a fault of the builder; please report it
"""


class _Commands(click.Group):
    """`build` is meant where no command is named: `build.py`, `build.py path/to/project`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            self._suggest(ctx, args)
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def _suggest(self, ctx: click.Context, args: list[str]) -> None:
        """A word that is no folder, but nearly a command, was meant as that command."""
        near = get_close_matches(args[0], self.commands, 1) if args else []
        if near and not Path(args[0]).exists():
            raise click.UsageError(f"No folder and no command “{args[0]}”. Did you mean "
                                   f"“{near[0]}”?", ctx)  # fmt: skip


_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(cls=_Commands, epilog=_EXIT_CODES, context_settings=_HELP)
@click.version_option(__version__, prog_name="annotated-edition")
def commands() -> None:
    """Build an annotated edition: an EPUB 3 and a PDF from a source text that is never changed
    and one file of annotations.

    \b
    Examples:
      python build.py                     builds the edition in this folder
      python build.py path/to/project     builds another
      python build.py check               says what is wrong, builds nothing
      python build.py report              counts notes and sources
      python build.py test                runs the builder's own tests
    """


_project = click.argument(
    "project", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@commands.command("build", epilog=_EXIT_CODES)
@_project
@click.option("--only", type=click.Choice(["epub", "pdf"]), help="Build one of the two.")
@click.option("--output", "-o", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for the books (default: dist in the project).")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def build_command(project: Path, only: str | None, output: Path | None, quiet: bool) -> None:
    """Build the edition in PROJECT (default: this folder).

    Without the PDF (`--only epub`) the EPUB has no list of the printed pages.
    """
    from .build import build
    from .files import write_all
    from .project import Project

    progress = _Progress(quiet)
    built = build(Project.at(project), (only,) if only else ("epub", "pdf"), progress)
    paths = write_all(output or project / "dist", built.files)
    progress.done()
    _print_problems(built.warnings)
    if not quiet:
        for path in paths:
            click.echo(f"{path}  {path.stat().st_size / 1024:,.0f} kB")


@commands.command("check", epilog=_EXIT_CODES)
@_project
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def check_command(project: Path, strict: bool, quiet: bool) -> None:
    """Say what is wrong with the edition in PROJECT, and build nothing."""
    prepared, _, warnings = _read(project)
    if strict and warnings:
        raise BuildFailed(replace(warning, severity=Severity.ERROR) for warning in warnings)
    _print_problems(warnings)
    if not quiet:
        edition = prepared.edition
        click.echo(
            f"{len(edition.blocks())} paragraphs, {len(edition.notes)} notes, "
            f"{len(edition.glossary)} glossary entries, {len(edition.index)} index entries, "
            f"{len(edition.figures)} photographs, {len(edition.records)} sources: no errors."
        )


@commands.command("report", epilog=_EXIT_CODES)
@_project
def report_command(project: Path) -> None:
    """Count what the edition in PROJECT is made of: notes, terms, index entries, events; how
    many have sources; and, if it keeps a ledger, what became of each entry of the research."""
    from .report import lines

    prepared, entries, warnings = _read(project)
    _print_problems(warnings)
    for line in lines(prepared.annotations, prepared.bodies, entries):
        click.echo(line)


def _read(project: Path) -> tuple[Prepared, tuple[Entry, ...], tuple[Problem, ...]]:
    """The edition, its ledger, and the warnings. Raises `BuildFailed`."""
    from . import ledger
    from .prepare import prepare
    from .project import Project

    opened = Project.at(project)
    prepared = prepare(opened)
    entries, problems = ledger.read(opened, prepared.annotations)
    if errors(problems):
        raise BuildFailed([*problems, *prepared.warnings])
    return prepared, entries, (*prepared.warnings, *problems)


class _Progress:
    """One line that changes on a terminal, plain lines elsewhere, nothing when quiet."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.live = sys.stderr.isatty()

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


def _print_problems(problems: tuple[Problem, ...]) -> None:
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
    for problem in problems:
        text = str(problem)
        if sys.stderr.isatty():
            head, _, rest = text.partition("\n")
            text = click.style(head, fg=colours[problem.severity]) + ("\n" + rest if rest else "")
        click.echo(text, err=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command with `arguments` (default: those of the process); returns its exit code.

    Every way out is here: no problem of the input ends in a traceback.
    """
    try:
        commands.main(arguments, prog_name="build.py", standalone_mode=False)
    except BuildFailed as failed:
        _Progress(False).done()
        _print_problems(failed.problems)
        count = len(errors(failed.problems))
        click.echo(f"{count} {'error' if count == 1 else 'errors'}; nothing was written.", err=True)
        return INPUT
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped; nothing was written.", err=True)
        return 130
    except Exception as error:
        return _fault(error)
    return BUILT


def _fault(error: Exception) -> int:
    import os
    import traceback

    _Progress(False).done()
    click.echo(f"A fault of the builder, not of your files: {error}", err=True)
    click.echo("Nothing was written. Please report it with the command that you ran.", err=True)
    if os.environ.get("EDITION_TRACEBACK"):
        traceback.print_exception(error)
    else:
        click.echo("EDITION_TRACEBACK=1 shows where it happened.", err=True)
    return FAULT
