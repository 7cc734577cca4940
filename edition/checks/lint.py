"""Lint: what can only be seen when all annotations are side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from edition.apparatus.chronology import dates, table
from edition.apparatus.citations.styles import Style
from edition.apparatus.citations.unprinted import unknown, unprinted
from edition.apparatus.maps import checks
from edition.checks import (
    crossreferences,
    editions,
    identifiers,
    languages,
    locators,
    opening,
    plaincitations,
    series,
    workflow,
)
from edition.languages import known, labels
from edition.markup.parse import parse
from edition.markup.tree import Body, Defect
from edition.model import (
    Annotations,
    BodyText,
    Chronology,
    HeadingKind,
    Identified,
    IndexHeading,
    Metadata,
    Term,
)
from edition.model.problems import Place, Problem, Severity, did_you_mean
from edition.text.normalize import fold_quote
from edition.typography import profiles

#: How the message of an entry ends that is there twice.
THERE_ALREADY = "is there already."
#: References to nothing for which the nearest id is looked for.
_MAX_SEARCHES = 100


def bodies(annotations: Annotations) -> Iterator[BodyText]:
    """Every Markdown text of the file, in the file's order of sections."""
    if annotations.text_note:
        yield annotations.text_note
    for section in (*annotations.front, *annotations.back):
        yield section.body
    optional = [
        *(emendation.body for emendation in annotations.emendations),
        *(photo.note for photo in annotations.photos),
        *(picture.caption for picture in annotations.pictures),
        *(note.body for note in annotations.footnotes),
        *(note.body for note in annotations.textual_notes),
        *(term.definition for term in annotations.glossary),
        *(heading.description for heading in annotations.headings),
        *_chronology_bodies(annotations.chronology),
        *(map_.caption for map_ in annotations.maps),
        *(name.line for name in (annotations.opening.names if annotations.opening else ())),
    ]
    yield from filter(None, optional)


def _chronology_bodies(chronology: Chronology | None) -> Iterator[BodyText | None]:
    if chronology:
        yield chronology.introduction
        yield from (event.body for event in chronology.events)


def lint(
    annotations: Annotations, parsed: Mapping[BodyText, Body], style: Style | None = None
) -> list[Problem]:
    """Problems of the annotations among themselves: unsafe markup, references to nothing,
    sources that nothing cites, headings that share a form, labels and relators that nobody
    knows, maps of nothing, words that do not say their language. `style` is that of the sources,
    where they are to be held against it."""
    return [
        *_markup(parsed),
        *_prose(annotations),
        *_references(annotations, parsed),
        *_unused_sources(annotations, parsed),
        *_unprinted_fields(with_cited(annotations, parsed), style),
        *locators.problems(parsed, annotations.metadata.language),
        *plaincitations.problems(annotations, parsed),
        *languages.problems(with_cited(annotations, parsed), parsed),
        *table.problems(annotations.chronology, annotations.opening),
        *checks.problems(annotations),
        *_repeated_forms(annotations.headings),
        *crossreferences.problems(annotations.headings),
        *editions.problems(annotations, parsed),
        *opening.problems(annotations, parsed),
        *_repeated_terms(annotations.glossary),
        *_lives(annotations.headings),
        *_metadata(annotations),
        *identifiers.problems(annotations),
        *series.unknown(annotations),
        *profiles.problems(annotations.pdfs),
        *workflow.problems(annotations),
    ]


