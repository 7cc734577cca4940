"""Word places, held against a search through the whole text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from edition.fold import fold, fold_quote
from edition.wordplaces import WordPlaces

#: Few letters, so that words repeat and are parts of one another.
TEXTS = st.text("aab-, ’.\u0301я字", max_size=60)


@given(TEXTS, st.data())
@example("aaa aa aa", None)
def test_quotations_are_found_where_a_search_finds_them(source: str, data) -> None:
    text = fold(source).text
    places = WordPlaces(text)
    quotes = ["aa", "a a", "aa a"]
    if data and text:
        start = data.draw(st.integers(0, len(text) - 1))
        quotes += [text[start : data.draw(st.integers(start + 1, len(text)))]]
        quotes += [data.draw(TEXTS)]
    for quote in filter(None, map(fold_quote, quotes)):
        assert places.occurrences(quote) == search(text, quote), quote


def search(text: str, quote: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(quote, at)]


def test_a_long_word_that_repeats_itself_costs_no_more_than_its_length() -> None:
    # Copied for each place, the word would be 40,000 megabytes.
    text = f"begin {'a' * 200_000} end"
    assert len(WordPlaces(text).occurrences("aa")) == 199_999


def test_words_of_a_long_text_are_at_their_places() -> None:
    """A text is cut in stretches; a word at the seam of two is whole."""
    words = [f"w{k % 977}" for k in range(60_000)]
    text = " ".join(words)
    places = WordPlaces(text)
    for word in ("w0", "w12", "w976"):
        wanted = [found.start() for found in re.finditer(rf"\b{word}\b", text)]
        assert places.of(word) == wanted
