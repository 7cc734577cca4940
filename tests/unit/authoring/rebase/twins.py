"""Texts made of near-twins, and new versions of them whose truth is known by construction.

A text is a list of units (testimonies, reports, entries of a diary), each a list of paragraphs,
each a list of words. An edit keeps for every word where it came from, so that the place of each
quotation in the new text is known without any alignment.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from edition.anchoring import selectors
from edition.anchoring.resolve import Anchorer
from edition.annotations.parse import typed
from edition.authoring.rebase.plan import plan
from edition.model import FileRule, SourceText, Span
from edition.model.problems import Place, Problem
from edition.text import source
from edition.yamlfile.load import load
from tests.books import annotations

#: A word of the new text, and which word of which paragraph of which old unit it is; None for one
#: that is new.
Word: TypeAlias = tuple[str, tuple[int, int, int] | None]
Unit: TypeAlias = list[list[Word]]

NAMES = [
    "Alpha",
    "Beta",
    "Gamma",
    "Delta",
    "Epsilon",
    "Zeta",
    "Eta",
    "Theta",
    "Iota",
    "Kappa",
    "Lambda",
    "Sigma",
]
PEOPLE = [
    "Ivanov",
    "Petrova",
    "Sidorov",
    "Orlova",
    "Titov",
    "Belova",
    "Gusev",
    "Frolova",
    "Zhukov",
    "Lapina",
    "Rogov",
    "Minin",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FRESH = [
    "quietly",
    "lantern",
    "seldom",
    "winter",
    "copper",
    "answer",
    "bridge",
    "yellow",
    "sudden",
    "harvest",
    "thirty",
    "window",
]


def _teams(pick: random.Random, k: int) -> list[str]:
    share = pick.choice(["all", "most", "some"])
    words = f"Team {NAMES[k]} reported that the new deployment reduced latency by twelve percent"
    return [f"{words} across {share} regions."]


def _witnesses(pick: random.Random, k: int) -> list[str]:
    return [
        f"The witness {PEOPLE[k]} testified that on the night of {k + 3} May armed men came to the "
        f"house in Shali at about {pick.randrange(2, 6)} o’clock, broke the door, and took "
        f"{pick.choice(['two', 'three', 'four'])} people away in a grey car without plates."
    ]


def _one_word(pick: random.Random, k: int) -> list[str]:
    return [f"On that morning {PEOPLE[k]} went down to the mill and saw that the loom stood still."]


def _numbered(pick: random.Random, k: int) -> list[str]:
    return [
        f"Day {k + 1}. Nothing was seen from the tower, and the wind came from the north again."
    ]


def _sections(pick: random.Random, k: int) -> list[str]:
    return [
        f"Testimony of {PEOPLE[k]}",
        "I was at home when they came, and my mother was asleep in the other room.",
        f"They asked for {PEOPLE[(k * 5 + 3) % 12]}, and I said that I knew nobody of that name.",
        "They left at dawn. Nobody has told us anything since that day.",
    ]


def _answers(pick: random.Random, k: int) -> list[str]:
    return [
        f"Did you see {PEOPLE[k]} on {DAYS[k % 7]} at the office?",
        pick.choice(["Yes.", "No.", "I did not see anybody there."]),
        f"And did {PEOPLE[k]} say why the papers had been burned?",
        pick.choice(["Yes, several times.", "No, never.", "I do not know."]),
    ]


KINDS = (_teams, _witnesses, _one_word, _numbered, _sections, _answers)


def text_of(pick: random.Random) -> list[Unit]:
    """A text of 4 to 12 near-twins of one kind, sometimes with other paragraphs between."""
    kind = pick.choice(KINDS)
    units = []
    between = pick.random() < 0.3
    for k in range(pick.randrange(4, 13)):
        paragraphs = kind(pick, k)
        if between:
            paragraphs += [f"Here ends what was written down on page {k * 7 + 2} of the book."]
        units.append(paragraphs)
    return [
        [
            [(word, (u, p, w)) for w, word in enumerate(paragraph.split())]
            for p, paragraph in enumerate(unit)
        ]
        for u, unit in enumerate(units)
    ]


# ── edits ───────────────────────────────────────────────────────────────────────────────────────


def _swap(pick: random.Random, units: list[Unit]) -> list[Unit]:
    a, b = pick.sample(range(len(units)), 2)
    units[a], units[b] = units[b], units[a]
    return units


def _shuffle(pick: random.Random, units: list[Unit]) -> list[Unit]:
    pick.shuffle(units)
    return units


def _sort(pick: random.Random, units: list[Unit]) -> list[Unit]:
    backwards = pick.random() < 0.5
    return sorted(units, key=lambda unit: [w for w, _ in unit[0]], reverse=backwards)


def _delete(pick: random.Random, units: list[Unit]) -> list[Unit]:
    del units[pick.randrange(len(units))]
    return units


def _change(pick: random.Random, units: list[Unit]) -> list[Unit]:
    for unit in units:
        paragraph = pick.choice(unit)
        paragraph[pick.randrange(len(paragraph))] = (pick.choice(FRESH), None)
    return units


#: The edits that the project promises, and two more that are harder: a testimony that is put in,
#: and one that is put in the place of another.
EDITS: dict[str, Callable[[random.Random, list[Unit]], list[Unit]]] = {
    "swap": _swap,
    "shuffle": _shuffle,
    "sort": _sort,
    "delete": _delete,
    "change": _change,
}


def _put_in(pick: random.Random, units: list[Unit]) -> list[Unit]:
    like = pick.choice(units)
    strange = {name: pick.choice(["Xenakis", "Quirke", "Vance"]) for name in (*PEOPLE, *NAMES)}
    number = str(pick.randrange(40, 90))
    new: Unit = []
    for paragraph in like:
        words = [strange.get(word.strip(",."), word) for word, _ in paragraph]
        new.append([(number + "." if w[:1].isdigit() else w, None) for w in words])
    units.insert(pick.randrange(len(units) + 1), new)
    return units


def _replace(pick: random.Random, units: list[Unit]) -> list[Unit]:
    at = pick.randrange(len(units))
    units = _put_in(pick, units)
    new = next(k for k, unit in enumerate(units) if all(o is None for p in unit for _, o in p))
    unit = units.pop(new)
    units[at] = unit
    return units


HARDER = {"put-in": _put_in, "replace": _replace}


# ── what is judged ──────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Result:
    """Of one edit: quotations whose words are there still, those of them carried over to their
    place, and a line for each that is sure and at a wrong place."""

    edits: str
    there: int
    carried: int
    wrong: list[str]


def one(seed: int, *, several: bool = False, harder: bool = False) -> Result:
    """One random text, edited at random, and its quotations carried over."""
    pick = random.Random(seed)
    units = text_of(pick)
    edits = EDITS | HARDER if harder else EDITS
    names = [pick.choice(list(edits)) for _ in range(pick.choice([2, 3]) if several else 1)]
    wanted = _wanted(pick, units)
    new = [[list(paragraph) for paragraph in unit] for unit in units]
    for name in names:
        if len(new) > 2:
            new = edits[name](pick, new)
    return _judged("+".join(names), units, new, wanted)


def _wanted(pick: random.Random, units: list[Unit]) -> list[tuple[int, int, int, int]]:
    """Quotations: unit, paragraph, first word, last word."""
    found = set()
    for _ in range(16):
        u = pick.randrange(len(units))
        p = pick.randrange(len(units[u]))
        words = units[u][p]
        first = pick.randrange(len(words))
        found.add((u, p, first, min(len(words) - 1, first + pick.randrange(6))))
    return sorted(found)


def _laid_out(units: list[Unit]) -> tuple[str, dict[tuple[int, int, int], Span]]:
    """The text, and where each old word stands in it."""
    text, places = "", {}
    for unit in units:
        for paragraph in unit:
            for word, origin in paragraph:
                if origin:
                    places[origin] = Span(len(text), len(text) + len(word))
                text += f"{word} "
            text = text[:-1] + "\n\n"
    return text, places


def _parsed(text: str) -> SourceText:
    rule = FileRule("t.txt", "", Place("t.txt"))
    found, _ = source.parse([(rule, text.encode())], "line", "en", None)
    assert found is not None
    return found


def _judged(
    name: str, units: list[Unit], new: list[Unit], wanted: list[tuple[int, int, int, int]]
) -> Result:
    old_text, places = _laid_out(units)
    new_text, there = _laid_out(new)
    old, after = _parsed(old_text), _parsed(new_text)
    anchorer = Anchorer(old, [])
    notes, truths = [], []
    for number, (u, p, first, last) in enumerate(wanted):
        span = Span(places[u, p, first].start, places[u, p, last].end)
        made = selectors.quotation(anchorer, span)
        if isinstance(made, Problem):
            continue
        notes.append({"id": f"n{number}", **made.values(), "note": "N."})
        truths.append([there.get((u, p, w)) for w in range(first, last + 1)])
    rest = "footnotes:\n" + "".join(f"  - {dict_line(note)}\n" for note in notes)
    file = load("annotations.yaml", annotations(rest, {"t.txt": old_text}).encode())
    declared, problems = typed(file)
    assert declared is not None, problems
    made_plan = plan(declared, file.data, old, after, [])
    result = Result(name, 0, 0, [])
    finder = Anchorer(after, [])
    for carried, truth in zip(made_plan.quotations, truths, strict=True):
        whole = None not in truth
        result.there += whole
        if not carried.move.sure:
            continue
        found = finder.selectors([carried.selector or carried.quotation.selector])[0]
        spans = [span for span in truth if span]
        fits = (
            isinstance(found, Span)
            and bool(spans)
            and found.start < spans[-1].end
            and found.end > spans[0].start
            and abs(found.start - spans[0].start) < 3 + 12 * (truth[0] is None)
        )
        result.carried += fits and whole
        if not fits:
            words = made_plan.mover.words(carried.move.old, new=False)
            result.wrong.append(f"{name}: {words!r} → {found}")
    return result


def dict_line(values: dict[str, str]) -> str:
    """A group of keys on one line of YAML."""
    import json

    return json.dumps(values, ensure_ascii=False)
