"""`build`: writes the books."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.common import EXIT_CODES, Progress, edition_option, print_problems


@click.command("build", epilog=EXIT_CODES)
@click.argument("project", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--only",
    type=click.Choice(["epub", "pdf", "html"]),
    help="Build the EPUB alone, the PDFs alone, or the web edition, which nothing else builds.",
)
@click.option(
    "--profile",
    "-p",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Build this PDF alone: one that is declared, or a profile (screen, print, "
    "large-print, a4, letter, booklet). May be repeated.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the books (default: dist in the project). Of several editions each "
    "gets a folder of its name in it.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    metavar="N",
    envvar="EDITION_JOBS",
    help="Processes that work at a time, for editions and for PDFs (default: "
    "EDITION_JOBS, or one for each processor).",
)
@click.option("--with-drafts", is_flag=True, help="Print entries with `status: draft`, too.")
@click.option(
    "--sources",
    is_flag=True,
    help="Write the cited sources beside the books, as CSL JSON and BibLaTeX.",
)
@edition_option(
    "Build this one of the `editions` in the annotations, into a folder of its name in dist."
)
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.pass_context
def command(
    ctx: click.Context,
    project: tuple[Path, ...],
    only: str | None,
    profiles: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    with_drafts: bool,
    sources: bool,
    edition: str,
    quiet: bool,
) -> None:
    """Build the edition in PROJECT (default: this folder): the EPUB, and the PDFs that `pdf:` in
    the annotations declares.

    Without the PDF (`--only epub`) the EPUB has no list of the printed pages. `--only html` writes
    the web edition, a folder of pages for a server or a browser.

    Several editions are built at the same time. What is wrong with one stops no other; a table
    at the end says what became of each. The exit code is 0 if all were built, 3 if the builder
    failed at one, else 1.

    \b
    Examples:
      python3 build.py                       the books of this folder, into dist/
      python3 build.py build path/to/project --only pdf
      python3 build.py --only html           the web edition, if the edition allows one
      python3 build.py --profile large-print  one PDF, declared or not
      python3 build.py --edition school      one of the editions for some readers
      python3 build.py --output /tmp/books --quiet
      python3 build.py diary/ letters/ --jobs 2  two editions
      python3 build.py diary/ letters/ --edition school  that of both
    """
    if only and only != "pdf" and profiles:
        raise click.UsageError(f"--only {only} builds no PDF, and --profile names one.")
    from edition.cli import many

    formats: tuple[str, ...] = ("pdf",) if profiles else (only,) if only else ("epub", "pdf")
    formats += ("sources",) if sources else ()
    many.refuse_what_is_no_folder(project)
    if len(project) > 1:
        code = many.build(
            project, formats, profiles or None, output, jobs, quiet, with_drafts, edition
        )
        ctx.exit(code)
    _one(
        project[0] if project else Path("."),
        formats,
        profiles or None,
        output,
        jobs,
        quiet,
        with_drafts,
        edition,
    )


def _one(
    project: Path,
    formats: tuple[str, ...],
    profiles: tuple[str, ...] | None,
    output: Path | None,
    jobs: int | None,
    quiet: bool,
    with_drafts: bool,
    named: str,
) -> None:
    from edition.build import UnknownProfile, build
    from edition.system.files import finish, write_all
    from edition.system.folders import size
    from edition.system.project import Project

    progress = Progress(quiet)
    edition = Project.at(project)
    folder = output or edition.output(named)
    finish(folder)  # what a build that was killed had ready
    try:
        built = build(
            edition, formats, progress, profiles, jobs, with_drafts=with_drafts, edition=named
        )
    except UnknownProfile as unknown:
        raise click.UsageError(str(unknown)) from None
    paths = write_all(folder, built.files)
    progress.done()
    print_problems(built.warnings)
    if not quiet:
        for path in paths:
            click.echo(f"{path}  {size(path) / 1024:,.0f} kB")
