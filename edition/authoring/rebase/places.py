"""Places: what the new text does to what hangs on lines: roles, languages, omissions, captions.
Pure.

The words of a paragraph say where it is now. What they leave open is not decided here: an entry
that may belong to another paragraph, and a new paragraph that would be somebody's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from edition.authoring.rebase.lines import Paragraphs
from edition.model import Annotations, LineRef, Role
from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.text import headings, patterns
from edition.text.lineends import folded_words
from edition.yamlfile.load import YamlPath, YamlValue, value_in


@dataclass(frozen=True, slots=True)
class Lines:
    """What becomes of a place given by lines: the new value, or None where it is `gone`.

    `more` are further values, where a range has come apart; `needed` says that somebody must
    decide where there is no value; `proposed` is what may be meant then, and where nothing is, an
    entry that is `spare` can be let go.
    """

    path: YamlPath
    name: str
    place: Place
    before: int | str
    after: int | str | None
    needed: bool
    why: str = ""
    more: tuple[int | str, ...] = ()
    proposed: tuple[int | str, ...] = ()
    spare: bool = False

    @property
    def values(self) -> tuple[int | str, ...]:
        """All new values."""
        return () if self.after is None else (self.after, *self.more)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """New paragraphs that follow each other, by their numbers from 0, of which nothing says what
    they are: without a decision they would be `role`."""

    name: str
    value: int | str
    numbers: tuple[int, ...]
    role: Role
    why: str


@dataclass(slots=True)
class LinePlan:
    """All that hangs on lines; `taken` are new paragraphs whose role something else says."""

    lines: list[Lines] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)


def line_plan(
    annotations: Annotations, data: YamlValue, paragraphs: Paragraphs, taken: frozenset[int]
) -> LinePlan:
    """Follow every line of the file; `taken` are the new paragraphs that are named already."""
    return _Follower(annotations, data, paragraphs, taken).run()


class _Follower:
    def __init__(
        self,
        annotations: Annotations,
        data: YamlValue,
        paragraphs: Paragraphs,
        taken: frozenset[int],
    ) -> None:
        self.annotations = annotations
        self.data = data
        self.paragraphs = paragraphs
        self.taken = taken
        self.matching = paragraphs.passages.matching
        #: What the file says of each old paragraph.
        self.labels: dict[int, frozenset[YamlPath]] = {}
        for path, _, ref, _ in line_refs(annotations):
            for k in paragraphs.named(ref):
                self.labels[k] = self.label(k) | {_label(path)}
        for number, split in enumerate(annotations.structure.splits):
            for k in paragraphs.named(split.line):
                self.labels[k] = frozenset({("structure", "split", number)})
        self.proposed: set[int] = set()

    def run(self) -> LinePlan:
        lines = [self._moved(*item) for item in line_refs(self.annotations)]
        return LinePlan(lines, list(self._unnamed()))

    def label(self, k: int) -> frozenset[YamlPath]:
        """What the file says of an old paragraph."""
        return self.labels.get(k, frozenset())

    def _moved(self, path: YamlPath, name: str, ref: LineRef, alone: bool) -> Lines:
        before = value_in(self.data, path)
        assert isinstance(before, int | str), "the edition was checked"
        found = [k for k in self.paragraphs.move(ref) if k not in self.taken]
        if not found:
            return self._without_lines(path, name, ref, before, alone)
        values = tuple(self.paragraphs.values(found, before))
        one = isinstance(path[-1], str)
        if odd := [k for k in found if self._is_doubtful(k)]:
            self.proposed |= set(odd)
            why = "several paragraphs are like the one that it names"
        elif one and len(found) > 1:
            shown = ", ".join(str(self.paragraphs.new.paragraphs[k].line) for k in found)
            why = f"its paragraph is divided: lines {shown}"
        else:
            return Lines(path, name, ref.place, before, values[0], alone, more=values[1:])
        values = values[:1] if one else values
        return Lines(path, name, ref.place, before, None, True, why, proposed=values)

    def _is_doubtful(self, child: int) -> bool:
        """Whether a new paragraph may as well be another old one, of which the file says something
        else."""
        match = self.matching.of_new.get(child)
        if match is None or match.sure:
            return False
        return len({self.label(k) for k in self.matching.rivals[match.old]}) > 1

    def _without_lines(
        self, path: YamlPath, name: str, ref: LineRef, before: int | str, alone: bool
    ) -> Lines:
        """A place of which no paragraph is left."""
        if any(k in self.taken for k in self.paragraphs.move(ref)):
            why = "something else names its words now"
            return Lines(path, name, ref.place, before, None, False, why)
        other = self.paragraphs.merged_into(ref)
        if other:
            why = f"it is part of the paragraph on line {other.line} now"
            return Lines(path, name, ref.place, before, None, alone, why)
        values: tuple[int | str, ...] = ()
        why, needed = "it is gone", alone
        for parent in self.paragraphs.named(ref):
            gone, there = self.paragraphs.in_place_of(parent)
            if not there:
                continue
            needed, why = True, "it is gone, or its words are others now"
            if len(gone) == len(there):
                child = there[gone.index(parent)]
                self.proposed.add(child)
                values += tuple(self.paragraphs.values([child], before))
        spare = isinstance(path[-1], int) and not alone
        return Lines(path, name, ref.place, before, None, needed, why, (), values, spare)

    # ── new paragraphs ──────────────────────────────────────────────────────────────────────

    def _unnamed(self) -> Iterator[Unnamed]:
        """New paragraphs that somebody must name, those that follow each other together."""
        run: list[int] = []
        why = ""
        for k in range(len(self.paragraphs.new.paragraphs)):
            here = self._open(k)
            if run and (here != why or self._file(k) != self._file(run[-1])):
                yield self._entry(run, why)
                run = []
            if here:
                run.append(k)
            why = here
        if run:
            yield self._entry(run, why)

    def _file(self, number: int) -> str:
        return self.paragraphs.new.paragraphs[number].file

    def _entry(self, run: list[int], why: str) -> Unnamed:
        several = "x:1" if len(self.paragraphs.new.files) > 1 else 1
        value = self.paragraphs.values(run, several)[0]
        role = self.annotations.structure.default
        return Unnamed(f"new/{value}", value, tuple(run), role, why)

    def _open(self, child: int) -> str:
        """Why somebody must say what a new paragraph is; empty where that is known."""
        if child in self.taken or child in self.proposed:
            return ""
        parent = self.paragraphs.origin[child]
        if parent is None:
            return self._new_words(child)
        if self._is_doubtful(child) and not self.label(parent):
            return "it may be one of several old paragraphs, of different roles"
        others = {self.label(k) for k in self.paragraphs.parents.get(child, ())}
        if len(others | {self.label(parent)}) > 1 and self._is_ours(child):
            return "paragraphs of different roles are joined in it"
        return ""

    def _is_ours(self, child: int) -> bool:
        """Whether the whole of several old paragraphs is in a new one, none of them elsewhere."""
        parents = self.paragraphs.parents.get(child, ())
        return all(self.paragraphs.children(k) in ([], [child]) for k in parents)

    def _new_words(self, child: int) -> str:
        """New words are put into nobody's mouth: whether the default role is a speaker's."""
        structure = self.annotations.structure
        speaker = next(
            (s for s in structure.speakers if s.role is structure.default and not s.turns), None
        )
        if speaker is None or self._is_by_pattern(child):
            return ""
        return f"it is new, and would be said by {speaker.name}"

    def _is_by_pattern(self, child: int) -> bool:
        """Whether a pattern of headings or of stage directions says what a paragraph is."""
        structure = self.annotations.structure
        span = self.paragraphs.new.paragraphs[child].span
        if span.end - span.start > headings.LONGEST:
            return False
        text = folded_words(self.paragraphs.new, span).text
        directions = (patterns.whole(pattern) for pattern in structure.stage_directions)
        return any(headings.compiled(rule).is_like(text) for rule in structure.headings) or any(
            pattern.fullmatch(text) for pattern in directions
        )


def _label(path: YamlPath) -> YamlPath:
    """What a line means: the list that it stands in, or the key."""
    return path[:-1] if isinstance(path[-1], int) else path


def line_refs(annotations: Annotations) -> Iterator[tuple[YamlPath, str, LineRef, bool]]:
    """Everything in the file that names lines, but splits: the way to it, what it is, whether the
    annotation cannot be without it."""
    structure = annotations.structure
    for role in structure.rules:
        for k, ref in enumerate(role.lines):
            path: YamlPath = ("structure", "roles", role.role.value, k)
            yield path, f"roles/{role.role}/{ref.first}", ref, False
    for rule in structure.languages:
        for k, ref in enumerate(rule.lines):
            path = ("structure", "languages", rule.language, k)
            yield path, f"languages/{rule.language}/{ref.first}", ref, False
    for k, omission in enumerate(annotations.omissions):
        for n, ref in enumerate(omission.lines):
            alone = len(omission.lines) == 1
            yield ("omissions", k, "lines", n), f"omissions/{k + 1}/{ref.first}", ref, alone
    for k, photo in enumerate(annotations.photos):
        yield ("photos", k, "caption"), f"photos/{photo.id}/caption", photo.caption, True
        if photo.credit:
            yield ("photos", k, "credit"), f"photos/{photo.id}/credit", photo.credit, True
    for k, item in enumerate(annotations.pictures):
        if item.after:
            yield ("pictures", k, "after"), f"pictures/{item.id}/after", item.after, True
