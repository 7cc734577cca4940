"""Launch: runs a module of the package, or of its tests, in a Python that finds nothing in an
edition.

`python edition/system/launch.py MODULE …` does what `python -m MODULE …` does, which would look
for modules where it is started: there an edition lies, and its files are data. Like `build.py`,
whose comment says more, this file imports nothing before it has left the edition.
"""

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def leave_the_edition(package: str) -> None:
    """Load `edition` and `package`, which is that or `tests`. The folder of this file, that of
    the checkout, and the one in which the command was given leave the import path; installed, the
    package lies in none of them."""
    left = {HERE, _real(os.curdir), ""} - {ROOT}
    if os.path.isfile(os.path.join(ROOT, "build.py")):
        left.add(ROOT)
    sys.path[:] = [folder for folder in sys.path if _real(folder) not in left]
    os.environ["PYTHONSAFEPATH"] = "1"
    sys.path.insert(0, ROOT)
    __import__("edition")
    __import__(package)
    del sys.path[0]


def _real(folder: str) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:  # the folder in which the command was given is gone
        return ""


if __name__ == "__main__":
    leave_the_edition(sys.argv[1].partition(".")[0])
    import runpy

    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
