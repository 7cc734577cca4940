"""Title pages: whatever is on them, they are one page, and a recto where pages face."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from edition.build import build
from edition.pdf import titlepage
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from tests.books import EDITION, prepared, write_project

LONG = "The Entirely Truthful History of the Weavers, Spinners, Carders and Dyers of Yorkshire "
PEOPLE = "".join(f"    - {{name: Ada Writer the {k}th, role: ctb}}\n" for k in range(24))
#: Title, subtitle, contributors.
CASES = {
    "two-hundred-letters": (LONG * 3, "", ""),
    "nine-hundred-letters": (LONG * 10, "", ""),
    "subtitle": ("The loom", LONG * 6, ""),
    "people": (LONG, LONG, PEOPLE),
    "one-word": ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau" * 4, "", ""),
    "just-not-too-long": (LONG + LONG, "", ""),
}


def edition(title: str, subtitle: str, people: str) -> str:
    words = EDITION.replace("title: The loom\n", f'title: "{title.strip()}"\n', 1)
    if subtitle:
        words += f'  subtitle: "{subtitle.strip()}"\n'
    return words.replace("      role: aut\n", f"      role: aut\n{people}")


def texts(pdf: bytes) -> list[str]:
    """The words of each page, hyphens and line ends left out."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return ["".join(page.replace("\ufffe", "").split()) for page in pages]


@pytest.mark.parametrize(
    ("name", "profile"),
    [*product(CASES, ("screen", "print")), ("two-hundred-letters", "large-print")],
)
def test_there_is_one_title_page(tmp_path: Path, name: str, profile: str) -> None:
    title, subtitle, people = CASES[name]
    project = write_project(tmp_path, edition=edition(title, subtitle, people))
    built = build(Project.at(project), ["pdf"], pdfs=[profile], jobs=1)
    assert built.warnings == ()
    (pdf,) = built.files.values()
    pages = texts(pdf)
    at = next(k for k, page in enumerate(pages) if "nnotatededition" in page.lower())
    assert at == PROFILES[profile].cover + 2 * PROFILES[profile].facing
    assert "".join((title + subtitle).split()) in pages[at]
    assert "AdaWriter" in pages[at] and "January2,2026" in pages[at]
    if people:
        assert "AdaWriterthe23th" in pages[at]
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "Contents" in pages[at + 2] and len(document.pages) == len(pages)


def test_what_does_not_fit_in_the_smallest_type_is_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, edition=edition(LONG * 10, "", PEOPLE))
    built = build(Project.at(project), ["pdf"], pdfs=["large-print"], jobs=1)
    assert [problem.message for problem in built.warnings] == [titlepage.TOO_LONG]


def test_a_short_title_keeps_its_size(tmp_path: Path) -> None:
    meta = prepared(tmp_path).edition.metadata
    assert {titlepage.first_fit(meta, profile) for profile in PROFILES.values()} == {0}
