"""A project may have its own style sheets, which can reach nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.build import build
from edition.model.problems import BuildFailed, Severity
from edition.system.project import Project
from edition.typography.fonts import subset
from edition.typography.stylesheets import NAMES, font_faces, problems, stylesheet
from tests.books import write_project
from tests.paths import ROOT


def project(folder: Path, css: bytes = b"", name: str = "base.css") -> Project:
    """A project with a style sheet of its own."""
    (folder / "styles").mkdir(exist_ok=True)
    (folder / "styles" / name).write_bytes(css)
    return Project.at(folder)


def found(folder: Path, css: str) -> list[tuple[str, int, int]]:
    """(code, line, column) of each problem."""
    return [(p.code, p.place.line, p.place.column) for p in problems(project(folder, css.encode()))]


OUT = "style-reaches-out"


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("@import 'x';", [(OUT, 1, 1)]),
        ("@IMPORT url(x);", [(OUT, 1, 1), (OUT, 1, 9)]),
        ("@\\69mport 'x';", [(OUT, 1, 1)]),
        ("@supports (x: y) { @layer a { @import 'x'; } }", [(OUT, 1, 31)]),
        ("p {\n  width: " + "9" * 5000 + " }", [("style-syntax", 2, 0)]),
        ("p\f{ background: url(x) }", [(OUT, 1, 17)]),
        ("p { background: url(x) }", [(OUT, 1, 17)]),
        ("p { background: url('x') }", [(OUT, 1, 17)]),
        ("p { background: URL('x') }", [(OUT, 1, 17)]),
        ("p {\n  content: \\75rl(x) }", [(OUT, 2, 12)]),
        ("p { background: image-set('a' 1x) }", [(OUT, 1, 17)]),
        ("p { background: cross-fade(url(x), red) }", [(OUT, 1, 28)]),
        ("p { --x: url(x) }", [(OUT, 1, 10)]),
        ("@page { @top-left { content: url(x) } }", [(OUT, 1, 30)]),
        ("@media print { p { color: url(x) } }", [(OUT, 1, 27)]),
        ("@font-face { font-family: x }", [(OUT, 1, 1)]),
        ("@namespace x 'y';", [(OUT, 1, 1)]),
        ("@supports (background: url(x)) { }", [(OUT, 1, 24)]),
        ("}", [("style-syntax", 1, 1)]),
    ],
)
def test_what_reaches_out_is_refused(css: str, wanted: list, tmp_path: Path) -> None:
    assert found(tmp_path, css) == wanted


@pytest.mark.parametrize(
    "css",
    [
        "",
        "p { color: red }",
        "/* url(x) @import */",
        "p::before { content: 'url(x)' }",
        "@media print { p { margin: calc(1em + 2px) } }",
        "@page { margin: 2cm }",
        "a[href='url(x)'] {}",
    ],
)
def test_what_does_not_is_taken(css: str, tmp_path: Path) -> None:
    assert found(tmp_path, css) == []
    assert stylesheet(Project.at(tmp_path), "base.css") == css


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_is_looked_at(name: str, tmp_path: Path) -> None:
    (problem,) = problems(project(tmp_path, b"@import 'x';", name))
    assert str(problem.place) == f"styles/{name}:1:1"


def test_a_sheet_that_is_no_text(tmp_path: Path) -> None:
    assert [p.code for p in problems(project(tmp_path, b"\xff"))] == ["style-not-utf8"]


def test_a_link_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("p {}")
    folder = tmp_path / "p"
    (folder / "styles").mkdir(parents=True)
    (folder / "styles" / "pdf.css").symlink_to("../../secret")
    assert [p.code for p in problems(Project.at(folder))] == ["path-outside-project"]


def test_without_own_sheets_the_builders_are_used(tmp_path: Path) -> None:
    for name in NAMES:
        assert stylesheet(Project.at(tmp_path), name) == (ROOT / "styles" / name).read_text("utf-8")
    assert problems(Project.at(tmp_path)) == problems(Project.at(ROOT)) == []


def test_font_faces() -> None:
    fonts = subset("a", ("regular",))
    css = font_faces(fonts, "f/")
    assert css.count("@font-face") == len(fonts) > 0
    assert f"url(f/{fonts[0].file_name})" in css


SPOILT = "style-not-for-pdf"


@pytest.mark.parametrize(
    ("name", "css", "wanted"),
    [
        ("pdf.css", "p { opacity: .5 }", [SPOILT]),
        ("base.css", "p { OPACITY: .5 } b { color: DEVICE-CMYK(0 1 1 0) }", [SPOILT, SPOILT]),
        ("pdf-side.css", "p { color: rgb(1 2 3 / .5) }", []),
        ("epub.css", "p { opacity: .5 }", []),
    ],
)
def test_what_would_spoil_the_pdf_is_told(
    tmp_path: Path, name: str, css: str, wanted: list[str]
) -> None:
    assert [p.code for p in problems(project(tmp_path, css.encode(), name))] == wanted


def test_every_style_sheet_is_looked_at() -> None:
    assert {path.name for path in (ROOT / "styles").glob("*.css")} == set(NAMES)


def test_a_sheet_that_hides_words_is_named_with_them(tmp_path: Path) -> None:
    write_project(tmp_path)
    sheet = stylesheet(Project.at(tmp_path), "pdf.css") + "p { color: white }"
    with pytest.raises(BuildFailed) as failed:
        build(project(tmp_path, sheet.encode(), "pdf.css"), ("pdf",))
    (problem,) = failed.value.problems
    assert (problem.code, problem.place.file) == ("style-hides-text", "styles/pdf.css")
    assert "loom.pdf: Words cannot be seen for lack of contrast" in problem.message
    assert "“A weaver sat at the” (page 6); “loom” (page 6)" in problem.message


def test_a_sheet_of_the_epub_is_said_not_to_be_looked_at(tmp_path: Path) -> None:
    write_project(tmp_path)
    epub = project(tmp_path, b"p { color: #333 }", "epub.css")
    (warning,) = build(epub, ("epub",)).warnings
    assert (warning.code, warning.severity) == ("style-not-seen", Severity.WARNING)
    assert warning.place.file == "styles/epub.css" and "verify" in warning.hint
    assert build(epub, ("pdf",)).warnings == ()


def test_a_declaration_that_weasyprint_does_not_know_is_a_warning(tmp_path: Path) -> None:
    write_project(tmp_path)
    sheet = stylesheet(Project.at(tmp_path), "pdf.css") + "p { margin: 2furlongs }"
    (warning,) = build(project(tmp_path, sheet.encode(), "pdf.css"), ("pdf",)).warnings
    assert (warning.code, warning.severity) == ("layout", Severity.WARNING)
    assert warning.place.file == "styles/pdf.css" and "2furlongs" in warning.message


NOTHING = "style-no-effect"


@pytest.mark.parametrize(
    ("css", "name", "wanted"),
    [
        ("p { font-family: Comic Sans MS, serif }", "base.css", [(NOTHING, 1)]),
        ("p {\n font-family: 'Noto Sans' }", "pdf.css", [(NOTHING, 2)]),
        ("p { font-family: 'Noto Sans' }", "pdf-large-print.css", []),
        ("@media print { q { font-family: monospace } }", "pdf.css", [(NOTHING, 1)]),
        ("@page { @top-left { font-family: Foo } }", "pdf-single.css", [(NOTHING, 1)]),
        ("p { font-feature-settings: 'hist', 'smcp' on }", "base.css", [(NOTHING, 1)]),
        ("p { font-family: Georgia; font-feature-settings: 'hist' }", "epub.css", []),
        ("p { font-family: 'EB Garamond', Foo; font-family: inherit }", "pdf.css", []),
    ],
)
def test_what_the_pdf_does_not_have_is_told(
    tmp_path: Path, css: str, name: str, wanted: list[tuple[str, int]]
) -> None:
    said = list(problems(project(tmp_path, css.encode(), name)))
    assert [(problem.code, problem.place.line) for problem in said] == wanted
    assert all(problem.severity is Severity.WARNING for problem in said)
