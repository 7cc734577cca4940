"""`cite-every-fact`: every sentence that states a fact has a source behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.annotations.groups import HEADING_GROUPS
from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.sentences import (
    CITED,
    LINKED,
    SENTENCE_END,
    WORD,
    marked,
    sentences,
    unsigned,
)
from edition.checks.rules.texts import beginning_of, blocks, texts
from edition.markup.tree import Body
from edition.model import Annotations, BodyText
from edition.model.problems import quoted

RULE = "cite-every-fact"
#: A sentence of no more words than this that links to another entry only says where to look.
_CROSS_REFERENCE = 14
_ENDS = tuple(mark + close for mark in ".!?…" for close in ("", *"\"'”’»)]"))


def factual(annotations: Annotations) -> dict[str, list[BodyText | None]]:
    """The texts that state facts, by the key of the file that they stand under; None for a
    heading of the index that has no description."""
    texts: dict[str, list[BodyText | None]] = {
        "footnotes": [note.body for note in annotations.footnotes],
        "glossary": [term.definition for term in annotations.glossary],
    }
    for kind, key in HEADING_GROUPS.items():
        headings = [heading for heading in annotations.headings if heading.kind is kind]
        texts[key] = [heading.description for heading in headings]
    events = annotations.chronology.events if annotations.chronology else ()
    texts["chronology"] = [event.body for event in events]
    return texts


def uncited_sentences(body: Body) -> list[str]:
    """The sentences of `body` that no citation of their paragraph follows or stands in.

    A citation covers what its paragraph says before it, and the sentence that it stands in.
    A short sentence with a link to a note, a term or the index is a cross reference.
    """
    found = []
    for paragraph in blocks(body.nodes):
        text = unsigned("".join(marked(paragraph)))
        _, cited, rest = text.rpartition(CITED)
        if cited and not text[: text.rindex(CITED)].rstrip(f" \n{CITED}").endswith(_ENDS):
            end = SENTENCE_END.search(rest)
            rest = rest[end.end() :] if end else ""
        found += [sentence for sentence in sentences(rest) if not _cross_reference(sentence)]
    return [sentence.replace(LINKED, "") for sentence in found]


def uncited(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Breach]:
    """The texts that state facts and have a sentence without a source."""
    wanted = {text for texts in factual(annotations).values() for text in texts}
    for prose in texts(annotations):
        if prose.body in wanted and (found := uncited_sentences(parsed[prose.body])):
            problem = warning(
                "fact-uncited",
                beginning_of(prose.body, found[0]),
                f"No source covers: {quoted(' '.join(found), 120)}",
                "Put the citation behind the last sentence that it covers: … in 2014. [@id]",
            )
            yield Breach(RULE, problem, (prose.key,))


def _cross_reference(sentence: str) -> bool:
    return LINKED in sentence and len(WORD.findall(sentence)) <= _CROSS_REFERENCE
