"""`import`: makes an edition of a text as people have it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import EXIT_CODES, Progress, print_problems
from edition.system import program

if TYPE_CHECKING:
    from edition.authoring.intake.draft import Options
    from edition.authoring.intake.run import Made

_ORIGINAL = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(path_type=Path)
#: So many kinds of what was left out are named; all stand in the ledger.
_NAMED = 8


@click.command("import", epilog=EXIT_CODES)
@click.argument("original", type=_ORIGINAL)
@click.argument("folder", required=False, type=_FOLDER)
@click.option("--title", default="", help="Title of the edition, if the original does not say it.")
@click.option("--language", default="", help="Language of the text, as en or de-AT.")
@click.option("--author", default="", help="Who wrote the text.")
@click.option(
    "--notes",
    type=click.Choice(["author", "editor"]),
    default="author",
    show_default=True,
    help="Whose the notes of the original are: part of the text, or annotations.",
)
@click.option("--again", is_flag=True, help="Carry the edition in FOLDER over to a new ORIGINAL.")
@click.option("--yes", "-y", is_flag=True, help="With --again: write without asking.")
@click.option("--dry-run", "-n", is_flag=True, help="Say what would come of it; write nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def command(
    original: Path,
    folder: Path | None,
    title: str,
    language: str,
    author: str,
    notes: str,
    again: bool,
    yes: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Make an edition of ORIGINAL in FOLDER (default: named like it, in this folder).

    ORIGINAL is a Word document, an OpenDocument text, RTF, Markdown, a web page, an EPUB (also as
    a folder, as Standard Ebooks keeps them), TEI, a plain text (also of Project Gutenberg, also a
    transcript), SRT or WebVTT. FOLDER gets the original as it is, the source (source.md, or
    source.txt for a plain text), annotations.yaml, the pictures, and import.yaml: what was kept,
    turned into something else, or left out, each with its place. The words of the original are
    counted by a second reading; nothing is written if one is lost. The net is not asked.

    \b
    Examples:
      python3 build.py import novel.docx                makes the edition novel/
      python3 build.py import diary.epub diary --notes editor
      python3 build.py import talk.vtt talk --title "A talk" --author "Jane Doe"
      python3 build.py import novel-2.docx novel --again
    """
    from edition.authoring.intake import put, run
    from edition.authoring.intake.draft import Options

    where = folder or Path(_name(original))
    options = Options(title, language, author, notes == "editor")
    progress = Progress(quiet)
    if again:
        _again(original, where, options, progress, yes, dry_run)
        return
    put.refuse_taken(where, (put.ANNOTATIONS,))
    made = run.make(original, options, progress)
    put.refuse_taken(where, made.files)
    if not dry_run:
        progress("Writing")
        put.write(where, made.files)
    progress.done()
    print_problems(tuple(made.warnings))
    if not quiet:
        _report(made, where, dry_run)


def _name(original: Path) -> str:
    """The name of the edition's folder, where none is given."""
    name = original.resolve().name
    stem = Path(name).stem if original.is_file() else name
    return stem if not Path(stem).exists() or original.is_file() else f"{stem}-edition"


def _report(made: Made, where: Path, dry_run: bool) -> None:
    """What came of it, in a few lines."""
    from edition.model.problems import printable

    record = made.ledger
    kept = ", ".join(f"{count:,} {what}" for what, count in record.kept.items())
    click.echo(
        f"{record.kind}: {record.words_in:,} words, of which the edition has {record.words_out:,}"
    )
    if kept:
        click.echo(f"kept: {kept}")
    for title, entries in (
        ("left out", record.left_out),
        ("added", record.added),
        ("turned", record.turned),
    ):
        counts: dict[str, int] = {}
        for entry in entries:
            counts[f"{entry.what} ({entry.why})"] = counts.get(f"{entry.what} ({entry.why})", 0) + 1
        for what, count in list(counts.items())[:_NAMED]:
            click.echo(printable(f"{title}: {what}" + (f", {count:,} times" if count > 1 else "")))
        if len(counts) > _NAMED:
            click.echo(f"{title}: {len(counts) - _NAMED} kinds more")
    for line in made.said:
        click.echo(printable(f"guessed: {line}"))
    if dry_run:
        click.echo("Nothing was written.")
        return
    click.echo(f"{where}: {made.source}, annotations.yaml, import.yaml and the original written")
    click.echo(f"Now: {program.command()} {where}")


def _again(
    original: Path, folder: Path, options: Options, progress: Progress, yes: bool, dry_run: bool
) -> None:
    """Carry an edition over to a new version of its original."""
    from edition.authoring.intake import again
    from edition.cli import rebase

    made = again.make(original, folder, options, progress)
    progress.done()
    with again.text_beside(made) as new:
        written = rebase.carry(new, folder, again.source_name(folder), yes=yes, dry_run=dry_run)
    if written:
        again.finish(made, folder)
        click.echo("import.yaml and the original written")
