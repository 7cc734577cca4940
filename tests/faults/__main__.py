"""The full count: `python -m tests.faults --kills 200` prints a table of what was left.

Each scene is killed so many times at random moments, by SIGKILL, SIGTERM and SIGINT in turn, with
all its processes; after each, the files must be old or new and whole, and the command, given
again, must succeed and sweep up. The seed makes the moments, and the machine what they hit.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.faults.kills import SCENES, SIGNALS, Tally, tally


def main() -> int:
    """Run the scenes, print the table; returns 1 if anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="for each scene (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scene", action="append", choices=SCENES, help="default: all")
    parser.add_argument("--signal", action="append", choices=SIGNALS, help="default: all three")
    given = parser.parse_args()
    print(
        f"{'command':<22}{'run':>8}{'kills':>7}{'old':>6}{'new':>6}{'between':>9}"
        f"{'swept':>7}{'faults':>8}",
        flush=True,
    )
    faults = 0
    for name in given.scene or SCENES:
        with tempfile.TemporaryDirectory() as folder:
            signals = tuple(given.signal or SIGNALS)
            found = tally(name, given.kills, given.seed, Path(folder), signals, print)
        print(_row(found, given.kills), flush=True)
        faults += len(found.faults)
    return 1 if faults else 0


def _row(found: Tally, kills: int) -> str:
    ends = "".join(
        f"{found.ends[state]:>{width}}" for state, width in (("old", 6), ("new", 6), ("between", 9))
    )
    return (
        f"{found.scene:<22}{found.seconds:>6.2f} s{kills:>7}{ends}{found.swept:>7}"
        f"{len(found.faults):>8}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
