"""Prepare: everything between the files of a project and an edition ready to render."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.anchoring import mentions
from edition.anchoring.resolve import Anchorer
from edition.annotations import parse as annotations_parse
from edition.apparatus import forms
from edition.apparatus.chronology import table
from edition.apparatus.citations.styles import Style
from edition.apparatus.maps import drawings as maps_drawings
from edition.apparatus.maps.drawing import Drawing
from edition.apparatus.photos import Picture, illustration
from edition.apparatus.photos import load as load_photo
from edition.apparatus.photos import read as read_picture
from edition.assembly import (
    bodies,
    citationstyle,
    consequences,
    milestones,
    pictures,
    smartwords,
    sourcefile,
)
from edition.assembly.inputs import load_annotations, read_source
from edition.assembly.merge import Anchored, check_whole, merge
from edition.assembly.notes import Further
from edition.checks import effects, lint, passages, rules, series, sourcepictures, speakers
from edition.checks import pages as checks_pages
from edition.markup.tree import Body
from edition.model import (
    Annotations,
    BodyText,
    CallPlace,
    Edition,
    IndexHeading,
    PageRule,
    SourcePage,
    SourceText,
    Span,
    Term,
)
from edition.model.dataclass import dataclass
from edition.model.edition import Called
from edition.model.problems import BuildFailed, Place, Problem, Severity, errors, in_order
from edition.model.strings import strings
from edition.system.program import install_command
from edition.system.project import Project
from edition.text import hardwraps, signs, structure
from edition.typography import stylesheets
from edition.yamlfile.load import YamlFile

#: Uses of the glossary's terms, and mentions of the index: each is a link there and one back, of
#: 2 kB while the book is made.
MAX_USES = 100_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that has no errors: its Markdown parsed, its pictures read, its maps drawn by
    their ids, its warnings, the style of its sources."""

    project: Project
    annotations: Annotations
    edition: Edition
    bodies: Mapping[BodyText, Body]
    pictures: Mapping[str, Picture]
    maps: Mapping[str, Drawing]
    warnings: tuple[Problem, ...]
    style: Style
    cover: Picture | None = None

    @property
    def lists_original(self) -> bool:
        """Whether the EPUB's list of pages is that of the original."""
        return self.annotations.pages.listed and self.edition.paged


@dataclass(frozen=True, slots=True)
class Survey:
    """All that reading a project shows: the edition, if it has no errors, and every problem; the
    annotations file where that has errors of form."""

    prepared: Prepared | None
    annotations: Annotations | None
    problems: tuple[Problem, ...]
    malformed: YamlFile | None = None


def prepare(project: Project, file: YamlFile | None = None) -> Prepared:
    """Read, check and merge the project. Raises `BuildFailed` with every problem found.

    `file` is the annotations file, loaded, if another is meant than that of the project.
    """
    found = survey(project, file)
    if found.prepared is None:
        raise BuildFailed(found.problems)
    return found.prepared


def survey(project: Project, file: YamlFile | None = None, ahead: bool = False) -> Survey:
    """Read, check and merge the project as far as it goes: what can still be checked beside an
    error is checked, so that one run tells all. Raises nothing for what is wrong with the input.

    `ahead`: the citations are begun beside the other stages, since books will be made.
    """
    try:
        file = file or load_annotations(project)
    except BuildFailed as failed:
        return Survey(None, None, failed.problems)
    annotations, problems = annotations_parse.typed(file)
    if annotations is None:
        return Survey(None, None, in_order(problems), file)
    annotations, source_file_problems = sourcefile.with_records(project, annotations)
    parsed = bodies.parsed(annotations)
    style, style_problems = citationstyle.of(project, annotations)
    problems += [*source_file_problems, *style_problems]
    problems += lint.lint(annotations, parsed, style)
    if source_file_problems:  # then no source can be known
        problems = [problem for problem in problems if problem.code != "unknown-source"]
    annotations = lint.with_cited(annotations, parsed)
    problems += citationstyle.record_problems(annotations)
    if ahead and not errors(problems):
        from edition.apparatus.citations import formatter

        formatter.begin(annotations, parsed, style)
    problems += stylesheets.problems(project)
    typed, typed_bodies = annotations, parsed
    if annotations.metadata.smart_typography:
        annotations = smartwords.of_annotations(typed)
        parsed = smartwords.of_bodies(parsed, typed.metadata)
    shown, photo_problems = _pictures(project, annotations)
    own = annotations.metadata.cover
    cover, cover_problems = read_picture(project, own) if own and own.file else (None, [])
    problems += [*photo_problems, *cover_problems]
    drawings, map_problems = maps_drawings.drawings(project, annotations)
    problems += map_problems
    text, source_problems = read_source(project, annotations)
    problems += source_problems
    edition = None
    if text is not None:
        changed = any(problem.code == "source-changed" for problem in source_problems)
        edition, merge_problems = _merged(text, annotations, parsed, changed)
        problems += merge_problems
        problems += _letters_without_a_font(text, annotations, parsed, drawings)
    problems += rules.breaches(edition, typed, typed_bodies, settled=not errors(problems))
    found = in_order(consequences.without(problems, outside=bool(file.outside)))
    if edition is None or errors(problems):
        return Survey(None, typed, found)
    check_whole(edition)
    prepared = Prepared(project, typed, edition, parsed, shown, drawings, found, style, cover)
    return Survey(prepared, typed, found)


