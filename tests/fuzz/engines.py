"""Engines: run so many cases of one input in this process, hypothesis's or atheris's.

Run as a module by the command, in a process of its own, so that a case that ends the process ends
no more than that: `python -m tests.fuzz.engines '{"input": …}'`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .case import Case

#: Cases in one run of hypothesis: it remembers all of a run.
_BATCH = 500
#: After so many cases the tally is written down.
_WRITTEN = 50
CURRENT, STATE = "current.json", "tally.json"


def runner(job: dict[str, Any]) -> Callable[[Case], bool]:
    """A function that runs a case, counts it, and says whether that was the last. One in
    `pdf_every` is built as a PDF too; 0 for none.

    The case is written down before it is run; in a job's folder the command finds it if the
    process dies.
    """
    from . import bounds, harness
    from .tally import Tally

    bounds.limit_space()
    harness.remember()
    folder = Path(job["folder"])
    state = folder / STATE
    tally = Tally.loaded(state.read_text("ascii"))
    runs = harness.Harness()

    def take(case: Case) -> bool:
        pdf = job["pdf_every"] and tally.cases % job["pdf_every"] == job["pdf_every"] - 1
        case = replace(case, pdf=bool(pdf))
        (folder / CURRENT).write_text(case.to_json(), "ascii")
        tally.take(case, runs.run(case))
        last = tally.cases >= job["cases"]
        if last or tally.cases % _WRITTEN == 0:
            state.write_text(tally.dumped(), "ascii")
        if last:
            runs.close()
            (folder / CURRENT).unlink()
        return last

    return take


def by_hypothesis(job: dict[str, Any]) -> None:
    """Generate cases from the strategies. The same seed gives the same cases."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from . import strategies

    take, done, batch = runner(job), False, 0
    strategy = strategies.of(job["input"])
    while not done:

        @seed(job["seed"] * 1_000_003 + batch)
        @settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def run(case: Case) -> None:
            nonlocal done
            done = done or take(case)

        run()
        batch += 1


def by_atheris(job: dict[str, Any]) -> None:
    """Let libFuzzer change bytes so that more of the builder's lines are reached. Never returns."""
    import atheris

    with atheris.instrument_imports(include=["edition", "markdown_it", "tinycss2"]):
        from . import guided, harness  # noqa: F401
    take = runner(job)
    corpus = Path(job["folder"]) / "corpus"
    words = guided.prepare(job["input"], corpus)

    def target(data: bytes) -> None:
        if take(guided.case(job["input"], data)):
            sys.stdout.flush()
            os._exit(0)  # libFuzzer's own end would call no cleaning up either

    options = [
        "-rss_limit_mb=0",
        "-timeout=86400",
        "-max_len=8192",
        "-len_control=0",
        "-verbosity=0",
        f"-dict={words}",
        f"-seed={job['seed']}",
        "-runs=-1",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    _job = json.loads(sys.argv[1])
    {"hypothesis": by_hypothesis, "atheris": by_atheris}[_job["engine"]](_job)
