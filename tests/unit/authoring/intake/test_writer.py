"""What is written of a manuscript is read back as what it was, whatever its words look like."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.authoring.intake import ledger, readback, words
from edition.authoring.intake.manuscript import (
    Block,
    Call,
    Grid,
    Heading,
    Inline,
    Items,
    LineBreak,
    NoteText,
    Para,
    Quote,
    SceneBreak,
    Style,
    Styled,
    Terms,
    Verse,
    VerseLine,
)
from edition.authoring.intake.writer import markdown
from edition.model import Form, Role

FORMS = {
    Style.EMPHASIS: Form.EMPHASIS,
    Style.STRONG: Form.STRONG,
    Style.SMALL_CAPS: Form.SMALL_CAPS,
    Style.SUPERSCRIPT: Form.SUPERSCRIPT,
    Style.SUBSCRIPT: Form.SUBSCRIPT,
    Style.UNDERLINE: Form.UNDERLINE,
    Style.STRIKE: Form.STRUCK,
    Style.TITLE: Form.TITLE,
}
SIGNS = "ab xy1.)(*_`[]<>^~{}|&#+-=:\\!\"'…—’“$%@/;,?"
WORDS = st.text(SIGNS, min_size=1, max_size=12)


def inlines(depth: int = 2) -> st.SearchStrategy[list[Inline]]:
    one: st.SearchStrategy[Any] = WORDS
    if depth:
        inner = inlines(depth - 1)
        one = st.one_of(WORDS, st.builds(Styled, st.sampled_from(list(FORMS)), inner))
    return st.lists(st.one_of(one, st.builds(LineBreak)) if depth else one, min_size=1, max_size=4)


def blocks(depth: int = 1) -> st.SearchStrategy[list[Block]]:
    line = st.builds(VerseLine, inlines(1), st.integers(0, 3))
    cell = inlines(1)
    one: st.SearchStrategy[Any] = st.one_of(
        st.builds(Para, inlines()),
        st.builds(Para, inlines(), st.sampled_from([Role.DATELINE, Role.SIGNATURE])),
        st.builds(Heading, st.integers(1, 6), inlines()),
        st.builds(Verse, st.lists(line, min_size=1, max_size=3)),
        st.builds(Grid, st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=3)),
        st.builds(SceneBreak),
    )
    if depth:
        inner = blocks(depth - 1)
        one = st.one_of(
            one,
            st.builds(Quote, inner, st.sampled_from([Role.QUOTATION, Role.EPIGRAPH])),
            st.builds(
                Items, st.sampled_from([None, 1, 7]), st.lists(inner, min_size=1, max_size=3)
            ),
            st.builds(
                Terms,
                st.lists(
                    st.tuples(inlines(1), st.lists(inner, max_size=2)), min_size=1, max_size=2
                ),
            ),
        )
    return st.lists(one, min_size=1, max_size=4)


@settings(max_examples=300)
@given(blocks())
def test_every_word_is_read_back_by_both_readers(tree: list[Block]) -> None:
    text = markdown.write(tree).text
    readback.hold(text, tree, "a")
    light = "".join(words.stretch(line) for _, line in readback.lightread.read(text))
    assert light == "".join(words.of_edition(tree)), text


@settings(max_examples=300)
@given(inlines())
def test_every_style_is_over_its_words(parts: list[Inline]) -> None:
    source = readback.source(markdown.write([Para(["begin ", *parts, " end"])]).text)
    assert source.marked
    found = [(item.form, squeezed(source.words(item.span))) for item in source.marked.formatting]
    wanted = list(styled(parts, ()))
    assert sorted((f, w) for f, w in found if f is not Form.BREAK) == sorted(wanted)


def squeezed(text: str) -> str:
    return "".join(text.split())


def styled(parts: list[Inline], around: tuple[Style, ...]) -> Any:
    """Each style with its words; what is struck out twice is struck out."""
    for item in parts:
        if isinstance(item, Styled):
            own = squeezed(words.flat(item.inlines))
            if own and not (item.style is Style.STRIKE and item.style in around):
                yield FORMS[item.style], own
            yield from styled(item.inlines, (*around, item.style))


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (["a ", Styled(Style.EMPHASIS, ["b"]), " c"], "a *b* c"),
        (["a", Styled(Style.EMPHASIS, [" b "]), "c"], "a *b* c"),
        (["a", Styled(Style.EMPHASIS, ["“b”"]), "c"], "a[“b”]{.emphasis}c"),
        ([Styled(Style.STRONG, [Styled(Style.EMPHASIS, ["b"])])], "[*b*]{.strong}"),
        (["x", Styled(Style.SUPERSCRIPT, ["2"])], "x^2^"),
        (["x", Styled(Style.SUPERSCRIPT, ["a b"])], "x[a b]{.superscript}"),
        ([Styled(Style.LANGUAGE, ["soir"], "fr")], "[soir]{lang=fr}"),
        ([Styled(Style.SUPERSCRIPT, [Call("1")])], "[^1]"),
        (["a ", Call("1"), " b"], "a[^1] b"),
        (["a ", Call("1"), "b"], "a [^1]b"),
        (["4. March"], "4\\. March"),
        (["- so"], "\\- so"),
        (["a_b * c"], "a\\_b \\* c"),
        (["one", LineBreak(), "# two"], "one\\\n\\# two"),
    ],
)
def test_inlines_as_they_are_written(parts: list[Inline], written: str) -> None:
    assert markdown.write([Para(parts)]).text == written + "\n"


def test_notes_stand_behind_what_calls_them() -> None:
    note = NoteText("1", [Para(["a note"]), Verse([VerseLine(["of verse"])])])
    tree: list[Block] = [Quote([Para(["words", Call("1")]), note]), Para(["more"])]
    text = markdown.write(tree).text
    assert text == "> words[^1]\n\n[^1]: a note\n\n    | of verse\n\nmore\n"
    readback.hold(text, tree, "a")


def test_two_lists_stay_two() -> None:
    items = Items(None, [[Para(["a"])]])
    assert markdown.write([items, items]).text == "- a\n\n<!-- -->\n\n- a\n"


def test_lines_of_another_language_are_those_on_which_paragraphs_begin() -> None:
    tree: list[Block] = [
        Para(["one"]),
        Para(["uno", LineBreak(), "due"], language="it"),
        Para(["Roma"], Role.DATELINE, "it"),
        Quote([Verse([VerseLine(["a"]), VerseLine(["b"])], "it")]),
    ]
    written = markdown.write(tree)
    assert written.languages == {"it": [3, 8, 12, 13]}
    lines = {paragraph.line for paragraph in readback.source(written.text).paragraphs}
    assert set(written.languages["it"]) <= lines


def test_the_ledger_counts_styles_that_have_words() -> None:
    tree: list[Block] = [Para([Styled(Style.EMPHASIS, ["a"]), Styled(Style.STRONG, [" "])])]
    assert ledger.counts(tree) == {"emphasis": 1}
