"""`build`: writes the books."""

from __future__ import annotations

from pathlib import Path

import click

from .common import EXIT_CODES, Progress, print_problems, project_argument


@click.command("build", epilog=EXIT_CODES)
@project_argument
@click.option("--only", type=click.Choice(["epub", "pdf"]), help="Build one of the two.")
@click.option("--profile", "-p", "profiles", multiple=True, metavar="NAME",
              help="Build this PDF alone: one that is declared, or a profile (screen, print, "
              "large-print, a4, letter, booklet). May be repeated.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for the books (default: dist in the project).")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def command(
    project: Path, only: str | None, profiles: tuple[str, ...], output: Path | None, quiet: bool
) -> None:
    """Build the edition in PROJECT (default: this folder): the EPUB, and the PDFs that `pdf:` in
    the annotations declares.

    Without the PDF (`--only epub`) the EPUB has no list of the printed pages.

    \b
    Examples:
      python build.py                       the books of this folder, into dist/
      python build.py build path/to/project --only pdf
      python build.py --profile large-print  one PDF, declared or not
      python build.py --output /tmp/books --quiet
    """
    if only == "epub" and profiles:
        raise click.UsageError("--only epub builds no PDF, and --profile names one.")
    from edition.build import UnknownProfile, build
    from edition.files import destination, write_all
    from edition.project import Project

    progress = Progress(quiet)
    folder = destination(project, output)
    formats = ("pdf",) if profiles else (only,) if only else ("epub", "pdf")
    try:
        built = build(Project.at(project), formats, progress, profiles or None)
    except UnknownProfile as unknown:
        raise _unknown(unknown.args[0]) from None
    paths = write_all(folder, built.files)
    progress.done()
    print_problems(built.warnings)
    if not quiet:
        for path in paths:
            click.echo(f"{path}  {path.stat().st_size / 1024:,.0f} kB")


def _unknown(name: str) -> click.UsageError:
    from edition.problems import did_you_mean
    from edition.profiles import PROFILES

    hint = did_you_mean(name, PROFILES) or f"Known: {', '.join(PROFILES)}."
    return click.UsageError(f"No PDF and no profile “{name}”. {hint}")
