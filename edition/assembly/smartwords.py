"""Smart words: the editors' own words with the signs of their language. Pure.

In: what the annotator typed, with the marks of a typewriter. Out: what is printed. What is quoted
from the source, looked for in it, or named as a file, an id or an address stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from edition.languages.labels import Labels, has_quotation_marks
from edition.markup import smart
from edition.markup.smart import Quotes
from edition.markup.tree import Body
from edition.model import (
    Annotations,
    BodyText,
    Chronology,
    IndexHeading,
    Map,
    Metadata,
    Opening,
    Section,
    Term,
    Timeline,
)

_Titled = TypeVar("_Titled", bound=Section | Map | Opening | Timeline)


@lru_cache(maxsize=64)
def quotes(language: str) -> Quotes:
    """The quotation marks of a language; straight ones where the builder does not know it."""
    if not has_quotation_marks(language):
        return Quotes(('"', '"'), ("'", "'"), language)
    labels = Labels(language)
    outer, inner = (labels[name].split("{}") for name in ("quoted", "inner-quoted"))
    return Quotes((outer[0], outer[1]), (inner[0], inner[1]), language)


def of_bodies(parsed: Mapping[BodyText, Body], metadata: Metadata) -> dict[BodyText, Body]:
    """The parsed texts of an edition, as they are printed."""
    language = metadata.language
    return {key: smart.body(body, quotes, language) for key, body in parsed.items()}


def of_annotations(typed: Annotations) -> Annotations:
    """The annotations with their titles and names as they are printed."""
    marks = quotes(typed.metadata.language)
    return replace(
        typed,
        metadata=_metadata(typed.metadata, marks),
        front=tuple(_titled(section, marks) for section in typed.front),
        back=tuple(_titled(section, marks) for section in typed.back),
        series=tuple(
            replace(item, series=replace(item.series, label=smart.words(item.series.label, marks)))
            for item in typed.series
        ),
        glossary=tuple(_term(term, marks) for term in typed.glossary),
        headings=tuple(_heading(heading, marks) for heading in typed.headings),
        chronology=_chronology(typed.chronology, marks),
        maps=tuple(_titled(map_, marks) for map_ in typed.maps),
        opening=_opening(typed.opening, marks),
    )


def _metadata(typed: Metadata, marks: Quotes) -> Metadata:
    return replace(
        typed,
        title=smart.words(typed.title, marks),
        subtitle=smart.words(typed.subtitle, marks),
        short_title=smart.words(typed.short_title, marks),
        description=smart.words(typed.description, marks),
        contributors=tuple(
            replace(person, name=smart.words(person.name, marks)) for person in typed.contributors
        ),
    )


def _titled(item: _Titled, marks: Quotes) -> _Titled:
    return replace(item, title=smart.words(item.title, marks))


def _term(term: Term, marks: Quotes) -> Term:
    expansion = smart.words(term.expansion, marks)
    return replace(term, headword=smart.words(term.headword, marks), expansion=expansion)


def _heading(heading: IndexHeading, marks: Quotes) -> IndexHeading:
    expansion = smart.words(heading.expansion, marks)
    return replace(heading, name=smart.words(heading.name, marks), expansion=expansion)


def _chronology(typed: Chronology | None, marks: Quotes) -> Chronology | None:
    if typed is None:
        return None
    return replace(
        typed,
        events=tuple(
            replace(event, label=smart.words(event.label, marks)) for event in typed.events
        ),
        timelines=tuple(_titled(line, marks) for line in typed.timelines),
    )


def _opening(typed: Opening | None, marks: Quotes) -> Opening | None:
    if typed is None:
        return None
    events = typed.events and _titled(typed.events, marks)
    return replace(_titled(typed, marks), events=events)
