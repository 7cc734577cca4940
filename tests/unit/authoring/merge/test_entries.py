"""Two versions of a file are merged by entries, and no other byte changes."""

from __future__ import annotations

import random
import re

import pytest

from edition.authoring.merge import lines
from edition.authoring.merge.entries import Merged, merged
from edition.authoring.merge.lines import Labels
from edition.yamlfile.load import load
from edition.yamlfile.pieces import cut
from tests.paths import ROOT

LABELS = Labels("ours", "theirs")
BASE = """\
# ── the edition ──
format: 1
edition:
  title: T
  language: en

# ── notes ──
footnotes:
  # about b
  - id: b
    quote: bee   # a comment
    note: |
      # No comment, but a text.

      B.

  # about d
  - id: d
    quote: dee
    note: D.

  - {id: f, quote: eff, note: F.}

chronology:
  events:
    - {date: "1900", event: It began with a long day.}
    - date: "1902"
      event: It ended.
# the end
"""


def by_id(path: object, items: object) -> list[tuple[str] | None]:
    """Sorts by the id, as the text would."""
    return [(str(item.get("id")),) if item.get("id") else None for item in items]


def merge(ours: str, theirs: str, base: str = BASE) -> Merged:
    """The two versions merged; the other way round no more is in conflict."""
    found = merged("a.yaml", base, ours, theirs, LABELS, by_id)
    other = merged("a.yaml", base, theirs, ours, LABELS, by_id)
    assert len(found.conflicts) == len(other.conflicts)
    if not found.conflicts:
        assert load("a", found.text.encode()).data == load("a", other.text.encode()).data
    return found


def ids(text: str, key: str = "footnotes") -> list[str]:
    return [item["id"] for item in load("a", text.encode()).data[key]]


def note(id: str) -> str:
    return f"  - id: {id}\n    quote: {id}\n    note: new.\n\n"


C, E = note("c"), note("e")
BEFORE_D = "  # about d\n"


def test_the_pieces_are_the_file() -> None:
    for text in (BASE, (ROOT / "annotations.yaml").read_text("utf-8"), "a: 1\n", "a:\n- b\n-  c\n"):
        whole = cut("a", text)
        assert whole and whole.text == text
    pieces = cut("a", BASE)
    assert pieces
    notes = pieces.inner[2]
    assert [piece.gap for piece in notes.inner] == ["", "\n", "\n"]
    assert notes.head == "# ── notes ──\nfootnotes:\n  # about b\n"
    assert notes.inner[1].head.startswith("  # about d\n  - id: d\n")
    assert notes.inner[0].head.endswith("      B.\n")
    for text in ("{a: 1}\n", "- a\n", "a: [\n", "a: 1\x0cb: 2\n", "a: 1"):
        assert cut("a", text) is None or text.startswith("a: 1\x0c")


def test_new_entries_of_both_at_one_place_are_in_the_order_of_the_text() -> None:
    ours = BASE.replace(BEFORE_D, note("c1") + note("c3") + BEFORE_D)
    theirs = BASE.replace(BEFORE_D, note("c0") + note("c2") + note("c4") + BEFORE_D)
    found = merge(ours, theirs)
    assert found.conflicts == ()
    assert ids(found.text) == ["b", "c0", "c1", "c2", "c3", "c4", "d", "f"]
    added = "".join(map(note, ("c0", "c1", "c2", "c3", "c4")))
    assert found.text == BASE.replace(BEFORE_D, added + BEFORE_D)


