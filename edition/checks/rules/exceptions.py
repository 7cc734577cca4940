"""`exceptions`: annotations that are let off a rule, each for a reason; idle ones are told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.texts import keys
from edition.model import Annotations, RuleException
from edition.model.problems import Problem, did_you_mean

#: The rule that a code belongs to: who reads the one in a message may write it for the other.
_RULE_OF = {
    "fact-uncited": "cite-every-fact",
    "too-many-calls": "calls-per-sentence",
    "note-too-long": "words-per-note",
    "tone-word": "tone-words",
    "name-spelling": "names",
}


def excused(
    annotations: Annotations, found: Sequence[Breach]
) -> tuple[list[Problem], set[RuleException]]:
    """The warnings that no exception covers, and the exceptions that covered something."""
    let_off: dict[tuple[str, str], list[RuleException]] = {}
    known = _by_name(annotations)
    for item in annotations.rules.exceptions:
        if len(meant := known.get(item.id, ())) == 1:
            let_off.setdefault((item.rule, meant[0]), []).append(item)
    left: list[Problem] = []
    used: set[RuleException] = set()
    for breach in found:
        fits = [let_off[breach.rule, key] for key in breach.owners if (breach.rule, key) in let_off]
        used.update(item for items in fits for item in items)
        if not fits or len(fits) < breach.excess:
            left.append(breach.problem)
    return left, used


def wrong(annotations: Annotations, rules: Mapping[str, bool]) -> Iterator[Problem]:
    """Exceptions for annotations and rules that do not exist; `rules` are the names of all, and
    whether they are switched on."""
    known = _by_name(annotations)
    for item in annotations.rules.exceptions:
        place = item.place
        if item.id not in known:
            hint = did_you_mean(item.id, known) or "Name it as footnotes/ID, glossary/ID …"
            message = f"There is no annotation “{item.id}” to make an exception for."
            yield warning("rule-exception-unknown", place, message, hint)
        elif len(known[item.id]) > 1:
            hint = f"Write one of: {', '.join(known[item.id])}."
            message = f"Several annotations are called “{item.id}”."
            yield warning("rule-exception-unknown", place, message, hint)
        if item.rule not in rules:
            meant = _RULE_OF.get(item.rule)
            near = f"Did you mean “{meant}”?" if meant else did_you_mean(item.rule, rules)
            hint = f"{near} Rules: {', '.join(rules)}.".lstrip()
            message = f"There is no rule “{item.rule}” to make an exception from."
            yield warning("rule-exception-unknown", place, message, hint)
        elif not rules[item.rule]:
            message = f"The rule “{item.rule}” is not switched on."
            yield warning("rule-exception-idle", place, message, "Take the exception out.")


def idle(
    annotations: Annotations, used: Collection[RuleException], rules: Mapping[str, bool]
) -> Iterator[Problem]:
    """Exceptions that nothing needs."""
    known = _by_name(annotations)
    for item in annotations.rules.exceptions:
        right = len(known.get(item.id, ())) == 1 and rules.get(item.rule)
        if right and item not in used:
            message = f"“{item.id}” keeps the rule “{item.rule}”: the exception excuses nothing."
            yield warning("rule-exception-idle", item.place, message, "Take the exception out.")


def _by_name(annotations: Annotations) -> dict[str, list[str]]:
    """What an exception may call an annotation → the keys that it means: the key itself, or the
    id alone."""
    every = keys(annotations)
    found: dict[str, list[str]] = {key: [key] for key in every}
    for key in every:
        if (id := key.partition("/")[2]) and id not in every:
            found.setdefault(id, []).append(key)
    return found
