"""`init`: makes an edition of a plain text."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import EXIT_CODES, is_terminal
from edition.system import program

if TYPE_CHECKING:
    from edition.authoring.intake.begin import Begun
    from edition.authoring.intake.draft import Options


@click.command("init", epilog=EXIT_CODES)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument(
    "text", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--title", default="", help="Title of the edition.")
@click.option("--language", default="", help="Language of the text, as en or de-AT.")
@click.option("--author", default="", help="Who wrote the text.")
@click.option(
    "--markup",
    type=click.Choice(["none", "gutenberg", "markdown"]),
    help="How italics, notes and headings are written in the text (default: by its signs).",
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing; what is not given is guessed.")
def command(
    folder: Path,
    text: Path | None,
    title: str,
    language: str,
    author: str,
    markup: str | None,
    yes: bool,
) -> None:
    """Make an edition in FOLDER of the plain text or Markdown in TEXT (default: the one text that
    lies in FOLDER).

    The text is copied into FOLDER if it lies elsewhere, and is not changed. annotations.yaml gets
    an identifier and the text's SHA-256; how its paragraphs are divided, its markup, its headings,
    who speaks in it and its language are guessed, and it is said what was guessed. On a terminal
    title, language and author are asked for. The edition can be built at once. For a Word
    document, a web page or an EPUB there is `import`.

    \b
    Examples:
      python3 build.py init diary diary.txt          asks what it cannot see
      python3 build.py init diary --yes              of the text that lies there
      python3 build.py init talk talk.txt --title "A talk" --author "Jane Doe" --language en
    """
    from edition.authoring.intake import begin, put
    from edition.authoring.intake.draft import Options

    begun = begin.look(folder, text, markup or "", title)
    options = Options(title, language, author)
    if is_terminal(sys.stdin, sys.stdout) and not yes:
        options = _asked(begun, options)
    made, said = begin.files(begun, options)
    put.write(folder, made)
    for line in said:
        click.echo(_safe(f"guessed: {line}"))
    click.echo(_safe(f"{folder}: {', '.join(sorted(made))} written"))
    click.echo(_safe(f"Now: {program.command()} {folder}"))


def _asked(begun: Begun, options: Options) -> Options:
    """The options, with what somebody answers; what was guessed is proposed."""
    from edition.languages.labels import placeholder

    about = begun.guess.about
    author = about.people[0].name if about.people else ""
    proposed = {
        "title": about.title or Path(begun.name).stem,
        "language": about.language or "en",
        "author": author or placeholder(about.language or "en", "author"),
    }
    given = {"title": options.title, "language": options.language, "author": options.author}
    for name, shown in proposed.items():
        given[name] = given[name] or click.prompt(name.capitalize(), default=_safe(shown))
    return replace(
        options, title=given["title"], language=given["language"], author=given["author"]
    )


def _safe(line: str) -> str:
    from edition.model.problems import printable

    return printable(line)