def _merged(
    text: SourceText, annotations: Annotations, parsed: Mapping[BodyText, Body], changed: bool
) -> tuple[Edition | None, list[Problem]]:
    """The annotations hung on the text; None with a report where the text has changed."""
    layout = structure.lay_out(text, annotations)
    anchored, anchor_problems = _anchor(text, annotations, layout, parsed)
    if changed:  # one announcement with a report, not a flood of orphans
        return None, [_reanchoring(annotations, anchor_problems, layout.problems)]
    problems = layout.problems + anchor_problems
    problems += effects.problems(text, annotations, layout)
    problems += sourcepictures.problems(text, annotations)
    problems += speakers.problems(text, annotations, layout)
    problems += signs.problems(text, layout.parts, annotations.markup)
    problems += hardwraps.problems(text, layout.parts, annotations.paragraphs)
    if any(problem.code == "used-too-often" for problem in anchor_problems):
        return None, problems
    if not layout.parts:
        problems.append(_nothing(text, annotations))
    edition, merge_problems = merge(text, annotations, layout, anchored)
    marked = any(body.has_marks() for body in parsed.values())
    placed, found = pictures.placed(annotations.pictures, edition)
    edition = replace(edition, marked_notes=marked, pictures=placed)
    begun = milestones.all_pages(text, anchored.pages)
    found += checks_pages.problems(annotations, begun, parsed)
    found += [*passages.problems(edition, parsed), *pictures.unused(annotations.pictures, parsed)]
    found += series.problems(annotations, edition)
    return edition, [*problems, *merge_problems, *found]


def _anchor(
    text: SourceText,
    annotations: Annotations,
    layout: structure.Layout,
    parsed: Mapping[BodyText, Body],
) -> tuple[Anchored, list[Problem]]:
    anchorer = Anchorer(text, structure.omitted_spans(layout.omitted))
    called: list[Called] = [
        *annotations.footnotes,
        *annotations.textual_notes,
        *annotations.emendations,
    ]
    rules = annotations.formatting
    also = annotations.further
    quoting = (*called, *rules, *(place for _, place in also), *annotations.milestones)
    places = anchorer.selectors([item.selector for item in quoting])
    begun = places[len(quoting) - len(annotations.milestones) :]
    found, formed = places[: len(called)], places[len(called) : len(called) + len(rules)]
    further, twice = _further(
        also, places[len(called) + len(rules) : len(quoting) - len(begun)], called, found
    )
    formatting = [
        (rule, span) for rule, span in zip(rules, formed, strict=True) if isinstance(span, Span)
    ]
    notes = [
        (item, span) for item, span in zip(called, found, strict=True) if isinstance(span, Span)
    ]
    problems = [*(item for item in places if isinstance(item, Problem)), *twice]
    mentioned, mention_problems = mentions.in_text(anchorer, annotations.headings)
    bodies: list[tuple[BodyText | str, Body]] = [
        (item.id, parsed[item.body]) for item in called if item.body
    ]
    own = [section.body for section in (*annotations.front, *annotations.back)]
    own += [term.definition for term in annotations.glossary]
    bodies += [(text, parsed[text]) for text in own]
    noted = mentions.in_notes(bodies, annotations.headings)
    uses = anchorer.terms(annotations.glossary)
    often = [_too_often(found) for found in (uses, mentioned) if len(found) > MAX_USES]
    if often:
        return Anchored(notes, [], [], noted), problems + mention_problems + often
    hung = Anchored(notes, uses, mentioned, noted, formatting, further)
    hung = replace(hung, pages=_declared_pages(annotations.milestones, begun))
    return hung, problems + mention_problems


