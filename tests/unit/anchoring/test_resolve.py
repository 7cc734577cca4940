"""A quotation is found where it stands, once; what is wrong is shown ready to paste."""

from __future__ import annotations

import hashlib
import re
from functools import cache

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition.anchoring.resolve import MAX_SEARCHES, Anchorer
from edition.model import BodyText, FileRule, Selector, SourceText, Span, Term
from edition.model.problems import Place, Problem
from edition.text import source
from edition.text.normalize import fold
from tests.paths import ROOT

PLACE = Place("annotations.yaml", 7, 3)


def text_of(words: str) -> SourceText:
    """A source of these words."""
    data = words.encode()
    rule = FileRule("s.txt", hashlib.sha256(data).hexdigest(), PLACE)
    found, problems = source.parse([(rule, data)], "line")
    assert found is not None and not problems
    return found


def anchor(
    words: str, exact: str, prefix: str = "", suffix: str = "", omitted=()
) -> Span | Problem:
    """Where one quotation stands in a text, or what is wrong."""
    anchorer = Anchorer(text_of(words), [Span(*span) for span in omitted])
    return anchorer.selectors([Selector(exact, prefix, suffix, PLACE)])[0]


def term(id: str, *forms: str) -> Term:
    """A glossary entry with these forms."""
    return Term(id, id, forms, BodyText("d", PLACE), "", "", "", "", "", PLACE)


def uses(words: str, *terms: Term) -> list[tuple[str, str]]:
    """(term, words of the text) for each use found."""
    text = text_of(words)
    return [(found.id, text.words(span)) for span, found in Anchorer(text, []).terms(terms)]


def code(found: Span | Problem) -> str:
    """The code of a problem."""
    assert isinstance(found, Problem), found
    assert found.place == PLACE
    return found.code


def test_a_quote_that_stands_once() -> None:
    assert anchor("One two three.", "two three") == Span(4, 13)
    assert anchor("One two three.", "o t") == Span(6, 9)
    assert anchor("One “two” three.", '"two"') == Span(4, 9)
    assert anchor("One two", "One") == Span(0, 3)
    assert anchor("One two.", ".") == Span(7, 8)


def test_prefix_and_suffix_choose() -> None:
    words = "a cat and a cat or a cat"
    assert anchor(words, "cat", suffix="or") == Span(12, 15)
    assert anchor(words, "cat", prefix="and a ") == Span(12, 15)
    assert anchor(words, "cat", prefix="or a") == Span(21, 24)
    assert anchor(words, "cat", suffix=" and") == Span(2, 5)


def test_a_match_never_ends_before_a_mark() -> None:
    assert anchor("cafe\u0301 cafe", "cafe") == Span(6, 10)
    assert anchor("x\u0323y", "x", suffix="y") != Span(0, 1)


def test_an_empty_quote() -> None:
    assert code(anchor("One", " \u00a0")) == "quote-empty"


def test_not_unique_lists_the_places() -> None:
    found = anchor("A cat.\nThe cat.\n", "cat")
    assert code(found) == "quote-not-unique"
    assert "stands 2 times" in found.message
    assert 's.txt:1:3  prefix: "A"' in found.hint
    assert 's.txt:2:5  prefix: "The"' in found.hint


def test_not_unique_lists_six_places_and_counts_the_rest() -> None:
    found = anchor("cat dog " * 9, "dog")
    assert "… and 3 more" in found.hint
    assert len(re.findall(r"^s\.txt:", found.hint, re.M)) == 6


def test_a_printed_prefix_is_not_the_end_of_another_word() -> None:
    # "pit" has the quote after "p", and so has "up it".
    found = anchor("A pit, up it goes.", "it")
    assert 's.txt:1:4  prefix: "A p"' in found.hint
    assert anchor("A pit, up it goes.", "it", prefix="A p") == Span(3, 5)


def test_context_is_never_cut_short() -> None:
    found = anchor(f"cat {'x' * 1100} cat {'x' * 1100} cat", "cat")
    assert "…" not in found.hint
    assert "quote more words" in found.hint


def test_not_found_shows_the_nearest() -> None:
    words = "Before.\nThe weaver sat at the loom by the window.\n"
    found = anchor(words, "weaver sits at the loom")
    assert code(found) == "quote-not-found"
    assert "Nearest, at s.txt:2:5" in found.hint
    assert '+ "weaver sat at the loom"' in found.hint


def test_not_found_far_from_anything() -> None:
    found = anchor("The weaver sat at the loom.", "Entirely different words, all of them")
    assert "Nothing in the text comes near" in found.hint


def test_only_so_many_searches_are_made() -> None:
    anchorer = Anchorer(text_of("The weaver sat at the loom by the window."), [])
    wanted = [Selector("weaver sits at the loom", "", "", PLACE)] * (MAX_SEARCHES + 1)
    found = anchorer.selectors(wanted)
    assert "Nearest" in found[0].hint
    assert "Nearest" not in found[-1].hint


def test_words_that_are_left_out_are_not_annotated() -> None:
    words = "A cat.\nThe dog.\n"
    found = anchor(words, "dog", omitted=[(7, 15)])
    assert code(found) == "quote-in-omitted-text"
    assert "s.txt:2:5" in found.message
    assert anchor("A cat.\nThe cat.\n", "cat", omitted=[(7, 15)]) == Span(2, 5)


