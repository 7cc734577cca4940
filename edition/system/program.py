"""Program: what the builder is called where it runs, for the commands in messages."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from edition import __version__

#: The script of the package, where the builder is installed.
INSTALLED = "annotated-edition"
#: What the metadata of a book say that made it.
TOOL = f"{INSTALLED} {__version__}"
#: What the examples of the help and of docs/problems.md begin with.
USUAL = "python3 build.py"

_CHECKOUT = Path(__file__).resolve().parents[2] / "build.py"


def command() -> str:
    """The beginning of a command as it was typed: `python3 build.py`, with the path to it if one
    was given, or `annotated-edition`. In another program, what the builder is called there."""
    typed = Path(sys.argv[0] if sys.argv else "")
    if typed.stem == INSTALLED:
        return INSTALLED
    if typed.name == "build.py":
        return f"{'python' if sys.platform == 'win32' else 'python3'} {shlex.quote(sys.argv[0])}"
    return USUAL if _CHECKOUT.is_file() else INSTALLED


def install_command(packages: Iterable[str]) -> str:
    """The line that installs packages into the Python that runs."""
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *packages])


def as_typed(text: str) -> str:
    """`text` with the commands in it as they are typed here."""
    return text.replace(USUAL, command())
