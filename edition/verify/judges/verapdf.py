"""veraPDF: judges whether a PDF is what it claims to be, PDF/A and PDF/UA.

As all judges: it takes the path of a book and returns plain data, and does not say whether that is
good enough. Raises FileNotFoundError if there is no such book, MissingJudge if the judge is not
installed, JudgeFailed if it ends without a verdict.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from edition.verify.findings import Finding, Judged, JudgeFailed
from edition.verify.judges import process, verapdfprocess
from edition.verify.judges.process import require_book, require_packages
from edition.verify.judges.verapdfprocess import Failure, Verdict


def verapdf(path: Path, flavour: str = "ua1") -> list[Finding]:
    """Return the rules of `flavour` that the PDF at `path` breaks, sorted by clause.

    In: the book, and the standard by veraPDF's name: ua1, ua2, 1a … 4f.
    Out: one Finding for each broken rule, all of level ERROR; a file that veraPDF cannot read
    gives a single FATAL one.
    Errors: ValueError for an unknown flavour, and those named at the top of the module.
    """
    (judged,) = verapdf_all([(path, flavour)])
    if judged.error:
        raise JudgeFailed(judged.error)
    return list(judged.findings)


def verapdf_all(jobs: Sequence[tuple[Path, str]]) -> list[Judged]:
    """Judge each (PDF, flavour) as `verapdf` does, with one start of Java for all of them.

    Out: one verdict for each job, in their order; those that veraPDF did not live to give have
    an `error`. Errors: as `verapdf`.
    """
    for path, _ in jobs:
        require_book(path)
    require_packages("veraPDF", verapdfprocess.PACKAGES)
    # A process of its own, because Python can start a Java machine only once.
    script = [sys.executable, "-P", "-X", "utf8", verapdfprocess.__file__]
    order = json.dumps([[os.path.abspath(path), flavour] for path, flavour in jobs])
    done = process.run("veraPDF", [*script, order])
    if done.returncode == verapdfprocess.EXIT_FLAVOUR:
        raise ValueError(done.stderr.strip())
    readers = [partial(_verapdf_verdict, path) for path, _ in jobs]
    return process.verdicts("veraPDF", done, readers)


def _verapdf_verdict(path: Path, verdict: Verdict) -> Judged:
    counts = {"checks": verdict["checks"], "broken rules": len(verdict["failures"])}
    if verdict["error"]:
        unreadable = Finding("veraPDF", "FATAL", "unreadable", verdict["error"], "")
        return Judged((unreadable,), counts, verdict["seconds"])
    findings = tuple(_verapdf_finding(failure) for failure in verdict["failures"])
    if verdict["compliant"] == bool(findings):
        return Judged(error=f"veraPDF's verdict on {path} contradicts its findings")
    return Judged(findings, counts, verdict["seconds"])


def _verapdf_finding(failure: Failure) -> Finding:
    return Finding(
        judge="veraPDF",
        level="ERROR",
        code=failure["rule"],
        message=failure["message"],
        location=failure["context"],
        count=failure["count"],
    )
