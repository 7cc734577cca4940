"""Splits: paragraphs that are two, such as a title and a subtitle on one line, when the new text
divides them, or joins two that were apart. Pure."""

from __future__ import annotations

from dataclasses import field

from edition.authoring.rebase.carried import Carried, Quoted, is_proposed
from edition.authoring.rebase.lines import Paragraphs
from edition.authoring.rebase.moves import Move, Mover
from edition.authoring.rebase.places import Lines, line_refs
from edition.model import Annotations, Role, Selector, Span, SplitRule
from edition.model.dataclass import dataclass
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.yamlfile.load import YamlPath, YamlValue, value_in

#: The share of its letters (0 to 1) that a paragraph must have in another to be joined in it.
_WHOLE = 0.9
#: So many words at most are quoted to say where a paragraph is divided.
_MOST = 12


@dataclass(frozen=True, slots=True)
class NewSplit:
    """A paragraph of the new text, by its number from 0, that joins two of different roles: the
    words at which the second begins."""

    number: int
    line: int | str
    at: str
    roles: tuple[Role, Role]


@dataclass(slots=True)
class SplitPlan:
    """What becomes of all splits. `dissolved` are those, by their numbers in the file, whose parts
    have paragraphs of their own now, which `named` gives their roles; `taken` are the new
    paragraphs that a split or `named` speaks of."""

    quotations: list[Carried] = field(default_factory=list)
    lines: list[Lines] = field(default_factory=list)
    dissolved: list[int] = field(default_factory=list)
    named: list[tuple[Role, int | str]] = field(default_factory=list)
    joined: list[NewSplit] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def split_plan(
    annotations: Annotations, data: YamlValue, paragraphs: Paragraphs, mover: Mover
) -> SplitPlan:
    """Follow every split of the file, and find what must be one from now on."""
    made = SplitPlan()
    for k, rule in enumerate(annotations.structure.splits):
        _follow(made, k, rule, data, paragraphs, mover)
    _join(made, annotations, paragraphs)
    return made


def _follow(
    made: SplitPlan, k: int, rule: SplitRule, data: YamlValue, paragraphs: Paragraphs, mover: Mover
) -> None:
    parent = paragraphs.named(rule.line)[0]
    path: YamlPath = ("structure", "split", k)
    before = value_in(data, (*path, "line"))
    assert isinstance(before, int | str), "the edition was checked"
    move = mover.move(_at(rule, parent, paragraphs))
    children = paragraphs.children(parent)
    middle = next((c for c in children if _holds(c, move, paragraphs)), None)
    name = f"split/{k + 1}/line"
    match = paragraphs.passages.matching.of_old.get(parent)
    if middle is None or (match and not match.sure):
        why = "the place at which it is divided is in doubt" if children else "it is gone"
        proposed = tuple(paragraphs.values(children[:1], before))
        made.lines.append(
            Lines((*path, "line"), name, rule.place, before, None, True, why, proposed=proposed)
        )
        made.quotations.append(_quoted(k, rule, move, mover))
        return
    made.taken |= set(children)
    first, second = [c for c in children if c < middle], [c for c in children if c > middle]
    if move.sure and first and _begins(middle, move, paragraphs):
        made.dissolved.append(k)
        second = [middle, *second]
    else:
        value = paragraphs.values([middle], before)[0]
        made.lines.append(Lines((*path, "line"), name, rule.place, before, value, True))
        made.quotations.append(_quoted(k, rule, move, mover))
    for role, numbers in ((rule.first, first), (rule.second, second)):
        made.named += [(role, value) for value in paragraphs.values(numbers, before)]


def _at(rule: SplitRule, parent: int, paragraphs: Paragraphs) -> Span:
    """Where the words stand at which an old paragraph is divided."""
    span = paragraphs.old.paragraphs[parent].span
    words = folded_words(paragraphs.old, span)
    at = words.text.find(fold_quote(rule.at))
    inner = words.back(at, at + len(fold_quote(rule.at)))
    return Span(span.start + inner.start, span.start + inner.end)


def _holds(child: int, move: Move, paragraphs: Paragraphs) -> bool:
    span = paragraphs.new.paragraphs[child].span
    return is_proposed(move) and span.start <= move.new.start < span.end


