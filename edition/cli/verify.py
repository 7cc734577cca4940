"""`verify`: judges the finished books."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import (
    EXIT_CODES,
    Progress,
    edition_option,
    print_problems,
    project_argument,
)
from edition.model.problems import BuildFailed, errors

if TYPE_CHECKING:
    from edition.assembly.prepare import Prepared
    from edition.pdf.report import LayoutReport


@click.command("verify", epilog=EXIT_CODES)
@project_argument
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the books (default: dist in the project).",
)
@edition_option("Judge the books of this one of the `editions`, in the folder of its name in dist.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
@click.option(
    "--screenshots",
    metavar="DIRECTORY",
    help="Put a picture of each pop-up here.",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option(
    "--layout",
    is_flag=True,
    help="Lay the declared PDFs out once more, and count what a typesetter would mark.",
)
@click.option("--install", is_flag=True, help="First set up what the judges need.")
@click.option("--quiet", "-q", is_flag=True, help="Print the verdicts only.")
@click.pass_context
def command(
    ctx: click.Context,
    project: Path,
    output: Path | None,
    edition: str,
    form: str,
    screenshots: Path | None,
    layout: bool,
    install: bool,
    quiet: bool,
) -> None:
    """Judge the finished books of the edition in PROJECT, and build nothing.

    EPUBCheck, Ace, veraPDF and a reading system in Chromium judge them; beside them the builder
    follows every link, note and bookmark, looks at the fonts, and holds the text against the
    source. Nu and axe judge a web edition that stands beside them. One row tells of each judge and
    file. A judge that is not installed is named, with the line that installs it; it fails only
    where CI is set in the environment.

    A booklet is judged by the standard that it claims, and its text is not: its pages are not in
    reading order.

    \b
    Examples:
      python3 build.py verify                the books in dist/
      python3 build.py verify --install      sets up the judges first
      python3 build.py verify --output /tmp/books --format json
      python3 build.py verify --screenshots popups
      python3 build.py verify --layout       widows, stacked hyphens, gaps, notes overleaf
    """
    from edition.assembly import drafts
    from edition.system import files
    from edition.verify import books, run, table

    if install:
        _install()
    progress = Progress(quiet)
    progress("Reading the edition")
    recorded = books.Recorded.at(project)
    prepared = drafts.printed(recorded, edition=edition)
    folder = output or project / "dist" / edition
    files.finish(folder)
    metadata = prepared.edition.metadata
    found = books.find(metadata, folder)
    problems = tuple(
        books.problems(
            found,
            metadata,
            folder,
            books.sources(recorded),
            books.build_command(project, output, edition),
        )
    )
    if not (found.epubs or found.pdfs or found.webs):
        raise BuildFailed(errors(problems))
    start = time.perf_counter()
    rows = run.judge(run.tasks(prepared, found, screenshots), progress)
    reports = _layouts(prepared, progress) if layout else {}
    progress.done()
    must_judge = in_ci(os.environ)
    if form == "json":
        pages = {name: report.as_dict() for name, report in reports.items()}
        click.echo(table.as_json(rows, problems, must_judge, pages))
    else:
        print_problems(problems)
        *parts, last = table.text(rows, must_judge)
        click.echo("\n\n".join([*parts, *_marked(reports), last]))
    if not quiet:
        click.echo(f"Judged in {time.perf_counter() - start:.1f} s.", err=True)
    if table.failed(rows, problems, must_judge):
        ctx.exit(1)


def _layouts(prepared: Prepared, progress: Progress) -> dict[str, LayoutReport]:
    """The layout of each PDF that the edition declares, by its profile's name."""
    from edition.pdf import report as pdf_report
    from edition.typography import profiles

    declared = profiles.settled(prepared.annotations.pdfs)
    return {
        profile.suffix.removeprefix("-") or profile.name: pdf_report.report(
            prepared, profile, progress
        )
        for profile in declared
    }


def _marked(reports: Mapping[str, LayoutReport]) -> list[str]:
    from edition.pdf import report as pdf_report

    return [
        "\n".join([f"Layout of {name}: {first}", *rest])
        for name, (first, *rest) in ((n, pdf_report.lines(r)) for n, r in reports.items())
    ]


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether this runs in continuous integration, where a missing judge fails."""
    return environment.get("CI", "").lower() not in ("", "0", "false")


def _install() -> None:
    """Install the judges into the Python that runs; raises a usage error where that fails."""
    from edition.setup import provision

    try:
        provision.install_judges()
    except provision.SetupFailed as failure:
        raise click.ClickException(str(failure)) from failure
