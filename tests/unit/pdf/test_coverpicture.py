"""A cover of the edition's own is whole on its page, whatever its shape."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from edition.pdf.coverpicture import fitted


def _picture(mode: str, size: tuple[int, int], kind: str) -> bytes:
    image = Image.new(mode, size, 90 if mode == "L" else (200, 20, 20, 255)[: len(mode)])
    image.paste(30 if mode == "L" else (10, 10, 200, 0)[: len(mode)], (0, 0, 20, 20))
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(60, 160), (200, 100), (100, 141)])
def test_nothing_is_cut_off_or_stretched(mode: str, size: tuple[int, int]) -> None:
    data = _picture(mode, size, "PNG")
    with Image.open(BytesIO(fitted(data, 148 / 210))) as page:
        assert abs(page.width / page.height - 148 / 210) < 0.01
        assert page.width >= size[0] and page.height >= size[1]
        left, top = (page.width - size[0]) // 2, (page.height - size[1]) // 2
        inside = page.convert("RGB").crop((left, top, left + size[0], top + size[1]))
        assert inside.getpixel((size[0] - 1, size[1] - 1)) == (
            (90,) * 3 if mode == "L" else (200, 20, 20)
        )
        # What is clear is paper, not black.
        assert mode != "RGBA" or inside.getpixel((5, 5)) == (255, 255, 255)


def test_one_of_the_page_s_shape_stays_as_it_is() -> None:
    data = _picture("RGB", (1480, 2100), "JPEG")
    assert fitted(data, 148 / 210) is data
