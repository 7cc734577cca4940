"""Whatever hangs on a paragraph and overlaps, its runs are its words, and no mark is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.apparatus.index import Link
from edition.assembly.runs import cut
from edition.model import GlossRef, NoteRef, Run, Span, Text

TEXT = "0123456789 the text of the paragraph"


def shown(runs: list[Run]) -> str:
    """Runs as marks:words, links in braces, calls in brackets."""
    out = []
    for run in runs:
        if isinstance(run, NoteRef):
            out.append(f"[{run.number}]")
            continue
        words = "+".join(run.marks) + (":" if run.marks else "") + run.text
        if isinstance(run, GlossRef):
            words = f"{{{'' if run.first else '…'}{run.term_id}|{words}}}"
        elif run.heading:
            words = f"<{run.heading}|{words}>"
        out.append(words)
    return " ".join(out)


def cut_up(calls=(), links=(), marks=()) -> str:
    """The runs of 0123456789."""
    noted = [(offset, NoteRef(f"n{k}", k)) for k, offset in enumerate(calls, 1)]
    linked = [Link(Span(*span), id, use) for *span, id, use in links]
    marked = [(Span(start, end), mark) for start, end, mark in marks]
    return shown(cut(TEXT, Span(0, 10), noted, linked, marked))


def test_a_mark_is_at_the_beginning_of_its_words() -> None:
    assert cut_up() == "0123456789"
    assert cut_up(marks=[(2, 5, "a")]) == "01 a:234 56789"
    assert cut_up(marks=[(0, 10, "a"), (2, 5, "b")]) == "a:01 b:234 56789"
    assert cut_up(marks=[(2, 5, "a"), (2, 7, "b")]) == "01 a+b:234 56 789"
    assert cut_up(marks=[(8, 25, "a")]) == "01234567 a:89"


def test_a_call_divides_a_mention_and_a_link() -> None:
    assert cut_up([3], marks=[(2, 5, "a")]) == "01 a:2 [1] 34 56789"
    assert cut_up([3, 5], [(2, 5, "t", 1)]) == "01 {t|2} [1] {…t|34} [2] 56789"
    assert cut_up([3], [(2, 5, "h", 0)], [(2, 5, "a")]) == "01 <h|a:2> [1] <h|34> 56789"
    assert cut_up([10, 10]) == "0123456789 [1] [2]"


def test_a_mention_does_not_divide_a_link() -> None:
    assert cut_up(links=[(2, 7, "t", 1)], marks=[(3, 9, "a")]) == "01 {t|a:23456} 78 9"
    assert cut_up(links=[(2, 7, "t", 1)], marks=[(0, 4, "a")]) == "a:01 {t|23456} 789"
    assert cut_up([4], [(2, 7, "t", 1)], [(3, 4, "a"), (5, 6, "b")]) == (
        "01 {t|a:23} [1] {…t|b:456} 789"
    )


def test_an_empty_paragraph_keeps_its_calls() -> None:
    assert cut(TEXT, Span(4, 4), [(4, NoteRef("n", 1))], [], []) == [NoteRef("n", 1)]


spans = st.tuples(st.integers(3, 29), st.integers(1, 12))


@settings(max_examples=200)
@given(
    st.lists(st.integers(3, 30), max_size=6),
    st.lists(st.tuples(spans, st.booleans()), max_size=5),
    st.lists(spans, max_size=8),
)
def test_anything_may_overlap(calls, wanted, mentions) -> None:
    around = Span(3, 30)
    noted = [(offset, NoteRef(f"n{k}", k)) for k, offset in enumerate(sorted(calls))]
    links: list[Link] = []
    for (start, length), glossary in sorted(wanted):
        if not links or start >= links[-1].span.end:
            span = Span(start, min(start + length, around.end))
            links.append(Link(span, f"l{len(links)}", len(links) + 1 if glossary else 0))
    marks = [(Span(start, start + length), f"m{k}") for k, (start, length) in enumerate(mentions)]
    runs = cut(TEXT, around, noted, links, marks)

    assert "".join(r.text for r in runs if isinstance(r, Text | GlossRef)) == TEXT[3:30]
    assert all(r.text for r in runs if isinstance(r, Text | GlossRef))
    assert [r for r in runs if isinstance(r, NoteRef)] == [call for _, call in noted]
    at, places, linked = around.start, {}, {}
    for run in runs:
        if isinstance(run, NoteRef):
            assert at == noted[run.number][0]
            continue
        for mark in run.marks:
            assert mark not in places
            places[mark] = (at, at + len(run.text))
        if isinstance(run, GlossRef) or run.heading:
            id = run.term_id if isinstance(run, GlossRef) else run.heading
            linked.setdefault(id, []).append((at, run))
        at += len(run.text)
    assert sorted(places) == sorted(mark for _, mark in marks)
    for span, mark in marks:
        start, end = places[mark]
        inside = any(link.span.start < span.start < link.span.end for link in links)
        assert start <= span.start < end if inside else start == span.start
    assert sorted(linked) == sorted(link.id for link in links)
    for link in links:
        pieces = linked[link.id]
        assert "".join(run.text for _, run in pieces) == TEXT[slice(*link.span)]
        assert pieces[0][0] == link.span.start
        firsts = [run.first for _, run in pieces if isinstance(run, GlossRef)]
        assert not firsts or firsts == [True, *[False] * (len(firsts) - 1)]
        divided = sum(link.span.start < offset < link.span.end for offset in set(calls))
        assert len(pieces) == 1 + divided
