"""Drawn: how a drawing is fitted to the book that it stands in: its letters, and the paper of a
timeline."""

from __future__ import annotations

from edition.apparatus.chronology import sheet as chronology_sheet
from edition.apparatus.maps.sizes import LARGE, SCREEN, TEXT, Type
from edition.apparatus.svg import FONTS, SANS
from edition.text.scripts import has_arabic, has_hebrew
from edition.typography import faces
from edition.typography.profiles import Profile

#: CSS pixels in a millimeter.
_PX = 96 / 25.4


def lettered(drawing: str, typeface: str, right_to_left: bool) -> str:
    """A drawing in the letters of a profile, `serif` or `sans`: a drawing names its own, in every
    rendition."""
    first, rest = (FONTS if typeface == "serif" else SANS).split(", ", 1)
    for has_letters, family in ((has_hebrew, faces.FRANK_RUHL), (has_arabic, faces.AMIRI)):
        if has_letters(drawing):  # Before those that a machine may have, or not.
            first, rest = f"{first}, {family}", rest.replace(f"{family}, ", "")
    # Where text is anchored depends on the direction (SVG 1.1, 10.9.1).
    direction = ' direction="ltr"' if right_to_left else ""
    family = f' font-family="{FONTS}"'
    return str(drawing).replace(family, f'{direction} font-family="{first}, {rest}"')


def lettering(profile: Profile | None) -> Type:
    """The letters of a map: those of a profile's paper, or of a screen without one."""
    if profile is None:
        return SCREEN
    return LARGE if profile.family == "sans" else TEXT


def sheet(profile: Profile | None) -> chronology_sheet.TimelineSheet:
    """What a timeline has to draw on: the type area of a profile, less a caption, or that of the
    EPUB without one. Its letters are a little smaller than the text's, but in large print, where
    none may be; there they are wider, too."""
    if profile is None:
        return chronology_sheet.EPUB_SHEET
    large = profile.family == "sans"
    return chronology_sheet.TimelineSheet(
        width=profile.back_measure * _PX,
        height=(profile.height - 13) * _PX,
        size=round(profile.size * (1 if large else 0.814) * 96 / 72, 1),
        fan=44,
        slack=1.24 if large else 1.0,
        figures=1 if large else 0.86,
    )
