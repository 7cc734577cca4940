"""Marks of pages: what goes with them, and that the text is the file with them put back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from edition.text.readers import pagemarks
from tests.books import prepared, rebuilt


def shown(words: str) -> str:
    """The words with a bar in the place of each mark, and of what goes with it."""
    out, at = "", 0
    for mark in pagemarks.marks(words, 0, len(words), "[Pg *]"):
        out, at = f"{out}{words[at : mark.start]}|", mark.end
    return out + words[at:]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a [Pg 3] b", "a |b"),
        ("a[Pg 3]b", "a|b"),
        ("a[Pg 3][Pg 4] b", "a|| b"),
        ("a [Pg 3] [Pg 4] b", "a ||b"),
        ("[Pg 3] b", "|b"),
        ("a [Pg 3].", "a|."),
        ("a\n[Pg 3]\nb", "a\n|b"),
        ("a\r\n[Pg 3]\r\nb", "a\r\n|b"),
        ("a\n[Pg 3]", "a|"),
        ("a [Pg 3]\nb", "a|\nb"),
        ("a\n[Pg 3]\n[Pg iv]\nb", "a\n||b"),
        ("a [Pg one two] b [Pg] c", "a [Pg one two] b [Pg] c"),
    ],
)
def test_a_mark_goes_with_one_blank_or_its_line(words: str, text: str) -> None:
    assert shown(words) == text


MARKUPS = {
    "markdown": ("markup: markdown", '[]{{.pagebreak title="{}"}}'),
    "gutenberg": ('markup: gutenberg, pages: {mark: "[Pg *]"}', "[Pg {}]"),
    "line": ('pages: {mark: "|*|"}', "|{}|"),
}


@pytest.mark.parametrize("markup", MARKUPS)
def test_pages_begin_where_their_marks_stand(markup: str, tmp_path: Path) -> None:
    said, mark = MARKUPS[markup]
    chance = random.Random(7)
    paragraphs = [[f"w{k}x{n}" for n in range(9)] for k in range(12)]
    wanted, lines = [], []
    for words in paragraphs:
        line = []
        for word in words:
            if chance.random() < 0.2:
                name = str(len(wanted) + 1)
                wanted.append((name, word))
                line.append(mark.format(name))
            line.append(word)
        lines.append(" ".join(line))
    text = "\n\n".join(lines) + "\n"
    markup = said.replace(", ", "\n  ")
    edition = prepared(tmp_path, "", text, markup=markup).edition
    assert rebuilt(edition) == text
    assert edition.source.text.split() == [word for words in paragraphs for word in words]
    assert edition.source.marked
    read = edition.source.text
    pages = edition.source.marked.pages
    assert [(page.name, read[page.offset :].split()[0]) for page in pages] == wanted


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("[]{#pg12 .pagebreak}", "12"),
        ("[]{#page_xiv .pagebreak}", "xiv"),
        ('[]{#p3 role="doc-pagebreak" aria-label=" Page 3. "}', "3."),
        ("[12]{.pagenum}", "12"),
        ("[[Pg 12v]]{.pagenum}", "12v"),
        ('<span class="pagebreak" title="p. 9"></span>', "9"),
    ],
)
def test_how_markdown_names_a_page(mark: str, name: str, tmp_path: Path) -> None:
    edition = prepared(tmp_path, "", f"The {mark} loom.\n", markup="markup: markdown").edition
    assert edition.source.marked
    assert [page.name.rstrip(".") for page in edition.source.marked.pages] == [name.rstrip(".")]
    assert edition.source.text == "The loom.\n"


def test_marks_in_every_kind_of_block_of_markdown(tmp_path: Path) -> None:
    text = (
        "# [p. 1] T\n\n*em [p. 2]* `code [p. 3] c` [a [p. 4] b](http://x.org)\n\n"
        "c | d\n---|---\n[p. 5] x | y\n\n    kept [p. 6] words\n\nTerm\n:   def [p. 7] x\n\n"
        "::: epigraph\n[p. 8]\nMotto\n:::\n\n| verse\n| [p. 9] line\n\n- [p. 10] item[^1]\n\n"
        "[^1]: A [p. 11] note.\n"
    )
    markup = 'markup: markdown\n  pages: {mark: "[p. *]"}'
    edition = prepared(tmp_path, "", text, markup=markup).edition
    assert rebuilt(edition) == text
    assert "[p." not in edition.source.text
    assert edition.source.marked
    assert [page.name for page in edition.source.marked.pages] == [str(n) for n in range(1, 12)]
