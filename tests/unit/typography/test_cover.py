"""Covers: three designs, legible as a thumbnail, whatever the title and the script."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from edition.build import build
from edition.model import Cover, Metadata
from edition.model.problems import Place
from edition.system.project import Project
from edition.typography import cover
from tests.books import EDITION, prepared, write_project

TYPOGRAPHIC = Cover("typographic", "", "", "", Place(""))
BANDED = Cover("banded", "", "", "", Place(""))
UNDER, OVER = (Cover("", where, "own.jpg", "", Place("")) for where in ("under", "over"))
DESIGNS = (None, TYPOGRAPHIC, BANDED, UNDER, OVER)
LONG = "Pneumonoultramicroscopic " * 12
BLUE = (20, 40, 200)


def own(kind: str = "JPEG") -> bytes:
    """A picture of one color."""
    out = BytesIO()
    Image.new("RGB", (800, 1300), BLUE).save(out, kind)
    return out.getvalue()


def made(metadata: Metadata, design: Cover | None, kind: str = "JPEG") -> bytes:
    cover.forget()  # else the same cover would be the one of before
    metadata = replace(metadata, cover=design)
    is_own = design is not None and design.file
    return cover.of_picture(metadata, own(kind)) if is_own else cover.png(metadata)


@pytest.fixture(scope="module")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> Metadata:
    return prepared(tmp_path_factory.mktemp("cover")).edition.metadata


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("title", ["The loom", LONG, "Ткань / The Cloth", "האורגת", "织工的故事"])
def test_no_word_is_cut_off_and_the_same_words_give_the_same_bytes(
    metadata: Metadata, design: Cover | None, title: str
) -> None:
    people = metadata.contributors * 3
    changed = replace(metadata, title=title, subtitle="A " * 200, contributors=people)
    data = made(changed, design)
    assert data == made(changed, design)
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == cover.SIZE
        shown = picture.convert("L")
    for x in (0, shown.width - 40) if design is not OVER else (0, shown.width - 80):
        edge = shown.crop((x, 0, x + 40, shown.height))
        rows = [edge.crop((0, y, 40, y + 1)).getextrema() for y in range(edge.height)]
        assert all(high - low <= 12 for low, high in rows), "each row of the margin has one color"


@pytest.mark.parametrize("design", DESIGNS)
def test_the_title_is_legible_as_a_thumbnail(metadata: Metadata, design: Cover | None) -> None:
    """160 pixels high: some ten rows of the title still stand out strongly."""
    picture = Image.open(BytesIO(made(metadata, design))).convert("L").resize((107, 160))
    top, bottom = (95, 150) if design in (UNDER, OVER) else (25, 105)
    title = picture.crop((14, top, 93, bottom))
    rows = [title.crop((0, y, 79, y + 1)).getextrema() for y in range(title.height)]
    assert sum(high - low > 110 for low, high in rows) >= 10


def test_each_design_is_another_one(metadata: Metadata) -> None:
    assert made(metadata, None) == made(metadata, TYPOGRAPHIC)
    assert len({made(metadata, design) for design in DESIGNS}) == len(DESIGNS) - 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("design, below", [(UNDER, False), (OVER, True)])
def test_a_picture_of_its_own_keeps_its_format_and_shows_above_the_title(
    metadata: Metadata, design: Cover, below: bool, kind: str
) -> None:
    with Image.open(BytesIO(made(metadata, design, kind))) as picture:
        assert picture.format == kind
        shown = picture.convert("RGB")
    for y, is_picture in ((10, True), (900, True), (1790, below)):
        near = all(abs(a - b) < 12 for a, b in zip(shown.getpixel((600, y)), BLUE, strict=True))
        assert near is is_picture
    assert cover.of_picture(replace(metadata, cover=None), own()) == own()


def test_a_declared_design_comes_into_the_book(tmp_path: Path) -> None:
    import zipfile

    drawn = []
    for number, more in enumerate(("", "  cover: {design: banded}\n")):
        folder = tmp_path / str(number)
        folder.mkdir()
        project = Project.at(write_project(folder, edition=EDITION + more))
        (data,) = build(project, ("epub",)).files.values()
        drawn.append(zipfile.ZipFile(BytesIO(data)).read("EPUB/images/cover.png"))
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize(
    "said, words",
    [
        ("{title: over}", "`title` of the cover has no effect: the cover has no `file`"),
        ("{alt: A loom.}", "`alt` of the cover has no effect: the cover has no `file`"),
        ("{design: banded, file: a.png}", "`design` of the cover has no effect: the cover is a"),
    ],
)
def test_what_is_of_another_kind_of_cover_is_told(said: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(own("PNG"))
    found = prepared(tmp_path, edition=f"{EDITION}  cover: {said}\n").warnings
    assert any(words in item.message for item in found if item.code == "key-without-effect")


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [value / 255 for value in bytes.fromhex(color[1:])]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colors", cover.PALETTES)
def test_the_letters_of_a_cover_stand_out(colors: tuple[str, str, str]) -> None:
    ground, letters, second = colors
    assert contrast(ground, letters) >= 7
    assert contrast(ground, second) >= 4.5


def test_an_edition_keeps_the_colors_of_its_cover(tmp_path: Path) -> None:
    metadata = prepared(tmp_path).edition.metadata
    assert cover.palette(metadata) in cover.PALETTES
    first = cover.png(metadata)
    cover.forget()
    assert cover.png(metadata) == first


def test_a_cover_is_drawn_once_and_each_of_others_anew(
    metadata: Metadata, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover.forget()
    first = cover.png(metadata, (120, 180))
    assert cover.png(replace(metadata, title="Another"), (120, 180)) != first
    assert cover.png(metadata, (100, 180)) != first
    assert cover.png(metadata, (120, 180), indexed=False) != first
    for number in range(cover._MOST - 4):
        cover.png(replace(metadata, title=str(number)), (120, 180))
    monkeypatch.setattr(cover, "_png", None)
    assert cover.png(metadata, (120, 180)) == first
    monkeypatch.undo()
    cover.png(replace(metadata, title="One too many"), (120, 180))
    assert len(cover._drawn) == cover._MOST
    monkeypatch.setattr(cover, "_png", None)
    with pytest.raises(TypeError):
        cover.png(metadata, (120, 180))


def test_the_title_of_a_cover_is_legible_as_a_thumbnail(tmp_path: Path) -> None:
    """A tenth of the size: the capitals of the title are still ten pixels of strong contrast."""
    metadata = prepared(tmp_path).edition.metadata
    picture = Image.open(BytesIO(cover.png(metadata))).convert("L").resize((120, 180))
    title = picture.crop((0, 25, 120, 110))
    rows = [max(title.crop((0, y, 120, y + 1)).tobytes()) for y in range(title.height)]
    ground = min(title.tobytes())
    assert sum(row - ground > 120 for row in rows) >= 10


def test_the_longest_title_stays_on_the_cover(tmp_path: Path) -> None:
    metadata = prepared(tmp_path).edition.metadata
    long = replace(metadata, title="Pneumonoultramicroscopic " * 12, subtitle="A " * 200)
    picture = Image.open(BytesIO(cover.png(long))).convert("L")
    edge = picture.crop((picture.width - 40, 0, picture.width, picture.height))
    assert len(set(edge.tobytes())) == 1
