"""Turns: who speaks in each part of a transcript or a play, and with which words the source says
so. Pure.

A turn begins where a paragraph begins as a speaker's turns do (`"ANNA KOVACS:*"`), and goes on
over those that follow, until another turn, a heading, or a paragraph that has another role. What
stands for the speaker in the source, the label, is never printed a second time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from edition.model import SET_OFF, SPOKEN, Role, SourceText, Span, Speaker, Structure
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity, did_you_mean, quoted
from edition.text import patterns
from edition.text.lineends import folded_words
from edition.text.normalize import Folded, bare_letters, fold_quote
from edition.text.parts import Part
from edition.text.source import place_of

#: So many characters of a paragraph are looked at for what begins a turn, and so many at most has
#: a stage direction that a pattern is tried on.
_BEGINNING, _LONGEST = 300, 1000
#: So many patterns of turns are looked for; for so many that match nothing the nearest of so many
#: beginnings is named.
MOST, _HINTED, _COMPARED = 400, 20, 2000
#: Labels by their marks: a name, what is said of it in brackets, a colon; a name in capitals and a
#: full stop or a dash.
_LABEL = re.compile(r"([^:]{1,80}?)(?: ?[(\[][^)\]]{0,80}[)\]])?:(?= |\Z)")
_CAPITALS = re.compile(r"([^.:\[(\-]{1,60}(?:-[^.:\[( \-]{1,40})?)(?:\.(?= |\Z)| -+(?= ))")
#: So many words has a mark at most.
_WORDS = 4
#: What stands before a name and is no part of it.
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "lord", "the"))
#: What neither ends a turn nor belongs to it: pictures, and what is set off within it.
_SAID = SPOKEN | {Role.VERSE}
_WITHIN = SET_OFF | {Role.CAPTION, Role.CREDIT}


#: A pattern, as an expression and as it is written, and whose turns it begins.
_Pattern: TypeAlias = tuple[re.Pattern[str], str, Speaker]


@dataclass(frozen=True, slots=True)
class _Opening:
    """A speaker, and how many folded characters name him."""

    speaker: Speaker
    label: int


def _clashes(speakers: Sequence[Speaker]) -> Iterable[Problem]:
    """What two speakers have that only one can: a pattern, or a role without patterns; and more
    patterns than are looked for."""
    count = sum(len(speaker.turns) for speaker in speakers)
    if count > MOST:
        message = f"The speakers have {count:,} patterns of turns."
        hint = f"At most {MOST} are allowed. A * or ? stands for what differs."
        yield Problem("wrong-number", speakers[0].place, message, hint)
    first: dict[str, Speaker] = {}
    for speaker in speakers:
        for what in speaker.turns or (speaker.role.value,):
            other = first.setdefault(f"{bool(speaker.turns)} {what}", speaker)
            if other is speaker:
                continue
            message = f"{quoted(what)} is said of {other.name} and of {speaker.name}."
            hint = "Give each of them `turns`: what begins theirs and nobody else's."
            yield Problem("bad-value", speaker.place, message, hint)


def assign(
    source: SourceText, structure: Structure, parts: Sequence[Part]
) -> tuple[list[Part], list[Problem]]:
    """The parts of the text with their speakers and stage directions, and what is wrong: a pattern
    that no paragraph is or begins with (`pattern-matches-nothing`), what begins as a turn does and
    is nobody's (`unknown-speaker`), two speakers who are the same (`bad-value`)."""
    return _Turns(source, structure).run(parts)


