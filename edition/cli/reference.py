"""Reference: docs/commands.md and the list in README.md, made from what the commands say of
themselves in `--help`.

`python -m edition.cli.reference` writes both; `--check` says which is out of date.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from edition.cli.common import EXIT_CODES
from edition.cli.main import COMMANDS, commands

ROOT = Path(__file__).resolve().parents[2]
PAGE, README = "docs/commands.md", "README.md"
#: What of the README is made here stands between these.
BEGIN = "<!-- Made by `python -m edition.cli.reference`; do not edit it here. -->"
END = "<!-- End of what is made. -->"
#: `test` is no click command: it runs before the libraries of the others are there.
TEST = ("test", "Run the builder's own tests.", "python3 build.py test tests/unit")

_INTRODUCTION = """\
# The commands

<!-- Made from edition/cli/ by `python -m edition.cli.reference`; do not edit it here. -->

Each begins with `python3 build.py`, in the folder of the builder. Where the builder is installed
as a package, it begins with `annotated-edition`. `--help` behind a command prints what stands here.
"""


class Example(NamedTuple):
    """A line that can be typed, and what is said beside it."""

    line: str
    comment: str


def examples(command: click.Command) -> list[Example]:
    """The lines under `Examples:` in a command's help; empty if it has none."""
    _, _, block = _help(command).partition("Examples:\n")
    found = []
    block = re.sub(r"\\\n\s*", "", block.split("\n\n")[0])
    for line in filter(None, (line.strip() for line in block.splitlines())):
        words, _, comment = line.partition("  ")
        found.append(Example(words, comment.strip()))
    return found


def about(command: click.Command) -> str:
    """What the command does, in the words of its help, as Markdown paragraphs."""
    text = _help(command).partition("\b\nExamples:")[0]
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    # Names of arguments, which the help writes in capitals, and options stand out as code.
    marked = (
        re.sub(
            r"(?<![\w`-])(--[a-z][a-z-]*|[A-Z]{3,}(?:_[A-Z]+)*)(?![\w`])", _as_code(command), part
        )
        for part in paragraphs
    )
    return "\n\n".join(filter(None, marked))


def _as_code(command: click.Command) -> Callable[[re.Match[str]], str]:
    names = {
        param.human_readable_name for param in command.params if isinstance(param, click.Argument)
    }

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        return f"`{word}`" if word.startswith("--") or word in names else word

    return replaced


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def page() -> str:
    """docs/commands.md."""
    context = click.Context(commands, info_name="build.py")
    parts = [_INTRODUCTION]
    for name in COMMANDS:
        command = commands.get_command(context, name)
        assert command is not None
        parts.append("\n".join(_section(name, command)))
    parts.append(
        f"## `{TEST[0]}`\n\n{TEST[1]} What follows goes to pytest.\n\n```console\n{TEST[2]}\n```\n"
    )
    parts.append("\n".join(_exit_codes()))
    return "\n".join(parts)


def _section(name: str, command: click.Command) -> Iterator[str]:
    """What the page says of one command."""
    # Click keeps the help option that it makes for the first context.
    names = commands.context_settings["help_option_names"]
    info = f"python3 build.py {name}"
    context = click.Context(command, info_name=info, help_option_names=names)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"## `{name}`\n\n{about(command)}\n"
    yield f"```text\n{usage}\n```\n"
    rows = list(_options(command, context))
    if rows:
        yield "| option | what it does |\n|---|---|"
        yield "\n".join(rows) + "\n"
    shown = examples(command)
    width = max((len(example.line) for example in shown), default=0)
    lines = (f"{line:{width}}  # {comment}" if comment else line for line, comment in shown)
    yield "```console\n" + "\n".join(lines) + "\n```\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.params:
        if not isinstance(param, click.Option) or param.hidden:
            continue
        names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
        if not param.is_flag and not param.count:
            names += f" `{param.make_metavar(context)}`".replace("|", "\\|")
        text = " ".join((param.help or "").split())
        if param.multiple:
            text += " It may be given several times."
        if param.show_default and param.default is not None:
            text += f" Default: `{param.default}`."
        yield f"| {names} | {text} |".replace("<", "&lt;")


def _exit_codes() -> Iterator[str]:
    yield "## Exit codes\n\n| code | meaning |\n|---|---|"
    for code, meaning in re.findall(r"^  (\d+)  (.+)$", EXIT_CODES, re.M):
        yield f"| {code} | {meaning} |"
    yield "| 130 | stopped by Ctrl-C; 143 by SIGTERM, 129 because its terminal is gone |\n"
    yield "`test` ends with pytest's own code. `EDITION_TRACEBACK=1` before a command shows where a"
    yield "fault of the builder happened.\n"


def summary() -> str:
    """The list of the README: each command, what it does, an example."""
    context = click.Context(commands, info_name="build.py")
    lines = ["| command | what it does | for example |", "|---|---|---|"]
    for name, meaning in COMMANDS.items():
        command = commands.get_command(context, name)
        assert command is not None
        first = examples(command)[0].line.replace("|", "\\|")
        lines.append(f"| [`{name}`]({PAGE}#{name}) | {meaning} | `{first}` |")
    lines.append(f"| `{TEST[0]}` | {TEST[1]} | `{TEST[2]}` |")
    return "\n".join([BEGIN, "", *lines, "", END])


def made(root: Path) -> dict[str, str]:
    """What the files under `root` are to be: path → text. Raises ValueError if the README has no
    place for the list."""
    text = (root / README).read_text("utf-8")
    pattern = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.S)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"{README} lacks the two comments between which the list stands")
    return {PAGE: page(), README: pattern.sub(lambda _: summary(), text)}


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Write the files, or with `--check` print those out of date; returns the exit code."""
    parser = argparse.ArgumentParser("python -m edition.cli.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    check = parser.parse_args(arguments).check
    late = [path for path, text in made(root).items() if _read(root / path) != text.encode()]
    for path in late:
        if check:
            print(f"{path} is out of date: run python -m edition.cli.reference", file=sys.stderr)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(made(root)[path].encode())
    return 1 if check and late else 0


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
