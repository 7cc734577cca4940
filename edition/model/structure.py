"""Structure: what `structure:` says of the paragraphs of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.model.source import Role


@dataclass(frozen=True, slots=True)
class LineRef:
    """Paragraphs named by the lines they begin on: `last` is inclusive."""

    file: str
    first: int
    last: int
    place: Place


@dataclass(frozen=True, slots=True)
class Omission:
    """Paragraphs left out of the reading text, and why."""

    lines: tuple[LineRef, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class RoleRule:
    """These paragraphs have this role."""

    role: Role
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class LanguageRule:
    """These paragraphs are in this language (a BCP 47 tag), not in the edition's."""

    language: str
    lines: tuple[LineRef, ...]


@dataclass(frozen=True, slots=True)
class SplitRule:
    """One paragraph that is two elements: the second begins at the words `at`."""

    line: LineRef
    at: str
    first: Role
    second: Role
    place: Place


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in the text: in the paragraphs of a role or, where there are `turns`, in
    those that begin so and what follows them, which have that role."""

    name: str
    role: Role
    turns: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """Paragraphs like the pattern are headings of this role; without one, of a chapter or of a
    part that has chapters below it."""

    pattern: str
    role: Role | None
    place: Place


@dataclass(frozen=True, slots=True)
class Structure:
    """The role of each paragraph, and its language where it is not the edition's. `levels` are the
    roles of the headings of the markup, from the first level on; `begins` says which of them begin
    a page, a recto, or only a line, `running_heads` which stand above the pages (`verso`,
    `recto`)."""

    default: Role
    rules: tuple[RoleRule, ...]
    languages: tuple[LanguageRule, ...]
    splits: tuple[SplitRule, ...]
    headings: tuple[HeadingRule, ...]
    speakers: tuple[Speaker, ...]
    stage_directions: tuple[str, ...] = ()
    stage_place: Place | None = None
    levels: tuple[Role, ...] = ()
    begins: Mapping[Role, str] = field(default_factory=dict)
    running_heads: Mapping[str, str] = field(default_factory=dict)
    running_place: Place | None = None


@dataclass(frozen=True, slots=True)
class FileRule:
    """A source file as declared, with its pinned SHA-256."""

    path: str
    sha256: str
    place: Place
