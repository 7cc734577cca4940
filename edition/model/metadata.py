"""Metadata: what `edition:` of annotations.yaml says of the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from edition.model.dataclass import dataclass
from edition.model.problems import Place

#: How the URN of an ISBN begins (RFC 3187).
_ISBN = "urn:isbn:"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a MARC relator code (id.loc.gov/vocabulary/relators)."""

    name: str
    file_as: str
    role: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody thanked in the colophon: for `given`, at `address`, each empty if not said."""

    name: str
    given: str
    address: str


@dataclass(frozen=True, slots=True)
class Original:
    """Where the source text was first published."""

    title: str
    publisher: str
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class Cover:
    """How the cover looks: the `design` of one that is drawn, else a picture of the edition's own,
    its `file`, with the `title` over or under it; its `alt` is empty where the title says what it
    shows. What is not declared is empty."""

    design: str
    title: str
    file: str
    alt: str
    place: Place

    @property
    def id(self) -> str:
        """What it is called among the pictures."""
        return "cover"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the title page, the colophon and the package document say. Dates are ISO 8601;
    `place` is that of the labels. `web_edition` is false
    where the rights allow no edition that stands on the web."""

    title: str
    subtitle: str
    short_title: str
    language: str
    identifier: str
    contributors: tuple[Contributor, ...]
    credits: tuple[Credit, ...]
    publisher: str
    published: str
    modified: str
    original: Original | None
    rights: str
    annotations_licence: str
    corrections: str
    description: str
    subjects: tuple[str, ...]
    print_initials: bool
    cite_as: str
    citation_style: str
    date_order: str
    accessibility_summary: str
    conforms_to: str
    certified_by: str
    labels: Mapping[str, str]
    smart_typography: bool
    place: Place
    identifier_place: Place
    style_place: Place
    date_order_place: Place
    cover: Cover | None = None
    web_edition: bool = True
    web_edition_place: Place = field(default_factory=lambda: Place(""))
    #: Of an edition for some readers: what the names of its files end in.
    of_edition: str = ""

    @property
    def isbn(self) -> str:
        """The number of the book, where its identifier is one: what a reader may ask for it by."""
        return self.identifier.removeprefix(_ISBN) if self.identifier.startswith(_ISBN) else ""


@dataclass(frozen=True, slots=True)
class PdfFormat:
    """A PDF to make, as declared: what is empty or None follows from the profile. `bleed` is in
    mm."""

    profile: str
    name: str
    paper: str
    notes: str
    sections: str
    sources: bool | None
    bleed: float
    marks: bool
    place: Place
