"""What lies in an edition's folder is data: no command runs it, whatever its name.

Each command is run with a bait of each module that it could ask for beside `build.py` and where the
command is given. In one of the two places it is heard which modules it asks for: should one of them
have had no bait, it is given one, and the command is run again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.books import GOOD, TEXT, write_project
from tests.hostile import modules

#: By a name: the command, and its exit code.
COMMANDS = {
    "check": (["check"], 0),
    "build": (["build", ".", "other", "--profile", "screen", "-q"], 0),
    "watch": (["watch", "--port", "0", "--no-browser"], None),
    "verify": (["verify", "-q"], None),
    "find": (["find", "shuttle"], 0),
    "suggest": (["suggest"], 0),
    "report": (["report"], 0),
    "compare": (["compare", ".", "other", "--built", "-o", "pictures", "-q"], 0),
    "rebase": (["rebase", "new.txt", "--dry-run"], 0),
    "add": (
        ["add", "--kind", "footnote", "--quote", "A weaver", "--note", "One who weaves."],
        0,
    ),
    "test": (["test", "tests/test_nothing.py"], 0),
}
#: As many processes, which load less. Beside the PDFs, which `verify` is to find alone.
EPUBS = ["build", ".", "other", "--only", "epub", "-q", "-o", "epubs"]
#: The exit code of a command, what it said, and the baits that were run.
Outcome: TypeAlias = tuple[int, str, list[str]]
TEST = """\
import subprocess, sys
import edition.cli.main, tests.paths

def test_a_python_that_a_test_starts():
    code = "import edition.system.workers, tests.paths, csv, fractions"
    subprocess.run([sys.executable, "-c", code], check=True)
    names = sorted({name.partition(".")[0] for name in sys.modules})
    with open(__file__ + ".names", "w") as file:
        file.write("\\n".join(names))
"""


BESIDE, ELSEWHERE = "beside build.py", "elsewhere"
#: The judges are started in one folder, wherever the command is given.
PLACES = [
    (name, place)
    for name in COMMANDS
    for place in (BESIDE, ELSEWHERE)
    if (name, place) != ("verify", ELSEWHERE)
]


@dataclass(frozen=True)
class Laid:
    """A checkout with baits, and where they would leave their names; the names that were asked
    for; and what came of the commands that were heard."""

    folder: Path
    marks: Path
    baits: set[str]
    names: set[str] = field(default_factory=set)
    heard: dict[tuple[str, str], Outcome] = field(default_factory=dict)

    def outcome(self, name: str, place: str, **environment: str) -> Outcome:
        """What comes of a command in one of the `PLACES`."""
        words, script, folder = COMMANDS[name][0], "build.py", self.folder
        if place == ELSEWHERE:
            script, folder = "../build.py", self.folder / "other"
            words = [{"other": "..", "new.txt": "../new.txt"}.get(word, word) for word in words]
        code, said = run(folder, [script], words, **environment)
        return code, said, modules.run_of(self.marks)

    def lay(self, names: set[str]) -> None:
        """Put baits of these names into the folders."""
        self.baits.update(names)
        for folder in (self.folder, self.folder / "other"):
            modules.bait(folder, names, self.marks)

    def hear(self, name: str, place: str, ear: Path) -> None:
        """Run a command until each module that it asks for has a bait. What it ran at one time it
        ran, though it may do so no more."""
        ran: list[str] = []
        while True:
            code, said, baits = self.outcome(name, place, PYTHONPATH=str(ear))
            ran += baits
            self.heard[name, place] = code, said, ran
            self.names.update(modules.heard(ear), modules.heard(self.folder / "tests"))
            if self.names <= self.baits:
                return
            self.lay(self.names - self.baits)


def run(folder: Path, script: list[str], words: list[str], **environment: str):
    """Run the command in `folder`; `watch` is stopped as soon as it has said its address."""
    inherited = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        [sys.executable, *script, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**inherited, "EDITION_NO_VENV": "1", "EDITION_JOBS": "2", **environment},
    )
    assert process.stdout
    address = process.stdout.readline() if words[0] == "watch" else ""
    if address:
        time.sleep(1)  # it loads what it needs to watch
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    return process.returncode, address + out + err


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """The commands are heard in a checkout with baits."""
    top = tmp_path_factory.mktemp("modules")
    folder = modules.checkout(top / "checkout")
    write_project(folder / "other", GOOD)
    (folder / "new.txt").write_text(TEXT.replace("grew", "grew long"), "utf-8")
    for name in ("__init__.py", "paths.py"):
        (folder / "tests" / name).write_text("", "utf-8")
    (folder / "tests" / "test_nothing.py").write_text(TEST, "utf-8")
    ear = modules.listener(top / "ear")
    laid = Laid(folder, top / "marks", set())
    laid.lay(modules.known())
    for name, place in dict(PLACES).items():
        laid.hear(name, place, ear)
    return laid


def test_the_ear_hears_workers_and_judges_and_modules_that_are_not_there(laid: Laid) -> None:
    assert {"yaml", "weasyprint", "pikepdf", "multiprocessing", "watchfiles", "http"} <= laid.names
    assert {"csv", "secrets", "html", "typing_extensions", "pypdfium2", "click"} <= laid.names
    assert {"pytest", "_pytest", "edition", "tests"} <= laid.names
    assert len(laid.names) > 200


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_no_command_runs_what_lies_in_an_edition(name: str, place: str, laid: Laid) -> None:
    code, said, baits_run = laid.heard.get((name, place)) or laid.outcome(name, place)
    assert baits_run == []
    assert "Traceback" not in said
    assert COMMANDS[name][1] in (None, code), said
    assert name != "watch" or "http://" in said


@pytest.mark.parametrize(
    ("flags", "words"),
    [("-E", EPUBS), ("-I", EPUBS), ("-P", ["check"]), ("-X utf8", ["check"])],
    ids=["-E", "-I", "-P", "-X utf8"],
)
def test_however_python_is_started(flags: str, words: list[str], laid: Laid) -> None:
    code, said = run(laid.folder, [*flags.split(), "build.py"], words)
    assert (code, modules.run_of(laid.marks)) == (0, []), said


@pytest.fixture(scope="module")
def started(laid: Laid, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A checkout with baits, but for what Python itself runs when it starts: that is not ours."""
    top = tmp_path_factory.mktemp("started")
    folder, marks = modules.checkout(top / "checkout"), top / "marks"
    modules.bait(folder, laid.baits, marks)
    for name in _of_the_start():
        (folder / f"{name}.py").unlink(missing_ok=True)
    return Laid(folder, marks, laid.baits)


