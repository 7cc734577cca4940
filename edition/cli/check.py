"""`check`: says what is wrong, and builds nothing."""

from __future__ import annotations

import difflib
import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import (
    EXIT_CODES,
    edition_option,
    is_terminal,
    print_problems,
    project_argument,
)
from edition.model.problems import (
    BuildFailed,
    Problem,
    Severity,
    did_you_mean,
    errors,
    in_order,
    printable,
)
from edition.system import program
from edition.system.project import Project

if TYPE_CHECKING:
    from edition.assembly.review import Review
    from edition.authoring.fix import Fixed

_FORMATS = ("text", "json", "github", "sarif")


@click.command("check", epilog=EXIT_CODES)
@project_argument
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="text for people, json and sarif for programs, github for annotations of a "
    "change. All but text go to the standard output, whole.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the problems, in the format chosen, to this file.",
)
@edition_option("Look at this one of the `editions`, too: what is left when entries for others go.")
@click.option("--explain", metavar="CODE", help="Say what a code means, and how to mend it.")
@click.option("--fix", is_flag=True, help="Show the changes that are safe, ask, and make them.")
@click.option("--yes", "-y", is_flag=True, help="With --fix: make them without asking.")
def command(
    project: Path,
    strict: bool,
    quiet: bool,
    form: str,
    output: Path | None,
    edition: str,
    explain: str | None,
    fix: bool,
    yes: bool,
) -> None:
    """Say what is wrong with the edition in PROJECT, and build nothing.

    Without a terminal and without --yes, --fix only shows the changes, and ends with 1 if there
    are any. After changes it ends as a check without --fix would.

    \b
    Examples:
      python3 build.py check                 this folder
      python3 build.py check --strict        warnings count as errors
      python3 build.py check path/to/project
      python3 build.py check --edition school  one of the editions for some readers
      python3 build.py check --explain quote-not-found
      python3 build.py check --fix           mends what has one sure remedy
      python3 build.py check --format sarif --output check.sarif
    """
    if explain is not None:
        click.echo(_explained(explain))
        return
    if (fix or yes) and (form != "text" or output or not fix):
        raise click.UsageError("--fix prints text only; --yes belongs to --fix.")
    from edition.assembly.review import review
    from edition.system.project import Project

    if fix:
        from edition.cli.check import offer

        left = offer(Project.at(project), yes)
    found = review(Project.at(project))
    if edition and found.prepared:
        found = _of_readers(found, Project.at(project), edition)
    problems = tuple(map(_as_error, found.problems)) if strict else found.problems
    if form != "text" or output:
        _write(form, problems, project, output, quiet)
    else:
        _tell(found, problems, project, quiet)
    if fix and left:
        raise click.exceptions.Exit(1)


def _of_readers(found: Review, project: Project, edition: str) -> Review:
    """The same of one of the editions for some readers."""
    from edition.assembly import drafts

    assert found.prepared is not None
    try:
        of = drafts.reduced(project, found.prepared, with_drafts=True, edition=edition)
    except BuildFailed as failed:
        return replace(found, prepared=None, problems=in_order([*found.problems, *failed.problems]))
    return replace(found, prepared=of)


def _more(project: Path) -> str:
    """What helps somebody on who does not understand a message."""
    check = f"{program.command()} check"
    where = "" if project == Path(".") else f" {shlex.quote(str(project))}"
    return (
        f"More about a code: {check} --explain CODE. "
        f"What has one sure remedy is mended by {check}{where} --fix"
    )


def _tell(found: Review, problems: tuple[Problem, ...], project: Path, quiet: bool) -> None:
    """Print the problems for people, and end with 1 if there are errors."""
    print_problems(problems)
    if found.prepared is None or errors(problems):
        if not quiet:
            count = len(errors(problems))
            click.echo(f"{count} {'error' if count == 1 else 'errors'}. {_more(project)}", err=True)
        raise click.exceptions.Exit(1)
    if not quiet:
        edition = found.prepared.edition
        # A paragraph that is split is two parts.
        paragraphs = len(edition.source.paragraphs) - len(edition.omitted)
        click.echo(
            f"{len(edition.chapters)} {'chapter' if len(edition.chapters) == 1 else 'chapters'}, "
            f"{len(edition.blocks())} parts, {paragraphs} paragraphs, {len(edition.notes)} notes, "
            f"{len(edition.glossary)} glossary entries, {len(edition.index)} index entries, "
            f"{len(edition.figures)} photographs, {len(edition.records)} sources: no errors."
        )


