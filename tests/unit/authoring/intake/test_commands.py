"""`init` and `import`, as they are given."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.authoring.intake import pandoc
from edition.cli import main
from edition.cli.importing import command as import_command
from edition.cli.init import command as init_command
from tests.unit.authoring.intake import samples

TALK = """\
The Weaver

An interview with Anna Kovacs, in Leeds, on a rainy day of the year that she will not forget.

LEWIS: When did you begin?

KOVACS: I began in 1916, when I was a girl of fourteen.

LEWIS: And what did you do there?

KOVACS: I threw the shuttle, and it was hard.
"""


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command, and all that it says."""
    code = main.main(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def test_two_commands_make_an_edition_of_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    folder = str(tmp_path / "talk")
    code, said = run(["init", folder, str(tmp_path / "talk.txt"), "--yes"], capsys)
    assert code == 0
    assert "guessed: language: en" in said and "guessed: speakers: LEWIS, KOVACS" in said
    assert (tmp_path / "talk" / "talk.txt").read_text("utf-8") == TALK
    yaml = (tmp_path / "talk" / "annotations.yaml").read_text("utf-8")
    assert "title: The Weaver" in yaml and "role: question" in yaml and "urn:uuid:" in yaml
    code, said = run(["check", folder], capsys)
    assert code == 0 and "no errors" in said and "warning" not in said


def test_import_and_import_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = samples.written(tmp_path, "a.docx")
    folder = tmp_path / "edition"
    code, said = run(["import", str(original), str(folder)], capsys)
    assert code == 0 and "a Word document: " in said and "left out: " in said
    assert run(["check", str(folder)], capsys)[0] == 0
    note = '\nfootnotes:\n  - {id: a, quote: "sat at the loom", note: A note.}\n'
    with (folder / "annotations.yaml").open("a", encoding="utf-8") as file:
        file.write(note)
    assert run(["check", str(folder)], capsys)[0] == 0
    changed = samples.MARKDOWN.replace("A *weaver*", "Once a *weaver*")
    again = samples.written(tmp_path, "b.docx", changed)
    code, said = run(["import", str(again), str(folder), "--again", "--yes"], capsys)
    assert code == 0, said
    assert "Once a *weaver* sat" in (folder / "source.md").read_text("utf-8")
    assert (folder / "original" / "b.docx").exists()
    assert run(["check", str(folder)], capsys)[0] == 0


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = samples.written(tmp_path, "a.html")
    code, said = run(["import", str(original), str(tmp_path / "e"), "--dry-run"], capsys)
    assert code == 0 and "Nothing was written." in said and not (tmp_path / "e").exists()


def test_nothing_is_written_over_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "annotations.yaml").write_text("mine")
    for name in ("init", "import"):
        arguments = [str(tmp_path / "e"), str(tmp_path / "a.txt")]
        arguments = arguments if name == "init" else arguments[::-1]
        code, said = run([name, *arguments], capsys)
        assert code == 1 and "error[edition-exists]" in said
    assert (tmp_path / "e" / "annotations.yaml").read_text() == "mine"
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "source.txt").write_text("mine")
    code, said = run(["import", str(tmp_path / "a.txt"), str(tmp_path / "f")], capsys)
    assert code == 1 and "error[edition-exists]" in said
    assert [path.name for path in (tmp_path / "f").iterdir()] == ["source.txt"]


def test_an_edition_that_was_not_imported_is_not_carried_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    run(["init", str(tmp_path / "e"), str(tmp_path / "a.txt"), "--yes"], capsys)
    code, said = run(["import", str(tmp_path / "a.txt"), str(tmp_path / "e"), "--again"], capsys)
    assert code == 1 and "error[import-again]" in said and "rebase" in said


def test_without_pandoc_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = samples.written(tmp_path, "a.docx")
    monkeypatch.setattr(pandoc, "PACKAGE", "no_such_package")
    monkeypatch.setenv("EDITION_NO_VENV", "1")
    code, said = run(["import", str(original), str(tmp_path / "e")], capsys)
    assert code == 1 and "error[import-needs-pandoc]" in said
    assert "pip install pypandoc-binary" in said


def test_a_folder_without_one_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(["init", str(tmp_path), "--yes"], capsys)
    assert code == 1 and "error[init-no-text]" in said
    (tmp_path / "a.txt").write_text(TALK, "utf-8")
    (tmp_path / "b.txt").write_text(TALK, "utf-8")
    code, said = run(["init", str(tmp_path), "--yes"], capsys)
    assert code == 1 and "error[init-no-text]" in said and "a.txt, b.txt" in said
    (tmp_path / "b.txt").unlink()
    assert run(["init", str(tmp_path), "--yes"], capsys)[0] == 0
    assert run(["check", str(tmp_path)], capsys)[0] == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<html><body><p>x</p></body></html>"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nx\n"),
        ("a.txt", "*** START OF THE PROJECT GUTENBERG EBOOK X ***\nx\n"),
    ],
)
def test_what_has_more_in_it_than_its_text_is_for_import(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    code, said = run(["init", str(tmp_path / "e"), str(tmp_path / name), "--yes"], capsys)
    assert code == 1 and ("error[init-not-plain]" in said or "error[source-not-text]" in said)
    assert f"import {tmp_path / name}" in said or f"import {name}" in said


def test_a_file_in_place_of_a_folder_is_told_of_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = samples.written(tmp_path, "a.docx")
    code, said = run([str(path)], capsys)
    assert code == 2 and f"import {path}" in said
    code, said = run([str(tmp_path)], capsys)
    assert code == 1 and "init FOLDER" in said and "import FILE" in said


def test_help_is_there() -> None:
    for command in (init_command, import_command):
        assert "Examples:" in CliRunner().invoke(command, ["--help"]).output
