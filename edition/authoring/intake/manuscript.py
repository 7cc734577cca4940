"""Manuscript: a text on its way from another format into an edition. Plain data.

A tree of blocks and inlines, in the order of the original. What will not be in the edition stands
in the tree as well (`Dropped`), at its place and with the reason, and so does what the original has
no words for (`Added`): so the words of the original can be read off the tree, and those of the
edition too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from edition.model import Role
from edition.model.dataclass import dataclass


class Style(StrEnum):
    """How words are set, or what they are in."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small capitals"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    UNDERLINE = "underlining"
    STRIKE = "struck out"
    CODE = "code"
    TITLE = "titles of works"
    LANGUAGE = "words in another language"


# ── inlines ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Styled:
    """Words in a style; `value` is the language tag of `LANGUAGE`."""

    style: Style
    inlines: list[Inline]
    value: str = ""


@dataclass(slots=True)
class Link:
    """Words that lead to a web address."""

    address: str
    inlines: list[Inline]


@dataclass(slots=True)
class Call:
    """The call of the note with this label."""

    label: str


@dataclass(slots=True)
class LineBreak:
    """The end of a line that is kept."""


@dataclass(slots=True)
class Picture:
    """A picture: `file` as the original names it, `alt` what it shows."""

    file: str
    alt: str
    place: str = ""


@dataclass(slots=True)
class Milestone:
    """Where a page of a printed edition, or a time of a recording, begins."""

    kind: str
    name: str


class NameKind(StrEnum):
    """The list of annotations.yaml that a name belongs to."""

    PEOPLE = "people"
    ORGANIZATIONS = "organizations"
    PLACES = "places"


@dataclass(slots=True)
class Named:
    """Words that mean somebody or something; `key` is the same for all that mean the same."""

    kind: NameKind
    key: str
    inlines: list[Inline]


@dataclass(slots=True)
class Corrected:
    """Words of the text, and what the original's editor would read."""

    inlines: list[Inline]
    reading: str
    reason: str = ""


@dataclass(slots=True)
class Glossed:
    """A word that the original explains, and the explanation."""

    inlines: list[Inline]
    definition: str


@dataclass(slots=True)
class Dropped:
    """Words of the original that the edition has not, and why; `what` groups them."""

    words: str
    what: str
    why: str
    place: str = ""


@dataclass(slots=True)
class Added:
    """Words of the edition that the original has not as words, and why."""

    words: str
    what: str
    why: str
    place: str = ""


Inline: TypeAlias = (
    str | Styled | Link | Call | LineBreak | Picture | Milestone | Named | Corrected | Glossed
    | Dropped | Added
)  # fmt: skip


# ── blocks ──────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Para:
    """A paragraph, with its role and its language where it is not the text's."""

    inlines: list[Inline]
    role: Role = Role.NARRATIVE
    language: str = ""
    place: str = ""


@dataclass(slots=True)
class Heading:
    """A heading; level 1 is the highest of the text."""

    level: int
    inlines: list[Inline]
    place: str = ""


@dataclass(slots=True)
class VerseLine:
    """A line of a stanza, with its indentation in steps."""

    inlines: list[Inline]
    indent: int = 0


@dataclass(slots=True)
class Verse:
    """A stanza."""

    lines: list[VerseLine]
    language: str = ""
    place: str = ""


@dataclass(slots=True)
class Quote:
    """Blocks that are set off as a quotation, or as a motto (`role`)."""

    blocks: list[Block]
    role: Role = Role.QUOTATION


@dataclass(slots=True)
class Items:
    """A list; `start` is the number of its first item, None for one with bullets."""

    start: int | None
    items: list[list[Block]]


@dataclass(slots=True)
class Terms:
    """A list of terms, each with what is said of it."""

    items: list[tuple[list[Inline], list[list[Block]]]]


@dataclass(slots=True)
class Grid:
    """A table: rows of cells; the first `heads` rows name the columns."""

    rows: list[list[list[Inline]]]
    heads: int = 0
    place: str = ""


@dataclass(slots=True)
class SceneBreak:
    """A break between scenes."""


@dataclass(slots=True)
class Figure:
    """A picture by itself, and its caption."""

    picture: Picture
    caption: list[Inline]


@dataclass(slots=True)
class NoteText:
    """The text of the note with this label, where the original has it."""

    label: str
    blocks: list[Block]
    place: str = ""


Block: TypeAlias = (
    Para | Heading | Verse | Quote | Items | Terms | Grid | SceneBreak | Figure | NoteText | Dropped
)


@dataclass(slots=True)
class Person:
    """Somebody who made the text, by a MARC relator code."""

    name: str
    role: str = "aut"
    file_as: str = ""


@dataclass(slots=True)
class About:
    """What the original says of itself."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    people: list[Person] = field(default_factory=list)
    publisher: str = ""
    date: str = ""
    address: str = ""
    rights: str = ""
    description: str = ""
    subjects: list[str] = field(default_factory=list)
    speakers: list[tuple[str, str]] = field(default_factory=list)
    """Who speaks, and what begins their turns."""


@dataclass(slots=True)
class Entry:
    """A line of the ledger: something that was turned or left out, which is no word of the text."""

    what: str
    why: str
    place: str = ""
    words: str = ""


@dataclass(slots=True)
class NamedThing:
    """What the original itself says of a person, a body or a place that its names mean."""

    kind: NameKind
    key: str
    name: str
    description: str = ""


@dataclass(slots=True)
class Manuscript:
    """The text, what is known of it, and what of the original is no part of it."""

    blocks: list[Block]
    about: About = field(default_factory=About)
    aside: list[Entry] = field(default_factory=list)
    named: list[NamedThing] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    """Pictures by the names that `Picture.file` has."""


def inside(block: Block) -> Iterator[list[Inline] | Block]:
    """The lists of inlines and the blocks directly in a block, in the order of the text."""
    match block:
        case Para() | Heading():
            yield block.inlines
        case Verse():
            yield from (line.inlines for line in block.lines)
        case Quote() | NoteText():
            yield from block.blocks
        case Items():
            for item in block.items:
                yield from item
        case Terms():
            for term, definitions in block.items:
                yield term
                for definition in definitions:
                    yield from definition
        case Grid():
            for row in block.rows:
                yield from row
        case Figure():
            yield [block.picture]
            yield block.caption
        case SceneBreak() | Dropped():
            pass
