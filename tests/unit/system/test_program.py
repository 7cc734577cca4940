"""Messages name the command as it was typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from edition.cli.main import main
from edition.system import program
from tests.books import write_project


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("build.py", "python3 build.py"),
        ("./build.py", "python3 ./build.py"),
        ("../the builder/build.py", "python3 '../the builder/build.py'"),
        ("/usr/local/bin/annotated-edition", "annotated-edition"),
        ("annotated-edition.exe", "annotated-edition"),
        ("-c", "python3 build.py"),
    ],
)
def test_the_command_is_the_one_that_was_typed(
    typed: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [typed, "check"])
    assert program.command() == command
    assert program.as_typed("Give python3 build.py check.") == f"Give {command} check."


@pytest.mark.parametrize("typed", ["../build.py", "annotated-edition"])
def test_hints_and_help_name_it(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [typed])
    write_project(tmp_path)
    (tmp_path / "source.txt").write_text("Another text.\n", "utf-8")
    command = program.command()
    main(["check", str(tmp_path)])
    said = capsys.readouterr().err
    assert f"{command} rebase source.txt" in said and f"{command} check --explain" in said
    main(["check", "--explain", "source-not-pinned"])
    main(["find", "--help"])
    main(["chek"])
    said = "".join(capsys.readouterr())
    assert f"{command} find Kadyrov" in said and f"Usage: {command} " in said
    assert typed == "../build.py" or "build.py" not in said
