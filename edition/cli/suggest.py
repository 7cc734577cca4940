"""`suggest`: lists the names, acronyms and strange words that nothing explains yet."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import EXIT_CODES, FOLDER, styled
from edition.model.problems import printable, quoted
from edition.system import program

if TYPE_CHECKING:
    from edition.assembly.partial import Reading
    from edition.authoring.suggest.suggest import Suggestion


@click.command("suggest", epilog=EXIT_CODES)
@click.argument("project", default=".", type=FOLDER)
@click.option(
    "--limit", default=20, type=click.IntRange(1), show_default=True, help="How many are shown."
)
@click.option(
    "--kind",
    "type_",
    type=click.Choice(["name", "acronym", "gloss"]),
    help="Only names, only acronyms, or only words that the text itself explains or "
    "marks as strange.",
)
@click.option(
    "--min",
    "minimum",
    default=1,
    type=click.IntRange(1),
    show_default=True,
    help="Only what stands so often without an explanation.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(project: Path, limit: int, type_: str | None, minimum: int, as_json: bool) -> None:
    """List names, acronyms and strange words in the text of PROJECT (default: this folder) that
    no form of the glossary or the index covers, and no note.

    The most frequent come first. The kind is a guess. A name is known by its capital letters: in
    scripts without capitals only words in brackets, in quotation marks, and of another script
    are listed. It works while the annotations have errors.

    \b
    Examples:
      python3 build.py suggest
      python3 build.py suggest --kind acronym --min 2
      python3 build.py suggest path/to/project --limit 100 --json
    """
    from edition.assembly import partial
    from edition.authoring.suggest.suggest import suggest
    from edition.system.project import Project

    read = partial.read(Project.at(project))
    found = suggest(read, type=type_ or "", minimum=minimum)
    shown = found[:limit]
    if as_json:
        _print_json(read, shown, len(found), project)
        return
    for item in shown:
        _print(read, item, project)
    if len(found) > len(shown):
        click.echo(f"… and {len(found) - len(shown)} more; --limit shows more.")
    if not found:
        click.echo("Nothing found that wants an explanation.")


def _print(read: Reading, found: Suggestion, project: Path) -> None:
    from edition.authoring.find import excerpt

    times = "once" if found.count == 1 else f"{found.count} times"
    also = f" (also {', '.join(found.also)})" if found.also else ""
    head = f"{found.words}{also}"
    kind = found.kind if found.type != "acronym" else f"acronym, {found.kind}"
    head = styled(printable(head), bold=True)
    click.echo(f"{head}  {times}, {kind}?  {found.place}")
    before, words, after = excerpt(read.anchorer, found.span, 40)
    click.echo(f"    {printable(before)}«{printable(words)}»{printable(after)}")
    if found.explanation:
        click.echo(f"    the text says: {quoted(found.explanation)}")
    click.echo(f"    {printable(_command(found, project))}")


def _command(found: Suggestion, project: Path) -> str:
    """The line that begins an explanation."""
    where = [] if project == Path(".") else [str(project)]
    parts = ["add", *where, "--kind", found.kind, "--quote", found.words]
    for form in (found.words, *found.also) if found.also else ():
        parts += ["--form", form]
    return f"{program.command()} {shlex.join(parts)}"


def _print_json(read: Reading, shown: list[Suggestion], count: int, project: Path) -> None:
    import json

    from edition.authoring.find import excerpt

    data: list[dict[str, object]] = [
        {
            "words": item.words, "type": item.type, "kind": item.kind, "count": item.count,
            "file": item.place.file, "line": item.place.line, "column": item.place.column,
            "span": list(item.span), "also": list(item.also), "explanation": item.explanation,
            "excerpt": "".join(excerpt(read.anchorer, item.span, 40)),
            "command": _command(item, project),
        }
        for item in shown
    ]  # fmt: skip
    click.echo(json.dumps({"count": count, "suggestions": data}, ensure_ascii=True, indent=2))
