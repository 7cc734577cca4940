"""Plan: what a new version of the source does to everything that hangs on the old one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from edition.anchor import Anchorer
from edition.annotations import HEADING_GROUPS
from edition.fold import fold_quote
from edition.model import Annotations, LineRef, Selector, SourceText, Span
from edition.problems import Place, Problem

from .align import align
from .forms import FormMove, moved_forms
from .lines import Paragraphs
from .moves import Fate, Move, Mover

Path: TypeAlias = tuple[str | int, ...]
#: Makes the shortest selector of a span of the new text.
Selecting: TypeAlias = Callable[[Span], Selector]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that something hangs on: `path` leads to it in the file, `name` is what people call
    it, `reading` is what an emendation would read."""

    path: Path
    name: str
    selector: Selector
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of a quotation; `selector` is how it is written from now on, None where
    nothing need be written."""

    quotation: Quotation
    move: Move
    selector: Selector | None


@dataclass(frozen=True, slots=True)
class Lines:
    """What becomes of a place given by lines: the new value, or None where it is `gone`.

    `needed` says that the annotation cannot be without it.
    """

    path: Path
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
    quotations: list[Carried] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    forms: list[FormMove] = field(default_factory=list)
    #: Paragraphs of the new text that are in no old one; they get the default role.
    fresh: list[str] = field(default_factory=list)

    @property
    def open(self) -> list[Carried]:
        """The quotations that somebody must decide on."""
        return [item for item in self.quotations if not item.move.sure]

    @property
    def open_lines(self) -> list[Lines]:
        """The places by lines that somebody must decide on."""
        return [item for item in self.lines if item.after is None and item.needed]


def plan(
    annotations: Annotations, data: Mapping[str, Any], old: SourceText, new: SourceText,
    omitted: Sequence[Span], selecting: Selecting,
) -> Plan:  # fmt: skip
    """Follow every quotation, line and form of `annotations` from `old` into `new`.

    `data` is the annotations file as plain data; `omitted` are the spans of the old text that
    the reading text leaves out; `selecting` makes selectors of the new text.
    """
    mover = Mover(align(old.text, new.text))
    made = Plan(old, new, mover)
    anchorer = Anchorer(old, omitted)
    wanted = list(quotations(annotations))
    spans = anchorer.selectors([item.selector for item in wanted])
    there = Anchorer(new, ()).selectors([item.selector for item in wanted])
    for quotation, span, stands in zip(wanted, spans, there, strict=True):
        made.quotations.append(_carried(quotation, span, stands, mover, new, selecting))
    paragraphs = Paragraphs(old, new, mover.alignment)
    made.lines += _lines(annotations, data, paragraphs)
    made.fresh += [f"{p.file}:{p.line}" for p in paragraphs.fresh()]
    made.forms += moved_forms(annotations, anchorer, Anchorer(new, ()), mover)
    return made


def quotations(annotations: Annotations) -> Iterator[Quotation]:
    """Everything in the file that quotes the source, with the way to it."""
    for k, note in enumerate(annotations.footnotes):
        yield Quotation(("footnotes", k), f"footnote “{note.id}”", note.selector)
    for k, textual in enumerate(annotations.textual_notes):
        yield Quotation(("textual-notes", k), f"textual note “{textual.id}”", textual.selector)
    for k, slip in enumerate(annotations.emendations):
        yield Quotation(("emendations", k), f"emendation {k + 1}", slip.selector, slip.reading)
    for kind, key in HEADING_GROUPS.items():
        of_kind = [heading for heading in annotations.headings if heading.kind is kind]
        for k, heading in enumerate(of_kind):
            for n, selector in enumerate(heading.mentions):
                name = f"mention {n + 1} of “{heading.name}”"
                yield Quotation((key, k, "mentions", n), name, selector)
            for n, selector in enumerate(heading.exceptions):
                name = f"exception {n + 1} of “{heading.name}”"
                yield Quotation((key, k, "except", n), name, selector)


def _carried(
    quotation: Quotation, span: Span | Problem, stands: Span | Problem, mover: Mover,
    new: SourceText, selecting: Selecting,
) -> Carried:  # fmt: skip
    """`span` is where the quotation stands in the old text, `stands` where it would be found in
    the new one as it is written now."""
    assert isinstance(span, Span), "the old edition was checked"
    move = mover.move(span)
    words = fold_quote(new.words(move.new))
    if quotation.reading and words == fold_quote(quotation.reading) and words != fold_quote(
        mover.alignment.old.text[span.start : span.end]
    ):
        why = "the new text has the reading itself: take the emendation out"
        move = replace(move, fate=Fate.DOUBTFUL, why=why)
    if move.sure and isinstance(stands, Span) and _is_at(stands, move.new):
        return Carried(quotation, move, None)
    return Carried(quotation, move, selecting(move.new) if _proposed(move) else None)


def _proposed(move: Move) -> bool:
    return move.fate is not Fate.LOST and move.new.start < move.new.end


def _is_at(found: Span, wanted: Span) -> bool:
    """Whether two spans are the same words, but for the marks at their edges."""
    inner = min(found.end, wanted.end) - max(found.start, wanted.start)
    return inner > 0 and 4 >= max(found.end - found.start, wanted.end - wanted.start) - inner


def _lines(
    annotations: Annotations, data: Mapping[str, Any], paragraphs: Paragraphs
) -> Iterator[Lines]:
    for path, name, ref, needed in _line_refs(annotations):
        before = data
        for step in path:
            before = before[step]
        yield _moved_line(path, name, ref, before, needed, paragraphs)


def _line_refs(annotations: Annotations) -> Iterator[tuple[Path, str, LineRef, bool]]:
    """Everything in the file that names lines: the way to it, what it is, whether it is needed."""
    structure = annotations.structure
    for rule in structure.rules:
        for k, ref in enumerate(rule.lines):
            yield ("structure", "roles", rule.role.value, k), f"role {rule.role}", ref, False
    for k, split in enumerate(structure.splits):
        yield ("structure", "split", k, "line"), f"split {k + 1}", split.line, True
    for k, omission in enumerate(annotations.omissions):
        for n, ref in enumerate(omission.lines):
            alone = len(omission.lines) == 1
            yield ("omissions", k, "lines", n), f"omission {k + 1}", ref, alone
    for k, photo in enumerate(annotations.photos):
        yield ("photos", k, "caption"), f"caption of photograph “{photo.id}”", photo.caption, True
        if photo.credit:
            yield ("photos", k, "credit"), f"credit of photograph “{photo.id}”", photo.credit, True


def _moved_line(
    path: Path, name: str, ref: LineRef, before: Any, needed: bool, paragraphs: Paragraphs
) -> Lines:
    from .lines import value

    place = Place(*ref.place)
    found = paragraphs.move(ref)
    if not found:
        other = paragraphs.merged_into(ref)
        why = f"it is part of the paragraph on line {other.line} now" if other else "it is gone"
        return Lines(path, name, place, before, None, needed, why)
    try:
        return Lines(path, name, place, before, value(found, paragraphs.new, before), needed)
    except ValueError:
        lines = ", ".join(str(paragraph.line) for paragraph in found)
        why = f"its parts do not follow each other any more: lines {lines}"
        return Lines(path, name, place, before, None, True, why)
