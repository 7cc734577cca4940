"""Forms: the words by which terms and headings are found, when the new text spells them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edition.anchoring.forms import Forms
from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import HEADING_GROUPS
from edition.authoring.rebase.moves import Mover
from edition.model import Annotations, Span
from edition.model.dataclass import dataclass
from edition.text.normalize import fold_quote
from edition.yamlfile.load import YamlPath


@dataclass(frozen=True, slots=True)
class FormMove:
    """A form that the old text has and the new one has not: `new` is how the new text writes
    it; empty where its uses are gone. `path` leads to its term or heading."""

    path: YamlPath
    name: str
    old: str
    new: str
    uses: int


_Owner = tuple[YamlPath, str, str]


def moved_forms(
    annotations: Annotations, old: Anchorer, new: Anchorer, mover: Mover
) -> Iterator[FormMove]:
    """The forms of the glossary and of the index that stand in the old text only."""
    declared: dict[str, _Owner] = {}
    known: dict[YamlPath, set[str]] = {}
    for path, name, forms in _owners(annotations):
        for form in forms:
            declared.setdefault(form, (path, name, form))
            known.setdefault(path, set()).add(fold_quote(form))
    wanted = list(declared.items())
    there = {use.owner for use in new.uses(Forms(wanted))}
    lost: dict[_Owner, list[Span]] = {}
    for use in old.uses(Forms(wanted)):
        if use.owner not in there:
            lost.setdefault(use.owner, []).append(old.span(use))
    for (path, name, form), spans in lost.items():
        words = _words(spans, mover)
        if words and fold_quote(words) in known[path]:
            continue  # the new spelling is among the forms already
        yield FormMove(path, name, form, words, len(spans))


def _owners(annotations: Annotations) -> Iterator[tuple[YamlPath, str, list[str]]]:
    for k, term in enumerate(annotations.glossary):
        yield ("glossary", k), f"term “{term.headword}”", list(term.forms)
    for kind, key in HEADING_GROUPS.items():
        of_kind = [heading for heading in annotations.headings if heading.kind is kind]
        for k, heading in enumerate(of_kind):
            yield (key, k), f"heading “{heading.name}”", list(heading.forms)


def _words(spans: list[Span], mover: Mover) -> str:
    """How the new text writes what stood at `spans`, where that is sure; the most frequent."""
    moves = (mover.move(span) for span in spans)
    found = Counter(mover.words(move.new, new=True) for move in moves if move.sure)
    return found.most_common(1)[0][0] if found else ""
