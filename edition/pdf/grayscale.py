"""Makes a PDF gray: one ink, as a printing house asks for pages that are printed in black.

WeasyPrint writes every color, black too, as one of sRGB, which a press would print with four inks.
Here each color becomes DeviceGray (ISO 32000-1, 8.6.4.2), in one pass over what draws: pages,
drawings, patterns, gradients and soft masks. Pictures are made gray before they are embedded.

The gray is as light as the color was: the relative luminance of its light (linear, with the
weights of ITU-R BT.709), encoded again as sRGB encodes it (IEC 61966-2-1). So the contrast between
two colors stays what it was (WCAG 2.2, relative luminance). Luma, a sum of the encoded values, is
quicker and does not keep it: it makes every color darker, a pure red less than half as bright.
PDF/A lets DeviceGray be, since the output intent says what it looks like (ISO 19005-3, 6.2.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO

from edition.pdf.upstream import Argument, Pdf, PdfObject, Result

_WEIGHTS = (0.2126, 0.7152, 0.0722)
#: WeasyPrint's names of the color spaces that are no sRGB: CIE L*a*b*. Style sheets cannot name
#: inks (`stylecheck`).
_LAB = (b"/lab-d50", b"/lab-d65")
#: The ends of the operators that set a color or its space: `rg`, `cs`, `scn`, and of strokes.
_ENDS = frozenset({b"rg", b"RG", b"cs", b"CS", b"cn", b"CN"})
_DEPTH = 65535  # steps of light: the darkest of 256 tones are 20 of them apart
#: A picture was compressed once before; at this quality the second time does not show.
_QUALITY = 92


def finish(pdf: Pdf) -> None:
    """Take the color out of `pdf` (pydyf's, all but written); its pictures must be gray."""
    pages = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    contents = {int(page["Contents"].split()[0]) for page in pages}
    for item in pdf.objects:
        extra = getattr(item, "extra", {})
        if "Group" in extra:
            extra["Group"]["CS"] = "/DeviceGray"
        if extra.get("Subtype") == "/Form" or "PatternType" in extra or item.number in contents:
            item.stream = list(_grayed(item.stream))
        elif isinstance(item, dict) and "ShadingType" in item:
            _gray_shading(item)
        elif isinstance(item, dict) and "lab-d50" in item:  # the spaces that no page needs now
            for name in ("lab-d50", "lab-d65", "srgb"):
                item.pop(name, None)


def picture(data: bytes) -> bytes:
    """A JPEG or PNG in gray, of the same format and size. One that is gray stays as it is."""
    from PIL import Image, ImageMath

    with Image.open(BytesIO(data)) as image:
        if image.mode in ("1", "L", "LA", "I", "I;16"):
            return data
        kind = image.format
        whole = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bands = whole.split()[:3]
    shares = [band.point(table, "I") for band, table in zip(bands, _tables(), strict=True)]
    light = ImageMath.lambda_eval(
        lambda of: of["r"] + of["g"] + of["b"], r=shares[0], g=shares[1], b=shares[2]
    )
    out = BytesIO()
    options = {"quality": _QUALITY} if kind == "JPEG" else {}
    tones = light.point(_tones(), "L")
    if whole.mode == "RGBA":
        tones.putalpha(whole.getchannel("A"))
    tones.save(out, kind, optimize=True, **options)
    return out.getvalue()


def gray(red: float, green: float, blue: float) -> float:
    """The gray that is as light as a color of sRGB; all from 0 to 1."""
    channels = [min(max(value, 0.0), 1.0) for value in (red, green, blue)]
    if channels[0] == channels[1] == channels[2]:
        return channels[0]
    light = sum(w * _linear(value) for w, value in zip(_WEIGHTS, channels, strict=True))
    return _encoded(light)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


# ── what draws ──────────────────────────────────────────────────────────────────────────────


def _grayed(items: Iterable[Argument]) -> Iterator[Result]:
    """The content of a stream, one operator an item as WeasyPrint writes it, in gray."""
    space = b""
    for item in items:
        if not isinstance(item, bytes) or item[-2:] not in _ENDS:
            yield item
            continue
        *operands, operator = item.split()
        if operator in (b"cs", b"CS"):
            space = operands[0]
            if space in _LAB:
                continue  # `g` sets the space too
        elif operator in (b"rg", b"RG"):
            item = _operator("sRGB", item)
        elif space in _LAB:
            item = _operator("Lab", item)
        yield item


@cache
def _operator(space: str, item: bytes) -> bytes:
    """The operator that sets the gray of this color."""
    *operands, name = item.split()
    values = [float(value) for value in operands]
    if space == "sRGB":
        tone = gray(values[0], values[1], values[2])
    else:  # L* to the light that it stands for (CIE 15)
        lightness = min(max(values[0], 0.0), 100.0)
        light = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness * 27 / 24389
        tone = _encoded(light)
    digits = f"{tone:.6f}".rstrip("0").rstrip(".")
    return f"{digits} {'G' if name.isupper() else 'g'}".encode()


def _gray_shading(shading: dict[str, PdfObject]) -> None:
    """A gradient: its color space, and the colors at the ends of its functions."""
    shading["ColorSpace"] = "/DeviceGray"
    functions = [shading["Function"]]
    while functions:
        function = functions.pop()
        functions += function.get("Functions", ())
        for end in ("C0", "C1"):
            if len(color := function.get(end, ())) == 3:
                color[:] = [gray(*color)]


# ── pictures ────────────────────────────────────────────────────────────────────────────────


@cache
def _tables() -> list[list[int]]:
    """For red, green and blue: what each of its 256 values gives to the light."""
    return [[round(w * _DEPTH * _linear(k / 255)) for k in range(256)] for w in _WEIGHTS]


@cache
def _tones() -> list[int]:
    """For each step of light, the gray from 0 to 255. Pillow takes more light for the last."""
    return [round(255 * _encoded(k / _DEPTH)) for k in range(_DEPTH + 1)]