@pytest.mark.parametrize("place", ["", ".", os.pathsep + "x", "x" + os.pathsep])
def test_an_import_path_that_leads_where_the_command_is_given(place: str, started: Laid) -> None:
    """As `PYTHONPATH=$PYTHONPATH:x` does."""
    code, said = run(started.folder, ["build.py"], ["check"], PYTHONPATH=place)
    assert (code, modules.run_of(started.marks)) == (0, []), said


def _of_the_start() -> set[str]:
    code = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    return {*done.stdout.split(), "sitecustomize", "usercustomize"}


def test_an_installed_builder(laid: Laid, tmp_path: Path) -> None:
    site, script = tmp_path / "site", tmp_path / "bin" / "annotated-edition"
    site.mkdir()
    (site / "edition").symlink_to(laid.folder / "edition")
    script.parent.mkdir()
    lines = ("import sys", "from edition.cli.main import main")
    lines += ('if __name__ == "__main__":', "    sys.exit(main())")
    script.write_text("\n".join(lines), "utf-8")
    for words in (COMMANDS["build"][0], COMMANDS["verify"][0]):
        code, said = run(laid.folder, [str(script)], words, PYTHONPATH=str(site))
        assert modules.run_of(laid.marks) == []
        assert "Traceback" not in said and "no verdict" not in said
        assert code in (0, 1), said


def test_a_module_that_is_run_by_itself(laid: Laid) -> None:
    launch = str(laid.folder / "edition" / "system" / "launch.py")
    code, said = run(laid.folder, [launch], ["edition.annotations.schema", "--help"])
    assert (code, modules.run_of(laid.marks)) == (0, []), said


def test_the_baits_are_run_where_nothing_is_done_against_it(laid: Laid, tmp_path: Path) -> None:
    """Else the tests above would hold for a bait that does not work."""
    marks, folder = tmp_path / "marks", tmp_path / "folder"
    folder.mkdir()
    modules.bait(folder, {"edition"}, marks)
    run(folder, ["-c", "import edition"], [""])
    assert modules.run_of(marks) == ["edition"]
