"""Plan: what a new version of the source does to everything that hangs on the old one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from edition.anchoring import selectors
from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import HEADING_GROUPS
from edition.authoring.rebase.carried import Carried, Quoted, is_proposed
from edition.authoring.rebase.forms import FormMove, moved_forms
from edition.authoring.rebase.lines import Paragraphs
from edition.authoring.rebase.moves import Fate, Move, Mover
from edition.authoring.rebase.passages import Passages
from edition.authoring.rebase.places import Lines, Unnamed, line_plan
from edition.authoring.rebase.splits import SplitPlan, split_plan
from edition.model import Annotations, CalledNote, Emendation, Selector, SourceText, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Problem
from edition.text.normalize import fold_quote
from edition.yamlfile.load import YamlValue

_DISAGREE = "the passage that it stood in is somewhere else now, and its words stand here"
_STANDS_ELSEWHERE = "the words are gone from their passage; they stand once, somewhere else"


@dataclass(slots=True)
class Plan:
    """Everything that the new text does to the edition."""

    old: SourceText
    new: SourceText
    mover: Mover
    anchorer: Anchorer
    splits: SplitPlan
    quotations: list[Carried] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
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
    passages = Passages.of(old, new)
    mover = Mover(passages.whole, passages)
    paragraphs = Paragraphs(passages)
    gone = [
        new.paragraphs[k].span
        for omission in annotations.omissions
        for ref in omission.lines
        for k in paragraphs.move(ref)
    ]
    before, after = Anchorer(old, omitted), Anchorer(new, gone)
    splits = split_plan(annotations, data, paragraphs, mover)
    by_line = line_plan(annotations, data, paragraphs, frozenset(splits.taken))
    made = Plan(old, new, mover, after, splits, unnamed=by_line.unnamed)
    made.turns = any(speaker.turns for speaker in annotations.structure.speakers)
    wanted = list(quotations(annotations))
    spans = before.selectors([item.selector for item in wanted])
    there = after.selectors([item.selector for item in wanted])
    for quotation, span, stands in zip(wanted, spans, there, strict=True):
        assert isinstance(span, Span), "the old edition was checked"
        made.quotations.append(_carried(quotation, span, stands, made))
    made.quotations += splits.quotations
    made.lines += [*by_line.lines, *splits.lines]
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
    for k, page in enumerate(annotations.milestones):
        yield Quoted(("milestones", k), f"milestones/{k + 1}", page.selector)
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
    if isinstance(stands, Span):
        if _is_at(stands, move.new):
            return Carried(quotation, move, None)
        if move.sure or move.fate is Fate.LOST:
            # As it is written it holds still, and elsewhere: nobody but a person can know.
            why = _DISAGREE if move.sure else _STANDS_ELSEWHERE
            return Carried(quotation, Move(span, stands, Fate.DOUBTFUL, 100.0, why), None)
    if not is_proposed(move):
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


def _is_at(found: Span, wanted: Span) -> bool:
    """Whether two spans are the same words, but for the marks at their edges."""
    inner = min(found.end, wanted.end) - max(found.start, wanted.start)
    longer = max(found.end - found.start, wanted.end - wanted.start)
    return inner > 0 and longer - inner <= 4
