"""Questions: the words in which `add` asks on a terminal, and the answers of several lines."""

from __future__ import annotations

import click

from edition.authoring.add import kinds
from edition.authoring.add.kinds import Field, Kind
from edition.model.problems import BuildFailed, printable


def kind(name: str | None) -> Kind:
    """The kind of that name, asked for until there is one."""
    while True:
        if not name:
            click.echo("Kinds: " + ", ".join(kinds.KINDS))
            name = str(click.prompt("Kind", default="footnote"))
        try:
            return kinds.kind_named(name)
        except BuildFailed as failed:
            click.echo(printable(f"{failed.problems[0].message} {failed.problems[0].hint}"))
            name = None


def question(field: Field, *, optional: bool, example: bool) -> str:
    """The question for a field; an example where nothing is proposed."""
    said = [f"{field.key}: {field.help}"]
    if example and isinstance(field.example, str | int):
        said.append(f"Such as {field.example}.")
    if field.choices:
        said.append(f"One of: {', '.join(field.choices)}.")
    if field.is_list:
        said.append("Put “;” between several.")
    if example and optional:
        said.append("Enter for none.")
    return " ".join(said)


def typed(field: Field) -> str:
    """Lines up to one that holds a point only, or to two that are empty."""
    end = "“.” alone on a line, or two empty lines, end it"
    click.echo(f"{field.key}: {field.help} ({end}.)")
    lines: list[str] = []
    while True:
        line = click.prompt("", default="", show_default=False, prompt_suffix="> ")
        if line.strip() == "." or (not line.strip() and lines[-1:] == [""]):
            return "\n".join(lines)
        if line.strip() or lines:
            lines.append(line.rstrip() if not line.endswith("  ") else line)
        elif not field.required:
            return ""
