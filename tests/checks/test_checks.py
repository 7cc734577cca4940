"""What `check` prints of each case is what `expected/` says, in every format; see README.md."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from edition import __version__
from edition.cli import main
from tests.golden.test_golden import compare, pin, write

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/annotations.yaml"))
FORMATS = ("text", "json", "github", "sarif")
_ENDINGS = {"text": "txt"}


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether `expected/` is to be written anew."""
    return request.config.getoption("--update-golden")


def printed(case: str, repository: Path, capsys) -> dict[str, str]:
    """What `check` prints of the case as a folder of a repository: file name → text."""
    (repository / ".git").mkdir(parents=True)
    project = repository / "books" / "the loom"
    shutil.copytree(HERE / case, project, ignore=shutil.ignore_patterns("expected"))
    found = {}
    for form in FORMATS:
        assert main.main(["check", str(project), "--format", form, "-q"]) == main.INPUT
        said = capsys.readouterr()
        text = said.err if form == "text" else said.out
        assert form == "text" or said.err == ""
        found[f"check.{_ENDINGS.get(form, form)}"] = text.replace(f'"{__version__}"', '"VERSION"')
    return found


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, update: bool, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    if update:
        pin(HERE / case)
    got = printed(case, tmp_path / "repository", capsys)
    if update:
        write(HERE / case / "expected", got)
    compare(HERE / case / "expected", got)


@pytest.mark.parametrize("case", CASES)
def test_the_formats_tell_the_same(case: str) -> None:
    def read(name: str) -> str:
        return (HERE / case / "expected" / name).read_text("utf-8")

    told = json.loads(read("check.json"))["problems"]
    assert told
    (run,) = json.loads(read("check.sarif"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == [p["code"] for p in told]
    lines = read("check.github").splitlines()
    assert [line.split(" ")[0] for line in lines] == [f"::{p['severity']}" for p in told]
    heads = [line for line in read("check.txt").splitlines() if line[:1] != " "]
    for problem, head in zip(told, heads, strict=True):
        assert f" {problem['severity']}[{problem['code']}]: " in head


@pytest.mark.parametrize("case", CASES)
def test_nothing_that_could_drive_a_terminal_is_in_them(case: str) -> None:
    for path in (HERE / case / "expected").iterdir():
        for line in path.read_text("utf-8").splitlines():
            assert line.isprintable(), path.name


def test_every_case_says_what_it_shows() -> None:
    for case in CASES:
        assert (HERE / case / "annotations.yaml").read_text("utf-8").startswith("# ")
