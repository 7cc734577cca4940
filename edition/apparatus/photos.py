"""Photos: reads a picture that an edition may reproduce, checks it and scales it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from edition.apparatus import pixels
from edition.model import Illustration, Photo
from edition.model.dataclass import dataclass
from edition.model.identifiers import file_stem
from edition.model.problems import Place, Problem, Severity
from edition.system.project import Project, Refused

if TYPE_CHECKING:
    from PIL import Image

#: Longest side in pixels that is kept: 5 in at 300 dpi and a little more.
LONGEST = 1600
#: More pixels than any camera makes; a picture bomb claims more than it has (CWE-409).
MAX_PIXELS = 120_000_000
#: A large picture of which so few bytes are made is one color, or a bomb; a scan has 50.
MAX_RATIO, LARGE = 250, 10_000_000
_BYTES = {"1": 1 / 8, "L": 1, "P": 1, "LA": 2, "I;16": 2, "RGB": 3}
_SAVE_SRGB = (
    "It is taken to be sRGB. Look at it in the book; if its colors are wrong, convert it to sRGB."
)
_ALT = "Say in `alt:` what the picture shows, in a sentence, for those who cannot see it."
_FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


class Reproduced(Protocol):
    """Whatever has a picture in a file."""

    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def place(self) -> Place: ...


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
    problems = []
    if not photo.alt.strip():
        message = f"The photo “{photo.id}” has no alt."
        problems.append(Problem("alt-missing", photo.place, message, _ALT))
    picture, found = read(project, photo)
    return picture, problems + found


def illustration(project: Project, item: Illustration) -> tuple[Picture | None, list[Problem]]:
    """The picture of `item`, or None with what is wrong: no alt, though it shows something, or
    alt, though it does not; and what is wrong with the file."""
    picture, problems = read(project, item)
    if not item.alt.strip() and not item.decorative:
        message = f"The picture “{item.id}” has no alt."
        hint = f"{_ALT} If it is an ornament, write `decorative: true`."
        problems.append(Problem("picture-without-alt", item.place, message, hint))
    if item.alt.strip() and item.decorative:
        message = f"The alt of the picture “{item.id}” is not read out, since it is decorative."
        hint = "Take one of the two out."
        problems.append(Problem("picture-without-alt", item.place, message, hint, Severity.WARNING))
    return picture, problems


def read(project: Project, photo: Reproduced) -> tuple[Picture | None, list[Problem]]:
    """The picture in the file of `photo`, or None with what is wrong with it."""
    place = photo.place
    problems = []
    try:
        data = project.read(photo.file, place)
    except Refused as refused:
        return None, [refused.problem]
    made = _picture(photo, data)
    picture, colors_known = made or (None, True)
    if not colors_known:
        message = f"The color profile in {photo.file} is damaged, or for other colors than its own."
        problems.append(
            Problem("photo-profile-unusable", place, message, _SAVE_SRGB, Severity.WARNING)
        )
    if picture is None:
        most = f"{MAX_PIXELS // 10**6} million pixels"
        message = f"{photo.file} is not a whole JPEG or PNG of at most {most}."
        hint = "Open it in a picture program and save it anew as JPEG."
        problems.append(Problem("photo-unreadable", place, message, hint))
    return picture, problems


def _picture(photo: Reproduced, data: bytes) -> tuple[Picture, bool] | None:
    """The picture, and whether it is known what its colors are; None where it cannot be read."""
    import warnings

    from PIL import Image

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
            bare, colors_known = pixels.seen(image, LONGEST)
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
    made = Picture(photo.id, out.getvalue(), media_type, name, bare.width, bare.height)
    return made, colors_known


@contextmanager
def _whole_only() -> Iterator[None]:
    """WeasyPrint, once loaded, makes Pillow take pictures that are cut short, everywhere."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _bomb(image: Image.Image, size: int) -> bool:
    """Whether a picture, of which only the head has been read, is larger than any that is meant;
    `size` is that of its file in bytes."""
    pixels = image.width * image.height
    unpacked = pixels * _BYTES.get(image.mode, 4)
    return pixels > MAX_PIXELS or (pixels > LARGE and unpacked > MAX_RATIO * size)
