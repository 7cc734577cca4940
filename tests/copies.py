"""Commands in a copy of this process (fork): with bounds and a folder of their own, as in a Python
of their own, but without the second in which that loads all there is."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from edition.cli import main
from edition.system.bounds import Bounds, within

#: The exit code of a copy in which Python itself raises something.
RAISED = 70
USUAL = Bounds(20, 2 << 30)


def run(
    words: Sequence[str],
    folder: Path | None = None,
    bounds: Bounds = USUAL,
    first: Callable[[], object] = lambda: None,
) -> tuple[int, str]:
    """The exit code of a command of the builder, given in `folder`, and what it said.

    Nobody answers it. It has so much time and memory, beyond what this process has; `first` is
    called in the copy before it. A code below zero is the signal that ended it.
    """
    heard, mouth = os.pipe()
    process = os.fork()
    if process == 0:
        _end_with(words, folder, bounds, first, mouth)
    os.close(mouth)
    with open(heard, encoding="utf-8") as said:
        text = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text


def may_not_grow(most: int) -> None:
    """From now on no file of this process may be longer than `most` bytes, as `ulimit -f` has it.
    Python keeps no compiled module meanwhile: it would take a part of one for the whole."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def _end_with(
    words: Sequence[str],
    folder: Path | None,
    bounds: Bounds,
    first: Callable[[], object],
    mouth: int,
) -> NoReturn:
    """Give the command, and leave with its exit code; nothing of the tests goes on in the copy."""
    code = RAISED
    try:
        nobody, mine = os.pipe()
        os.close(mine)
        os.dup2(nobody, 0)
        os.dup2(mouth, 1)
        os.dup2(mouth, 2)
        os.close(mouth)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        if folder is not None:
            os.chdir(folder)
        first()
        code = within(bounds, main.main, list(words))
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else RAISED
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stdout.flush()
        os._exit(code)
