"""The shape of annotations.yaml: which editions and which PDFs are made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from edition.annotations.schema.values import Id, Line, Part


class Pdf(Part):
    """A PDF to make of the edition."""

    profile: Literal["screen", "print", "large-print", "a4", "letter", "booklet"] = Field(
        description="What it is for. `screen`: A5 in color, one page after the other, with a "
        "cover. `print`: facing pages in black and gray. `large-print`: 18 points, clear letters, "
        "notes at the end, without the sources. `a4`, `letter`: for the office printer. "
        "`booklet`: two pages on each side of a sheet, to print on both sides, fold and staple.",
    )
    name: Id | Literal[""] = Field(
        "",
        examples=["proofs"],
        description="What stands in the file's name for the profile, where one is made twice.",
    )
    paper: Literal["a5", "6x9", "a4", "letter"] | Literal[""] = Field(
        "",
        examples=["6x9"],
        description="The size of the page: `a5` or `6x9` (inches) for `screen` and `print`, "
        "`a4` or `letter` for `large-print` and for the sheets of a `booklet`.",
    )
    notes: Literal["foot", "side", "end"] | Literal[""] = Field(
        "",
        examples=["end"],
        description="Where the notes stand: at the `foot` of the page, at the `side` of the text "
        "(`a4` and `letter`), or at the `end` of it.",
    )
    sections: Literal["recto", "page", "run-on"] | Literal[""] = Field(
        "",
        description="Where the sections before and behind the text begin: on a right-hand page "
        "(`recto`; short ones behind the text on the next page; usual for `print`), on the next "
        "`page`, or those behind the text below each other (`run-on`). The chapters of the text go "
        "by `structure: begins`.",
        examples=["page"],
    )
    sources: bool | None = Field(
        None,
        description="Whether it has the sources; `large-print`, whose pages are many, leaves them "
        "to the other books unless it is told otherwise.",
        examples=[True],
    )
    bleed: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] = Field(
        0, examples=[3], description="Millimeters that are printed beyond the edge and cut off."
    )
    marks: bool = Field(False, description="Whether marks show where to cut.", examples=[True])


class Edition(Part):
    """An edition of the same text for some readers: entries with `for` stand in those alone that
    they name."""

    id: Id = Field(description="What entries call it.", examples=["school"])
    name: Line = Field(
        description="What its title page says, behind the subtitle.", examples=["School edition"]
    )
