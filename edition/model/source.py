"""The source text, unchanged, and the roles of its paragraphs.

Offsets count code points of `SourceText.text`; an end offset is exclusive.
"""

from __future__ import annotations

from enum import StrEnum

from edition.model.dataclass import dataclass
from edition.model.formatting import Marked
from edition.model.problems import Place
from edition.model.span import Span


class Role(StrEnum):
    """What a paragraph of the source is. `FURNITURE` and `DUPLICATE` can only be omitted."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    PART = "part"
    HEADING = "heading"
    SUBHEADING = "subheading"
    STANDFIRST = "standfirst"
    QUESTION = "question"
    ANSWER = "answer"
    NARRATIVE = "narrative"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    TRANSLATOR = "translator"
    VERSE = "verse"
    QUOTATION = "quotation"
    EPIGRAPH = "epigraph"
    ATTRIBUTION = "attribution"
    DATELINE = "dateline"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"
    POSTSCRIPT = "postscript"
    TABLE = "table"
    TABLE_HEAD = "table-head"
    SPEECH = "speech"
    STAGE_DIRECTION = "stage-direction"
    BREAK = "break"
    DEDICATION = "dedication"
    ITEM = "item"
    TERM = "term"
    DEFINITION = "definition"


#: What is set off within the running text: poems, quotations, the parts of a letter, tables,
#: lists, stage directions, dedications.
SET_OFF = frozenset(
    {
        Role.VERSE,
        Role.QUOTATION,
        Role.EPIGRAPH,
        Role.ATTRIBUTION,
        Role.DATELINE,
        Role.SALUTATION,
        Role.CLOSING,
        Role.SIGNATURE,
        Role.POSTSCRIPT,
        Role.TABLE,
        Role.TABLE_HEAD,
        Role.STAGE_DIRECTION,
        Role.DEDICATION,
        Role.ITEM,
        Role.TERM,
        Role.DEFINITION,
    }
)

#: What somebody says; in an interview it is a question or an answer.
SPOKEN = frozenset({Role.QUESTION, Role.ANSWER, Role.SPEECH})

#: Roles that carry a paragraph number ("¶ 41"): the running text, not its furniture.
NUMBERED = (frozenset({Role.STANDFIRST, Role.NARRATIVE}) | SPOKEN | SET_OFF) - {Role.DEDICATION}

#: Roles in which the source's line ends are kept, also where lines are wrapped by hand.
LINED = frozenset({Role.VERSE, Role.DATELINE, Role.CLOSING, Role.SIGNATURE, Role.DEDICATION})


#: What may stand between two paragraphs of the source: white space, line ends of Unicode that no
#: line of a file goes by, and the byte order mark.
MARGIN = " \t\n\r\x85\u00a0\u2028\u2029\ufeff"


# ── the source ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the source: its path inside the project, its bytes' SHA-256 in hex, and
    the offset in `SourceText.text` at which its text begins."""

    path: str
    sha256: str
    start: int


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a list: `number` is that of its item, 0 in a list without numbers; `first`
    where the item begins with it; `depth` counts the lists around it, 1 for one."""

    number: int
    first: bool
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Given:
    """What the source's markup says of a paragraph: its `role` (None: the usual one), the `level`
    of a heading from 1, the author's `note` that it belongs to (an index of `Marked.notes`, or
    -1), and its place in a list."""

    role: Role | None = None
    level: int = 0
    note: int = -1
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it stands in the file; `line` is its first line, counted from 1; `given` is
    what the source's markup says of it, None where it has none."""

    file: str
    line: int
    span: Span
    given: Given | None = None

    @property
    def place(self) -> Place:
        """The line that it begins on."""
        return Place(self.file, self.line)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The whole source: decoded, and cut into paragraphs; its marks, if its markup is read, stand
    in `marked` and not in `text`.

    Between two paragraphs stand only white space and line ends. `line_starts` are offsets in the
    files (one after the other), which without marks are those of `text`.
    """

    text: str
    files: tuple[SourceFile, ...]
    paragraphs: tuple[Paragraph, ...]
    line_starts: tuple[int, ...]
    marked: Marked | None = None

    @property
    def starts(self) -> tuple[int, ...]:
        """The offsets at which its files begin."""
        return tuple(file.start for file in self.files)

    def words(self, span: Span) -> str:
        """The source's own characters in `span`."""
        return self.text[span.start : span.end]
