"""Lines that call the command, found in texts and parsed as click would, without running them."""

from __future__ import annotations

import re
import shlex

import click

from edition.cli.main import COMMANDS, commands


def lines(text: str) -> list[str]:
    """Each `python3 build.py …` in a text, as it would be typed."""
    found = re.findall(r"(?:python3?|[./\w-]+/python) build\.py[^`\n#|]*", text)
    typed = [line.split("  ")[0].rstrip(" .,;:)") for line in found]
    # A line that says how a command is used is none that is typed.
    return [line for line in typed if "[OPTIONS]" not in line]


def fault(line: str) -> str:
    """Why the command would not understand `line`, or nothing."""
    words = shlex.split(line.split("&&")[0])[2:]
    if words[:1] == ["test"]:
        return ""
    name = words[0] if words and words[0] in COMMANDS else "build"
    rest = words[1:] if words and words[0] in COMMANDS else words
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    context = click.Context(
        commands if rest in (["--version"], ["--help"], ["-h"]) else command,
        help_option_names=["-h", "--help"],
    )
    try:
        parser = context.command.make_parser(context)
        values, extra, _ = parser.parse_args(list(rest))
        for param in context.command.params:
            if param.name in values and isinstance(param.type, click.Choice | click.IntRange):
                given = values[param.name]
                for value in given if isinstance(given, list | tuple) else [given]:
                    param.type.convert(value, param, context)
    except click.NoSuchOption as error:
        return str(error)
    except click.UsageError as error:
        return error.format_message()
    return f"too many words: {extra}" if extra else ""
