"""Main: finds the command, and is the one way out. Nothing imports this module."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from importlib import import_module
from pathlib import Path

import click

from edition import __version__
from edition.cli.common import EXIT_CODES, Progress, print_problems
from edition.model.problems import BuildFailed, Problem, errors
from edition.system import oserrors, program, signals

BUILT, INPUT, USAGE, FAULT = 0, 1, 2, 3

#: Made in time.
_NO_MEMORY = f"{oserrors.problem(MemoryError())}\n".encode()

#: Each command is a module of this room, and what it does in a line for the list in `--help`:
#: so the list needs to load none of them.
COMMANDS = {
    "init": "Make an edition of a plain text.",
    "import": "Make an edition of a Word document, a web page, an EPUB …",
    "build": "Build the EPUB and the PDF.",
    "check": "Say what is wrong, and build nothing.",
    "verify": "Judge the finished books, as a publisher would.",
    "add": "Add a note, a term, a name, an event, a source.",
    "find": "Find words in the text, and how to quote them.",
    "suggest": "List names and acronyms that nothing explains yet.",
    "rebase": "Carry the annotations over to a new version of the text.",
    "report": "Count notes, sources, and uses of the research.",
    "merge-driver": "Merge two versions of the annotations for git.",
    "compare": "Draw what a change does to the pages of the PDF.",
    "watch": "Show the edition in the browser while you write it.",
}

#: Modules cannot be called as these commands are.
_MODULES = {"import": "importing", "merge-driver": "merge_driver"}


class _Commands(click.Group):
    """`build` is meant where no command is named: `build.py`, `build.py path/to/project`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return _as_typed(import_module(f"edition.cli.{_MODULES.get(name, name)}").command)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help_text(_as_typed(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # What is installed has no tests with it; `bootstrap` runs them.
        installed = program.command() == program.INSTALLED
        tests = [] if installed else [("test", "Run the builder's own tests.")]
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items(), *tests])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if not args or (args[0] not in COMMANDS and args[0] not in own):
            self._suggest(ctx, args)
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def _suggest(self, ctx: click.Context, args: list[str]) -> None:
        """A word that is no folder, but nearly a command, was meant as that command."""
        from difflib import get_close_matches

        near = get_close_matches(args[0], COMMANDS, 1) if args else []
        if near and not Path(args[0]).exists():
            raise click.UsageError(
                f"No folder and no command “{args[0]}”. Did you mean “{near[0]}”?", ctx
            )


def _as_typed(command: click.Command) -> click.Command:
    """The command with the examples of its help as they are typed here."""
    found = copy(command)
    found.help = program.as_typed(command.help or "")
    return found


_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(cls=_Commands, epilog=EXIT_CODES, context_settings=_HELP)
@click.version_option(__version__, prog_name=program.INSTALLED)
def commands() -> None:
    """Build an annotated edition: an EPUB 3 and a PDF from a source text that is never changed
    and one file of annotations.

    \b
    Examples:
      python3 build.py                     builds the edition in this folder
      python3 build.py path/to/project     builds another
      python3 build.py check               says what is wrong, builds nothing
      python3 build.py check --help        explains a command
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command with `arguments` (default: those of the process); returns its exit code.

    Every way out is here: no problem of the input or of the machine ends in a traceback.
    """
    _speak()
    code: int | None = None
    try:
        with signals.answered():
            code = _run(arguments)
    except (click.Abort, KeyboardInterrupt) as stopped:
        code = _stopped(stopped)
    except MemoryError:
        pass  # not even enough to say what is wrong; there is some again when this is forgotten
    except SystemExit as exit:  # click's, when nobody reads any more what is printed
        code = exit.code if isinstance(exit.code, int) else FAULT
    if code is None:
        with suppress(OSError):
            os.write(2, _NO_MEMORY)
        code = INPUT
    return _said(code)


def _run(arguments: list[str] | None) -> int:
    try:
        os.getcwd()
        code = commands.main(arguments, prog_name=program.command(), standalone_mode=False)
    except BuildFailed as failed:
        _tell(failed.problems)
        count = len(errors(failed.problems))
        _say(f"{count} {'error' if count == 1 else 'errors'}; nothing was written.")
        return INPUT
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return USAGE
    except click.Abort:
        raise
    except Exception as error:
        if not _has_a_folder():
            _say("The folder in which the command was given is gone. Go to another: cd")
            return USAGE
        if (found := oserrors.problem(error)) is not None:
            _tell((found,))
            return INPUT
        return _fault(error)
    # A command that ends with a code of its own says so by `Context.exit`.
    return code if isinstance(code, int) else BUILT


def _speak() -> None:
    """Let no letter that the terminal does not know end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _has_a_folder() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _stopped(error: BaseException) -> int:
    # click has put its own exception around that of a signal.
    signaled = error if isinstance(error, signals.Stopped) else error.__cause__
    number = getattr(signaled, "number", signal.SIGINT)
    # Files are written whole, or not at all (`files`).
    _say("\nStopped. No file is half written.")
    return 128 + number  # as a shell counts a signal


def _said(code: int) -> int:
    """Whether all that was said was also heard: a closed or full output is no success."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            # Python would try once more at its end, and complain of it.
            with suppress(OSError, ValueError):
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, stream.fileno())
                os.close(null)
            code = code or INPUT
    return code


def _tell(problems: Sequence[Problem]) -> None:
    with suppress(OSError):
        Progress(False).done()
        print_problems(tuple(problems))


def _say(line: str) -> None:
    """Print a line to the standard error stream, if it can still be heard."""
    with suppress(OSError):
        click.echo(line, err=True)


def _fault(error: Exception) -> int:
    import traceback

    _tell(())
    _say(f"A fault of the builder, not of your files: {error}")
    _say("Nothing was written. Please report it with the command that you ran.")
    if os.environ.get("EDITION_TRACEBACK"):
        with suppress(OSError):
            traceback.print_exception(error)
    else:
        _say("EDITION_TRACEBACK=1 shows where it happened.")
    return FAULT
