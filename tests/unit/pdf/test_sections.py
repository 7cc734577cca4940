"""Where the sections before and behind the text begin: on a recto, on the next page, or below the
one before them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from edition.build import build
from edition.system.project import Project
from tests.books import GOOD, prepared, write_project

REST = (
    GOOD.replace("note: It flies.", "note: It flies. [@one]")
    + """\
front:
  - {id: preface, title: Preface, body: Before all.}
  - {id: thanks, title: Thanks, body: To all.}
back:
  - {id: after, title: Afterword, body: After all.}
people:
  - {id: ada, name: Ada, mentions: [{quote: weaver}]}
sources:
  - {id: one, type: book, title: Looms}
"""
)
TITLES = ("Contents", "Preface", "Thanks", "Note on the text", "The loom")
BACK = ("Afterword", "Glossary", "Sources of the notes", "Sources", "Index")


def pages(folder: Path, pdf: str, rest: str = REST, language: str = "") -> list[str]:
    """The words of each page."""
    project = write_project(folder, f"{rest}pdf:\n  - {{{pdf}}}\n")
    (data,) = build(Project.at(project), ["pdf"], jobs=1).files.values()
    with pikepdf.open(BytesIO(data)) as book:
        labels = book.Root.PageLabels.Nums
        assert [int(labels[0]), int(labels[2])] == [0, front_length(data)]
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture(scope="module")
def in_print(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of each page of the book in print, at which several tests look."""
    return pages(tmp_path_factory.mktemp("print"), "profile: print")


def front_length(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        said = [page.get_textpage().get_text_bounded() for page in document]
    return next(k for k, words in enumerate(said) if "A weaver sat" in words)


def begins(found: list[str], title: str) -> int:
    """The page, from 1, on which a section begins."""
    starts = (k for k, words in enumerate(found, 1) if re.match(rf"(\d+\s+)?{title}\b", words))
    return max(starts)


def test_in_print_each_main_section_begins_on_a_recto(in_print: list[str]) -> None:
    found = in_print
    at = {title: begins(found, title) for title in (*TITLES, *BACK)}
    assert all(number % 2 for number in at.values()), at
    assert at["Preface"] == at["Contents"] + 2 and at["Index"] == at["Sources"] + 2
    # A short section stands on the next page, be it a verso.
    assert begins(found, "Colophon") == at["Index"] + 1
    blank = [k for k, words in enumerate(found, 1) if not words.strip()]
    assert blank and all(number % 2 == 0 for number in blank)


def test_the_contents_name_the_pages(in_print: list[str]) -> None:
    found = in_print
    contents = found[begins(found, "Contents") - 1]
    first = begins(found, "The loom")
    for title in BACK:
        assert re.search(
            rf"{title} ?{begins(found, title) - first + 1}\b", contents.replace("\r\n", " ")
        )
    assert re.search("Preface vii\\b", contents) and re.search("Thanks ix\\b", contents)


@pytest.mark.parametrize("pdf", ["profile: print, sections: page", "profile: screen"])
def test_elsewhere_they_begin_on_the_next_page(tmp_path: Path, pdf: str) -> None:
    found = pages(tmp_path, pdf)
    order = [
        begins(found, title) for title in ("Contents", "Preface", "Thanks", "Note on the text")
    ]
    assert order == [*range(order[0], order[0] + 4)]
    behind = [begins(found, title) for title in (*BACK, "Colophon")]
    assert behind == [*range(behind[0], behind[0] + 6)]


@pytest.mark.parametrize("profile", ["print", "screen"])
def test_those_behind_the_text_can_follow_on(tmp_path: Path, profile: str) -> None:
    found = pages(tmp_path, f"profile: {profile}, sections: run-on")
    last = found[-2] + found[-1]
    assert all(title in last for title in (*BACK, "Colophon"))


def test_a_style_sheet_that_has_the_book_laid_out_whole_changes_nothing(
    tmp_path: Path, in_print: list[str]
) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/pdf-print.css").write_text("p { counter-increment: own; }")
    whole = pages(tmp_path, "profile: print")
    assert [bool(words.strip()) for words in whole] == [bool(words.strip()) for words in in_print]


def test_a_booklet_has_whole_sheets(tmp_path: Path) -> None:
    project = write_project(tmp_path, REST + "pdf:\n  - {profile: booklet, sections: recto}\n")
    (data,) = build(Project.at(project), ["pdf"], jobs=1).files.values()
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) % 2 == 0


def test_rectos_of_pages_that_do_not_face_are_a_warning(tmp_path: Path) -> None:
    rest = GOOD + "pdf:\n  - {profile: screen, sections: recto}\n"
    (warning,) = prepared(tmp_path, rest).warnings
    assert warning.code == "key-without-effect" and "recto" in warning.message
