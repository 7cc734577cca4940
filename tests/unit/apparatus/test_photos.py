"""Pictures are checked, scaled and written anew, without what a camera put into them."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from edition.apparatus.photos import LONGEST, MAX_PIXELS, load
from edition.model import LineRef, Photo
from edition.model.problems import Place
from edition.system.project import Project

PLACE = Place("annotations.yaml", 9, 5)
#: Loads a picture of the current folder, and prints by how many MiB memory has risen.
_LOADED = """
from pathlib import Path
from tests.fuzz.bounds import Memory
from tests.unit.apparatus.test_photos import load, photo, Project
memory = Memory()
load(Project.at(Path()), photo("x.png"))
print(memory.risen())
"""


def photo(file: str, alt: str = "A loom.") -> Photo:
    """A photo with this file."""
    return Photo("p", LineRef("s", 1, 1, PLACE), None, file, alt, "", "", "", None, PLACE)


def encoded(kind: str, size=(8, 4), mode: str = "RGB", **options) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, kind, **options)
    return out.getvalue()


def codes(folder: Path, data: bytes, alt: str = "A loom.") -> list[str]:
    """The codes of the problems with a picture."""
    (folder / "x.jpg").write_bytes(data)
    picture, problems = load(Project.at(folder), photo("x.jpg", alt))
    assert all(problem.place == PLACE for problem in problems)
    assert (picture is None) == any(p.code != "alt-missing" for p in problems)
    return [problem.code for problem in problems]


def header(width: int, height: int) -> bytes:
    """A PNG that claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "p.jpg"), ("PNG", "p.png")])
def test_good_pictures(kind: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "any.name").write_bytes(encoded(kind))
    picture, problems = load(Project.at(tmp_path), photo("any.name"))
    assert problems == []
    assert (picture.name, picture.width, picture.height) == (name, 8, 4)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.format, image.size) == (kind, (8, 4))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_kind_of_png(mode: str, tmp_path: Path) -> None:
    assert codes(tmp_path, encoded("PNG", mode=mode)) == []


def test_large_pictures_are_scaled(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(encoded("PNG", (LONGEST * 2, 100), "L"))
    picture, _ = load(Project.at(tmp_path), photo("x.png"))
    assert (picture.width, picture.height) == (LONGEST, 50)


def test_the_cameras_data_are_gone_and_the_picture_is_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"  # turned; its maker
    (tmp_path / "x.jpg").write_bytes(encoded("JPEG", exif=exif))
    picture, _ = load(Project.at(tmp_path), photo("x.jpg"))
    assert (picture.width, picture.height) == (4, 8)
    assert b"A camera" not in picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        assert 0x0112 not in image.getexif()


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_are_refused(kind: str, tmp_path: Path) -> None:
    assert codes(tmp_path, encoded(kind)) == ["photo-unreadable"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded("JPEG")[:200],
        header(2**31 - 1, 2**31 - 1),
        header(MAX_PIXELS // 1000 + 1, 1000),
        header(0, 0),
    ],
    ids=["empty", "text", "SVG", "half", "huge", "over the limit", "no pixels"],
)
def test_bombs_and_broken_files_are_refused(data: bytes, tmp_path: Path, recwarn) -> None:
    assert codes(tmp_path, data) == ["photo-unreadable"]
    assert list(recwarn) == []  # they would be printed on the terminal


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_alt_is_needed(alt: str, tmp_path: Path) -> None:
    assert codes(tmp_path, encoded("JPEG"), alt) == ["alt-missing"]


@pytest.mark.parametrize("file", ["../x.jpg", "/x.jpg", "out.jpg"])
def test_nothing_outside_the_project_is_shown(file: str, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(encoded("JPEG"))
    root = tmp_path / "project"
    root.mkdir()
    (root / "out.jpg").symlink_to("../x.jpg")
    picture, (problem,) = load(Project.at(root), photo(file))
    assert picture is None
    assert problem.code == "path-outside-project"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    picture, (problem,) = load(Project.at(tmp_path), photo("none.jpg"))
    assert picture is None
    assert (problem.code, problem.place) == ("file-not-found", PLACE)


def test_what_is_said_in_a_comment_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(encoded("JPEG", comment=b"taken by"))
    picture, _ = load(Project.at(tmp_path), photo("x.jpg"))
    assert b"taken by" not in picture.data


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measured on Linux only")
def test_a_large_picture_is_not_held_twice(tmp_path: Path) -> None:
    size = (6_000, 5_000)
    image = Image.new("RGB", size)
    image.paste(Image.effect_noise((6_000, 500), 90), (0, 0))  # else it would be a bomb
    image.save(tmp_path / "x.png", compress_level=1)
    del image
    # A process of its own: what this one has freed would not be counted again.
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    once = size[0] * size[1] * 4 / 1024**2  # Pillow takes four bytes for a pixel
    assert once * 0.9 < float(done.stdout) < once * 1.5
