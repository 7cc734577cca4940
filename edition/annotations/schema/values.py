"""Values of annotations.yaml: their forms, which every group of keys shares."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from edition.languages import edtf
from edition.markup.urls import has_login
from edition.model.pages import NAME

ID = r"^[a-z0-9][a-z0-9-]{0,62}$"
SOURCE_ID = r"^\w(?:[\w:.+/-]*\w)?$"
DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
EXACT_DATE = r"^-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
# EDTF, level 1: edition.languages.edtf.
_MOMENT = r"-?[0-9]{2}([0-9]{2}|[0-9]X|XX)(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?[?~%]?"
MOMENT = rf"^{_MOMENT}$"
HISTORIC_DATE = rf"^({_MOMENT}|({_MOMENT}|\.\.)?/({_MOMENT}|\.\.)?)$"
LINES = r"^([^:]+:)?[0-9]{1,9}(-[0-9]{1,9})?$"
WIKIDATA = r"^(Q[1-9][0-9]{0,11})?$"
#: A path with {chapter} and {kind} in it, and no other sign that means something.
ADD_TO = r"^([^{}*?\\\r\n]|\{chapter\}|\{kind\})+\.ya?ml$"
ADDRESS = r"^(https?://\S+)?$"
# RFC 5646, section 2.1: language, extlang, script, region, variants, private use.
LANGUAGE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{3})?(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-x(-[A-Za-z0-9]{1,8})+)?$"
)

Id = Annotated[str, StringConstraints(pattern=ID)]
#: A file of records, by its ending.
RECORDS = r"^[^\r\n]+\.(json|yaml|yml|bib|ris)$"
SourcesFile = Annotated[str, StringConstraints(max_length=400, pattern=RECORDS)]
#: The name of a source, as programs that manage references give them: Doe_2001, doe:2001.
SourceId = Annotated[str, StringConstraints(pattern=SOURCE_ID, max_length=200)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\r\n]*$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


def _on_the_calendar(value: str) -> str:
    """A date that exists: 2014-13-45 has the form of one, but is none."""
    date(*(int(part) for part in (*value.split("-"), "1", "1")[:3]))
    return value


def _in_history(value: str) -> str:
    """A date that exists, or a stretch between two."""
    edtf.check(value)
    return value


def _exact(value: str) -> str:
    """A year, a month or a day that exists, of any time."""
    if not edtf.moment(value).is_exact:
        raise ValueError
    return value


Date = Annotated[str, StringConstraints(pattern=DATE), AfterValidator(_on_the_calendar)]
#: Dates of long ago, and those that nobody knows exactly; the second is no stretch.
HistoricDate = Annotated[
    str, StringConstraints(pattern=HISTORIC_DATE, max_length=40), AfterValidator(_in_history)
]
Moment = Annotated[
    str, StringConstraints(pattern=MOMENT, max_length=20), AfterValidator(_in_history)
]
ExactDate = Annotated[str, StringConstraints(pattern=EXACT_DATE), AfterValidator(_exact)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]


def _with_a_host(value: str) -> str:
    """An address that can be followed: `https://` alone and `https://[` cannot, and one with a
    name before its host leads elsewhere than it seems to."""
    if value and (has_login(value) or not urlsplit(value).hostname):
        raise ValueError
    return value


Address = Annotated[str, StringConstraints(pattern=ADDRESS), AfterValidator(_with_a_host)]
Lines = Annotated[int, Field(ge=1, lt=10**9)] | Annotated[str, StringConstraints(pattern=LINES)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\r\n]*$")]
RoleName = Literal[
    "title", "subtitle", "part", "heading", "subheading", "standfirst", "question", "answer",
    "narrative", "caption", "credit", "byline", "translator", "verse", "quotation", "epigraph",
    "attribution", "dateline", "salutation", "closing", "signature", "postscript",
    "table", "table-head", "speech", "stage-direction", "break", "dedication", "item", "term",
    "definition",
]  # fmt: skip

FormName = Literal[
    "emphasis", "strong", "small-caps", "superscript", "subscript", "underline", "struck", "title",
]  # fmt: skip
#: What can stand around words: no letter, digit, blank, bracket or quotation mark.
Sign = Annotated[str, StringConstraints(pattern=r"^[_=+~*#@%^/|$]$")]


#: What marks a page: signs around one `*`.
PAGE_MARK = r"^[^\w\s*][^*\r\n]*\*([^*\r\n]*[^\w\s*])$"
PageMark = Annotated[str, StringConstraints(max_length=40, pattern=PAGE_MARK)]
#: What a page is called.
PAGE_NAME = f"^{NAME}$"
PageName = (
    Annotated[int, Field(ge=0, lt=10**6)] | Annotated[str, StringConstraints(pattern=PAGE_NAME)]
)
#: Initials: no sign that means something in Markdown.
INITIALS = r"^[^\[\]*_`<>\\@{}()#|~^$&!=\r\n]{1,20}$"


class Part(BaseModel):
    """A part of the file: unknown keys are refused, numbers are not taken for text."""

    # Only the whole file is validated: its parts need no validators of their own.
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class Worked(Part):
    """What those who work on an edition tell each other of it."""

    todo: Line | Literal[""] = Field(
        "",
        description="What is still to do; `report` lists it.",
        examples=["look up the date"],
    )
    reviewed_by: Line | Literal[""] = Field(
        "", alias="reviewed-by", description="Who has looked it through.", examples=["C.D."]
    )


class Entry(Worked):
    """What one of those who work on an edition writes: how far it is, and whose it is."""

    status: Literal["draft", "reviewed", "done"] | None = Field(
        None,
        description="How far it is. A `draft` is checked, but not printed, unless `build` is given "
        "`--with-drafts`.",
        examples=["draft"],
    )
    author: Annotated[str, StringConstraints(pattern=INITIALS)] | Literal[""] = Field(
        "",
        description="The initials of who wrote it; see `print-initials`.",
        examples=["A.B."],
    )
    for_: Annotated[list[Id], Field(max_length=20)] = Field(
        default_factory=list,
        alias="for",
        description="The editions that it is for alone, of those under `editions`; the main one "
        "prints all.",
        examples=[["scholar"]],
    )
