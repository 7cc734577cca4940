"""New versions of the interview: who says what is known by construction, and must be right.

Each kind of new version moves, divides, joins, puts in or takes out paragraphs. What `rebase`
leaves open is decided as the truth says; then the book's paragraphs are held against it, each by
its words.
"""

from __future__ import annotations

import itertools
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml

from edition.assembly.prepare import prepare
from edition.authoring.rebase.decisions import Decision
from edition.authoring.rebase.session import RebaseSession
from edition.model.problems import Place
from edition.system.project import Project
from tests.paths import ROOT

#: A paragraph of a new version: its words, with the role of each stretch of them (a split paragraph
#: has two), or `omitted`.
Pieces: TypeAlias = list[tuple[str, str]]
Version: TypeAlias = list[Pieces]


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Path:
    """The interview with what hangs on its lines alone."""
    folder = tmp_path_factory.mktemp("interview")
    data = yaml.safe_load((ROOT / "annotations.yaml").read_text("utf-8"))
    kept = {key: data[key] for key in ("format", "edition", "source", "structure", "omissions")}
    kept["edition"] = {k: v for k, v in kept["edition"].items() if k != "labels"}
    kept["photos"] = [
        {k: v for k, v in photo.items() if k in ("id", "caption", "credit")}
        for photo in data["photos"]
    ]
    (folder / "annotations.yaml").write_text(yaml.safe_dump(kept, sort_keys=False), "utf-8")
    path = folder / data["source"]["files"][0]["path"]
    path.parent.mkdir()
    path.write_bytes((ROOT / data["source"]["files"][0]["path"]).read_bytes())
    return folder


def said(project: Project) -> Version:
    """The paragraphs of an edition in the order of the source, with their roles."""
    from edition.text.structure import lay_out

    prepared = prepare(project)
    source = prepared.edition.source
    layout = lay_out(source, prepared.annotations)
    found: dict[int, Pieces] = {}
    for part in layout.parts:
        words = " ".join(source.words(part.span).split())
        found.setdefault(part.paragraph.span.start, []).append((words, str(part.role)))
    for item in layout.omitted:
        found[item.span.start] = [(" ".join(source.words(item.span).split()), "omitted")]
    return [found[start] for start in sorted(found)]


def text_of(version: Version, between: str = "\n\n") -> str:
    return between.join(" ".join(words for words, _ in pieces) for pieces in version) + "\n"


# ── kinds of new version ────────────────────────────────────────────────────────────────────────

