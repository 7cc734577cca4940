"""Whatever a file is: with the marks put back its reading text is the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.model import FileRule, SourceText, Span
from edition.model.problems import Place
from edition.text import marks, source
from edition.text.readers import gutenberg, markdown
from edition.text.readers.reading import FileReading

SIGNS = st.text(alphabet="*_~^[]{}<>|#-+:!`\\ \n\tab1.&;=\"'é()/\r\u00a0", max_size=120)
LINES = st.lists(
    st.sampled_from(
        ["> q", "- i", "1. n", "    code", "| a | b |", "|---|---|", "| v", "[^1]: note", "x[^1]",
         "# h", "===", "---", "```", "term", ":   def", "::: {.verse}", ":::", "", "![p](x.png)",
         "[w](http://x)", "<!-- c -->", "*a", "b*", "\tt", "[1] n", "[Footnote 1: a", "b]", "a[1]",
         "* * *", "[Illustration: c]", "a--b", "<u>x</u>", "&amp;", "^[in *n*]", "\\"]
    ),
    max_size=12,
)  # fmt: skip


def _of_gutenberg(path: str, raw: str) -> FileReading:
    cut, at = [], 0
    for line in raw.split("\n"):
        if line.strip(" \t\r\n\u00a0\ufeff"):
            cut.append(Span(at, at + len(line)))
        at += len(line) + 1
    return gutenberg.read(path, raw, cut)


READERS = (markdown.read, _of_gutenberg)


def _holds(read: Callable[[str, str], FileReading], raw: str) -> None:
    found = read("source", raw)
    assert marks.put_back(found.text, found.pieces) == raw
    assert sum(piece.size for piece in found.pieces) == len(raw)
    for item in found.paragraphs:
        words = found.text[item.span.start : item.span.end]
        assert words.strip(" \t\n\r"), "a paragraph has words"
    for form in found.formatting:
        assert 0 <= form.span.start < form.span.end <= len(found.text)


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=300)
@given(raw=SIGNS)
def test_any_signs(read: Callable[[str, str], FileReading], raw: str) -> None:
    _holds(read, raw)


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=300)
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]))
def test_any_lines(read: Callable[[str, str], FileReading], lines: list[str], end: str) -> None:
    _holds(read, end.join(lines))


def text_of(data: str, markup: str) -> SourceText:
    """The source of one file."""
    rule = FileRule("s.md", "0" * 64, Place("annotations.yaml"))
    found, _ = source.parse([(rule, data.encode())], "blank-line", "en", markup)
    assert found
    return found


def test_the_place_of_a_word_is_its_place_in_the_file() -> None:
    found = text_of("# The *Mill*\n\n> quoted\n> on **and** on\n", "markdown")
    assert source.place_of(found, found.text.index("Mill"))[1:] == (1, 8)
    assert source.place_of(found, found.text.index("and"))[1:] == (4, 8)
    assert [paragraph.line for paragraph in found.paragraphs] == [1, 3]


def test_files_one_after_the_other() -> None:
    rules = [FileRule(name, "0" * 64, Place("annotations.yaml")) for name in ("a.md", "b.md")]
    data = [b"# *A*\n\nx[^1]\n\n[^1]: one\n", b"# B\n\ny *z*[^1]\n\n[^1]: two\n"]
    found, _ = source.parse(list(zip(rules, data, strict=True)), "line", "en", "markdown")
    assert found and found.marked
    assert found.text == "A\n\nx\n\none\nB\n\ny z\n\ntwo\n"
    assert [note.calls for note in found.marked.notes] == [(4,), (16,)]
    where = source.place_of(found, found.text.index("z"))
    assert (where.file, where.line, where.column) == ("b.md", 3, 4)