def _markup(parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    for text, body in parsed.items():
        for defect, place in _places(text, body.defects):
            yield Problem(defect.code, place, defect.message, defect.hint, defect.severity)


def _places(text: BodyText, defects: Iterable[Defect]) -> Iterator[tuple[Defect, Place]]:
    """Each defect with the place of the words that are to blame, where they are known; else with
    its line. Where the same words are on a line again, the next defect is there."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.text))]
    behind: dict[str, int] = {}
    for defect in defects:
        start = max(starts[min(defect.line, len(starts) - 1)], behind.get(defect.words, 0))
        at = text.text.find(defect.words, start) if defect.words else -1
        behind[defect.words] = at + 1
        yield defect, text.at(at) if at >= 0 else text.line(defect.line)


def _prose(annotations: Annotations) -> Iterator[Problem]:
    """The Markdown of the metadata, which stands on pages of its own and refers to nothing."""
    meta = annotations.metadata
    place = meta.place
    texts = {
        "rights": meta.rights,
        "annotations-licence": meta.annotations_licence,
        "corrections": meta.corrections,
        "cite-as": meta.cite_as,
    }
    for key, text in texts.items():
        body = parse(text)
        for defect in body.defects:
            message = f"In “{key}”: {defect.message}"
            yield Problem(defect.code, place, message, defect.hint, defect.severity)
        for ref in body.references:
            message = f"“{key}” refers to “{ref.id}”, but it can refer to nothing."
            hint = "Write the words out, or use a web address."
            yield Problem("reference-not-allowed", place, message, hint)


def _references(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    notes: tuple[Identified, ...] = (*annotations.footnotes, *annotations.textual_notes)
    headings = {
        kind: _ids(heading for heading in annotations.headings if heading.kind is kind)
        for kind in HeadingKind
    }
    known: dict[str, tuple[str, str, dict[str, None]]] = {
        "cite": ("unknown-source", "source", _ids(annotations.sources)),
        "term": ("unknown-term", "glossary term", _ids(annotations.glossary)),
        "note": ("unknown-note", "note", _ids(notes)),
        "picture": ("unknown-picture", "picture", _ids(annotations.pictures)),
        "person": ("unknown-person", "person", headings[HeadingKind.PERSON]),
        "organization": (
            "unknown-organization",
            "organization",
            headings[HeadingKind.ORGANIZATION],
        ),
        "place": ("unknown-place", "place", headings[HeadingKind.PLACE]),
        "subject": ("unknown-subject", "subject", headings[HeadingKind.SUBJECT]),
    }
    searches = 0
    for text, body in parsed.items():
        for ref in body.references:
            if ref.kind in ("passage", "page"):
                continue  # of the text, and not of the file: `passages`, `pages`
            code, what, ids = known[ref.kind]
            if ref.id not in ids:
                searches += 1
                near = _nearest(ref.id, ids) if searches <= _MAX_SEARCHES else ""
                hint = near or "Add it, or take out what refers to it."
                message = f"There is no {what} with the id “{ref.id}”."
                yield Problem(code, text.line(ref.line), message, hint)


def _nearest(id: str, ids: Mapping[str, None]) -> str:
    """“Did you mean …?”, also of thousands of ids."""
    from rapidfuzz import process  # only where something is wrong

    return did_you_mean(id, [near for near, _, _ in process.extract(id, ids.keys(), limit=5)])


def _ids(items: Iterable[Identified]) -> dict[str, None]:
    """The ids in order, quick to look up: a large edition refers to thousands."""
    return dict.fromkeys(item.id for item in items)


def _unused_sources(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    cited = {ref.id for body in parsed.values() for ref in body.references if ref.kind == "cite"}
    for record in annotations.sources:
        # A library of references holds more than one edition cites.
        if record.id not in cited and not annotations.sources_file:
            yield Problem(
                "unused-source",
                record.place,
                f"Nothing cites the source “{record.id}”.",
                f"Cite it as [@{record.id}], or take it out; it is not printed.",
                Severity.WARNING,
            )


def with_cited(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Annotations:
    """The annotations with those records alone that are the edition's: of a library of references
    those that are cited."""
    if not annotations.sources_file:
        return annotations
    cited = {ref.id for body in parsed.values() for ref in body.references if ref.kind == "cite"}
    return replace(annotations, sources=tuple(s for s in annotations.sources if s.id in cited))


def _unprinted_fields(annotations: Annotations, style: Style | None) -> Iterator[Problem]:
    for record in annotations.sources:
        for name, near in unknown(record.csl):
            message = f"CSL has no field “{name}”, which the source “{record.id}” has."
            hint = near or "What readers need belongs into `note`, which is printed as it is."
            yield Problem("field-unknown", record.place, message, hint, Severity.WARNING)
        if style and (fields := unprinted(record.csl, style.data)):
            message = f"Of the source “{record.id}” is not printed: {', '.join(fields)}."
            hint = "The style has no place for it in such a source. Put what readers need into "
            hint += "`note`, which is printed as it is; delete the rest."
            yield Problem("field-unprinted", record.place, message, hint, Severity.WARNING)
        isbn = str(record.csl.get("ISBN") or "")
        if isbn and not identifiers.is_isbn(isbn):
            message = f"The source “{record.id}” has an ISBN that is none: {isbn[:60]}."
            hint = "One of its digits is wrong, perhaps the last, by which the others are checked."
            yield Problem("isbn-wrong", record.place, message, hint, Severity.WARNING)


def _repeated_forms(headings: Iterable[IndexHeading]) -> Iterator[Problem]:
    """Forms that two headings declare: the builder cannot know which of them is meant."""
    first: dict[str, IndexHeading] = {}
    for heading in headings:
        for form in heading.forms:
            other = first.setdefault(fold_quote(form), heading)
            if other is not heading and _names(other) == _names(heading):
                yield _there_already(f"The heading “{heading.name}”", other.place, heading.place)
                break
            if other is not heading:
                yield Problem(
                    "same-form-twice",
                    heading.place,
                    f"The form “{form}” belongs to “{other.name}” and to “{heading.name}”.",
                    f"The other stands {other.place.seen_from(heading.place)}. "
                    "Leave the form with the one that "
                    "is meant as a rule, and quote the mentions of the other under `mentions`, "
                    "with the same quotation under `except` of the first.",
                )


def _names(heading: IndexHeading) -> tuple[HeadingKind, str]:
    return heading.kind, fold_quote(heading.name)


def _repeated_terms(terms: Iterable[Term]) -> Iterator[Problem]:
    """Forms that two terms declare: all their uses would belong to the first."""
    first: dict[str, Term] = {}
    for term in terms:
        for form in term.forms:
            other = first.setdefault(fold_quote(form), term)
            if other is term:
                continue
            if fold_quote(other.headword).lower() == fold_quote(term.headword).lower():
                yield _there_already(f"The term “{term.headword}”", other.place, term.place)
                break
            message = f"The form “{form}” belongs to “{other.headword}” and to “{term.headword}”."
            where = other.place.seen_from(term.place)
            hint = f"The other stands {where}. Leave the form with one of the two."
            yield Problem("same-form-twice", term.place, message, hint)


def _there_already(what: str, first: Place, second: Place) -> Problem:
    hint = f"It stands {first.seen_from(second)}. Change that entry instead."
    return Problem("same-form-twice", second, f"{what} {THERE_ALREADY}", hint)


def _lives(headings: Iterable[IndexHeading]) -> Iterator[Problem]:
    for heading in headings:
        if heading.born and heading.died and _before(heading.died, heading.born):
            message = f"“{heading.name}” died ({heading.died}) before birth ({heading.born})."
            hint = "Look at both dates: year, month, day."
            yield Problem("dates-reversed", heading.place, message, hint)


def _before(one: str, other: str) -> bool:
    """Whether all that a date may mean is before all that another may mean."""
    return dates.days(one).last < dates.days(other).first


def _metadata(annotations: Annotations) -> Iterable[Problem]:
    place = annotations.metadata.place
    known = labels.names() if annotations.metadata.labels else frozenset()
    for key in annotations.metadata.labels:
        if key not in known:
            listed = sorted(known)
            hint = did_you_mean(key, listed) or f"Known: {', '.join(listed)}."
            yield Problem("unknown-label", place, f"There is no label “{key}”.", hint)
    yield from _in_english(annotations.metadata)
    yield from _claim(annotations.metadata.conforms_to, annotations.metadata.certified_by, place)
    for person in annotations.metadata.contributors:
        if person.role not in labels.RELATORS:
            message = (
                f"“{person.role}” ({person.name}) is no relator code that the title page has "
                "words for."
            )
            hint = f"Use one of {', '.join(labels.RELATORS)}."
            yield Problem("unknown-relator", person.place, message, hint)


def _in_english(metadata: Metadata) -> Iterator[Problem]:
    """Labels that stay English in an edition in a language that has none."""
    if labels.file_of(metadata.language) or known.meant(metadata.language) is not None:
        return
    every = labels.words(labels.ENGLISH).keys()
    if left := every - metadata.labels.keys():
        message = (
            f"The builder has no words for “{metadata.language}”: {len(left)} of {len(every)} of "
            "its labels are printed in English."
        )
        hint = "Give them under `labels`; docs/languages.md lists them, and the languages it has."
        yield Problem("labels-in-english", metadata.place, message, hint, Severity.WARNING)


#: What a book may claim: EPUB Accessibility 1.1, section 3.2, and the addresses of 1.0.
_CLAIM = re.compile(
    r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level A{1,3}"
    r"|http://www\.idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-a{1,3}"
)


def _claim(claim: str, certifier: str, place: Place) -> Iterator[Problem]:
    """A claim of conformance in a form that nobody reads, or that nobody stands behind: the
    specification wants the certifier's name beside it."""
    if claim and not _CLAIM.fullmatch(claim):
        message = f"“{claim}” is no claim that catalogues know."
        hint = "Write EPUB Accessibility 1.1 - WCAG 2.2 Level AA, or the level that was found."
        yield Problem("conformance-unknown", place, message, hint)
    if bool(claim) != bool(certifier):
        there, absent = ("conforms-to", "certified-by")[:: 1 if claim else -1]
        message = f"“{there}” is there without “{absent}”."
        hint = "Name the claim and who checked the book, or take both out: nothing is claimed then."
        yield Problem("conformance-uncertified", place, message, hint)