def test_a_wrong_prefix_and_a_wrong_suffix_are_told_apart() -> None:
    found = anchor("A cat sat.", "cat", prefix="The")
    assert code(found) == "quote-context-wrong"
    assert "not with this prefix" in found.message
    assert 'prefix: "A"' in found.hint
    assert "not with this suffix" in anchor("A cat sat.", "cat", suffix="ran").message
    assert "not with this suffix" in anchor("A cat sat.", "cat", "A", "ran").message


def test_terms_are_whole_words_in_any_declared_form() -> None:
    words = "Loom, loom, looms, heirloom, loom’s, loom-weaver"
    assert uses(words, term("l", "loom")) == [("l", "loom")] * 3
    assert uses(words, term("l", "loom", "looms"))[1] == ("l", "looms")
    assert uses("x Д.Д. y", term("d", "Д.Д.")) == [("d", "Д.Д.")]
    assert uses("a\u00a0b ‘c’s", term("t", "a b", "'c's")) == [("t", "a\u00a0b"), ("t", "‘c’s")]


def test_the_first_and_then_the_longest_term_wins() -> None:
    terms = (term("a", "hand loom"), term("b", "loom weaver"), term("c", "hand"))
    assert uses("hand loom weaver, loom weaver, hand", *terms) == [
        ("a", "hand loom"),
        ("b", "loom weaver"),
        ("c", "hand"),
    ]
    assert uses("hand loom", *reversed(terms)) == [("a", "hand loom")]


# ── the interview ───────────────────────────────────────────────────────────────────────────


@cache
def interview() -> Anchorer:
    """The repository's own text."""
    words = (ROOT / "seeds" / "kalyapin-interview.txt").read_bytes().decode()
    return Anchorer(text_of(words), [])


@cache
def word_spans() -> list[tuple[int, int]]:
    """The words of the interview, by white space."""
    return [match.span() for match in re.finditer(r"\S+", interview().source.text)]


@settings(max_examples=60)
@given(st.data())
def test_any_five_words_of_the_interview_are_found_where_they_stand(data: st.DataObject) -> None:
    spans = word_spans()
    first = data.draw(st.integers(0, len(spans) - 5))
    last = first + data.draw(st.integers(4, min(40, len(spans) - 1 - first)))
    text = interview().source.text
    wanted = Span(spans[first][0], spans[last][1])
    exact = text[wanted.start : wanted.end]
    context = Selector(
        " ".join(exact.split()),
        text[max(0, wanted.start - 32) : wanted.start],
        text[wanted.end : wanted.end + 32],
        PLACE,
    )
    assert interview().selectors([context]) == [wanted]


@settings(max_examples=60)
@given(st.data())
def test_the_printed_context_makes_a_quote_unique(data: st.DataObject) -> None:
    spans = word_spans()
    start, end = spans[data.draw(st.integers(0, len(spans) - 1))]
    exact = interview().source.text[start:end]
    found = interview().selectors([Selector(exact, "", "", PLACE)])[0]
    assume(isinstance(found, Problem) and found.code == "quote-not-unique")
    lines = re.findall(r"^s\.txt:(\d+):(\d+)  ((?:prefix|suffix): .*)$", found.hint, re.M)
    assert lines
    for line, column, context in lines:
        ((key, value),) = yaml.safe_load(context).items()
        both = (value if name == key else "" for name in ("prefix", "suffix"))
        pasted = Selector(exact, *both, PLACE)
        again = interview().selectors([pasted])[0]
        assert isinstance(again, Span), (context, again)
        at = source.place_of(interview().source, again.start)
        assert (at.line, at.column) == (int(line), int(column))


def test_the_folded_interview_is_not_its_own_text() -> None:
    # Else the two tests above would say nothing of the way back.
    assert fold(interview().source.text).text != interview().source.text


@given(st.lists(st.integers(0, 40), min_size=2, max_size=60), st.data())
def test_many_quotations_are_found_as_each_by_itself(numbers: list[int], data) -> None:
    """Many are looked for in one reading of the text, a few one after the other."""
    words = [f"w{number}" for number in numbers]
    anchorer = Anchorer(text_of(" ".join(words)), [])
    wanted = []
    for _ in range(50):
        start = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(start + 1, min(len(words), start + 5)))
        wanted.append(Selector(" ".join(words[start:end]), "", "", PLACE))
    together = anchorer.selectors(wanted)
    assert together == [anchorer.selectors([selector])[0] for selector in wanted]
    spans = [item if isinstance(item, Span) else None for item in together]
    assert anchorer.spans(wanted) == spans


def test_of_a_library_only_so_many_places_are_looked_at() -> None:
    """One of the places may be what is meant; but which, nobody wants to read."""
    anchorer = Anchorer(text_of("The loom and the loom. " * 1001), [])
    often, twice = (Selector("loom", prefix, "", PLACE) for prefix in ("", "loom and the"))
    # The places of `twice` are listed with their contexts, which takes a second: once is enough.
    for wanted in ([often] * 79 + [twice], [often], [twice]):
        for selector, found in zip(wanted, anchorer.selectors(wanted), strict=True):
            assert isinstance(found, Problem) and found.code == "quote-not-unique"
            count = "more than 2000" if selector is often else "1001"
            assert f"stands {count} times" in found.message
    assert anchorer.spans([often, twice]) == [None, None]
    assert len(anchorer.occurrences("loom")) == 2002
