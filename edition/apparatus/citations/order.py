"""Order: the citations of an edition in the order in which a reader meets them.

It decides what is a first citation and what is “ibid.”: first the texts before the book's, then
its numbered notes, then the rest. What is not read one after the other (lettered notes on the
wording, the glossary, the index) has nothing that is “ibid.” of another entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from edition.apparatus.citations.request import Cluster
from edition.markup.tree import Body, CitationItem, Node, walk
from edition.model import Annotations, BodyText, Edition
from edition.model.dataclass import dataclass

#: Between two entries that are not read one after the other lies a number that no note has.
_APART = 2
_APPARATUS = 1_000_000


@dataclass
class Citations:
    """The clusters in their order, and where each citation of a body has its own: by the identity
    of the citation, since equal ones stand in many places, and by the number of the item in it;
    None where the items are one cluster."""

    clusters: list[Cluster] = field(default_factory=list)
    places: dict[tuple[int, int | None], int] = field(default_factory=dict)

    def add(self, nodes: Iterable[Node], number: int) -> None:
        """The citations in `nodes`, which share what is gathered at their end: what is cited
        there twice is printed once."""
        seen: dict[CitationItem, int] = {}
        for citation in (node.citation for node in walk(nodes) if node.citation is not None):
            if not citation.own_sentence:
                self.places[id(citation), None] = len(self.clusters)
                self.clusters.append(Cluster(citation.items, number))
                continue
            for n, item in enumerate(citation.items):
                if item not in seen:
                    seen[item] = len(self.clusters)
                    self.clusters.append(Cluster((item,), number))
                self.places[id(citation), n] = seen[item]


def ordered(
    annotations: Annotations, bodies: Mapping[BodyText, Body], edition: Edition | None
) -> Citations:
    """The citations of `bodies`. Without the `edition` notes are taken in the order of the file,
    which is that of their calls unless somebody has put one elsewhere."""
    found = Citations()
    sections = [section.body for section in (*annotations.front, *annotations.back)]
    before = {section.body for section in annotations.front}
    number = _APPARATUS
    for text in (text for text in sections if text in before):
        number = _section(found, bodies[text], number)
    numbered = [*enumerate(_numbered(annotations, edition), 1)]
    for mark, note in numbered:
        if note is not None:
            found.add(bodies[note].nodes, mark)
    done = {note for _, note in numbered} | before
    for text, body in bodies.items():
        if text not in done:
            number += _APART
            if text in sections:
                number = _section(found, body, number)
            else:
                found.add(body.nodes, number)
    return found


def _section(found: Citations, body: Body, number: int) -> int:
    """A long text gathers its sources by paragraphs."""
    for node in body.nodes:
        found.add((node,), number)
        number += 1
    return number + _APART


def _numbered(annotations: Annotations, edition: Edition | None) -> Sequence[BodyText | None]:
    """The texts of the notes that are numbered, in their order."""
    if edition is None:
        return [note.body for note in annotations.footnotes]
    notes = (note for note in edition.notes if not note.is_own)
    return [note.body for note in notes if not note.series.is_textual]