def test_at_both_ends_and_in_new_lists() -> None:
    first = BASE.replace("  # about b\n", "  # about b\n" + note("a"))
    last = BASE.replace("F.}\n", "F.}\n\n" + note("g").rstrip("\n") + "\n")
    found = merge(first, last)
    assert (found.conflicts, ids(found.text)) == ((), ["a", "b", "d", "f", "g"])
    assert "\n\n\n" not in found.text and "new.\n\n  - id: b" in found.text
    place = BASE.replace("chronology:", "places:\n  - {id: p}\n\nchronology:")
    both = BASE.replace(
        "chronology:", "places:\n  - {id: o}\n\npeople:\n  - {id: x}\n\nchronology:"
    )
    found = merge(place, both)
    assert (found.conflicts, ids(found.text, "places")) == ((), ["o", "p"])
    assert ids(found.text, "people") == ["x"]


def test_changes_of_different_entries_keys_and_lines() -> None:
    ours = BASE.replace("note: D.", "note: D!").replace("language: en", "language: fr")
    theirs = BASE.replace("quote: dee", "quote: Dee").replace("title: T", "title: Title")
    theirs = theirs.replace("      B.\n", "      B, and more.\n")
    found = merge(ours, theirs)
    wanted = theirs.replace("note: D.", "note: D!").replace("language: en", "language: fr")
    # Lines beside each other are one change to git; here they are of different keys.
    assert found.conflicts in ((), ("footnotes/d",))
    assert found.conflicts or found.text == wanted


def test_one_line_changed_by_both_is_a_conflict_in_that_entry_alone() -> None:
    ours, theirs = BASE.replace("note: D.", "note: D1."), BASE.replace("note: D.", "note: D2.")
    theirs = theirs.replace(BEFORE_D, C + BEFORE_D)
    found = merge(ours, theirs)
    assert found.conflicts == ("footnotes/d",)
    marks = "<<<<<<< ours\n    note: D1.\n=======\n    note: D2.\n>>>>>>> theirs\n"
    assert found.text == BASE.replace("    note: D.\n", marks).replace(BEFORE_D, C + BEFORE_D)
    [problem] = load("a.yaml", found.text.encode()).problems
    assert (problem.code, problem.place.line) == ("merge-conflict", 24)
    assert "ours and theirs" in problem.message and "24, 26, 28" in problem.message


def test_taken_out_by_one() -> None:
    gone = BASE.replace("  - {id: f, quote: eff, note: F.}\n\n", "")
    assert ids(merge(gone, BASE.replace("note: D.", "note: E.")).text) == ["b", "d"]
    found = merge(gone, BASE.replace("note: F.", "note: Eff."))
    assert found.conflicts == ("footnotes/f",)
    assert (
        "<<<<<<< ours\n=======\n  - {id: f, quote: eff, note: Eff.}\n>>>>>>> theirs\n" in found.text
    )


def test_the_same_id_given_by_both_to_other_words() -> None:
    ours = BASE.replace(BEFORE_D, C + BEFORE_D)
    assert merge(ours, ours) == Merged(ours, ())
    found = merge(ours, BASE.replace(BEFORE_D, C.replace("quote: c", "quote: sea") + BEFORE_D))
    assert found.conflicts == ("footnotes/c",)


def test_entries_without_ids_are_known_by_what_they_say() -> None:
    ours = BASE.replace("a long day.", "a long, long day.")
    theirs = BASE.replace("    - date:", '    - {date: "1901", event: Between.}\n    - date:')
    found = merge(ours, theirs)
    assert found.conflicts == ()
    events = load("a", found.text.encode()).data["chronology"]["events"]
    assert [event["date"] for event in events] == ["1900", "1901", "1902"]
    both = merge(ours, BASE.replace("a long day.", "a short day."))
    assert both.conflicts == ("chronology/events/entry 1",)


def test_line_ends_and_the_end_of_the_file_are_ours() -> None:
    ours = BASE.replace("note: D.", "note: E.").replace("\n", "\r\n")
    found = merged("a", BASE, ours, BASE.replace(BEFORE_D, C + BEFORE_D), LABELS, by_id)
    assert found.text == ours.replace(
        "  # about d\r\n", C.replace("\n", "\r\n") + "  # about d\r\n"
    )
    bare = BASE.removesuffix("# the end\n").removesuffix("\n")
    assert merge(bare, bare + "\n").text == bare