def _begins(child: int, move: Move, paragraphs: Paragraphs) -> bool:
    side = paragraphs.passages.whole.new
    return side.count(paragraphs.new.paragraphs[child].span.start) == side.count(move.new.start)


def _quoted(k: int, rule: SplitRule, move: Move, mover: Mover) -> Carried:
    quoted = Selector(rule.at, "", "", rule.place)
    quotation = Quoted(("structure", "split", k), f"split/{k + 1}/at", quoted)
    words = mover.words(move.new, new=True)
    if move.sure and fold_quote(words) == fold_quote(rule.at):
        return Carried(quotation, move, None)
    edited = Selector(words, "", "", rule.place) if is_proposed(move) else None
    return Carried(quotation, move, edited)


# ── paragraphs that are joined ──────────────────────────────────────────────────────────────────


def _join(made: SplitPlan, annotations: Annotations, paragraphs: Paragraphs) -> None:
    roles = _roles(annotations, paragraphs)
    several = "x:1" if len(paragraphs.new.files) > 1 else 1
    for child, parents in paragraphs.parents.items():
        first, last = parents[0], parents[-1]
        if last - first != len(parents) - 1 or child in made.taken:
            continue
        if any(paragraphs.children(k) not in ([], [child]) for k in parents):
            continue
        pair = _two_roles([roles.get(k, annotations.structure.default) for k in parents])
        words = pair and _second_begins(child, parents, pair[2], paragraphs)
        if pair and words:
            line = paragraphs.values([child], several)[0]
            made.joined.append(NewSplit(child, line, words, pair[:2]))
            made.taken.add(child)


def _two_roles(roles: list[Role | None]) -> tuple[Role, Role, int] | None:
    """The roles of paragraphs of which some have one and all behind them another, and the number
    of the first of these."""
    first, last = roles[0], roles[-1]
    count = roles.count(first)
    if first is None or last is None or first is last:
        return None
    return (
        (first, last, count) if roles == [first] * count + [last] * (len(roles) - count) else None
    )


def _roles(annotations: Annotations, paragraphs: Paragraphs) -> dict[int, Role | None]:
    """The role of each old paragraph that is named; None where more is said of it."""
    roles: dict[int, Role | None] = {}
    for path, _, ref, _ in line_refs(annotations):
        role = Role(str(path[2])) if path[:2] == ("structure", "roles") else None
        for k in paragraphs.named(ref):
            roles[k] = role if k not in roles else None
    for split in annotations.structure.splits:
        for k in paragraphs.named(split.line):
            roles[k] = None
    return roles


def _second_begins(child: int, parents: list[int], second: int, paragraphs: Paragraphs) -> str:
    """The words of a new paragraph with which one of several old ones begins, that of the number
    `second` among them; nothing where that is not certain."""
    whole, new = paragraphs.passages.whole, paragraphs.new
    if _share(child, parents, paragraphs) < _WHOLE:
        return ""
    letter = whole.old.count(paragraphs.old.paragraphs[parents[second]].span.start)
    there, to = whole.stretch(letter, letter + 1)
    span = new.paragraphs[child].span
    if to - there != 1 or not span.start < whole.new.offsets[there] < span.end:
        return ""
    start = whole.new.offsets[there]
    while start > span.start and not new.text[start - 1].isspace():
        start -= 1
    folded = folded_words(new, span)
    words = new.text[start : span.end].split()
    for count in range(1, min(_MOST, len(words)) + 1):
        at = " ".join(words[:count])
        found = folded.text.find(fold_quote(at))
        if found > 0 and span.start + folded.back(found, found + 1).start == start:
            return at
    return ""


def _share(child: int, parents: list[int], paragraphs: Paragraphs) -> float:
    """The share of a new paragraph's letters that are those of some old ones."""
    whole = paragraphs.passages.whole
    first, last = (paragraphs.old.paragraphs[k].span for k in (parents[0], parents[-1]))
    span = paragraphs.new.paragraphs[child].span
    start, end = whole.old.count(first.start), whole.old.count(last.end)
    size = whole.new.count(span.end) - whole.new.count(span.start)
    return whole.agreeing(start, end) / max(1, size, end - start)
