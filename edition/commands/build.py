"""`build`: writes the books."""

from __future__ import annotations

from pathlib import Path

import click

from .common import EXIT_CODES, Progress, print_problems, project_argument


@click.command("build", epilog=EXIT_CODES)
@project_argument
@click.option("--only", type=click.Choice(["epub", "pdf"]), help="Build one of the two.")
@click.option("--output", "-o", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for the books (default: dist in the project).")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def command(project: Path, only: str | None, output: Path | None, quiet: bool) -> None:
    """Build the edition in PROJECT (default: this folder).

    Without the PDF (`--only epub`) the EPUB has no list of the printed pages.

    \b
    Examples:
      python build.py                       both books of this folder, into dist/
      python build.py build path/to/project --only pdf
      python build.py --output /tmp/books --quiet
    """
    from edition.build import build
    from edition.files import write_all
    from edition.project import Project

    progress = Progress(quiet)
    built = build(Project.at(project), (only,) if only else ("epub", "pdf"), progress)
    paths = write_all(output or project / "dist", built.files)
    progress.done()
    print_problems(built.warnings)
    if not quiet:
        for path in paths:
            click.echo(f"{path}  {path.stat().st_size / 1024:,.0f} kB")