#: How many versions of each kind are tried; more with `REBASE_EDITS`, as in test_twins.py.
SEEDS = max(4, int(os.environ.get("REBASE_EDITS", "0")) // 100)
#: Where the running text begins: the first question.
FIRST = 8


def cuts(old: Version) -> list[int]:
    """Where the running text may be cut: a credit stays with its caption."""
    return [k for k in range(FIRST, len(old) - 3) if old[k][0][1] != "credit"]


def swap_blocks(pick: random.Random, old: Version) -> Version:
    a, b, c, d = sorted(pick.sample(cuts(old), 4))
    return old[:a] + old[c:d] + old[b:c] + old[a:b] + old[d:]


def move_a_block(pick: random.Random, old: Version) -> Version:
    a, b = sorted(pick.sample(cuts(old), 2))
    rest = old[:a] + old[b:]
    at = pick.choice(cuts(rest))
    return rest[:at] + old[a:b] + rest[at:]


def shuffle_turns(pick: random.Random, old: Version) -> Version:
    """Questions with their answers in another order."""
    starts = [k for k, pieces in enumerate(old) if pieces[0][1] == "question"] + [len(old) - 3]
    turns = [old[a:b] for a, b in itertools.pairwise(starts)]
    pick.shuffle(turns)
    return old[: starts[0]] + [pieces for turn in turns for pieces in turn] + old[-3:]


def move_what_is_left_out(pick: random.Random, old: Version) -> Version:
    omitted = [pieces for pieces in old if pieces[0][1] == "omitted"]
    advert = pick.choice([pieces for pieces in omitted if omitted.count(pieces) == 1])
    rest = [pieces for pieces in old if pieces is not advert]
    at = pick.choice([0, 1, *cuts(rest), len(rest)])
    return [*rest[:at], advert, *rest[at:]]


def divide(pick: random.Random, old: Version) -> Version:
    """The title's line, and some paragraphs, on two lines each."""
    new: Version = []
    for pieces in old:
        words, role = pieces[0]
        if len(pieces) == 2:
            new += [[pieces[0]], [pieces[1]]]
        elif role in ("answer", "question") and pick.random() < 0.2 and len(words.split()) > 30:
            at = words.index(" ", len(words) // 2)
            new += [[(words[:at], role)], [(words[at + 1 :], role)]]
        else:
            new.append(pieces)
    return new


def join(pick: random.Random, old: Version) -> Version:
    """Paragraphs that follow each other on one line, of one role or of two."""
    new: Version = []
    for pieces in old:
        mine, theirs = pieces[-1][1], new[-1][-1][1] if new else ""
        both = {mine, theirs} <= {"question", "answer"} and len(new[-1]) == len(pieces) == 1
        if both and pick.random() < 0.15:
            (before, role), (words, other) = new[-1][0], pieces[0]
            same = role == other
            new[-1] = [(f"{before} {words}", role)] if same else [(before, role), (words, other)]
        else:
            new.append(pieces)
    return new


def take_out(pick: random.Random, old: Version) -> Version:
    return [
        pieces
        for pieces in old
        if pieces[0][1] not in ("question", "answer") or pick.random() > 0.15
    ]


def put_in(pick: random.Random, old: Version) -> Version:
    new: Version = []
    for number, pieces in enumerate(old):
        new.append(pieces)
        if number + 1 in cuts(old) and pick.random() < 0.1:
            role = pick.choice(["question", "answer", "narrative"])
            words = " ".join(
                pick.sample(["river", "winter", "paper", "orchard", "silver", "doubt", "candle"], 6)
            )
            new.append([(f"And {words} number {number}, they say?", role)])
    return new


def set_anew(pick: random.Random, old: Version) -> Version:
    """Other quotation marks, dashes, capitals."""
    marks = str.maketrans({"’": "'", "“": '"', "”": '"', "—": "-"})
    return [[(words.translate(marks), role) for words, role in pieces] for pieces in old]


def change_words(pick: random.Random, old: Version) -> Version:
    """A word of each longer paragraph is another one."""
    return [[(_changed(pick, words), role) for words, role in pieces] for pieces in old]


def _changed(pick: random.Random, text: str) -> str:
    words = text.split()
    if len(words) > 8:
        words[pick.randrange(4, len(words))] = pick.choice(["river", "winter", "paper", "orchard"])
    return " ".join(words)


def rewrite(pick: random.Random, old: Version) -> Version:
    """Some questions and answers in quite other words."""
    return [
        [(f"Paragraph {k} was rewritten as a whole, {words[:12]}", role)]
        if (role := pieces[0][1]) in ("question", "answer") and pick.random() < 0.1
        else pieces
        for k, pieces in enumerate(old)
        for words in [pieces[0][0]]
    ]


def swap_neighbors(pick: random.Random, old: Version) -> Version:
    """A question and its answer change places, some times."""
    new = list(old)
    for k in range(FIRST, len(new) - 4):
        roles = {new[k][0][1], new[k + 1][0][1]}
        if roles == {"question", "answer"} and pick.random() < 0.15:
            new[k], new[k + 1] = new[k + 1], new[k]
    return new


def several(pick: random.Random, old: Version) -> Version:
    for change in pick.sample([swap_blocks, divide, take_out, set_anew, change_words], 3):
        old = change(pick, old)
    return old


KINDS: tuple[Callable[[random.Random, Version], Version], ...] = (
    swap_blocks,
    move_a_block,
    shuffle_turns,
    move_what_is_left_out,
    divide,
    join,
    take_out,
    put_in,
    set_anew,
    change_words,
    rewrite,
    swap_neighbors,
    several,
)


def carried_over(folder: Path, version: Version, between: str) -> tuple[Version, list[str]]:
    """The interview carried over to a new version, and what was decided on the way."""
    project = Project.at(folder)
    new = folder.parent / "new.txt"
    new.write_text(text_of(version, between), "utf-8")
    session = RebaseSession.open(project, new)
    roles = {" ".join(w for w, _ in pieces): pieces for pieces in version}
    asked = session.unsettled
    plan = session.plan
    for item in plan.open_lines:
        assert item.proposed or item.spare, f"nothing can be done for {item.name}: {item.why}"
        session.decided[item.name] = Decision(item.name, True, "", "", "", Place(""))
    for unnamed in plan.unnamed:
        there = {
            roles[" ".join(plan.new.words(plan.new.paragraphs[k].span).split())][0][1]
            for k in unnamed.numbers
        }
        assert len(there) == 1, "two new paragraphs of different roles together"
        decision = Decision(unnamed.name, False, "", "", "", Place(""), there.pop())
        session.decided[unnamed.name] = decision
    data = session.candidate()
    made = project.with_files({**data, session.new_path: session.new})
    return said(made), asked


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nobody_says_the_words_of_another(kind, edition: Path) -> None:
    old = said(Project.at(edition))
    for seed in range(SEEDS):
        pick = random.Random(f"{kind.__name__} {seed}")
        version = kind(pick, old)
        between = pick.choice(["\n\n", "\n", "\n\n\n"])
        found, asked = carried_over(edition, version, between)
        wrong = [
            f"seed {seed}: {got} instead of {want}"
            for got, want in zip(found, version, strict=True)
            if re.sub(r"\W+", "", str(got)) != re.sub(r"\W+", "", str(want))
        ]
        assert not wrong, "\n".join(wrong[:5])
        if kind not in (join, put_in, rewrite, several):
            assert not asked, asked
