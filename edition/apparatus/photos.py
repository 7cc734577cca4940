"""Photos: reads a picture that an edition may reproduce, checks it and scales it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from edition.model import Photo
from edition.model.identifiers import file_stem
from edition.model.problems import Problem
from edition.system.project import Project, Refused

#: Longest side in pixels that is kept: 5 in at 300 dpi and a little more.
LONGEST = 1600
#: More pixels than any camera makes; a picture bomb claims more than it has (CWE-409).
MAX_PIXELS = 120_000_000
#: A large picture of which so few bytes are made is one color, or a bomb; a scan has 50.
MAX_RATIO, LARGE = 250, 10_000_000
_BYTES = {"1": 1 / 8, "L": 1, "P": 1, "LA": 2, "I;16": 2, "RGB": 3}
_FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to embed: its pixels in sRGB or gray, encoded anew, and nothing else of the
    file; sizes in pixels."""

    photo_id: str
    data: bytes
    media_type: str
    name: str
    width: int
    height: int


def load(project: Project, photo: Photo) -> tuple[Picture | None, list[Problem]]:
    """The picture of `photo`, or None with what is wrong: file, format, size, missing alt."""
    place = photo.place
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
            _whole_only(),
            Image.open(BytesIO(data), formats=list(_FORMATS)) as image,
        ):
            if _bomb(image, len(data)):
                return None
            # A telephone puts a second picture behind the first; Pillow calls that MPO.
            kind = "PNG" if image.format == "PNG" else "JPEG"
            # Scaled while it is read where the format can (JPEG): not all of a large one is kept.
            image.draft(None, (LONGEST, LONGEST))
            image.load()
            upright = ImageOps.exif_transpose(_scaled(image))
            bare = Image.new(upright.mode, upright.size)
            bare.paste(upright)  # the pixels alone: no comment, no profile, no camera's data
    except MemoryError:
        raise
    except Exception:
        # Pillow raises many kinds for a damaged picture; all of them mean the same here.
        return None
    out = BytesIO()
    options = {"quality": 88, "optimize": True} if kind == "JPEG" else {"optimize": True}
    bare.save(out, kind, **options)
    media_type, suffix = _FORMATS[kind]
    name = f"{file_stem(photo.id)}.{suffix}"
    return Picture(photo.id, out.getvalue(), media_type, name, bare.width, bare.height)


@contextmanager
def _whole_only() -> Iterator[None]:
    """WeasyPrint, once loaded, makes Pillow take pictures that are cut short, everywhere."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _bomb(image: Any, size: int) -> bool:
    """Whether a picture, of which only the head has been read, is larger than any that is meant;
    `size` is that of its file in bytes."""
    pixels = image.width * image.height
    unpacked = pixels * _BYTES.get(image.mode, 4)
    return pixels > MAX_PIXELS or (pixels > LARGE and unpacked > MAX_RATIO * size)


def _scaled(image: Any) -> Any:
    """The picture no larger than it is kept, its colors in sRGB: a profile stays behind, since a
    profile is a program for the reader's machine (CWE-506)."""
    profile = image.info.get("icc_profile")
    mode = "L" if image.mode in ("1", "L", "I", "I;16", "LA") else "RGB"
    # Never a second picture beside it: one of the most pixels takes half a GB.
    scaled = image if image.mode == mode else image.convert(mode)
    scaled.thumbnail((LONGEST, LONGEST))
    if profile and mode == image.mode:
        from PIL import ImageCms

        # One that cannot be read says nothing of the colors.
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            ImageCms.profileToProfile(scaled, given, ImageCms.createProfile("sRGB"), inPlace=True)
    return scaled
