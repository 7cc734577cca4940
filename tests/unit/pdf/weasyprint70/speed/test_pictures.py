"""A drawn cover is packed once, as WeasyPrint would pack it; all other pictures are packed anew."""

from __future__ import annotations

import inspect
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from weasyprint.images import RasterImage

from edition.model import Cover
from edition.model.problems import Place
from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.speed import pictures
from edition.typography import cover
from tests.books import prepared


@pytest.fixture(autouse=True)
def none_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    install.install()
    monkeypatch.setattr(pictures, "_PACKED", {})


def taken(file: bytes) -> bytes:
    """What comes into the PDF of a PNG."""
    return RasterImage._get_png_data(Image.open(BytesIO(file)))


@pytest.mark.parametrize("design", [None, Cover("banded", "", "", "", Place(""))])
@pytest.mark.parametrize("size", [(300, 450), (1272, 1794)])
def test_a_drawn_cover_is_packed_once(
    design: Cover | None, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = replace(prepared(tmp_path).edition.metadata, cover=design)
    file = cover.png(metadata, size, indexed=False)
    packed_again = inspect.unwrap(RasterImage._get_png_data)(Image.open(BytesIO(file)))
    assert taken(file) == packed_again
    pictures.packed(file)
    monkeypatch.setattr(Image.Image, "save", None)
    assert taken(file) == packed_again


def test_what_is_not_noted_is_packed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG", compress_level=0)
    file = out.getvalue()
    assert len(taken(file)) < 1000 < len(file)
    for number in range(pictures._MOST):
        pictures.packed(b"another file %d" % number)
    pictures.packed(file)
    assert len(pictures._PACKED) == pictures._MOST
    monkeypatch.setattr(Image.Image, "save", None)
    assert len(taken(file)) > 1000


def test_the_covers_of_a_book_are_noted(tmp_path: Path) -> None:
    from edition.apparatus.citations.formatter import Formatter
    from edition.pdf import assets
    from edition.render.renderer import Renderer

    book = prepared(tmp_path)
    inputs = assets.layout_inputs(book, Renderer(book, "pdf", Formatter.of(book)))
    assert [*pictures._PACKED] == [inputs.files["images/cover.png"][0]]
