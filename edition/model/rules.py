"""Rules: what `rules:` asks of the notes of an edition."""

from __future__ import annotations

from edition.model.dataclass import dataclass
from edition.model.problems import Place


@dataclass(frozen=True, slots=True)
class ToneWords:
    """Words that notes avoid: the builder's list for the edition's language, if `built_in`, and
    those in `also`, but none of those `allowed`."""

    built_in: bool
    also: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleException:
    """An annotation that is let off a rule. `id` is its id, or `group/id` (an event by its date,
    an emendation by its quote)."""

    id: str
    rule: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rules:
    """What the edition asks of its own notes; None and False ask nothing."""

    cite_every_fact: bool
    calls_per_sentence: int | None
    words_per_note: int | None
    call_before_punctuation: bool
    tone_words: ToneWords | None
    names: bool
    exceptions: tuple[RuleException, ...]
    place: Place
