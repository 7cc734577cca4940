"""Profiles: the PDFs that an edition can be made into, and the page that each is set on.

In: what `pdf:` of the annotations declares. Out: `Profile`s with every measure settled, and the
rules of CSS that say them. Lengths of pages are in millimeters, of type in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypedDict

from edition.languages import tags
from edition.model import PdfFormat
from edition.model.dataclass import dataclass
from edition.model.problems import Problem, Severity

#: Points in a millimeter.
MM = 72 / 25.4


class Notes(StrEnum):
    """Where the notes stand: at the foot of the page, beside the text, or behind it."""

    FOOT = "foot"
    SIDE = "side"
    END = "end"


#: Width and height of the papers.
PAPERS = {
    "a5": (148.0, 210.0),
    "6x9": (152.4, 228.6),
    "half-letter": (139.7, 215.9),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
}
#: The room for printer's marks, in mm.
MARKS = 8.0
#: The page of a booklet, by the sheet that is folded.
FOLDED = {"a4": "a5", "letter": "half-letter"}


class Sections(StrEnum):
    """Where the sections before and behind the text begin: on a recto, on the next page, or, of
    those behind the text, on the same page below the one before."""

    RECTO = "recto"
    PAGE = "page"
    RUN_ON = "run-on"


@dataclass(frozen=True, slots=True)
class Profile:
    """A PDF to make: its page, its type, and where its notes stand.

    `sheets` are the style sheets that follow pdf.css; `bottom` is the least lower margin: the type
    area is a whole number of lines. `side` is the width of the column of notes beside the text.
    `sheet` is the paper that a booklet is printed on. `called` is the name that the edition gives
    it. What is `gray` has no color in it, for a press with one ink. `sources` says whether it has
    the sources of what the editors say.
    """

    name: str
    paper: str
    size: float
    leading: float
    top: float
    bottom: float
    inner: float
    outer: float
    sheets: tuple[str, ...]
    family: str = "serif"
    facing: bool = False
    cover: bool = False
    notes: Notes = Notes.FOOT
    side: float = 0
    bleed: float = 0
    marks: bool = False
    sheet: str = ""
    gray: bool = False
    sections: Sections = Sections.PAGE
    sources: bool = True
    suffix: str = ""
    called: str = ""
    wide: bool = False
    """Whether letters are as wide as they are high: Chinese and Japanese ones."""

    @property
    def lines(self) -> int:
        """Lines of text on a page."""
        height = PAPERS[self.paper][1] - self.top - self.bottom
        return int(height * MM / self.leading)

    @property
    def rectos(self) -> bool:
        """Whether sections begin on right-hand pages."""
        return self.facing and self.sections is Sections.RECTO

    @property
    def measure(self) -> float:
        """The width of the type area, in mm."""
        return PAPERS[self.paper][0] - self.inner - self.outer

    @property
    def back_measure(self) -> float:
        """The same on pages without notes: wider, where those of the text have notes beside it."""
        return self.measure + (self.side - UNSET if self.side else 0)

    @property
    def height(self) -> float:
        """The height of the type area, in mm."""
        return self.lines * self.leading / MM

    @property
    def note_line(self) -> int:
        """Characters on a line of a note, on the short side."""
        width = self.side or self.measure
        letter = 1 if self.wide else 0.475
        return int((width - 5.5) * MM / (self.size * (0.7 if self.side else 0.8) * letter))


class _Measures(TypedDict):
    """Measures that several profiles share: of the type, and of the margins above and below."""

    size: float
    leading: float
    top: float
    bottom: float


class _Office(_Measures):
    """The same of the profiles for the office, which share more."""

    inner: float
    sheets: tuple[str, ...]
    gray: bool


class _Changes(TypedDict, total=False):
    """What a declaration changes of its profile."""

    bleed: float
    marks: bool
    called: str
    notes: Notes
    paper: str
    sheet: str
    inner: float
    outer: float
    side: float
    sheets: tuple[str, ...]
    sections: Sections
    sources: bool


_TEXT: _Measures = {"size": 10.5, "leading": 14.0, "top": 21.0, "bottom": 23.0}
_OFFICE: _Office = {
    "size": 11.5,
    "leading": 15.5,
    "top": 24.0,
    "bottom": 26.0,
    "inner": 32.0,
    "sheets": ("pdf-single.css", "pdf-print.css"),
    "gray": True,
}

#: The profiles by name, on the paper that each has when none is named.
PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "screen",
            "a5",
            **_TEXT,
            inner=22,
            outer=22,
            cover=True,
            sheets=("pdf-single.css", "pdf-screen.css"),
        ),
        Profile(
            "print",
            "a5",
            **_TEXT,
            inner=20,
            outer=24,
            facing=True,
            gray=True,
            sections=Sections.RECTO,
            sheets=("pdf-facing.css", "pdf-print.css"),
        ),
        # 18 points, clear letters, nothing in italics: RNIB Clear Print, and the guidelines of the
        # American Printing House for the Blind. Notes of that size leave no room at a page's foot.
        Profile(
            "large-print",
            "a4",
            size=18,
            leading=24,
            top=26,
            bottom=24,
            inner=24,
            outer=24,
            family="sans",
            notes=Notes.END,
            sources=False,
            sheets=("pdf-single.css", "pdf-large-print.css"),
        ),
        Profile("a4", "a4", **_OFFICE, outer=60),
        Profile("letter", "letter", **_OFFICE, outer=65.9),
        Profile(
            "booklet",
            "a5",
            **_TEXT,
            inner=20,
            outer=24,
            facing=True,
            sheet="a4",
            gray=True,
            sheets=("pdf-facing.css", "pdf-print.css"),
        ),
    )
}
#: The papers that each profile can be on.
PAPERS_OF = {
    "screen": ("a5", "6x9"),
    "print": ("a5", "6x9"),
    "large-print": ("a4", "letter"),
    "a4": ("a4",),
    "letter": ("letter",),
    "booklet": ("a4", "letter"),
}


#: Where the notes stand beside the text: the margins and the column for them, in mm. The paragraph
#: numbers need the inner margin; the outer one holds the column.
BESIDE: dict[str, _Changes] = {
    "a4": {"inner": 22, "outer": 96, "side": 78},
    "letter": {"inner": 22, "outer": 99.9, "side": 82},
}
#: Between the text and the notes beside it, and what of their column stays free where there are no
#: notes, in mm.
GUTTER, UNSET = 6.0, 46.0


def settled(formats: Iterable[PdfFormat]) -> tuple[Profile, ...]:
    """The profiles that are declared, in their order; `screen` where none is.

    The first is the edition's main PDF, whose pages the EPUB names; the others bear their name,
    or that of their profile, in the file's name.
    """
    first, *rest = [_settled(item) for item in formats] or [PROFILES["screen"]]
    return (first, *(replace(item, suffix=f"-{item.called or item.name}") for item in rest))


def named(name: str, declared: Iterable[Profile]) -> Profile:
    """The PDF of this name: one that is declared, else the profile as it is by itself.

    Raises KeyError where there is neither.
    """
    for profile in declared:
        if name in (profile.name, profile.called):
            return profile
    return replace(PROFILES[name], suffix=f"-{name}")


def in_language(profile: Profile, language: str) -> Profile:
    """The profile for a book in this language: the lines of Chinese and Japanese, whose letters are
    high, are 1.7 of them apart (JLReq 3.1.9 has 1.5 to 2)."""
    if tags.primary(language) not in ("zh", "yue", "ja"):
        return profile
    return replace(profile, leading=round(profile.size * 1.7 * 2) / 2, wide=True)


def _settled(item: PdfFormat) -> Profile:
    profile = PROFILES[item.profile]
    changes: _Changes = {
        "bleed": item.bleed,
        "marks": item.marks,
        "called": item.name,
        "notes": Notes(item.notes) if item.notes else profile.notes,
        "sections": Sections(item.sections) if item.sections else profile.sections,
        "sources": profile.sources if item.sources is None else item.sources,
    }
    if item.paper and profile.sheet:
        changes |= {"sheet": item.paper, "paper": FOLDED[item.paper]}
    elif item.paper:
        changes["paper"] = item.paper
    if item.notes == Notes.SIDE:
        changes |= BESIDE[item.profile]
        changes["sheets"] = (*profile.sheets, "pdf-side.css")
    return replace(profile, **changes)


def problems(formats: Iterable[PdfFormat]) -> Iterator[Problem]:
    """What cannot be made as it is declared: a page that a profile has not, two files of one
    name."""
    files: dict[str, PdfFormat] = {}
    for number, item in enumerate(formats):
        place = item.place
        allowed = PAPERS_OF[item.profile]
        if item.paper and item.paper not in allowed:
            yield Problem(
                "paper-not-for-profile",
                place,
                f"The profile “{item.profile}” is not made on “{item.paper}”.",
                f"It can be on {' or '.join(allowed)}.",
            )
        if item.notes == Notes.SIDE and item.profile not in BESIDE:
            yield Problem(
                "no-room-beside",
                place,
                f"The pages of “{item.profile}” have no room beside the text for notes.",
                f"Notes at the side can be had in {' and '.join(BESIDE)}.",
            )
        if item.sections == Sections.RECTO and not PROFILES[item.profile].facing:
            yield Problem(
                "key-without-effect",
                place,
                f"`sections: recto` has no effect: the pages of “{item.profile}” do not face.",
                "Take it out, or write `page`.",
                Severity.WARNING,
            )
        name = item.name or item.profile if number else ""
        first = files.setdefault(name, item)
        if first is not item:
            yield Problem(
                "pdf-twice",
                place,
                f"Two PDFs would have the name “{name}”.",
                f"The other stands on line {first.place[1]}. Give this one a `name`.",
            )
