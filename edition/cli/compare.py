"""`compare`: a picture of what a change does to the book."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.common import EXIT_CODES, Progress, edition_option

_SIDE = click.Path(exists=True, path_type=Path)


@click.command("compare", epilog=EXIT_CODES)
@click.argument("old", type=_SIDE)
@click.argument("new", type=_SIDE)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("dist/compare"),
    show_default=True,
    help="Folder for the report.",
)
@click.option(
    "--dpi",
    type=click.IntRange(20, 600),
    metavar="NUMBER",
    default=80,
    show_default=True,
    help="Pixels an inch of the pictures.",
)
@click.option(
    "--at-most",
    type=click.IntRange(0),
    metavar="NUMBER",
    default=200,
    show_default=True,
    help="Draw no more pages than these.",
)
@edition_option("Compare this one of the `editions` of both folders.")
@click.option("--built", is_flag=True, help="Take the PDFs that lie in the folders' dist.")
@click.option("--exit-code", is_flag=True, help="End with 1 if there is a difference.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.pass_context
def command(
    ctx: click.Context,
    old: Path,
    new: Path,
    output: Path,
    dpi: int,
    at_most: int,
    edition: str,
    built: bool,
    exit_code: bool,
    quiet: bool,
) -> None:
    """Compare the PDFs of OLD and NEW page by page, and draw what changed.

    Each is a PDF, or the folder of an edition, whose PDF is built first; of two folders the
    annotations are compared too. The report is a web page, index.html, and a summary.md.

    \b
    Examples:
      python3 build.py compare old.pdf new.pdf                 a report in dist/compare
      python3 build.py compare ../before . --output report     of two folders
      python3 build.py compare ../before . --built --exit-code
    """
    from edition.authoring.compare import report
    from edition.authoring.compare.entries import changes
    from edition.authoring.compare.folder import PAGE, SUMMARY, ReportFolder
    from edition.authoring.compare.inputs import side
    from edition.authoring.compare.model import Comparison
    from edition.authoring.compare.pages import Document
    from edition.authoring.compare.run import compare

    if edition and (old.is_file() or new.is_file()):
        raise click.UsageError("--edition is for two folders; a PDF is of one edition already.")
    progress = Progress(quiet)
    with ReportFolder(output) as folder:
        before, after = (side(path, built, progress, edition) for path in (old, new))
        with Document(before.pdf, before.name) as one, Document(after.pdf, after.name) as two:
            pairs = compare(one, two, dpi, at_most, folder.keep, progress)
        entries = None
        if before.annotations is not None and after.annotations is not None:
            entries = changes(before.annotations, after.annotations)
        found = Comparison(before.name, after.name, pairs, entries)
        folder.keep(PAGE, report.html(found).encode("utf-8", "replace"))
        folder.keep(SUMMARY, report.markdown(found).encode("utf-8", "replace"))
        folder.finish()
    progress.done()
    if not quiet:
        click.echo("\n".join([*report.lines(found), str(output / PAGE)]))
    if exit_code and found.differs:
        ctx.exit(1)
