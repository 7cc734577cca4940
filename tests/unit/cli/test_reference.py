"""The page of the commands and the README's list are what the commands say of themselves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from edition.cli import reference
from edition.cli.main import COMMANDS, commands
from tests.commands import fault, lines
from tests.paths import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/problems.md",
    "docs/commands.md",
    "docs/many-editions.md",
    ".github/pull_request_template.md",
)


def command(name: str) -> click.Command:
    """A command by its name."""
    found = commands.get_command(click.Context(commands), name)
    assert found is not None
    return found


def test_the_reference_is_in_step_with_the_commands(capsys) -> None:
    assert reference.main(["--check"]) == 0, capsys.readouterr().err


def test_check_tells_what_is_out_of_date_and_writing_mends_it(tmp_path: Path, capsys) -> None:
    shutil.copy(ROOT / "README.md", tmp_path)
    readme = tmp_path / "README.md"
    readme.write_text(readme.read_text("utf-8").replace("| [`check`]", "| [`chek`]"), "utf-8")
    assert reference.main(["--check"], tmp_path) == 1
    said = capsys.readouterr().err
    assert "docs/commands.md is out of date" in said and "README.md is out of date" in said
    assert reference.main([], tmp_path) == 0
    assert reference.main(["--check"], tmp_path) == 0
    assert readme.read_bytes() == (ROOT / "README.md").read_bytes()
    readme.write_text("no place for a list")
    with pytest.raises(ValueError, match="two comments"):
        reference.main([], tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_shows_how(name: str) -> None:
    shown = reference.examples(command(name))
    assert shown, "its help has no Examples:"
    assert len(reference.about(command(name)).split()) >= 5
    for line, _ in shown:
        assert line.startswith("python3 build.py"), line
        assert fault(line) == "", line


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_on_the_page(name: str) -> None:
    section = reference.page().split(f"## `{name}`\n")[1].split("\n## ")[0]
    for param in command(name).params:
        if isinstance(param, click.Option):
            assert len(param.help or "") > 8, param.name
            for option in param.opts:
                assert f"`{option}`" in section


def test_a_wrong_example_would_be_found() -> None:
    assert "No such option" in fault("python3 build.py check --no-such")
    assert "too many words" in fault("python3 build.py check . too-many")
    assert fault("python3 build.py build --only mobi") != ""
    assert fault("python3 build.py compare a b --dpi 5") != ""
    assert fault("python3 build.py path/to/project --only epub") == ""
    assert fault("python3 build.py --version") == ""


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_in_the_documents_are_understood(document: str) -> None:
    found = {line: fault(line) for line in lines((ROOT / document).read_text("utf-8"))}
    wrong = {line: why for line, why in found.items() if why}
    assert wrong == {}


def test_the_list_of_the_readme_leads_to_the_page() -> None:
    heads = re.findall(r"^## `(.+)`$", reference.page(), re.M)
    targets = re.findall(r"docs/commands\.md#([a-z-]+)\)", reference.summary())
    assert set(targets) == set(COMMANDS) <= set(heads)
