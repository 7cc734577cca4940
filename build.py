#!/usr/bin/env python3
"""The door: `python3 build.py` sets up what is missing and builds; `… test` runs the tests."""

import os
import sys


def leave_the_edition(root: str) -> None:
    """Load the package in `root`, and let Python find nothing else there or where it was started.

    This folder is that of an edition, too, and what stands in an edition is data. But Python looks
    for modules beside the script that it runs: a file `csv.py` there would be run in the place of
    Python's own. So the folder leaves the import path before anything is looked for, and comes
    back for the package alone. No Python or program that is started from here looks there either.
    `edition/system/launch.py` does the same for a module that is run by itself.
    """
    sys.path[:] = [folder for folder in sys.path if _real(folder) not in (root, _real("."), "")]
    os.environ.update(PYTHONSAFEPATH="1", NoDefaultCurrentDirectoryInExePath="1")
    sys.path.insert(0, root)
    import edition  # noqa: F401

    del sys.path[0]


def _real(folder: str) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:  # the folder in which the command was given is gone
        return ""


leave_the_edition(os.path.dirname(os.path.realpath(__file__)))
from edition.bootstrap import main  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(main())
