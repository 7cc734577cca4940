"""Rules: what an edition asks of its own notes (`rules` in the file); each breach is a warning.
What is an error in every edition is no rule: it belongs to `checks.lint` or the schema.

A module for each rule; `exceptions` lets single annotations off.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.checks.rules.breach import Breach
from edition.checks.rules.calls import RULE as CALL_PLACES
from edition.checks.rules.calls import misplaced_calls
from edition.checks.rules.citing import RULE as CITING
from edition.checks.rules.citing import factual, uncited, uncited_sentences
from edition.checks.rules.counts import CALLS, WORDS, crowded, long_notes
from edition.checks.rules.exceptions import excused, idle, wrong
from edition.checks.rules.names import RULE as NAMES
from edition.checks.rules.names import misspelt
from edition.checks.rules.sentences import sentences, words
from edition.checks.rules.tone import RULE as TONE
from edition.checks.rules.tone import toned, without_list
from edition.markup.tree import Body
from edition.model import Annotations, BodyText, Edition
from edition.model.problems import Problem

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
    left, used = excused(annotations, found)
    left += wrong(annotations, on)
    if settled and edition is not None:
        left += idle(annotations, used, on)
    return left


def switched_on(annotations: Annotations) -> dict[str, bool]:
    """Every rule by its name in the file, and whether the edition asks for it."""
    rules = annotations.rules
    return {
        CITING: rules.cite_every_fact,
        CALLS: rules.calls_per_sentence is not None,
        WORDS: rules.words_per_note is not None,
        CALL_PLACES: rules.call_before_punctuation,
        TONE: rules.tone_words is not None,
        NAMES: rules.names,
    }


def _of_texts(
    edition: Edition | None, annotations: Annotations, parsed: Mapping[BodyText, Body]
) -> list[Breach]:
    rules = annotations.rules
    found: list[Breach] = []
    if rules.cite_every_fact:
        found += uncited(annotations, parsed)
    if rules.words_per_note:
        found += long_notes(annotations, parsed, rules.words_per_note)
    if rules.tone_words:
        found += without_list(annotations)
        found += toned(annotations, parsed)
    if rules.names:
        found += misspelt(annotations, parsed, edition.source if edition else None)
    return found


def _of_text(edition: Edition, annotations: Annotations) -> list[Breach]:
    rules = annotations.rules
    found: list[Breach] = []
    if rules.calls_per_sentence:
        found += crowded(edition, annotations, rules.calls_per_sentence)
    if rules.call_before_punctuation:
        found += misplaced_calls(edition, annotations)
    return found
