"""Photos: reads a picture that an edition may reproduce, checks it and scales it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from .model import Photo
from .problems import Place, Problem
from .project import Project, Refused

#: Longest side in pixels that is kept: 5 in at 300 dpi and a little more.
LONGEST = 1600
#: More pixels than any camera makes; a picture bomb claims more than it has (CWE-409).
MAX_PIXELS = 120_000_000
_FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to embed: re-encoded, without the camera's data; sizes in pixels."""

    photo_id: str
    data: bytes
    media_type: str
    name: str
    width: int
    height: int


def load(project: Project, photo: Photo) -> tuple[Picture | None, list[Problem]]:
    """The picture of `photo`, or None with what is wrong: file, format, size, missing alt."""
    place = Place(*photo.place)
    problems = []
    if not photo.alt.strip():
        hint = "Say in `alt:` what the picture shows, in a sentence, for those who cannot see it."
        problems.append(Problem("alt-missing", place, f"The photo “{photo.id}” has no alt.", hint))
    try:
        data = project.read(photo.file, place)
    except Refused as refused:
        return None, [*problems, refused.problem]
    picture = _picture(photo, data)
    if picture is None:
        most = f"{MAX_PIXELS // 10**6} million pixels"
        message = f"{photo.file} is not a whole JPEG or PNG of at most {most}."
        hint = "Open it in a picture program and save it anew as JPEG."
        problems.append(Problem("photo-unreadable", place, message, hint))
    return picture, problems


def _picture(photo: Photo, data: bytes) -> Picture | None:
    import warnings

    from PIL import Image, ImageOps

    try:
        # Pillow warns of large pictures on the terminal; the limit here is our own.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(data), formats=list(_FORMATS)) as image,
        ):
            if image.width * image.height > MAX_PIXELS:
                return None
            kind = image.format or ""
            image.load()
            upright = ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:
        # Pillow raises many kinds for a damaged picture; all of them mean the same here.
        return None
    mode = "L" if upright.mode in ("1", "L", "I", "I;16", "LA") else "RGB"
    upright = upright.convert(mode)
    upright.thumbnail((LONGEST, LONGEST))
    out = BytesIO()
    options = {"quality": 88, "optimize": True} if kind == "JPEG" else {"optimize": True}
    upright.save(out, kind, **options)
    media_type, suffix = _FORMATS[kind]
    name = f"{photo.id}.{suffix}"
    return Picture(photo.id, out.getvalue(), media_type, name, upright.width, upright.height)
