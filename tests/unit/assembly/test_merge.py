"""Whatever hangs on the text, its runs are the source; notes are numbered as they are called."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.anchoring.resolve import Anchorer
from edition.assembly.merge import Anchored, check_whole, merge
from edition.epub.pagebreaks import with_page_breaks
from edition.model import (
    BodyText,
    Edition,
    FileRule,
    Footnote,
    GlossRef,
    LineRef,
    NoteRef,
    Omission,
    PageBreak,
    Role,
    RoleRule,
    Selector,
    Span,
    Term,
    Text,
)
from edition.model.edition import plain
from edition.model.problems import Place, Problem
from edition.text import source, structure
from tests.books import parsed, rebuilt

PLACE = Place("annotations.yaml", 1, 1)
BODY = BodyText("b", PLACE)


def source_of(words: str, paragraphs: str = "line"):
    """A source of these words."""
    data = words.encode()
    rule = FileRule("s.txt", hashlib.sha256(data).hexdigest(), PLACE)
    return source.parse([(rule, data)], paragraphs)[0]


def term(id: str, *forms: str) -> Term:
    """A glossary entry with these forms."""
    return Term(id, id, forms, BODY, "", "", "", "", "", PLACE)


def merged(
    words: str, spans=(), terms=(), headings=(), left_out=(), paragraphs="line"
) -> tuple[Edition, list[Problem]]:
    """The edition of a text with notes on `spans`, `terms`, and lines that are headings or
    left out."""
    text = source_of(words, paragraphs)
    annotations = parsed("")

    def lines(numbers):
        return tuple(LineRef("s.txt", number, number, PLACE) for number in numbers)

    base = replace(annotations.structure, rules=(RoleRule(Role.HEADING, lines(headings)),))
    annotations = replace(
        annotations,
        structure=base,
        glossary=tuple(terms),
        omissions=(Omission(lines(left_out), "r", PLACE),) if left_out else (),
    )
    layout = structure.lay_out(text, annotations)
    assert not layout.problems
    notes = [
        (Footnote(f"n{k}", Selector("", "", "", PLACE), BODY, PLACE), Span(*span))
        for k, span in enumerate(spans)
    ]
    uses = Anchorer(text, structure.omitted_spans(layout.omitted)).terms(terms)
    return merge(text, annotations, layout, Anchored(notes, uses))


def shown(edition: Edition) -> str:
    """The text with its calls as [1] and its links as {words}."""
    out = []
    for block in edition.blocks():
        for run in block.runs:
            if isinstance(run, NoteRef):
                out.append(f"[{run.number}]")
            elif isinstance(run, GlossRef):
                out.append("{" + ("" if run.first else "+") + run.text + "}")
            elif isinstance(run, Text):
                out.append(run.text)
        out.append("|")
    return "".join(out)


def test_calls_stand_behind_their_words_and_closing_marks() -> None:
    edition, problems = merged("One two, “three.” four", [(4, 7), (10, 15), (18, 22)])
    assert not problems
    assert shown(edition) == "One two,[1] “three.”[2] four[3]|"


def test_notes_on_one_word_keep_the_order_of_the_file() -> None:
    edition, _ = merged("One two", [(4, 7), (0, 7), (5, 7)])
    assert [note.id for note in edition.notes] == ["n0", "n1", "n2"]
    assert shown(edition) == "One two[1][2][3]|"


def test_numbers_follow_the_text_and_not_the_file() -> None:
    edition, _ = merged("One two\n\nthree", [(9, 14), (0, 3)])
    assert [(note.id, note.number) for note in edition.notes] == [("n1", 1), ("n0", 2)]
    assert [note.block for note in edition.notes] == ["p1", "p2"]


def test_a_call_divides_a_link_and_only_its_first_part_is_the_target() -> None:
    edition, _ = merged("A hand loom.", [(2, 6)], [term("l", "hand loom")])
    assert shown(edition) == "A {hand}[1]{+ loom}.|"


def test_uses_are_numbered_for_each_term() -> None:
    edition, _ = merged("a b a\n\nb a", terms=[term("b", "b"), term("a", "a")])
    assert [entry.term.id for entry in edition.glossary] == ["a", "b"]
    assert [(use.use, use.block) for use in edition.glossary[0].uses] == [
        (1, "p1"),
        (2, "p1"),
        (3, "p2"),
    ]


def test_a_term_that_is_never_used_is_a_problem() -> None:
    _, problems = merged("a", terms=[term("b", "b")])
    assert [problem.code for problem in problems] == ["term-never-used"]


def test_a_term_in_words_left_out_is_not_used() -> None:
    _, problems = merged("a\nb\n", terms=[term("b", "b")], left_out=[2])
    assert [problem.code for problem in problems] == ["term-never-used"]


def test_chapters_begin_at_headings() -> None:
    edition, _ = merged("H\nI\na\nJ\nb\n", headings=[1, 2, 4])
    assert [len(chapter.elements) for chapter in edition.chapters] == [3, 2]
    assert [chapter.id for chapter in edition.chapters] == ["text-001", "text-002"]


def test_a_lost_word_is_noticed() -> None:
    edition, _ = merged("One two\n\nthree")
    (chapter,) = edition.chapters
    first, second = chapter.elements

    def broken(*elements):
        return replace(edition, chapters=(replace(chapter, elements=elements),))

    check_whole(edition)
    for bad in (
        broken(first),
        broken(second),
        broken(first, replace(second, runs=(Text("thre"),))),
        broken(replace(first, runs=(*first.runs, Text("x"))), second),
    ):
        with pytest.raises(AssertionError):
            check_whole(bad)


def test_page_breaks_add_no_words() -> None:
    edition, _ = merged("One hand loom", [(0, 3)], [term("l", "hand loom")])
    broken = with_page_breaks(edition, {"p1": [(0, "1"), (2, "2"), (6, "3"), (13, "4")]})
    check_whole(broken)
    labels = [run.label for run in broken.blocks()[0].runs if isinstance(run, PageBreak)]
    assert labels == ["1", "2", "3", "4"]
    assert rebuilt(broken) == "One hand loom"


def test_a_page_break_keeps_marks_before_it_and_links_whole() -> None:
    edition, _ = merged("One two three")
    (chapter,) = edition.chapters
    (block,) = chapter.elements
    runs = (Text("One ", ("m-a-1",)), Text("two", ("m-b-1",), "b"), Text(" three"))
    block = replace(block, runs=runs)
    edition = replace(edition, chapters=(replace(chapter, elements=(block,)),))
    broken = with_page_breaks(edition, {"p1": [(2, "1"), (5, "2"), (9, "3")]})
    check_whole(broken)
    assert list(broken.blocks()[0].runs) == [
        Text("On", ("m-a-1",)),
        PageBreak("1"),
        Text("e "),
        PageBreak("2"),
        Text("two", ("m-b-1",), "b"),
        Text(" t"),
        PageBreak("3"),
        Text("hree"),
    ]


# ── anything ────────────────────────────────────────────────────────────────────────────────

WORDS = st.text("ab \u00a0.,’”e\u0301\r\n\n-", min_size=1, max_size=60)


@settings(max_examples=120)
@given(WORDS, st.sampled_from(["line", "blank-line"]), st.data())
def test_the_runs_are_the_source_whatever_hangs_on_it(words, paragraphs, data) -> None:
    text = source_of(words, paragraphs)
    lines = sorted({paragraph.line for paragraph in text.paragraphs})
    if not lines:
        return
    left_out = data.draw(st.sets(st.sampled_from(lines))) if len(lines) > 1 else set()
    kept = [p.span for p in text.paragraphs if p.line not in left_out]
    headings = data.draw(st.sets(st.sampled_from(lines))) - left_out
    spans = []
    for _ in range(data.draw(st.integers(0, 6)) if kept else 0):
        inside = data.draw(st.sampled_from(kept))
        start = data.draw(st.integers(inside.start, inside.end - 1))
        spans.append((start, data.draw(st.integers(start + 1, inside.end))))
    terms = [term("t", "a", "ab"), term("u", "b", "a b", "é")]
    edition, _ = merged(words, spans, terms, headings, left_out, paragraphs)
    check_whole(edition)
    assert rebuilt(edition) == words
    assert [note.number for note in edition.notes] == list(range(1, len(spans) + 1))
    calls = [
        run.number for block in edition.blocks() for run in block.runs if isinstance(run, NoteRef)
    ]
    assert calls == [note.number for note in edition.notes]
    assert sorted(note.id for note in edition.notes) == [f"n{k}" for k in range(len(spans))]
    for block in edition.blocks():
        assert "".join(plain(block.runs)) == text.words(block.span)
        assert all(run.text for run in block.runs if isinstance(run, Text | GlossRef))
    ends = {f"n{k}": end for k, (_, end) in enumerate(spans)}
    for one, two in pairwise(edition.notes):
        between = words[ends[two.id] : ends[one.id]]
        assert ends[one.id] <= ends[two.id] or not between.strip(" \u00a0.,’”")


@settings(max_examples=60)
@given(WORDS, st.data())
def test_page_breaks_anywhere_keep_the_words(words: str, data: st.DataObject) -> None:
    edition, _ = merged(words, terms=[term("t", "a", "ab")])
    breaks = {
        block.unit: [
            (offset, str(offset))
            for offset in sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=3)))
        ]
        for block in edition.blocks()
    }
    assert rebuilt(with_page_breaks(edition, breaks)) == rebuilt(edition) == words