def _declared_pages(
    rules: Sequence[PageRule], places: Sequence[Span | Problem]
) -> list[SourcePage]:
    """Where the pages begin that annotations.yaml declares."""
    return [
        SourcePage(rule.name, span.end if rule.behind else span.start, rule.selector.place)
        for rule, span in zip(rules, places, strict=True)
        if isinstance(span, Span)
    ]


def _further(
    also: Sequence[tuple[Called, CallPlace]],
    places: Sequence[Span | Problem],
    called: Sequence[Called],
    first: Sequence[Span | Problem],
) -> tuple[Further, list[Problem]]:
    """Where notes are called once more, and what is wrong where they are called there already;
    `first` are the lemmas of `called`."""
    own = {item.id: [(span, item.before)] for item, span in zip(called, first, strict=True)}
    problems = []
    for (item, place), span in zip(also, places, strict=True):
        if (span, place.before) in own[item.id]:
            where = place.selector.place
            message = "The note is called by these words already."
            hint = "Quote other words that call it, or take the entry out of `also`."
            problems.append(Problem("called-twice", where, message, hint))
        own[item.id].append((span, place.before))
    further = {
        id: [(span, before) for span, before in spans[1:] if isinstance(span, Span)]
        for id, spans in own.items()
        if len(spans) > 1
    }
    return further, problems


def _too_often(uses: Sequence[tuple[Span, Term | IndexHeading]]) -> Problem:
    """The problem of more uses than a book can link, at what has most of them."""
    (id, count), *_ = Counter(owner.id for _, owner in uses).most_common(1)
    owner = next(owner for _, owner in uses if owner.id == id)
    message = f"“{id}” is used {count:,} times in the text, and all together {len(uses):,}."
    hint = f"At most {MAX_USES:,} are linked. Give it longer forms, or leave it out."
    return Problem("used-too-often", owner.place, message, hint)


def _pictures(
    project: Project, annotations: Annotations
) -> tuple[dict[str, Picture], list[Problem]]:
    read: dict[str, Picture] = {}
    problems: list[Problem] = []
    for photo in annotations.photos:
        if photo.file:
            picture, found = load_photo(project, photo)
            problems += found
            if picture:
                read[photo.id] = picture
    for item in annotations.pictures:
        picture, found = illustration(project, item)
        problems += found
        if picture:
            read[item.id] = picture
    return read, problems


def _letters_without_a_font(
    text: SourceText,
    annotations: Annotations,
    parsed: Mapping[BodyText, Body],
    drawings: Mapping[str, Drawing],
) -> list[Problem]:
    from edition.typography import fonts

    meta = annotations.metadata
    words = [text.text, *(body.text for body in parsed)]
    words += strings((meta, annotations.sources))
    words.append(table.words(annotations.chronology))
    words += [forms.letters(term) for term in annotations.glossary]
    words += [forms.letters(heading) for heading in annotations.headings]
    words += (drawing.words for drawing in drawings.values())
    missing = fonts.uncovered("".join(words))
    if not missing:
        return []
    shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in list(missing)[:12])
    message = f"The edition's fonts have no shape for {len(missing)} characters: {shown}."
    hint = "The PDF shows each as its number in a box; an e-reader may have a font of its own."
    if packages := fonts.packages(missing, [meta.language]):
        hint = f"Install a font for them: {install_command(packages)}"
    return [Problem("no-glyph", Place(annotations.file), message, hint, Severity.WARNING)]


def _reanchoring(
    annotations: Annotations, lost: list[Problem], misplaced: list[Problem]
) -> Problem:
    called = (annotations.footnotes, annotations.textual_notes, annotations.emendations)
    total = sum(map(len, called))
    lines = [f"{total - len(lost)} of {total} quotations still stand in the new text, once each."]
    lines += [f"{problem.place}: {problem.message}" for problem in (lost + misplaced)[:40]]
    if len(lost) + len(misplaced) > 40:
        lines.append(f"… and {len(lost) + len(misplaced) - 40} more")
    message = "What the change of the source does to the annotations:"
    place = annotations.files[0].place
    return Problem("source-changed-report", place, message, "\n".join(lines))


def _nothing(text: SourceText, annotations: Annotations) -> Problem:
    if not text.paragraphs:
        place = Place(text.files[0].path)
        return Problem("source-empty", place, "The source has no words.", "Is it the right file?")
    message = "All paragraphs of the source are left out."
    return Problem("source-empty", Place(annotations.file), message, "Look at `omissions`.")
