"""Style sheets of an edition's own: bounds, and the rule over which the PDF cannot be made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.build import build
from edition.model.problems import BuildFailed, Problem
from edition.pdf.production import limits
from edition.system.project import Project
from edition.verify.pdf import sight  # else each copy of this process loads it  # noqa: F401
from tests.books import write_project
from tests.paths import STYLES

pytestmark = pytest.mark.usefixtures("forked")

PDF = (STYLES / "pdf.css").read_text("utf-8")
LAST = PDF.rstrip("\n").count("\n") + 1


def failing(tmp_path: Path, **sheets: str) -> Problem:
    """What is said of an edition with these sheets."""
    project = write_project(tmp_path / "project")
    (project / "styles").mkdir()
    for name, text in sheets.items():
        (project / "styles" / f"{name}.css").write_text(text, "utf-8")
    with pytest.raises(BuildFailed) as failed:
        build(Project.at(project), ("pdf",))
    (problem,) = failed.value.problems
    return problem


def test_a_rule_that_hides_the_notes_is_named(tmp_path: Path) -> None:
    problem = failing(tmp_path, pdf=PDF.rstrip("\n") + "\nb{} p { display: none }\ni {}\n")
    assert problem.code == "style-breaks-layout"
    assert problem.place == ("styles/pdf.css", LAST + 1, 5)
    assert "cannot be made with styles/pdf.css: on-shuttle" in problem.message
    assert "“p”" in problem.hint


def test_the_sheet_is_named_of_several(tmp_path: Path) -> None:
    base = (STYLES / "base.css").read_text("utf-8")
    wrong = base.rstrip("\n") + "\np { display: none !important }\n"
    problem = failing(tmp_path, base=wrong, pdf=PDF + "\np { color: #111 }\n")
    assert problem.place[:2] == ("styles/base.css", base.rstrip("\n").count("\n") + 2)


def test_a_sheet_of_one_rule_is_named_with_its_line(tmp_path: Path) -> None:
    problem = failing(tmp_path, base="\n\n  a::after { content: 'words' attr(href) }")
    assert problem.place == ("styles/base.css", 3, 3)


@pytest.mark.parametrize(
    "rule",
    [
        "@page { size: 20px 20px; margin: 0 }",
        "p { border: .5px dotted; border-radius: 999px; width: 9999px; height: 9999px }",
    ],
)
def test_what_takes_too_long_is_named(
    tmp_path: Path, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_SECONDS", 0.9)
    monkeypatch.setattr(limits, "_SECONDS_EACH", 0.1e-3)
    problem = failing(tmp_path, pdf=f"{PDF}\n{rule}\n")
    assert "it takes more than" in problem.message
    assert problem.place.file == "styles/pdf.css" and problem.place.line >= LAST - 1, problem


def test_what_needs_too_much_memory_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_MEMORY", 260 << 20)
    monkeypatch.setattr(limits, "_MEMORY_EACH", 0)
    monkeypatch.setattr(limits, "_SECONDS", 20.0)
    circles = ", ".join(["repeating-radial-gradient(red 0, blue .6px)"] * 12)
    rule = f"* {{ background: {circles} }}"
    problem = failing(tmp_path, pdf=f"{PDF}\n{rule}\n")
    assert problem.code == "style-breaks-layout" and problem.place.file == "styles/pdf.css"
    assert "memory" in problem.message


def test_a_text_is_named_that_no_sheet_can_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edition.pdf.production import guard, layout, scheduler

    def make(inputs, markup, keep_pages=False):
        if "shuttle" in markup:
            os.abort()
        return layout.make(inputs, markup, keep_pages)

    monkeypatch.setattr(guard, "make", make)
    monkeypatch.setattr(scheduler, "make", make)
    problem = failing(tmp_path, pdf=PDF + "\np { color: #111 }\n")
    assert problem.code == "text-breaks-layout" and problem.place == ("source.txt", 5, 1)


def test_an_honest_sheet_makes_the_same_book(tmp_path: Path) -> None:
    plain = build(Project.at(write_project(tmp_path / "plain")), ("pdf", "epub"))
    project = write_project(tmp_path / "own")
    (project / "styles").mkdir()
    screen = (STYLES / "pdf-screen.css").read_text("utf-8")
    (project / "styles/pdf-screen.css").write_text(screen, "utf-8")
    own = build(Project.at(project), ("pdf", "epub"))
    assert own.pages == plain.pages and own.words == plain.words
    assert own.files.keys() == plain.files.keys()
    assert own.files["loom.epub"] == plain.files["loom.epub"]
    assert own.files["loom.pdf"] == plain.files["loom.pdf"]


def test_limits_grow_with_the_text() -> None:
    page, diary = limits.for_layout(5_000, []), limits.for_layout(6_000_000, [])
    assert page.seconds < 10 and page.memory < 1.2 * (1 << 30)
    assert diary.seconds > 2000 and diary.memory > 40 * (1 << 30)
    with_picture = limits.for_layout(5_000, [b"x" * 1_000_000])
    assert with_picture.seconds > page.seconds and with_picture.memory > page.memory
