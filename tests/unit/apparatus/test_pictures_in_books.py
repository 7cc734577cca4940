"""The finished books show each picture as a reader of the file would see it: EPUB, and PDF in
color and for one ink."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from edition.build import build
from edition.pdf.grayscale import gray
from edition.system.project import Project
from tests.books import write_project
from tests.pictures import (
    COLOR,
    COLOR_ALPHA,
    GRAY,
    GRAY_ALPHA,
    PALETTE,
    Png,
    exchanged_profile,
    inks_profile,
)
from tests.shared import made_once

#: Pixels of a field of one color.
_SIDE = 24


def _fields(*fields: tuple[int, ...]) -> list[list[tuple[int, ...]]]:
    return [[field for field in fields for _ in range(_SIDE)]] * _SIDE


def _png(kind: int, depth: int, *fields: tuple[int, ...], **more) -> tuple[bytes, list]:
    png = Png(kind, depth, _fields(*fields), **more)
    seen = Png(kind, depth, [fields], **more).seen()[0]
    return png.encoded(), [tuple(map(round, color)) for color in seen]


def _inks() -> tuple[bytes, list]:
    image = Image.new("CMYK", (3 * _SIDE, _SIDE))
    for at, black in enumerate((0, 128, 255)):
        image.paste((255, 90, 255, black), (at * _SIDE, 0, (at + 1) * _SIDE, _SIDE))
    out = BytesIO()
    image.save(out, "JPEG", quality=100, icc_profile=inks_profile())
    return out.getvalue(), [(255,) * 3, (119,) * 3, (0,) * 3]


_CHUNK = ((b"iCCP", b"p\0\0" + zlib.compress(exchanged_profile())),)
#: By name: the file, and the colors of its fields from left to right as they are seen.
PICTURES = {
    "ink": _png(COLOR_ALPHA, 8, (0, 0, 0, 255), (0, 0, 0, 0), (0, 0, 0, 128), (200, 0, 0, 90)),
    "ink16": _png(COLOR_ALPHA, 16, (0, 0, 0, 65535), (0, 0, 0, 0), (0, 0, 0, 30000)),
    "wash": _png(GRAY_ALPHA, 8, (0, 255), (0, 0), (0, 100), (180, 255)),
    "wash16": _png(GRAY_ALPHA, 16, (0, 65535), (0, 0), (0, 20000)),
    "ramp16": _png(GRAY, 16, (0,), (9000,), (30000,), (51000,), (65535,)),
    "clear16": _png(GRAY, 16, (0,), (255,), (30000,), clear=(255,)),
    "clear2": _png(GRAY, 2, (0,), (1,), (2,), (3,), clear=(0,)),
    "clear1": _png(GRAY, 1, (0,), (1,), (0,), clear=(0,)),
    "stamp": _png(
        PALETTE, 4, (0,), (1,), (2,), palette=((0, 0, 0), (160, 20, 20), (9, 9, 9)), clear=(0, 255)
    ),
    "key": _png(COLOR, 8, (0, 0, 0), (10, 90, 20), (0, 0, 1), clear=(0, 0, 0)),
    "profile": (
        _png(COLOR, 8, (255, 0, 0), (0, 255, 0), more=_CHUNK)[0],
        [(0, 255, 0), (0, 0, 255)],
    ),
    "inks": _inks(),
}
NAMES = tuple(PICTURES)


def _make(folder: Path) -> None:
    rest = "structure:\n  roles:\n    title: [1]\nphotos:\n"
    source = "Pictures\n\n"
    for line, name in enumerate(NAMES, 3):
        source += f"The picture {name}\n"
        rest += f"  - {{id: {name}, caption: {line}, file: {name}, alt: Fields of color.}}\n"
    rest += "pdf:\n  - profile: screen\n  - profile: print\n"
    project = write_project(folder / "project", rest, source)
    for name, (data, _) in PICTURES.items():
        (project / name).write_bytes(data)
    for name, data in build(Project.at(project)).files.items():
        (folder / name).write_bytes(data)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "books-of-pictures", _make)


def _near(image: Image.Image, wanted: list, name: str) -> None:
    """Whether the middle of each field has its color."""
    step = image.width / len(wanted)
    for number, want in enumerate(wanted):
        got = image.getpixel((int((number + 0.5) * step), image.height // 2))
        far = max(abs(a - b) for a, b in zip(got, want, strict=True))
        assert far <= 4, f"{name}, field {number}: {got} is not {want}"


@pytest.mark.parametrize("name", NAMES)
def test_the_epub_shows_what_is_in_the_file(name: str, books: Path) -> None:
    (book,) = books.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        (inside,) = (path for path in archive.namelist() if Path(path).stem == name)
        image = Image.open(BytesIO(archive.read(inside)))
    # No reading system has to know what is clear, or what the colors mean.
    assert image.mode in ("L", "RGB") and "transparency" not in image.info
    assert "icc_profile" not in image.info
    _near(image.convert("RGB"), PICTURES[name][1], name)


def _drawn(book: Path) -> list[Image.Image]:
    """The pictures of a PDF as they are on its pages."""
    found, scale = [], 3
    with pypdfium2.PdfDocument(book) as document:
        for page in document:
            objects = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            boxes = [item.get_bounds() for item in objects]
            image = page.render(scale=scale).to_pil().convert("RGB")
            for left, bottom, right, top in boxes:
                box = (left, page.get_height() - top, right, page.get_height() - bottom)
                found.append(image.crop(tuple(round(side * scale) for side in box)))
    return found


@pytest.mark.parametrize("gray_only", [False, True])
def test_the_pdf_shows_what_is_in_the_file(gray_only: bool, books: Path) -> None:
    (book,) = (p for p in books.glob("*.pdf") if p.stem.endswith("-print") == gray_only)
    pictures = _drawn(book)
    if not gray_only:
        pictures = pictures[1:]  # the cover
    assert len(pictures) == len(NAMES)
    for name, image in zip(NAMES, pictures, strict=True):
        wanted = PICTURES[name][1]
        if gray_only:
            tones = [round(255 * gray(*(value / 255 for value in color))) for color in wanted]
            wanted = [(tone,) * 3 for tone in tones]
        _near(image, wanted, name)
