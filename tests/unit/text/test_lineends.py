"""A line that ends in a hyphen or a dash, or within a script without spaces, is followed by no
blank, neither for a reader nor where words are looked for; the source stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.anchoring.resolve import Anchorer
from edition.model import BodyText, Selector, Span, Term
from edition.model.problems import Place
from edition.text import lineends
from tests.unit.text.test_source import read

PLACE = Place("annotations.yaml", 7, 3)


def shown(words: str) -> str:
    """A paragraph as a reader has it; what is left of a line end is a blank."""
    span = Span(0, len(words))
    printed = lineends.without(words, span, lineends.joins(words, span))
    return printed.replace("\r\n", " ").replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("the well-\nknown fire", "the well-known fire"),
        ("at the door--\nand there", "at the door--and there"),
        ("He was twenty—\nthree, she said—\nor so.", "He was twenty—three, she said—or so."),
        ("1914–\n1918", "1914–1918"),
        ("well-\r\n   known", "well-known"),
        ("well- \t\nknown", "well-known"),
        ("well\u2010\nknown", "well\u2010known"),
        ("pow\u00ad\ner", "pow\u00ader"),
        ("“no”—\n“yes”", "“no”—“yes”"),
        ("hide-\nand-seek", "hide-and-seek"),
        ("turned/\nor stood", "turned/or stood"),
        # a dash with a blank before it has one behind it as well
        ("the door —\nand there", "the door — and there"),
        ("the door --\nand there", "the door -- and there"),
        # a hyphen that waits for the second half of the last word
        ("pre-\nand post-war", "pre- and post-war"),
        ("Nord-\nund Südkorea", "Nord- und Südkorea"),
        # lists, rules, lines that begin with a dash
        ("these:\n- a loom\n- a mill", "these: - a loom - a mill"),
        ("these-\n- a loom", "these- - a loom"),
        ("-----\nand there", "----- and there"),
        ("a door\n—and there", "a door —and there"),
        ("1 /\n2", "1 / 2"),
        # ehuss/Sublime-Wrap-Plus#3: what the text has on one line stays
        ("the word-\nhyphenation, word- hyphenation", "the word-hyphenation, word- hyphenation"),
    ],
)
def test_behind_a_hyphen_or_a_dash(words: str, printed: str) -> None:
    assert shown(words) == printed


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        # Spanish: a dash at the end of what is put in is followed by a blank.
        ("—Ven —dijo él—\ny calló —pensó ella— y ya", "—Ven —dijo él— y calló —pensó ella— y ya"),
        # Russian: so is one behind a comma.
        ("Да,— сказал он,—\nи ушёл", "Да,— сказал он,— и ушёл"),
        # German: two halves of words in each line.
        ("Vor—und zurück—\nund vor", "Vor—und zurück—und vor"),
    ],
)
def test_the_text_itself_says_whether_a_dash_is_closed(words: str, printed: str) -> None:
    assert shown(words) == printed


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("一直\n織到天黑，\n然後", "一直織到天黑，然後"),
        ("他說：“\n好”\n然後", "他說：“好”然後"),
        ("ストラ\nイキ", "ストライキ"),
        ("สวัสดี\nครับ", "สวัสดีครับ"),
        ("မြန်မာ\nစာ", "မြန်မာစာ"),
        ("ភាសា\nខ្មែរ", "ភាសាខ្មែរ"),
        # commonmark/commonmark-spec#744
        ("あああ\n（\nあああ\n）\nああ\n1\nああ\n。", "あああ（あああ）ああ1ああ。"),
        ("잘자\n（\n잘자", "잘자 （ 잘자"),
        ("他在\n1916年\n5月，\n3日", "他在1916年5月，3日"),
        ("百分之50\n％，百分之\n５０", "百分之50％，百分之５０"),
        ("他在 1916 年\n5 月", "他在 1916 年 5 月"),
        ("用Latin字，用\nLatin\n字", "用Latin字，用Latin字"),
        ("用 Latin 字，用\nLatin\n字", "用 Latin 字，用 Latin 字"),
        ("用\nLatin", "用 Latin"),
        ("好，\nhe said：\n“no", "好，he said：“no"),
        ("好。\n\u3000次", "好。\u3000次"),
        ("그는 1916년\n5월,\n3일", "그는 1916년 5월, 3일"),
        ("한국\n말", "한국 말"),  # Korean has spaces
        ("Python\n語言", "Python 語言"),
        ("一直\n　織到", "一直　織到"),  # an ideographic space is meant
        ("yes 😀\n😀 no", "yes 😀 😀 no"),
    ],
)
def test_within_a_script_without_spaces(words: str, printed: str) -> None:
    assert shown(words) == printed


@given(st.text("ab-—/ \n\r\t織一。“”\u00ad", max_size=30))
def test_what_is_not_printed_is_one_line_end_and_white_space(words: str) -> None:
    for join in lineends.joins(words, Span(0, len(words))):
        gone = words[slice(*join)]
        assert not gone.strip() and sum(map(gone.count, ("\r\n", "\n", "\r"))) >= 1
        assert 0 < join.start < join.end < len(words)


def anchorer(words: str, *files: str, paragraphs: str = "blank-line") -> Anchorer:
    """The text of these files, ready to be searched."""
    return Anchorer(read(words.encode(), *map(str.encode, files), paragraphs=paragraphs), [])


def quoted(found: Anchorer, *quotes: str) -> list[str]:
    """The source's own words at each quotation."""
    spans = found.selectors([Selector(quote, "", "", PLACE) for quote in quotes])
    return [found.source.words(span) if isinstance(span, Span) else span.code for span in spans]


