"""`find`: shows where words stand in the text, and how to quote them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import FOLDER, is_terminal, styled
from edition.model.problems import printable, quoted

if TYPE_CHECKING:
    from edition.anchoring.selectors import Near
    from edition.assembly.partial import Reading
    from edition.authoring.find import Found

_EXIT = """
\b
Exit codes:
  0  found
  1  not found, or the files cannot be read
  2  wrong use of the command
"""
_HOW = {"on": "on these words", "across": "overlaps", "near": "in the paragraph"}


@click.command("find", epilog=_EXIT)
@click.argument("words")
@click.argument("project", default=".", type=FOLDER)
@click.option("--ignore-case", "-i", is_flag=True, help="Capitals do not matter.")
@click.option("--whole-words", "-w", is_flag=True, help="Not inside longer words.")
@click.option(
    "--gap",
    "-g",
    type=click.IntRange(0, 100),
    metavar="N",
    help="Up to N other words may be between two of WORDS, in one paragraph; * is any letters.",
)
@click.option(
    "--regex", "-e", is_flag=True, help="WORDS is a regular expression, as Python reads it."
)
@click.option(
    "--limit",
    default=20,
    type=click.IntRange(1),
    show_default=True,
    help="How many places are shown.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    words: str,
    project: Path,
    ignore_case: bool,
    whole_words: bool,
    gap: int | None,
    regex: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Find WORDS in the text of PROJECT (default: this folder).

    Any white space is a space, and quotation marks and dashes of all kinds are alike. For each
    place: file, line and column; the paragraph's number in the margin; the page of the original;
    the chapter; who speaks; the words in their context; what is annotated there; and the selector
    to paste. It works while the annotations have errors.

    \b
    Examples:
      python3 build.py find "central Russia"
      python3 build.py find -i -w smoke path/to/project
      python3 build.py find Kadyrov --limit 3 --json
      python3 build.py find --gap 5 "Kadyrov* order"
      python3 build.py find -e "[A-Z]\\w+ \\d{4}"
    """
    from edition.anchoring import selectors
    from edition.assembly import partial
    from edition.authoring.find import find
    from edition.authoring.patterns import BadPattern
    from edition.system.project import Project

    if regex and gap is not None:
        raise click.UsageError("Give --gap or --regex, not both.")
    read = partial.read(Project.at(project))
    try:
        found, count = find(
            read,
            words,
            ignore_case=ignore_case,
            whole_words=whole_words,
            limit=limit,
            gap=gap,
            expression=regex,
        )
    except BadPattern as bad:
        raise click.UsageError(str(bad)) from None
    is_plain = gap is None and not regex
    near = None if found or not is_plain else selectors.near(read.anchorer, words)
    if as_json:
        _print_json(read, found, count, near)
    else:
        for item in found:
            _print(item)
        _conclude(read, words, len(found), count, near, is_plain=is_plain)
    if not found:
        ctx.exit(1)


def _print(found: Found) -> None:
    where = [str(found.place)]
    if found.number:
        where.append(f"¶ {found.number}")
    if found.page:
        where.append(f"p. {found.page}")
    where += [text for text in (found.heading, found.speaker or found.role) if text]
    click.echo(styled(printable("  ".join(where)), bold=True))
    if found.omitted:
        click.echo(f"    left out: {printable(found.omitted)}")
    open_, close = ("", "") if is_terminal(sys.stdout) else ("«", "»")
    words = styled(f"{open_}{printable(found.words)}{close}", fg="green", bold=True)
    click.echo(f"    {printable(found.before)}{words}{printable(found.after)}")
    for noted in found.noted:
        name = f"{noted.kind} {noted.id}".strip()
        click.echo(f"    {noted.place}: {name} {quoted(noted.name, 50)}, {_HOW[noted.how]}")
    if found.selector:
        for key, value in found.selector.values().items():
            click.echo(f"    {key}: {quoted(value, 4000)}")
    click.echo()


def _conclude(
    read: Reading, words: str, shown: int, count: int, near: Near | None, *, is_plain: bool
) -> None:
    if count > shown:
        click.echo(f"… and {count - shown} more; --limit shows more.")
    if shown:
        return
    if not is_plain:
        click.echo(f"Nothing in the text fits {quoted(words)}.", err=True)
        return
    click.echo(f"{quoted(words)} is not in the text.", err=True)
    if near:
        from edition.text.lineends import on_one_line
        from edition.text.source import place_of

        own = on_one_line(read.source, near.span)
        where = place_of(read.source, near.span.start)
        click.echo(f"Nearest, at {where} ({near.score:.0f} % alike): {quoted(own, 400)}", err=True)
    else:
        click.echo("Nothing comes near. -i takes capitals and small letters alike.", err=True)


def _print_json(read: Reading, found: list[Found], count: int, near: Near | None) -> None:
    import json

    from edition.text.lineends import on_one_line

    data: dict[str, object] = {"count": count, "places": [_as_data(item) for item in found]}
    if near:
        own = on_one_line(read.source, near.span)
        data["nearest"] = {"words": own, "score": round(near.score, 1), "span": list(near.span)}
    click.echo(json.dumps(data, ensure_ascii=True, indent=2))


def _as_data(found: Found) -> dict[str, object]:
    return {
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "span": list(found.span),
        "paragraph": found.number,
        "page": found.page,
        "heading": found.heading,
        "role": found.role,
        "speaker": found.speaker,
        "before": found.before,
        "words": found.words,
        "after": found.after,
        "omitted": found.omitted,
        "selector": found.selector.values() if found.selector else None,
        "annotations": [
            {
                "kind": noted.kind,
                "id": noted.id,
                "name": noted.name,
                "file": noted.place.file,
                "line": noted.place.line,
                "how": noted.how,
            }
            for noted in found.noted
        ],
    }
