"""Plan: what a new version of the source does to everything that hangs on the old one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.anchoring import selectors
from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import HEADING_GROUPS
from edition.authoring.rebase.align import align
from edition.authoring.rebase.forms import FormMove, moved_forms
from edition.authoring.rebase.lines import Paragraphs
from edition.authoring.rebase.moves import Fate, Move, Mover
from edition.model import Annotations, CalledNote, Emendation, LineRef, Selector, SourceText, Span
from edition.model.problems import Place, Problem
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.yamlfile.load import YamlPath, YamlValue, value_in


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that something hangs on: `path` leads to it in the file, `name` (“footnotes/mill”)
    is how decisions call it, `reading` is what an emendation would read."""

    path: YamlPath
    name: str
    selector: Selector
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of a quotation; `selector` is how it is written from now on, None where
    nothing need be written."""

    quotation: Quoted
    move: Move
    selector: Selector | None


@dataclass(frozen=True, slots=True)
class Lines:
    """What becomes of a place given by lines: the new value, or None where it is `gone`.

    `needed` says that the annotation cannot be without it.
    """

    path: YamlPath
    name: str
    place: Place
    before: int | str
    after: int | str | None
    needed: bool
    why: str = ""


@dataclass(slots=True)
class Plan:
    """Everything that the new text does to the edition."""

    old: SourceText
    new: SourceText
    mover: Mover
    anchorer: Anchorer
    quotations: list[Carried] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    forms: list[FormMove] = field(default_factory=list)
    #: Paragraphs of the new text that are in no old one; they get the default role or, with
    #: `turns`, that of the turn in which they stand.
    fresh: list[str] = field(default_factory=list)
    turns: bool = False

    @property
    def open(self) -> list[Carried]:
        """The quotations that somebody must decide on."""
        return [item for item in self.quotations if not item.move.sure]

    @property
    def open_lines(self) -> list[Lines]:
        """The places by lines that somebody must decide on."""
        return [item for item in self.lines if item.after is None and item.needed]


def plan(
    annotations: Annotations,
    data: YamlValue,
    old: SourceText,
    new: SourceText,
    omitted: Sequence[Span],
) -> Plan:
    """Follow every quotation, line and form of `annotations` from `old` into `new`.

    `data` is the annotations file as plain data; `omitted` are the spans of the old text that
    the reading text leaves out. The edition must have no errors.
    """
    mover = Mover(align(old.text, new.text))
    paragraphs = Paragraphs(old, new, mover.alignment)
    gone = [
        new.paragraphs[k].span
        for omission in annotations.omissions
        for ref in omission.lines
        for k in paragraphs.move(ref)
    ]
    before, after = Anchorer(old, omitted), Anchorer(new, gone)
    turns = any(speaker.turns for speaker in annotations.structure.speakers)
    made = Plan(old, new, mover, after, turns=turns)
    wanted = list(quotations(annotations))
    spans = before.selectors([item.selector for item in wanted])
    there = after.selectors([item.selector for item in wanted])
    for quotation, span, stands in zip(wanted, spans, there, strict=True):
        assert isinstance(span, Span), "the old edition was checked"
        made.quotations.append(_carried(quotation, span, stands, made))
    made.quotations += _splits(annotations, paragraphs, mover)
    made.lines += _lines(annotations, data, paragraphs)
    made.fresh += [f"{p.file}:{p.line}" for p in paragraphs.fresh()]
    made.forms += moved_forms(annotations, before, after, mover)
    return made


def quotations(annotations: Annotations) -> Iterator[Quoted]:
    """Everything in the file that quotes the source, with the way to it."""
    for k, note in enumerate(annotations.footnotes):
        yield Quoted(("footnotes", k), f"footnotes/{note.id}", note.selector)
    for k, textual in enumerate(annotations.textual_notes):
        yield Quoted(("textual-notes", k), f"textual-notes/{textual.id}", textual.selector)
    for k, slip in enumerate(annotations.emendations):
        yield Quoted(("emendations", k), f"emendations/{k + 1}", slip.selector, slip.reading)
    yield from _further("footnotes", annotations.footnotes)
    yield from _further("textual-notes", annotations.textual_notes)
    yield from _further("emendations", annotations.emendations)
    # An entry may give its words a form and a language: two rules of one selector.
    said = dict.fromkeys(rule.selector for rule in annotations.formatting)
    for k, selector in enumerate(said):
        yield Quoted(("formatting", k), f"formatting/{k + 1}", selector)
    for kind, key in HEADING_GROUPS.items():
        of_kind = [heading for heading in annotations.headings if heading.kind is kind]
        for k, heading in enumerate(of_kind):
            for n, selector in enumerate(heading.mentions):
                name = f"{key}/{heading.id}/mentions/{n + 1}"
                yield Quoted((key, k, "mentions", n), name, selector)
            for n, selector in enumerate(heading.exceptions):
                name = f"{key}/{heading.id}/except/{n + 1}"
                yield Quoted((key, k, "except", n), name, selector)


def _further(key: str, notes: Sequence[CalledNote]) -> Iterator[Quoted]:
    """The further words that call a note."""
    for k, note in enumerate(notes):
        name = str(k + 1) if isinstance(note, Emendation) else note.id
        for n, place in enumerate(note.also):
            yield Quoted((key, k, "also", n), f"{key}/{name}/also/{n + 1}", place.selector)


def _carried(quotation: Quoted, span: Span, stands: Span | Problem, made: Plan) -> Carried:
    """`span` is where the quotation stands in the old text, `stands` where it would be found in
    the new one as it is written now."""
    move = made.mover.move(span)
    words = fold_quote(made.new.words(move.new))
    settled = quotation.reading and words == fold_quote(quotation.reading)
    if settled and words != fold_quote(made.old.words(span)):
        why = "the new text has the reading itself: take the emendation out"
        move = replace(move, fate=Fate.DOUBTFUL, why=why)
    if move.sure and isinstance(stands, Span) and _is_at(stands, move.new):
        return Carried(quotation, move, None)
    if not _proposed(move):
        return Carried(quotation, move, None)
    found = selector(made.anchorer, move.new, quotation.selector)
    if isinstance(found, Problem):
        return Carried(quotation, replace(move, fate=Fate.DOUBTFUL, why=found.message), None)
    return Carried(quotation, move, found)


def selector(anchorer: Anchorer, span: Span, before: Selector) -> Selector | Problem:
    """The shortest selector of a span of the new text, at the place of the old one."""
    found = selectors.quotation(anchorer, span, before.place)
    if isinstance(found, Problem):
        return found
    return Selector(found.exact, found.prefix, found.suffix, before.place)


def _splits(annotations: Annotations, paragraphs: Paragraphs, mover: Mover) -> Iterator[Carried]:
    """The words at which a paragraph is divided."""
    old = paragraphs.old
    for k, split in enumerate(annotations.structure.splits):
        paragraph = old.paragraphs[paragraphs.named(split.line)[0]]
        words = folded_words(old, paragraph.span)
        at = words.text.find(fold_quote(split.at))
        inner = words.back(at, at + len(fold_quote(split.at)))
        start = paragraph.span.start
        move = mover.move(Span(start + inner.start, start + inner.end))
        quoted = Selector(split.at, "", "", split.place)
        quotation = Quoted(("structure", "split", k), f"split/{k + 1}/at", quoted)
        new_words = mover.words(move.new, new=True)
        same = fold_quote(new_words) == fold_quote(split.at)
        edited = Selector(new_words, "", "", split.place) if _proposed(move) else None
        yield Carried(quotation, move, None if move.sure and same else edited)


def _proposed(move: Move) -> bool:
    return move.fate is not Fate.LOST and move.new.start < move.new.end


def _is_at(found: Span, wanted: Span) -> bool:
    """Whether two spans are the same words, but for the marks at their edges."""
    inner = min(found.end, wanted.end) - max(found.start, wanted.start)
    longer = max(found.end - found.start, wanted.end - wanted.start)
    return inner > 0 and longer - inner <= 4


def _lines(annotations: Annotations, data: YamlValue, paragraphs: Paragraphs) -> Iterator[Lines]:
    for path, name, ref, needed in _line_refs(annotations):
        before = value_in(data, path)
        assert isinstance(before, int | str), "the edition was checked"
        yield _moved_line(path, name, ref, before, needed, paragraphs)


def _line_refs(annotations: Annotations) -> Iterator[tuple[YamlPath, str, LineRef, bool]]:
    """Everything in the file that names lines: the way to it, what it is, whether it is needed."""
    structure = annotations.structure
    for role in structure.rules:
        for k, ref in enumerate(role.lines):
            path: YamlPath = ("structure", "roles", role.role.value, k)
            yield path, f"roles/{role.role}/{ref.first}", ref, False
    for rule in structure.languages:
        for k, ref in enumerate(rule.lines):
            path = ("structure", "languages", rule.language, k)
            yield path, f"languages/{rule.language}/{ref.first}", ref, False
    for k, split in enumerate(structure.splits):
        yield ("structure", "split", k, "line"), f"split/{k + 1}/line", split.line, True
    for k, omission in enumerate(annotations.omissions):
        for n, ref in enumerate(omission.lines):
            alone = len(omission.lines) == 1
            yield ("omissions", k, "lines", n), f"omissions/{k + 1}/{ref.first}", ref, alone
    for k, photo in enumerate(annotations.photos):
        yield ("photos", k, "caption"), f"photos/{photo.id}/caption", photo.caption, True
        if photo.credit:
            yield ("photos", k, "credit"), f"photos/{photo.id}/credit", photo.credit, True
    for k, item in enumerate(annotations.pictures):
        if item.after:
            yield ("pictures", k, "after"), f"pictures/{item.id}/after", item.after, True


def _moved_line(
    path: YamlPath, name: str, ref: LineRef, before: int | str, needed: bool, paragraphs: Paragraphs
) -> Lines:
    place = ref.place
    found = paragraphs.move(ref)
    if not found:
        other = paragraphs.merged_into(ref)
        why = f"it is part of the paragraph on line {other.line} now" if other else "it is gone"
        return Lines(path, name, place, before, None, needed, why)
    try:
        return Lines(path, name, place, before, paragraphs.value(found, before), needed)
    except ValueError:
        lines = ", ".join(str(paragraphs.new.paragraphs[k].line) for k in found)
        why = f"its parts do not follow each other any more: lines {lines}"
        return Lines(path, name, place, before, None, True, why)
