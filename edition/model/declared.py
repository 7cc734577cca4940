"""What an annotator declares in annotations.yaml, typed, each thing with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from edition.model.apparatus import Chronology, IndexHeading, Map
from edition.model.base import BodyText, Selector
from edition.model.source import PlaceTuple, Role


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note on some words of the source."""

    id: str
    selector: Selector
    body: BodyText
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry. `forms` are the words by which the text uses it."""

    id: str
    headword: str
    forms: tuple[str, ...]
    definition: BodyText
    original: str
    original_language: str
    transliteration: str
    pronunciation: str
    expansion: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of the source. `file` is empty where it may not be reproduced."""

    id: str
    caption: LineRef
    credit: LineRef | None
    file: str
    alt: str
    date: str
    photographer: str
    rights: str
    note: BodyText | None
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class LineRef:
    """Paragraphs named by the lines they begin on: `last` is inclusive."""

    file: str
    first: int
    last: int
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Omission:
    """Paragraphs left out of the reading text, and why."""

    lines: tuple[LineRef, ...]
    reason: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Emendation:
    """Words of the source that the editors would read otherwise; the text is not changed.
    `body` is the reason, if one is given; the id is the builder's."""

    id: str
    selector: Selector
    reading: str
    body: BodyText | None
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class TextualNote:
    """A note on the wording of the source: a doubtful phrase, a date that does not fit."""

    id: str
    selector: Selector
    body: BodyText
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class ToneWords:
    """Words that notes avoid: the builder's list for the edition's language, if `built_in`, and
    those in `also`, but none of those `allowed`."""

    built_in: bool
    also: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleException:
    """An annotation that is let off a rule. `id` is its id, or `group/id` (an event by its date,
    an emendation by its quote)."""

    id: str
    rule: str
    reason: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Rules:
    """What the edition asks of its own notes; None and False ask nothing."""

    cite_every_fact: bool
    calls_per_sentence: int | None
    words_per_note: int | None
    call_before_punctuation: bool
    tone_words: ToneWords | None
    names: bool
    exceptions: tuple[RuleException, ...]
    place: PlaceTuple


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
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Structure:
    """The role of each paragraph, and its language where it is not the edition's."""

    default: Role
    rules: tuple[RoleRule, ...]
    languages: tuple[LanguageRule, ...]
    splits: tuple[SplitRule, ...]
    heading_patterns: tuple[str, ...]
    speakers: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body with a MARC relator code (id.loc.gov/vocabulary/relators)."""

    name: str
    file_as: str
    role: str
    note: str
    place: PlaceTuple


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
class Metadata:
    """What the title page, the colophon and the package document say. Dates are ISO 8601;
    `place` is that of the labels."""

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
    description: str
    subjects: tuple[str, ...]
    cite_as: str
    accessibility_summary: str
    conforms_to: str
    certified_by: str
    labels: Mapping[str, str]
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Section:
    """A section of editorial prose before the text. `kind` is its EPUB structural type
    (introduction, preface, foreword), or `section` where none fits."""

    id: str
    title: str
    kind: str
    body: BodyText
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A CSL record (citationstyles.org, CSL-JSON variables) and where it is declared."""

    id: str
    csl: Mapping[str, Any]
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class FileRule:
    """A source file as declared, with its pinned SHA-256."""

    path: str
    sha256: str
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class PdfFormat:
    """A PDF to make, as declared: what is empty follows from the profile. `bleed` is in mm."""

    profile: str
    name: str
    paper: str
    notes: str
    bleed: float
    marks: bool
    place: PlaceTuple


@dataclass(frozen=True, slots=True)
class Annotations:
    """The whole annotations file, typed."""

    file: str
    metadata: Metadata
    pdfs: tuple[PdfFormat, ...]
    files: tuple[FileRule, ...]
    paragraphs: str
    structure: Structure
    omissions: tuple[Omission, ...]
    emendations: tuple[Emendation, ...]
    front: tuple[Section, ...]
    text_note: BodyText | None
    footnotes: tuple[Footnote, ...]
    textual_notes: tuple[TextualNote, ...]
    glossary: tuple[Term, ...]
    headings: tuple[IndexHeading, ...]
    chronology: Chronology | None
    maps: tuple[Map, ...]
    photos: tuple[Photo, ...]
    sources: tuple[SourceRecord, ...]
    rules: Rules
    ledger: str
    ledger_place: PlaceTuple