def test_quotations_from_the_book_and_from_the_file() -> None:
    found = anchorer("At the door--\nand the well-\nknown fire, pre- and post-war.\n")
    words = "door--\nand the well-\nknown fire"
    quotes = ("door--and the well-known fire", "door-- and the well- known fire", words)
    assert quoted(found, *quotes) == [words] * 3
    assert quoted(found, "well- known fire, pre- and post-war")[0].endswith("post-war")
    assert quoted(found, "- and post-war", "-\nknown fire") == ["- and post-war", "-\nknown fire"]
    assert found.own_words(0, 12) == "At the door-"


def test_quotations_in_chinese_across_line_ends() -> None:
    found = anchorer("前，一直\n織到天黑，\n然後\n")
    assert quoted(found, "一直織到天黑", "一直 織到", "天黑，然後") == [
        "一直\n織到天黑",
        "一直\n織到",
        "天黑，\n然後",
    ]


def test_words_across_line_ends_are_terms() -> None:
    found = anchorer("It was well-\nknown; 她坐在織\n機前。 Smith-\nJones\n")
    body = BodyText("d", PLACE)
    forms = ("well-known", "織機", "Smith")
    terms = [Term(form, form, (form,), body, "", "", "", "", "", PLACE) for form in forms]
    placed = [found.source.words(span) for span, _ in found.terms(terms)]
    assert placed == ["well-\nknown", "織\n機"]


def test_paragraphs_are_not_joined() -> None:
    found = anchorer("the well-\nknown fire\n", paragraphs="line")
    assert quoted(found, "well-known", "well- known") == ["quote-not-found", "well-\nknown"]
    assert found.own_words(0, len(found.folded.text)) == "the well- known fire"


def test_a_file_ends_a_word() -> None:
    found = anchorer("He saw the Sun", "Set was his name", "\ufeffRa too", paragraphs="line")
    assert found.source.text == "He saw the SunSet was his name\ufeffRa too"
    assert quoted(found, "Sun", "Set", "Sun Set", "name Ra", "SunSet") == [
        "Sun",
        "Set",
        "SunSet",
        "name\ufeffRa",
        "quote-not-found",
    ]
    assert lineends.on_one_line(found.source, Span(11, 17)) == "Sun Set"


@settings(max_examples=300)
@given(st.lists(st.text("a é\u0301\n가\u1161-", max_size=8), min_size=1, max_size=4))
def test_offsets_lead_back_across_files(files: list[str]) -> None:
    found = anchorer(*files)
    text, folded = found.source.text, found.folded
    for k, char in enumerate(folded.text):
        span = folded.back(k, k + 1)
        assert 0 <= span.start <= span.end <= len(text)
        assert char == " " or text[span.start : span.end].strip()
    for start in range(len(text)):
        there = folded.forth(start, start + 1)
        assert 0 <= there.start <= there.end <= len(folded.text)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_the_line_ends_of_unicode_are_like_those_of_files(separator: str) -> None:
    words = f"well-{separator}known 中{separator} 文 door {separator} and\u200b{separator}x"
    span = Span(0, len(words))
    printed = lineends.without(words, span, lineends.joins(words, span))
    assert " ".join(lineends.spaced(printed).split()) == "well-known 中文 door and\u200b x"
