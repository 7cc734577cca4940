"""Each case is laid out, and its pages look as `pages/` shows them; see README.md here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from edition.assembly.merge import check_whole
from edition.assembly.prepare import prepare
from edition.cli import main
from edition.proof import pdftext
from edition.system.project import Project
from tests.books import rebuilt
from tests.golden.test_golden import pin
from tests.layouts import sheets

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/annotations.yaml"))
UPDATE = "python -m pytest tests/layouts --update-golden"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether `pages/` is to be written anew."""
    return request.config.getoption("--update-golden")


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory):
    """The PDF of a case. It is built, and so read back and held against the source, once."""

    @cache
    def book(case: str) -> bytes:
        output = tmp_path_factory.mktemp(case)
        code = main.main(["build", str(HERE / case), "--quiet", "--output", str(output)])
        assert code == main.BUILT, case
        return next(iter(sorted(output.glob("*.pdf")))).read_bytes()

    return book


@pytest.mark.parametrize("case", CASES)
def test_the_pages_look_as_they_should(case: str, update: bool, books, tmp_path: Path) -> None:
    folder = HERE / case / "pages"
    if update:
        pin(HERE / case)
    got = sheets.pictures(books(case))
    if update:
        write(folder, got)
    compare(folder, got, tmp_path)


def compare(folder: Path, got: dict[str, Image.Image], output: Path) -> None:
    """Fail, with a picture of what differs, unless the pages look like those in `folder`."""
    wanted = {path.name: Image.open(path).convert("L") for path in folder.glob("*.png")}
    told = [f"page {name[:-4]} is new" for name in got if name not in wanted]
    told += [f"page {name[:-4]} is gone" for name in wanted if name not in got]
    for name in (name for name in got if name in wanted):
        if not sheets.same(wanted[name], got[name]):
            shown = sheets.write_difference(wanted[name], got[name], output / name)
            told.append(f"page {name[:-4]} looks different: see {shown}")
    if told:
        told.append(f"If the new pages are right: {UPDATE}")
        pytest.fail("\n".join([f"{folder.parent.name}:", *told]), pytrace=False)


def write(folder: Path, got: dict[str, Image.Image]) -> None:
    """Make `folder` hold exactly these pages; a picture that looks the same is left alone."""
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.png"):
        if path.name not in got:
            path.unlink()
    for name, picture in got.items():
        path = folder / name
        if not path.exists() or not sheets.same(Image.open(path).convert("L"), picture):
            sheets.save(picture, path)


@pytest.mark.parametrize("case", CASES)
def test_every_note_is_printed_and_nothing_overflows(case: str, books) -> None:
    notes = {note.anchor for note in prepare(Project.at(HERE / case)).edition.notes}
    assert set(pdftext.extract(books(case)).notes) == notes
    assert sheets.outside(books(case)) == []


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_the_source_byte_for_byte(case: str) -> None:
    edition = prepare(Project.at(HERE / case)).edition
    check_whole(edition)
    assert rebuilt(edition).encode() == (HERE / case / "source.txt").read_bytes()


def test_every_case_says_what_it_shows() -> None:
    for case in CASES:
        first = (HERE / case / "annotations.yaml").read_text("utf-8").splitlines()[0]
        assert re.fullmatch(r"# .+", first), case


# ── the comparison itself ───────────────────────────────────────────────────────────────────


@pytest.fixture
def page() -> Image.Image:
    return Image.open(HERE / "verse" / "pages" / "1.png").convert("L")


def test_soft_edges_and_a_pixel_do_not_count(page: Image.Image) -> None:
    assert sheets.same(page, page)
    assert sheets.same(page, ImageChops.offset(page, 1, 0))
    assert sheets.same(page, page.point([min(255, value + 30) for value in range(256)]))


def test_a_line_that_moved_counts(page: Image.Image) -> None:
    lines = _lines(page)
    moved = page.copy()
    top, bottom = lines[5]
    line = page.crop((0, top, page.width, bottom))
    moved.paste(255, (0, top, page.width, bottom))
    moved.paste(line, (4, top))
    assert not sheets.same(page, moved)


def test_a_note_that_is_missing_counts(page: Image.Image) -> None:
    top, bottom = _lines(page)[-1]
    without = page.copy()
    without.paste(255, (0, top, page.width, bottom))
    assert not sheets.same(page, without)
    assert not sheets.same(without, page)


def test_a_page_of_another_size_counts(page: Image.Image) -> None:
    assert not sheets.same(page, page.crop((0, 0, page.width - 1, page.height)))


def test_what_differs_is_told_and_shown(page: Image.Image, tmp_path: Path) -> None:
    folder = tmp_path / "case" / "pages"
    folder.mkdir(parents=True)
    write(folder, {"1.png": page, "2.png": page})
    compare(folder, {"1.png": page, "2.png": page}, tmp_path)
    blank = Image.new("L", page.size, 255)
    with pytest.raises(pytest.fail.Exception) as failed:
        compare(folder, {"1.png": blank, "3.png": page}, tmp_path)
    for words in ("page 3 is new", "page 2 is gone", "page 1 looks different", UPDATE):
        assert words in str(failed.value)
    shown = Image.open(tmp_path / "1.png")
    assert sum(shown.getchannel("B").histogram()[:100]) > 100, "what is gone is in orange"
    write(folder, {"1.png": blank})
    assert [path.name for path in folder.iterdir()] == ["1.png"]


def test_a_letter_outside_the_type_area_is_found(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    words = "<p style='white-space: nowrap'>" + "word " * 60
    sheet = "<style>@page { size: 148mm 210mm; margin: 22mm }</style>"
    chapters = f"<h1 style='bookmark-label: Text'>1</h1>{words}"
    back = "<h1 style='break-before: page'>Colophon</h1>"
    pdf = weasyprint.HTML(string=sheet + chapters + back).write_pdf()
    found = sheets.outside(pdf)
    assert found and {item.page for item in found} == {1}


def _lines(page: Image.Image) -> list[tuple[int, int]]:
    """The top and bottom of each line of print."""
    rows = [min(page.crop((0, y, page.width, y + 1)).tobytes()) < 200 for y in range(page.height)]
    tops = [y for y in range(1, page.height) if rows[y] and not rows[y - 1]]
    ends = [y for y in range(1, page.height) if not rows[y] and rows[y - 1]]
    return list(zip(tops, ends, strict=True))
