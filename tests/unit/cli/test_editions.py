"""`--edition`: every command that reads an edition knows those for some readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.authoring.compare import inputs
from edition.authoring.preview.session import PreviewSession
from edition.cli import main
from edition.system.project import Project
from tests.books import write_project

REST = """\
structure:
  roles:
    title: [1]
editions:
  - {id: school, name: School edition}
  - {id: scholar, name: Critical edition}
footnotes:
  - {id: easy, quote: shuttle, for: [school], note: A tool.}
  - {id: hard, quote: cloth, for: [scholar], note: Of flax.}
  - {id: both, quote: weaver, note: Who weaves.}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "loom", REST)


def test_several_projects_are_built_in_one_of_their_editions(project: Path, tmp_path: Path) -> None:
    other = write_project(tmp_path / "mill", REST.replace("id: school", "id: schule"))
    command = ["build", str(project), str(other), "--only", "epub", "--edition", "school", "-q"]
    assert main.main(command) == 1, "the mill has no such edition"
    assert [path.name for path in (project / "dist").rglob("*.epub")] == ["loom-school.epub"]
    assert (project / "dist" / "school").is_dir() and not (other / "dist").exists()


@pytest.mark.parametrize(("edition", "notes"), [("", 3), ("school", 2)])
def test_check_and_report_count_what_an_edition_has(
    project: Path, edition: str, notes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["check", str(project), "--edition", edition]) == 0
    assert f"{notes} notes" in capsys.readouterr().out
    assert main.main(["report", str(project), "--edition", edition]) == 0
    assert re.search(rf"footnotes +{notes} ", capsys.readouterr().out)


@pytest.mark.parametrize("command", ["build", "check", "report", "verify"])
def test_an_edition_that_is_not_there_is_refused(
    project: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([command, str(project), "--edition", "scool"]) == 1
    assert "unknown-edition" in (said := capsys.readouterr().err) and "“school”" in said
    assert main.main([command, str(project), "--edition", "../x"]) == 2
    assert "takes the id" in capsys.readouterr().err


def test_watch_shows_an_edition(project: Path) -> None:
    def shown(edition: str) -> str:
        session = PreviewSession(Project.at(project), edition=edition)
        session.rebuild()
        found = session.page("text-001.html")
        assert found is not None
        return found.data.decode()

    assert "A tool." in shown("") and "Of flax." in shown("")
    assert "A tool." in shown("school") and "Of flax." not in shown("school")


def test_watch_leaves_out_what_has_errors_and_what_is_for_others(project: Path) -> None:
    file = project / "annotations.yaml"
    file.write_text(file.read_text().replace("quote: weaver", "quote: weever"))
    session = PreviewSession(Project.at(project), edition="school")
    state = session.rebuild()
    assert state is not None and state.status == "salvaged"
    found = session.page("text-001.html")
    assert found is not None and b"A tool." in found.data
    assert b"Of flax." not in found.data and b"Who weaves." not in found.data


def test_watch_says_that_there_is_no_such_edition(project: Path) -> None:
    session = PreviewSession(Project.at(project), edition="scool")
    state = session.rebuild()
    assert state is not None and [item.code for item in state.problems] == ["unknown-edition"]
    assert session.page("text-001.html") is not None


def test_compare_takes_the_pdfs_of_an_edition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (project / "dist", project / "dist" / "school"):
        folder.mkdir()
        (folder / "loom.pdf").write_bytes(folder.name.encode())
        (folder / "loom-school.pdf").write_bytes(b"%" + folder.name.encode())
    assert inputs.side(project, True, lambda said: None).pdf == b"dist"
    assert inputs.side(project, True, lambda said: None, "school").pdf == b"%school"
    pdf = str(project / "dist" / "loom.pdf")
    assert main.main(["compare", pdf, str(project), "--edition", "school"]) == 2
    assert "of one edition already" in capsys.readouterr().err


def test_compare_builds_the_main_pdf_of_several(project: Path) -> None:
    file = project / "annotations.yaml"
    pdfs = "pdf:\n  - {profile: print}\n  - {profile: a4}\n"
    file.write_text(file.read_text().replace("source:\n", f"{pdfs}source:\n", 1))
    assert inputs.side(project, False, lambda said: None, "school").pdf.startswith(b"%PDF")