def test_who_sorts_and_who_adds() -> None:
    d = BASE[BASE.index("  # about d") : BASE.index("  - {id: f")]
    moved = BASE.replace(d, "").replace("  # about b\n", "  # about b\n" + d)
    added = BASE.replace("  - {id: f", E + "  - {id: f")
    for found in (merge(moved, added), merge(added, moved)):
        assert found.conflicts == ()
        assert ids(found.text) in (["d", "b", "e", "f"], ["d", "e", "b", "f"])


@pytest.mark.parametrize("text", ["a: [\n", "<<<<<<< x\n", "- a\n", "", "\ufeffa: 1\n"])
def test_what_cannot_be_cut_is_merged_by_lines(text: str) -> None:
    assert merged("a", text, text + "# x\n", text, LABELS, by_id).text == text + "# x\n"
    found = merged("a", text, text + "b: 1\n", text + "b: 2\n", LABELS, by_id)
    assert found.conflicts and found.text.count("<<<<<<< ours") == 1


def test_twenty_and_twenty_interleaved() -> None:
    data = (ROOT / "annotations.yaml").read_text("utf-8")
    notes = [m.start() for m in re.finditer(r"^(  #.*\n)*  - id: ", data, re.M)]
    start = data.index("\nfootnotes:")
    places = [at for at in notes if at > start][:40]

    def with_notes(numbers: range) -> str:
        text = data
        for k in reversed(numbers):
            text = f"{text[: places[k // 2]]}{note(f'zz-{k:02}')}{text[places[k // 2] :]}"
        return text

    ours, theirs = with_notes(range(0, 40, 2)), with_notes(range(1, 40, 2))
    found = merge(ours, theirs, data)
    assert found.conflicts == ()
    assert found.text.count("id: zz-") == 40
    bare = found.text
    for k in range(40):
        bare = bare.replace(note(f"zz-{k:02}"), "")
    assert bare == data, "every other byte stays"
    assert ids(found.text)[:3] == ["zz-00", "zz-01", ids(data)[0]]


@pytest.mark.parametrize("seed", range(30))
def test_random_edits_lose_nothing(seed: int) -> None:
    pick = random.Random(seed)
    names = [f"n{k:02}" for k in range(12)]
    base = {name: "x" for name in names}

    def edited(sign: str) -> dict[str, str]:
        side = dict(base)
        for name in pick.sample(names, 3):
            side[name] = pick.choice(["", sign, "same"])
        for k in range(3):
            side[f"{pick.choice(names)}-{sign}{k}"] = sign
        return side

    def text(side: dict[str, str]) -> str:
        kept = {name: side[name] for name in sorted(side) if side[name]}
        return "footnotes:\n" + "\n".join(
            f"  - id: {name}\n    note: {value}\n" for name, value in kept.items()
        )

    one, other = edited("a"), edited("b")
    found = merged("a", text(base), text(one), text(other), LABELS, by_id)
    wanted = dict(base) | {
        k: v for side in (one, other) for k, v in side.items() if base.get(k) != v
    }
    both = [n for n in names if one[n] != other[n] and base[n] not in (one[n], other[n])]
    assert len(found.conflicts) == len(both)
    if not both:
        assert found.text == text(wanted)


def test_lines_as_git_merges_them() -> None:
    labels = Labels("a", "b")
    assert lines.merged("1\n2\n3\n", "0\n1\n2\n3\n", "1\n2\n3\n4\n", labels) == (
        "0\n1\n2\n3\n4\n",
        0,
    )
    assert lines.merged("1\n", "2\n", "3\n", labels)[0] == "<<<<<<< a\n2\n=======\n3\n>>>>>>> b\n"
    assert lines.merged("1\n2\n", "2\n", "2\n", labels) == ("2\n", 0)