class _Turns:
    def __init__(self, source: SourceText, structure: Structure) -> None:
        self.source = source
        self.speakers = structure.speakers
        self.openings: list[_Pattern] = [
            (patterns.beginning(pattern), pattern, speaker)
            for speaker in structure.speakers
            for pattern in speaker.turns
        ][:MOST]
        #: The same by the letter that they begin with; by none where that is any.
        self.by_letter: dict[str, list[_Pattern]] = defaultdict(list)
        for item in self.openings:
            self.by_letter[fold_quote(item[1])[:1].strip("*?")].append(item)
        self.of_role = {
            speaker.role: speaker for speaker in structure.speakers if not speaker.turns
        }
        self.stage = [(patterns.whole(pattern), pattern) for pattern in structure.stage_directions]
        self.place = structure.stage_place or Place("")
        self.turn: Speaker | None = None
        self.met: set[str] = set()
        self.strangers: dict[str, Span] = {}

    def run(self, parts: Sequence[Part]) -> tuple[list[Part], list[Problem]]:
        if not (self.openings or self.of_role or self.stage):
            return list(parts), []
        found = [self._part(part) for part in parts]
        return found, [*_clashes(self.speakers), *self._idle(parts), *self._unknown()]

    def _part(self, part: Part) -> Part:
        folded = folded_words(self.source, self._head(part.span))
        if part.is_default or part.role in _SAID:
            opening = self._opening(folded.text)
            if opening:
                self.turn = opening.speaker
                role = opening.speaker.role if part.is_default else part.role
                return self._spoken(part, role, opening, folded)
        if part.is_default:
            if self._is_stage_direction(part):
                return replace(part, role=Role.STAGE_DIRECTION)
            self._note_stranger(part, folded.text)
            if self.turn:
                return replace(part, role=self.turn.role, speaker=self.turn)
        return self._named(part, folded)

    def _named(self, part: Part, folded: Folded) -> Part:
        """A part whose role says who speaks, or that nobody does."""
        if self.turn and part.role is self.turn.role and not part.is_default:
            return replace(part, speaker=self.turn)
        if part.role not in _WITHIN:
            self.turn = None
        speaker = self.of_role.get(part.role)
        if speaker is None:
            return part
        return self._spoken(part, part.role, _Opening(speaker, _own(folded.text, speaker)), folded)

    def _spoken(self, part: Part, role: Role, opening: _Opening, folded: Folded) -> Part:
        end = folded.back(0, opening.label).end if opening.label else 0
        return replace(part, role=role, speaker=opening.speaker, label=end)

    def _head(self, span: Span) -> Span:
        return Span(span.start, min(span.end, span.start + _BEGINNING))

    def _opening(self, text: str) -> _Opening | None:
        """Whose turn a text begins: of several the one with the longest label."""
        best: _Opening | None = None
        for expression, pattern, speaker in (*self.by_letter[text[:1]], *self.by_letter[""]):
            found = expression.match(text)
            if found and found.end():
                self.met.add(pattern)
                if best is None or found.end() > best.label:
                    best = _Opening(speaker, len(found[0].rstrip()))
        return best

    def _is_stage_direction(self, part: Part) -> bool:
        if not self.stage or part.span.end - part.span.start > _LONGEST:
            return False
        text = folded_words(self.source, part.span).text
        found = [pattern for expression, pattern in self.stage if expression.fullmatch(text)]
        self.met.update(found)
        return bool(found)

    # ── what is odd ─────────────────────────────────────────────────────────────────────────

    def _note_stranger(self, part: Part, text: str) -> None:
        """Remember a name in capitals that begins a paragraph as those of the speakers do."""
        for mark, expression in ((":", _LABEL), (".", _CAPITALS)):
            if any(pattern.rstrip("* ").endswith(mark) for _, pattern, _ in self.openings):
                found = expression.match(text)
                if found and found[1].isupper() and len(found[1]) < 40:
                    self.strangers.setdefault(found[0], part.span)

    def _unknown(self) -> Iterable[Problem]:
        for label, span in self.strangers.items():
            place = place_of(self.source, span.start)
            message = f"{quoted(label)} begins as a turn does, and is nobody's."
            hint = (
                f'Add to `speakers`: {{name: …, turns: "{label}*"}}\n'
                "Or to `stage-directions`, or name its line under a role in `structure: roles`."
            )
            yield Problem("unknown-speaker", place, message, hint, Severity.WARNING)

    def _idle(self, parts: Sequence[Part]) -> Iterable[Problem]:
        """What no paragraph begins with, and what comes nearest to it."""
        idle = [item for item in self.openings if item[1] not in self.met]
        begun = self._labels(parts) if idle else {}
        alike = {bare_letters(label): label for label in begun}
        for number, (_, pattern, speaker) in enumerate(idle):
            wanted = pattern.rstrip("* ")
            same = alike.get(bare_letters(wanted))
            if wanted in begun:
                hint = f"{begun[wanted]} does, and is named under another role."
            elif same:
                hint = f'{begun[same]} begins so: "{same}*" (capitals count).'
            else:
                near = list(begun)[:_COMPARED] if number < _HINTED else []
                hint = did_you_mean(wanted, near)
            message = f"No paragraph begins as the turns of {speaker.name}: {quoted(pattern)}."
            hint = hint or "Copy what begins a turn from the source, and put a * behind it."
            yield Problem("pattern-matches-nothing", speaker.place, message, hint, Severity.WARNING)
        for pattern in (pattern for _, pattern in self.stage if pattern not in self.met):
            message = f"No paragraph is a stage direction like {quoted(pattern)}."
            hint = "Capitals count, and the pattern stands for the whole paragraph: is a * missing?"
            yield Problem("pattern-matches-nothing", self.place, message, hint, Severity.WARNING)

    def _labels(self, parts: Sequence[Part]) -> dict[str, Place]:
        """What stands at the beginning of paragraphs like a name, and where first."""
        begun: dict[str, Place] = {}
        for part in parts:
            text = folded_words(self.source, self._head(part.span)).text
            found = _LABEL.match(text) or _CAPITALS.match(text)
            if found:
                begun.setdefault(found[0], part.paragraph.place)
        return begun


def mark(text: str) -> str:
    """What a folded text begins with for who speaks, with its colon, full stop or dash; nothing
    where it begins otherwise."""
    found = _LABEL.match(text)
    if not found or len(found[1].split()) > _WORDS or not found[1][:1].isupper():
        found = _CAPITALS.match(text)
        if not found or not found[1].isupper() or len(found[1].split()) > _WORDS:
            return ""
    return found[0].rstrip()


def is_name(label: str, name: str) -> bool:
    """Whether what the source prints for a speaker is the name, as it may be written in capitals,
    with a title before it or words in brackets behind it."""
    bare = re.sub(r"[(\[].*", "", label)
    return [word for word in _words(bare) if word not in _TITLES] == [
        word for word in _words(name) if word not in _TITLES
    ]


def _own(text: str, speaker: Speaker) -> int:
    """How many characters of a folded text are the speaker's name with its mark; 0 if none are."""
    found = _LABEL.match(text)
    if found and names(found[1], speaker.name):
        return found.end()
    found = _CAPITALS.match(text)
    if found and found[1].isupper() and names(found[1], speaker.name):
        return len(found[0].rstrip())
    return 0


def names(label: str, name: str) -> bool:
    """Whether a label is a name, some words of it that follow each other, or its initials."""
    mine = [word for word in _words(label) if word not in _TITLES]
    theirs = _words(name)
    if not mine:
        return False
    if any(theirs[k : k + len(mine)] == mine for k in range(len(theirs))):
        return True
    initials = "".join(word[0] for word in theirs)
    return len(initials) > 1 and "".join(mine) == initials


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", bare_letters(text))
