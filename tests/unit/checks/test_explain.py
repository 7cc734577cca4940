"""The explanations of codes: found, printed, and in the installed package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from edition.checks import explain
from edition.cli import main
from tests.paths import ROOT

PAGE = """\
# Title

## One

### `a-code`
Warning, with `x`. Something is [wrong](there.md). Mend it.

Formerly `old-code`, `older-code`.

- Wrong: `a`
- Right: `b`

## Two

### `b-code`
A warning: 3.14 is no number! Really.
"""


def test_paragraphs_and_former_names() -> None:
    found = explain.parse(PAGE)
    assert list(found) == ["old-code", "older-code", "a-code", "b-code"]
    assert found["old-code"] is found["a-code"]
    assert found["a-code"].aliases == ("old-code", "older-code")
    assert found["a-code"].text.endswith("- Right: `b`")
    assert found["a-code"].summary == "Something is wrong."
    assert found["b-code"].summary == "3.14 is no number!"


def test_every_summary_is_a_sentence() -> None:
    for found in explain.page().values():
        assert found.summary[0].isupper() or found.summary[0].isdigit() or "`" in found.text[:2]
        assert 15 <= len(found.summary) <= 300, found


def test_the_command_prints_the_paragraph(capsys) -> None:
    assert main.main(["check", "--explain", "quote-not-found"]) == main.BUILT
    said = capsys.readouterr().out
    assert said.startswith("quote-not-found\n\nThe words are not in the text.")
    assert "- Wrong: `quote: shuttles`" in said


def test_a_code_that_nobody_knows_is_wrong_use(capsys) -> None:
    assert main.main(["check", "--explain", "quote-not-fuond"]) == main.USAGE
    assert "Did you mean “quote-not-found”?" in capsys.readouterr().err


def test_a_former_name_leads_to_the_new_one(capsys, monkeypatch) -> None:
    monkeypatch.setattr(explain, "page", lambda: explain.parse(PAGE))
    assert main.main(["check", "--explain", "old-code"]) == main.BUILT
    assert capsys.readouterr().out.startswith("a-code (formerly old-code)\n\nWarning")


def test_the_page_is_in_the_installed_package(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included[explain.PAGE] == f"edition/{explain.PAGE}"
    # As the wheel lays them out: the package alone, the page inside it.
    ignored = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(ROOT / "edition", tmp_path / "edition", ignore=ignored)
    (tmp_path / "edition" / "docs").mkdir()
    shutil.copy(ROOT / explain.PAGE, tmp_path / "edition" / explain.PAGE)
    code = "from edition.checks import explain; print(len(explain.page()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert int(done.stdout) == len(explain.page())
