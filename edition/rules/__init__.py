"""Rules: what an edition asks of its own notes (`rules` in the file); each breach is a warning.

A module for each rule; `exceptions` lets single annotations off.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.markup_tree import Body
from edition.model import Annotations, BodyText, Edition
from edition.problems import Problem

from . import calls, citing, counts, exceptions, names, tone
from .breach import Breach
from .citing import factual, uncited_sentences
from .sentences import sentences, words

__all__ = ["breaches", "factual", "sentences", "uncited_sentences", "words"]


def breaches(
    edition: Edition | None,
    annotations: Annotations,
    parsed: Mapping[BodyText, Body],
    *,
    settled: bool,
) -> list[Problem]:
    """The warnings of the rules that the edition has switched on.

    Without an `edition` (its text cannot be read) the notes alone are looked at. Whether an
    exception excuses nothing is told only when the edition is `settled`, without errors.
    """
    found = _of_texts(edition, annotations, parsed)
    if edition is not None:
        found += _of_text(edition, annotations)
    on = switched_on(annotations)
    left, used = exceptions.excused(annotations, found)
    left += exceptions.wrong(annotations, on)
    if settled and edition is not None:
        left += exceptions.idle(annotations, used, on)
    return left


def switched_on(annotations: Annotations) -> dict[str, bool]:
    """Every rule by its name in the file, and whether the edition asks for it."""
    rules = annotations.rules
    return {
        citing.RULE: rules.cite_every_fact,
        counts.CALLS: rules.calls_per_sentence is not None,
        counts.WORDS: rules.words_per_note is not None,
        calls.RULE: rules.call_before_punctuation,
        tone.RULE: rules.tone_words is not None,
        names.RULE: rules.names,
    }


def _of_texts(
    edition: Edition | None, annotations: Annotations, parsed: Mapping[BodyText, Body]
) -> list[Breach]:
    rules = annotations.rules
    found: list[Breach] = []
    if rules.cite_every_fact:
        found += citing.breaches(annotations, parsed)
    if rules.words_per_note:
        found += counts.long_notes(annotations, parsed, rules.words_per_note)
    if rules.tone_words:
        found += tone.without_list(annotations)
        found += tone.breaches(annotations, parsed)
    if rules.names:
        found += names.breaches(annotations, parsed, edition.source if edition else None)
    return found


def _of_text(edition: Edition, annotations: Annotations) -> list[Breach]:
    rules = annotations.rules
    found: list[Breach] = []
    if rules.calls_per_sentence:
        found += counts.crowded(edition, annotations, rules.calls_per_sentence)
    if rules.call_before_punctuation:
        found += calls.breaches(edition, annotations)
    return found
