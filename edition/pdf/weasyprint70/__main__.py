"""Switches the patches off one at a time, and says which of them no test needs.

    python -m edition.pdf.weasyprint70                 all of them; some minutes
    python -m edition.pdf.weasyprint70 keep_calls      these alone

For developers, when a patch is written or WeasyPrint has a new release. Each patch's own test is
run with all patches, where it must pass, and without that one, where it must fail. Exit code 1 if
a patch is not needed so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from edition.model.dataclass import dataclass
from edition.pdf.weasyprint70.install import SWITCH
from edition.pdf.weasyprint70.patch import Patch
from edition.pdf.weasyprint70.patches import PATCHES
from edition.setup import provision

ROOT = Path(__file__).resolve().parents[3]
_PASSED, _FAILED = 0, 1  # pytest's exit codes; others are no answer


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the test of `patch`."""

    patch: Patch
    verdict: str

    @property
    def is_needed(self) -> bool:
        """Whether the test needs the patch."""
        return self.verdict == "needed"


def try_each(patches: Iterable[Patch]) -> Iterable[Trial]:
    """Switch each of `patches` off in turn, and run its test."""
    complete: dict[str, int] = {}
    for patch in patches:
        if patch.test not in complete:
            complete[patch.test] = run_test(patch.test, "")
        yield Trial(patch, _verdict(complete[patch.test], run_test(patch.test, patch.name)))


def run_test(test: str, without: str) -> int:
    """Run a test without the patch of that name ('' for with all); returns pytest's exit code."""
    command = [*provision.test_command(), "-x", "-q", "-p", "no:cacheprovider", test]
    environment = {**provision.test_environment(os.environ), SWITCH: without}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode


def _verdict(complete: int, without: int) -> str:
    if complete != _PASSED:
        return "its test fails with all patches"
    return {_PASSED: "no test needs it", _FAILED: "needed"}.get(without, "its test cannot be run")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the patches that `arguments` name, or all; returns the exit code."""
    names = [patch.name for patch in PATCHES]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="patches to try (default: all)")
    wanted = parser.parse_args(arguments).names or names
    if unknown := [name for name in wanted if name not in names]:
        parser.error(f"no patch has the name {', '.join(unknown)}")
    trials = []
    for trial in try_each(patch for patch in PATCHES if patch.name in wanted):
        trials.append(trial)
        print(f"{trial.patch.name:28} {trial.patch.kind:10} {trial.verdict}", flush=True)
    needless = [trial.patch.name for trial in trials if not trial.is_needed]
    print(f"{len(trials) - len(needless)} of {len(trials)} patches are needed by their tests.")
    return 1 if needless else 0


if __name__ == "__main__":
    raise SystemExit(main())
