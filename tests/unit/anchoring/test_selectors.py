"""Whatever selector is made, the anchoring finds by it the very words that were asked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from edition.anchoring import selectors
from edition.anchoring.resolve import Anchorer
from edition.anchoring.selectors import Quotation
from edition.model import Selector, Span
from edition.model.problems import Place, Problem
from edition.text.normalize import fold
from tests.unit.anchoring.test_resolve import PLACE, text_of

#: Few letters, so that words repeat; marks, ligatures, no-break spaces, quotes of both kinds.
LETTERS = st.sampled_from("aab   \n\u00a0“\"'’—-é.e\u0301\u0323한ᄒ\u1161中文字ß\u200d\u05d0\u0958")
TEXTS = st.text(LETTERS, min_size=1, max_size=60).filter(str.strip)


def anchorer(words: str, *omitted: tuple[int, int]) -> Anchorer:
    """A source, folded."""
    return Anchorer(text_of(words), [Span(*span) for span in omitted])


def resolved(source: Anchorer, found: Quotation) -> Span | Problem:
    """What the anchoring makes of a selector."""
    return source.selectors([Selector(found.exact, found.prefix, found.suffix, PLACE)])[0]


def made(source: Anchorer, start: int, end: int) -> Quotation:
    """The selector of a span, which must have one."""
    found = selectors.quotation(source, Span(start, end))
    assert isinstance(found, Quotation), found
    return found


@settings(max_examples=200)  # tests/fuzz has many more
@given(TEXTS, st.data())
@example("aa aa aa", None)
@example("a\u0323\u0301 a\u0323\u0301", None)
def test_a_selector_fits_the_asked_span_and_no_other(words: str, data) -> None:
    source = anchorer(words)
    if data is None:
        start, end = 0, 2
    else:
        start = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(start + 1, len(words)))
    found = selectors.quotation(source, Span(start, end))
    if not words[start:end].strip():
        # Nothing but spaces, or at most the mark upon one.
        marks = isinstance(found, Quotation) and all(map(unicodedata.combining, found.exact))
        assert marks or (isinstance(found, Problem) and found.code == "quote-empty")
        return
    assert isinstance(found, Quotation), (words, start, end, found)
    assert resolved(source, found) == found.span
    lost = words[start : max(start, found.span.start)] + words[min(end, found.span.end) : end]
    assert not lost.strip()
    more = words[found.span.start : start] + words[end : found.span.end]
    assert all(unicodedata.combining(c) or len(fold(words[start:end] + c).text) for c in more)
    assert not any(char in found.exact for char in "\n\u00a0")


@settings(max_examples=120)
@given(TEXTS, st.data())
def test_no_needless_context_is_given(words: str, data) -> None:
    source = anchorer(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    found = selectors.quotation(source, Span(start, end))
    if isinstance(found, Quotation) and (found.prefix or found.suffix):
        bare = Quotation(found.exact, "", "", found.span)
        assert isinstance(resolved(source, bare), Problem)


@settings(max_examples=120)
@given(TEXTS, st.data())
def test_a_selection_with_its_whole_context_is_one_place(words: str, data) -> None:
    source = anchorer(words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    found = selectors.quotation(source, Span(start, end))
    assume(isinstance(found, Quotation))
    # A browser knows only what it shows: spaces may be others, or none between paragraphs.
    before = words[: found.span.start].replace("\n", "")
    after = words[found.span.end :].replace(" ", "\u00a0")
    spans = selectors.chosen(source, words[found.span.start : found.span.end], before, after)
    assert found.span in spans
    if len(spans) > 1:  # what is left of both sides without spaces is the same
        bare = {"".join(fold(words[: s.start]).text.split())[-400:] for s in spans}
        assert len(bare) < len(spans) or not (before + after).strip()


def test_a_mark_at_the_head_of_a_line_is_no_part_of_the_letter_before_it() -> None:
    """A browser joins the two where it drops the end of the line."""
    words = "a" * 10 + "\n\u0301a"
    spans = selectors.chosen(anchorer(words), "a", words[:-1].replace("\n", ""), "")
    assert spans == [Span(len(words) - 1, len(words))]


def test_words_that_stand_once_need_no_context() -> None:
    source = anchorer("A cat\u00a0sat.\nThe “cat” ran.")
    assert made(source, 2, 9).values() == {"quote": "cat sat"}
    assert made(source, 1, 9).values() == {"quote": "cat sat"}
    assert made(source, 15, 20) == Quotation("“cat”", "", "", Span(15, 20))


@pytest.mark.parametrize(
    ("words", "at", "wanted"),
    [
        ("a cat and a cat or the cat", 2, {"quote": "cat", "suffix": "and"}),
        ("a cat and a cat or the cat", 12, {"quote": "cat", "prefix": "and a"}),
        ("a cat and a cat or the cat", 23, {"quote": "cat", "prefix": "the"}),
        ("cat cat cat", 4, {"quote": "cat", "prefix": "cat", "suffix": "cat"}),
        ("大cat小cat中cat", 5, {"quote": "cat", "prefix": "小"}),
        ("“cat” ‘cat’", 7, {"quote": "cat", "prefix": "“cat” ‘"}),
    ],
)
def test_the_shortest_context_tells_the_place(words: str, at: int, wanted) -> None:
    assert made(anchorer(words), at, at + 3).values() == wanted


def test_paragraphs_that_are_repeated_are_told_apart_by_what_is_far_away() -> None:
    line = " ".join(f"w{k}" for k in range(60))
    source = anchorer(f"one\n{line} cat {line}\ntwo\n{line} cat {line}\nthree")
    second = source.source.text.rindex("cat")
    found = made(source, second, second + 3)
    assert resolved(source, found) == Span(second, second + 3)
    assert 160 < len(found.prefix) <= 1000


def test_the_same_words_for_more_than_a_thousand_characters_are_refused() -> None:
    line = "x " * 900
    source = anchorer(f"one\n{line}cat {line}\ntwo\n{line}cat {line}\nthree")
    at = source.source.text.index("cat")
    found = selectors.quotation(source, Span(at, at + 3), Place("here"))
    assert isinstance(found, Problem)
    assert (found.code, found.place) == ("quote-not-unique", Place("here"))


def test_what_is_left_out_is_said_to_be_so_and_tells_nothing_apart() -> None:
    source = anchorer("a cat\na cat", (0, 5))
    assert made(source, 8, 11).values() == {"quote": "cat"}
    found = selectors.quotation(source, Span(2, 5))
    assert isinstance(found, Problem) and found.code == "quote-in-omitted-text"
    assert "s.txt:1:3" in found.message
    assert selectors.chosen(source, "cat", "a ", "") == [Span(8, 11)]
    assert selectors.places(source, "cat") == [Span(2, 5), Span(8, 11)]


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (3, 2), (99, 120), (-5, 0), (1, 2)])
def test_a_span_without_words(span: tuple[int, int]) -> None:
    found = selectors.quotation(anchorer("a  b"), Span(*span))
    assert isinstance(found, Problem) and found.code == "quote-empty"


def test_places_are_found_folded() -> None:
    source = anchorer("Don’t go—never.\nDON'T go-never; don't gone-r")
    assert len(selectors.places(source, "don't go")) == 1
    assert len(selectors.places(source, "don't go", ignore_case=True)) == 3
    assert len(selectors.places(source, "don’t\n go ", ignore_case=True, whole_words=True)) == 2
    assert selectors.places(source, " \n") == []
    assert selectors.places(anchorer("aaa"), "aa") == [Span(0, 2), Span(1, 3)]
    assert selectors.places(anchorer("e\u0301e"), "e", ignore_case=True) == [Span(2, 3)]
    assert selectors.places(anchorer("x\u0323x"), "x", ignore_case=True) == [Span(2, 3)]


def test_the_nearest_place() -> None:
    source = anchorer("One weaver sat at the loom all day.")
    found = selectors.near(source, "weaver sat at teh loom")
    assert found is not None and source.source.words(found.span) == "weaver sat at the loom"
    assert 85 < found.score < 100
    assert selectors.near(source, "nothing of the sort") is None


def test_a_selection_is_told_by_its_context() -> None:
    source = anchorer("The cat sat.\nThe cat ran.\nA cat ran.")
    cat = [4, 17, 28]
    assert selectors.chosen(source, "cat", "", " sat") == [Span(4, 7)]
    assert selectors.chosen(source, "cat", "sat.The ", " ran.A") == [Span(17, 20)]
    assert selectors.chosen(source, " cat\n", "A\u00a0", "") == [Span(28, 31)]
    assert [s.start for s in selectors.chosen(source, "cat", "", "")] == cat
    assert [s.start for s in selectors.chosen(source, "cat", "", " ran.")] == [17, 28]
    # A context that is none of the text's chooses nothing.
    assert len(selectors.chosen(source, "cat", "zebras and e", " zzz")) == 3
    assert selectors.chosen(source, "dog", "The ", "") == []


def test_several_places_are_listed_with_what_chooses_each() -> None:
    source = anchorer("The cat sat.\nThe cat ran.")
    problem = selectors.several(source, selectors.places(source, "cat"), "cat", Place("here"))
    assert problem.code == "quote-not-unique"
    assert 's.txt:1:5  suffix: "sat."' in problem.hint
    assert 's.txt:2:5  prefix: "sat. The"' in problem.hint
