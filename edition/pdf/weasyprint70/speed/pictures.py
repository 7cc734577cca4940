"""Takes a picture of the builder's own as it is packed. Nothing of it changes a page.

WeasyPrint 70 unpacks every PNG and packs it again, since it cannot know how it was packed: a
drawn cover takes a fifth of the time of a small book. What is packed as WeasyPrint would is named
here before, in this process; in another one it is packed again, which comes to the same.
"""

from __future__ import annotations

from io import BytesIO

from edition.pdf.upstream import Argument, Function

#: The files that were packed last as WeasyPrint would.
_PACKED: dict[bytes, None] = {}
_MOST = 8
#: Of a PNG: what it begins with, and what each chunk has besides its data (PNG, 5.2 and 5.3).
_SIGNATURE, _LENGTH, _TYPE, _CHECK = 8, 4, 4, 4


def packed(file: bytes) -> None:
    """Note that this PNG is as Pillow writes it when nothing else is asked for."""
    while len(_PACKED) >= _MOST:
        _PACKED.pop(next(iter(_PACKED)), None)
    _PACKED[file] = None


def as_packed(original: Function) -> Function:
    """Wrap `RasterImage._get_png_data`: of a file that is noted, its own data."""

    def _get_png_data(*given: Argument) -> bytes:
        image = given[-1]  # behind the class's own object, or alone
        file = image.fp.getvalue() if isinstance(getattr(image, "fp", None), BytesIO) else b""
        if file in _PACKED:
            return _data(file)
        found: bytes = original(image)
        return found

    return _get_png_data


def _data(file: bytes) -> bytes:
    """What the chunks IDAT hold."""
    found, at = [], _SIGNATURE
    while at < len(file):
        start = at + _LENGTH + _TYPE
        end = start + int.from_bytes(file[at : at + _LENGTH], "big")
        if file[at + _LENGTH : start] == b"IDAT":
            found.append(file[start:end])
        at = end + _CHECK
    return b"".join(found)