def _write(
    form: str, problems: tuple[Problem, ...], project: Path, output: Path | None, quiet: bool
) -> None:
    """Write the problems in a format, and end with 1 if there are errors."""
    from edition.checks import explain, formats
    from edition.system.files import write_all

    text = formats.render(form, problems, _from_repository(project), explain.page())
    if output:
        write_all(output.parent, {output.name: text.encode()})
    else:
        click.echo(text, nl=False)
    count = len(errors(problems))
    if not quiet:
        click.echo(f"Errors: {count}; warnings: {len(problems) - count}.", err=True)
    if count:
        raise click.exceptions.Exit(1)


def _from_repository(project: Path) -> str:
    """The project's folder from the root of its repository, with forward slashes: from GitHub's
    workspace, else from the folder that has `.git`, else from the working directory. A project
    outside of all three is its own root."""
    folder = project.resolve()
    workspace = os.environ.get("GITHUB_WORKSPACE")
    roots = [Path(workspace).resolve()] if workspace else []
    roots += [above for above in (folder, *folder.parents) if (above / ".git").exists()][:1]
    roots.append(Path.cwd().resolve())
    root = next((root for root in roots if folder.is_relative_to(root)), folder)
    return folder.relative_to(root).as_posix()


def _as_error(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR)


def _explained(code: str) -> str:
    from edition.checks import explain

    pages = explain.page()
    if code not in pages:
        hint = did_you_mean(code, pages) or "The message has it in square brackets."
        raise click.UsageError(f"There is no code “{code}”. {hint}")
    found = pages[code]
    renamed = f" (formerly {code})" if found.code != code else ""
    return f"{found.code}{renamed}\n\n{program.as_typed(found.text)}"


def offer(project: Project, yes: bool) -> bool:
    """Show the safe changes of the project and make them if they are wanted. Returns whether
    some are left. Raises `BuildFailed` if the file was changed in the meantime."""
    from edition.authoring.fix import fix_all
    from edition.system.files import replace

    fixed = fix_all(project)
    if not fixed.fixes:
        click.echo("Nothing can be mended safely.")
        return False
    for fix in fixed.fixes:
        click.echo(printable(f"{fix.place}: fix[{fix.code}]: {fix.description}"))
    for line in _difference(fixed):
        click.echo(line)
    if not yes and not _wanted(len(fixed.fixes)):
        click.echo("Nothing was changed.")
        return True
    changes = {
        project.root / name: (fixed.before[name], after) for name, after in fixed.after.items()
    }
    replace(changes, project.root)
    count = len(fixed.fixes)
    names = ", ".join(fixed.after)
    click.echo(f"{names}: {count} {'change' if count == 1 else 'changes'} made.")
    return False


def _wanted(count: int) -> bool:
    if not is_terminal(sys.stdin, sys.stdout):
        click.echo("Give --yes to make the changes.")
        return False
    return click.confirm("Make this change?" if count == 1 else f"Make these {count} changes?")


def _difference(fixed: Fixed) -> Iterator[str]:
    """A unified diff, in color on a terminal."""
    colors = {"-": "red", "+": "green", "@": "cyan"}
    for name, data in fixed.after.items():
        before, after = (
            part.decode("utf-8-sig").splitlines() for part in (fixed.before[name], data)
        )
        for line in difflib.unified_diff(before, after, name, name, lineterm=""):
            color = colors.get(line[:1]) if is_terminal(sys.stdout) else None
            shown = printable(line)
            yield click.style(shown, fg=color) if color else shown
