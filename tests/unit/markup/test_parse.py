"""The Markdown of note bodies: what it writes, what it refuses, and that nothing breaks it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.markup.parse import parse
from edition.markup.split import split, text_of
from edition.markup.tree import Citation, CitationItem
from edition.markup.xhtml import plain_text, render
from edition.model.problems import Severity


class Links:
    """Plain renderings, to see what reaches them."""

    def cite(self, citation: Citation) -> str:
        return "<cite>" + "; ".join(item.id for item in citation.items) + "</cite>"

    def term(self, id: str, text: str | None) -> str:
        return f'<a href="#g">{text or "term"}</a>'

    def note(self, id: str, text: str | None) -> str:
        return f'<a href="#n">{text or "note"}</a>'

    def passage(self, id: str, text: str | None) -> str:
        return f'<a href="#{id}">{text or "paragraph"}</a>'


def html(text: str, **options: bool) -> str:
    return render(parse(text), Links(), **options)


def codes(text: str) -> list[tuple[str, int]]:
    return [(defect.code, defect.line) for defect in parse(text).defects]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b* **c** `d < e`", "<p>a <em>b</em> <strong>c</strong> <code>d &lt; e</code></p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        (
            "|a|*b*|\n|-|-:|\n|1|2|",
            '<table class="data"><thead><tr><th scope="col">a</th><th class="right" scope="col">'
            '<em>b</em></th></tr></thead><tbody><tr><td>1</td><td class="right">2</td></tr></tbody>'
            "</table>",
        ),
        ("one\\\ntwo", "<p>one<br/>two</p>"),
        ("> q\n> r", "<blockquote><p>q\nr</p></blockquote>"),
        ("> So it goes.", "<blockquote><p>So it goes.</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("[x](https://a.b/?c=1&d=2)", '<p><a href="https://a.b/?c=1&amp;d=2">x</a></p>'),
        ("<https://a.b>", '<p><a href="https://a.b">https://a.b</a></p>'),
        ("[x](mailto:a@b.c)", '<p><a href="mailto:a@b.c">x</a></p>'),
        ("[x](https://a.b/ю)", '<p><a href="https://a.b/%D1%8E">x</a></p>'),
        ("[да]{lang=ru}", '<p><span lang="ru" xml:lang="ru">да</span></p>'),
        (
            '[كافر]{lang=ar dir="rtl"}',
            '<p><span lang="ar" xml:lang="ar" dir="rtl">كافر</span></p>',
        ),
        ("[](note:n1) [t](term:x)", '<p><a href="#n">note</a> <a href="#g">t</a></p>'),
        ("see [@a; @b]", "<p>see <cite>a; b</cite></p>"),
        (r"\[@a] a@b.c & \*", "<p>[@a] a@b.c &amp; *</p>"),
        ("'straight' -- (c) ...", "<p>'straight' -- (c) ...</p>"),
    ],
)
def test_writes(source: str, expected: str) -> None:
    assert html(source) == expected
    assert codes(source) == []


def test_a_section_has_headings_of_the_second_level() -> None:
    body = parse("One.\n\n## The *mill*\n\nTwo.", headings=True)
    assert body.defects == ()
    assert render(body, Links()) == "<p>One.</p><h2>The <em>mill</em></h2><p>Two.</p>"
    assert plain_text(body, Links()) == "One.\nThe mill\nTwo."


@pytest.mark.parametrize("source", ["# a", "### a", "a\n---", "##", "> ## a", "- ## a"])
def test_no_other_heading_stands_in_a_section(source: str) -> None:
    body = parse(source, headings=True)
    assert [defect.code for defect in body.defects] == ["heading-not-allowed"]


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("a\n<b>x</b>", "raw-html", 1),
        ("a\n\n<div>\n</div>", "raw-html", 2),
        ("a\n![i](x.png)", "image-not-allowed", 1),
        ("a\n\n# b", "heading-not-allowed", 2),
        ("a\n---", "heading-not-allowed", 0),
        ("a\nb [x](javascript:alert(1))", "unsafe-link", 1),
        ("[x](JaVaScRiPt:1)", "unsafe-link", 0),
        ("[x](data:text/html,1)", "unsafe-link", 0),
        ("[x](page.html)", "unsafe-link", 0),
        ("[x](//host/page)", "unsafe-link", 0),
        ("[x](para:3)", "unsafe-link", 0),
        ("<ftp://a.b>", "unsafe-link", 0),
        ("a\nb\x07", "control-character", 1),
        ("&#12;", "control-character", 0),
        ("a \u202e b", "control-character", 0),
        ("> a\n> [x]{lang=r_}", "bad-language-tag", 1),
        ("[x]{class=y}", "bad-attribute", 0),
        ("[x]{#y}", "bad-attribute", 0),
        ("[x]{dir=up}", "bad-attribute", 0),
        ("[x]{lang=}", "bad-attribute", 0),
        ("[x @]a [b; @c]", "bad-citation", 0),
        ("[a <https://c.d> e](https://a.b)", "nested-link", 0),
        ("[@a](term:x)\n[a [@b] c](https://a.b)", "broken-link", 1),
        ("[x]{lang=ru", "bad-attribute", 0),
        ("[](https://a.b)", "empty-link", 0),
        ("`a\nb`\n[x](y)", "unsafe-link", 2),
        (">" * 21 + " a", "nesting-too-deep", 0),
        (">" * 200 + " a", "nesting-too-deep", 0),
        ("a" * 100_001, "body-too-long", 0),
        ("a**b" * 1_200, "body-too-long", 0),
        ("a**b" * 201, "body-too-long", 0),
        ("*a*." * 101, "body-too-long", 0),
        ("`a`" + "**b**`c`" * 101, "body-too-long", 0),
        ("[](term:a)" * 201, "body-too-long", 0),
        ("[a](https://x.org)\u00a0" * 201, "body-too-long", 0),
        ("one two\\\n- x " + "*a*b" * 101, "body-too-long", 0),
        ("| a | b |\n|--|--|\n| c | " + "*a*b" * 101 + " |", "body-too-long", 0),
        ("**" + "a" * 1_500 + "**" + "b" * 501, "body-too-long", 0),
        ("&#98;" * 2_001, "body-too-long", 0),
        ("x **" + "a" * 1_999 + "**bc d", "body-too-long", 0),
    ],
)
def test_refuses_with_the_line(source: str, code: str, line: int) -> None:
    assert (code, line) in codes(source)
    assert all(defect.hint and defect.message for defect in parse(source).defects)


@pytest.mark.parametrize(
    "source",
    [
        "a **b** " * 900,
        "a-*b*-" * 900,
        "中*文*" * 900,
        "ไ*ท*" * 900,
        "a/*b*/" * 900,
        "**" + "a" * 1_500 + "** " + "b" * 1_500,
        "a**b" * 100 + " " + "a**b" * 100,
        "\n\n".join(["*a*b" * 60] * 9),
        "- a\n" * 900,
        "[a](https://x.org) " * 900,
    ],
)
def test_words_in_many_parts_are_told_from_many_words(source: str) -> None:
    assert "body-too-long" not in [code for code, _ in codes(source)]


def test_the_author_is_left_out_and_a_word_is_cited() -> None:
    body = parse("x [-@Doe_2001:a, s.v. “loom”; see -@d, S. 4]")
    assert body.citations[0].items == (
        CitationItem("Doe_2001:a", "", "sub-verbo", "“loom”", "", without_author=True),
        CitationItem("d", "see", "", "", ", S. 4", without_author=True),
    )


def test_citation_parts() -> None:
    body = parse("x\n[see @a-b.c, pp. 4–6, passim; also @d ch. iv; @e, 12; @f, did so]")
    assert body.citations == (
        Citation(
            (
                CitationItem("a-b.c", "see", "page", "4–6", ", passim"),
                CitationItem("d", "also", "chapter", "iv"),
                CitationItem("e", "", "page", "12"),
                CitationItem("f", "", "", "", ", did so"),
            ),
            line=1,
        ),
    )


def test_references_carry_their_lines() -> None:
    body = parse("[t](term:a)\n[](note:b)\n\n- [@c; @d]")
    assert [(ref.kind, ref.id, ref.line) for ref in body.references] == [
        ("term", "a", 0),
        ("note", "b", 1),
        ("cite", "c", 3),
        ("cite", "d", 3),
    ]


def test_inline_blocks_are_spans_and_inline_has_no_blocks() -> None:
    source = "a\n\n2. b\n3. c\n\n> d\n>"
    assert html(source, inline_blocks=True) == (
        '<span class="p">a</span><span class="ol">'
        '<span class="li"><span class="marker">2. </span>b</span>'
        '<span class="li"><span class="marker">3. </span>c</span></span>'
        '<span class="blockquote"><span class="p">d</span></span>'
    )
    assert html(source, block=False) == "a 2. b 3. c d"


def test_plain_text_has_a_line_for_each_block() -> None:
    source = "a *b* &amp; [@c]\n\n- d\n- e"
    assert plain_text(parse(source), Links()) == "a b & c\nd\ne"
    assert text_of(html(source, inline_blocks=True)) == "a b & c\n• d\n• e"


def test_split_prefers_a_sentence_end() -> None:
    first, second = split("<p>One two. Three four <em>five six</em> seven.</p>", 20)
    assert first == "<p>One two. Three four </p>" or first == "<p>One two. </p>"
    assert second.startswith('<p class="continued">')


def test_split_counts_a_list_on_and_repeats_no_id() -> None:
    markup = '<ol id="x"><li>One one.</li><li>Two two. Two more words.</li><li>Three</li></ol>'
    first, second = split(markup, 18)
    assert first == '<ol id="x"><li>One one.</li><li>Two two. </li></ol>'
    assert second == (
        '<ol start="2" class="continued"><li class="continued">Two more words.</li>'
        "<li>Three</li></ol>"
    )


def test_split_never_cuts_a_link() -> None:
    first, second = split('<p>a <a href="#x">long words of a link</a> end</p>', 10)
    assert first == "<p>a </p>"
    assert "long words of a link</a>" in second


def test_split_leaves_a_short_text_whole() -> None:
    assert split("<p>short</p>", 10) == ("<p>short</p>", "")
    assert split("<p>unbreakable</p>", 3) == ("<p>unbreakable</p>", "")


SNIPPETS = st.sampled_from(
    ["*", "**", "_", "`", "``", "[", "]", "(", ")", "{", "}", "<", ">", "&", "\\", "\n", "\n\n",
     "- ", "1. ", "> ", "# ", "---", "    ", "![", "](", "](javascript:x)", "](http://a.b)",
     "](term:x)", "](note:", "]{lang=ru}", "]{lang=ru dir=rtl}", "]{class=x}", "[@a]", "[@a; @b",
     "@", "; ", ", p. 4", "<b>", "<!--", "-->", "<?", "<![CDATA[", "]]>", "&lt;", "&#0;",
     "&#xFFFF;", '"', "'", "data:", "http://[", "<http://a.b>", "\t", "\r", "\0", "\ud800", "é",
     "word ", "\uffff", "\u202e", "^", "~", "x^2^", "]{.smallcaps}", "](text:p1)"]
)  # fmt: skip
BODIES = st.one_of(
    st.lists(st.one_of(SNIPPETS, st.text(max_size=4)), max_size=40).map("".join),
    st.text(max_size=300),
)
ELEMENTS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "em",
    "strong",
    "code",
    "a",
    "br",
    "span",
    "cite",
} | {"sup", "sub"}
ATTRIBUTES = {"href", "lang", "dir", "class", "start"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def check(markup: str) -> str:
    root = etree.fromstring(f"<div>{markup}</div>")
    for element in root.iterdescendants():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES | {XML_LANG}
        assert element.get("href", "#").split(":")[0].lower()[:5] in (
            "#n",
            "#g",
            "#p1",
            "#",
            "http",
            "https",
            "mailt",
        )
        assert element.tag != "a" or not any(a.tag == "a" for a in element.iterancestors())
    return "".join(root.itertext())


@settings(max_examples=240)
@given(BODIES)
def test_whatever_is_written_the_markup_is_safe(source: str) -> None:
    body = parse(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= defect.line < lines for defect in body.defects)
    assert all(0 <= ref.line < lines for ref in body.references)
    for options in ({}, {"inline_blocks": True}, {"block": False}):
        check(render(body, Links(), **options))


@settings(max_examples=160)
@given(BODIES, st.integers(0, 60), st.booleans())
def test_split_keeps_the_text(source: str, limit: int, spans: bool) -> None:
    markup = html(source, inline_blocks=spans)
    first, second = split(markup, limit)
    assert check(first) + check(second) == check(markup)


@pytest.mark.parametrize(
    "unit", ["[", "*", "`", "a**b", "![", "<", "[@", "> ", "[](", "[x]{", "_a ", "\\", "&", "- "]
)
def test_hostile_bodies_take_no_long_time(unit: str) -> None:
    source = (unit * 50_000)[:50_000]
    begun = time.process_time()
    check(html(source))
    assert time.process_time() - begun < 3


# ── tables ──────────────────────────────────────────────────────────────────────────────────

TABLE = "|year|weavers|\n|-|-:|\n|1820|8 s|\n|1840|6 s [@baines]|\n"


def test_a_table_of_spans_says_what_it_is() -> None:
    spans = html(TABLE, inline_blocks=True)
    assert '<span class="th right" data-pdf-tag="TH">weavers</span>' in spans
    assert spans.count('data-pdf-tag="TR"') == 3
    assert "<t" not in spans
    assert etree.fromstring(f"<x>{spans}</x>") is not None


def test_a_table_is_read_row_by_row() -> None:
    assert plain_text(parse(TABLE), Links()).split() == [
        "year",
        "weavers",
        "1820",
        "8",
        "s",
        "1840",
        "6",
        "s",
        "baines",
    ]
    assert html(TABLE, block=False) == "year weavers 1820 8 s 1840 6 s <cite>baines</cite>"


@pytest.mark.parametrize("spans", [True, False])
def test_a_table_is_cut_between_rows_only(spans: bool) -> None:
    whole = html(TABLE.replace("8 s", "eight shillings a week"), inline_blocks=spans)
    total = len(text_of(whole))
    for limit in range(1, total):
        first, rest = split(whole, limit)
        assert "shillings" not in rest or "1820" in rest
        if rest:
            assert etree.fromstring(f"<x>{first}</x>") is not None
            assert etree.fromstring(f"<x>{rest}</x>") is not None


@pytest.mark.parametrize(
    "table",
    [
        "|a" * 9 + "|\n" + "|-" * 9 + "|",
        "|a" * 200 + "|\n" + "|-" * 200 + "|",
        f"|a|b|\n|-|-|\n|{'x' * 40}|{'y' * 40}|",
    ],
)
def test_a_table_that_is_too_wide_is_refused(table: str) -> None:
    assert codes(f"Words.\n\n{table}") == [("table-too-wide", 2)]


def test_a_table_that_fits_is_not_refused() -> None:
    assert codes("|a" * 8 + "|\n" + "|-" * 8 + "|") == []
    assert codes("|a|b|\n|-|-|\n|short words, many of them, go on to the next line|b|") == []


# ── signs that are signs ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "source",
    [
        "4. March 1916, in Leeds.",
        "1916. The year of the Somme.",
        "1. She wove. 2. She went.",
        "1) so; 2) otherwise.",
        "* 1890 in Leeds, † 1961.",
        "+ 1916 (died); * 1890 (born).",
        "- so the manuscript.",
        "2*3*4 = 24; 2**3**4; snake_case_name; f(x) = a_1 + b_2.",
        "weaver*s and spinner*s; x*y and z*w; (a*b)*(c*d).",
        # Automattic/jetpack#5385
        "2016. november",
        # elk-zone/elk#1290, noties/Markwon#470
        "Journalist*in, noch Bayer*in, bald Berliner*in.",
        "Leser*innen-/Autor*innen; der*die Autor*in.",
        "Pfleger*in oder 9*6=42 oder 6*7=42.",
        # Python-Markdown/markdown#910
        "He dialed *69 and then *23, and then hung up.",
        "[sic] so printed [so]; see [1], [2, p. 3] and [4][5].",
        "[sic]: so",
        "~500 to ~600; 5^2; 1 < 2; – so; *",
    ],
)
def test_a_sign_that_can_only_be_a_sign_is_printed(source: str) -> None:
    assert html(source) == f"<p>{source.replace('<', '&lt;')}</p>"
    assert codes(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("> 500 spindles; 3 > 2", "<p>&gt; 500 spindles; 3 &gt; 2</p>"),
        ("a\n> £5 a week", "<p>a\n&gt; £5 a week</p>"),
        # adobe/helix-html-pipeline#859
        ("Purity\n>95% by SDS-PAGE.", "<p>Purity\n&gt;95% by SDS-PAGE.</p>"),
        (
            "|a|\n|-|\n|>50% by a method.|",
            '<table class="data"><thead><tr><th scope="col">a</th></tr></thead><tbody><tr>'
            "<td>&gt;50% by a method.</td></tr></tbody></table>",
        ),
        ("a\n- so\nb", "<p>a\n- so\nb</p>"),
        ("- so\n\n  again", "<p>- so</p><p>again</p>"),
        ("1916. a\n1918. b", "<p>1916. a<br/>1918. b</p>"),
        ("1916. a\n1917. b", "<p>1916. a<br/>1917. b</p>"),
        ("4. March: a\n9. March: b\nc", "<p>4. March: a<br/>9. March: b\nc</p>"),
        ("> 4. a\n> 9. b", "<blockquote><p>4. a<br/>9. b</p></blockquote>"),
        ("- 4. March\n- > 5", "<ul><li>4. March</li><li>&gt; 5</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("He wrote:\n\n> it flies", "<p>He wrote:</p><blockquote><p>it flies</p></blockquote>"),
        (
            "fol. 12*r*–13*v*, un*heard*of",
            "<p>fol. 12<em>r</em>–13<em>v</em>, un<em>heard</em>of</p>",
        ),
    ],
)
def test_lists_quotations_and_emphasis_that_are_meant(source: str, expected: str) -> None:
    assert html(source) == expected
    assert codes(source) == []


@pytest.mark.parametrize(
    ("source", "printed", "line"),
    [
        ("> so the manuscript", "<p>&gt; so the manuscript</p>", 0),
        ("textor\n> tessitore", "<p>textor\n&gt; tessitore</p>", 1),
        ("H*2*O and a*b*c", "<p>H*2*O and a*b*c</p>", 0),
        ("a\n**b c", "<p>a\n**b c</p>", 1),
        (
            "* 1890 in Leeds\n* 1892 in York",
            "<ul><li>1890 in Leeds</li><li>1892 in York</li></ul>",
            0,
        ),
        ("1. May: a\n1. June: b", "<ol><li>May: a</li><li>June: b</li></ol>", 0),
        (">> so", "<p>&gt;&gt; so</p>", 0),
        ("> 500 a\n> 600 b", "<blockquote><p>500 a\n600 b</p></blockquote>", 0),
    ],
)
def test_a_doubtful_sign_is_told(source: str, printed: str, line: int) -> None:
    assert html(source) == printed
    assert codes(source) == [("markdown-sign", line)]
    assert all(d.severity is Severity.WARNING and "\\" in d.hint for d in parse(source).defects)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n~~b~~", 1),
        ("x^a b^", 0),
        ("x~a b~", 0),
        ("~2~", 0),
        ("a\nb.[^1]", 1),
        ("a.^[So he said.]", 0),
        ("[^1]: a", 0),
        ("[a][b]", 0),
        ("[a][]", 0),
        ("a\n\n---\n\nb", 2),
        ("a\n***\nb", 1),
        ("* * *", 0),
        ("| a\n| b", 0),
        ("a\n\n    b", 2),
    ],
)
def test_what_other_markdown_has_is_printed_as_it_is_and_told(source: str, line: int) -> None:
    shown = source.replace("\n\n", "</p><p>").replace("\n***\n", "</p><p>***</p><p>")
    assert html(source) == f"<p>{shown.replace('    ', '')}</p>"
    assert codes(source) == [("markdown-unsupported", line)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("H~2~O, x^2^", "H<sub>2</sub>O, x<sup>2</sup>"),
        ("^14^C", "<sup>14</sup>C"),
        ("SO~4~^2−^", "SO<sub>4</sub><sup>2−</sup>"),
        ("1^er^, M^lle^", "1<sup>er</sup>, M<sup>lle</sup>"),
        ("f. 2^*r*^", "f. 2<sup><em>r</em></sup>"),
        ("*x^2^*", "<em>x<sup>2</sup></em>"),
        ("*H*~2~O", "<em>H</em><sub>2</sub>O"),
        ("x^a~1~^", "x<sup>a<sub>1</sub></sup>"),
        ("x^a&nbsp;b^", "x<sup>a\u00a0b</sup>"),
        (r"x^a\^b^", "x<sup>a^b</sup>"),
        (r"x\^2^, H\~2~O", "x^2^, H~2~O"),
        ("`x^2^`", "<code>x^2^</code>"),
        ("[x^2^](term:square)", '<a href="#g">x<sup>2</sup></a>'),
        ("~1900–~1950; ^_^; a ^ b ^ c; 2^10", "~1900–~1950; ^_^; a ^ b ^ c; 2^10"),
        ("[MS]{.smallcaps}", '<span class="smallcaps">MS</span>'),
        (
            "[MS]{.smallcaps lang=la}",
            '<span class="smallcaps" lang="la" xml:lang="la">MS</span>',
        ),
        ("[so](text:p12)", '<a href="#p12">so</a>'),
        ("[](text:p12)", '<a href="#p12">paragraph</a>'),
    ],
)
def test_letters_raised_and_lowered_and_places(source: str, expected: str) -> None:
    assert html(source) == f"<p>{expected}</p>"
    assert codes(source) == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[x]{.red}", "bad-attribute"),
        ('[x]{.smallcaps onclick="a"}', "bad-attribute"),
        ("[x]{.smallcaps .red}", "bad-attribute"),
        ("[x](text:p0)", "unsafe-link"),
        ("[x](text:p1#a)", "unsafe-link"),
        ("[x](text:t3)", "unsafe-link"),
        ("x^<b>^", "raw-html"),
        ("[a [b](text:p1)](text:p2)", "broken-link"),
    ],
)
def test_what_raised_letters_and_places_refuse(source: str, code: str) -> None:
    assert code in {found for found, _ in codes(source)}


def test_links_by_name() -> None:
    source = "[a b][x], [Y][] and [x]\n\n[x]: https://a.b/c\n[y]: <https://d.e>"
    link = '<a href="https://a.b/c">{}</a>'
    assert html(source) == (
        f'<p>{link.format("a b")}, <a href="https://d.e">Y</a> and {link.format("x")}</p>'
    )
    assert codes(source) == []
    assert codes("[a][x]\n\n[x]: javascript:alert(1)") == [("unsafe-link", 0)]


def test_what_is_not_printed_is_told() -> None:
    assert codes('[a](https://b.c "The mill")') == [("markdown-unprinted", 0)]
    assert codes("a\n\n[b]: https://c.d") == [("markdown-unprinted", 2)]
    assert codes("[b]\n\n[b]: https://c.d\n[b]: https://e.f") == [("markdown-unprinted", 3)]


def test_fences_are_lines_of_code() -> None:
    code = (
        "<p><code>if *a*:</code><br/><code>\u00a0\u00a0b &lt; c</code><br/><br/><code>d</code></p>"
    )
    assert html("a\n```python\nif *a*:\n  b < c\n\nd\n```\ne") == f"<p>a</p>{code}<p>e</p>"
    assert html("~~~\na\n~~~") == "<p><code>a</code></p>"
    assert codes("~~~\n[@a](\n~~~") == []


def test_an_escaped_bracket_begins_no_link() -> None:
    source = r"\[not a link](https://a.b), \[x]{y}, \[a][b], \~\~x\~\~, \^[x]"
    assert html(source) == f"<p>{source.replace(chr(92), '')}</p>"
    assert codes(source) == []
    assert codes(r"\[a] [b](c d)") == [("broken-link", 0)]


@pytest.mark.parametrize(
    "unit", ["](", "][", "a*b ", "1. a\n", "- a\n+ ", "> a\n\n", "~~a", "^[", "|a\n"]
)
def test_many_signs_take_no_long_time(unit: str) -> None:
    source = (unit * 50_000)[:50_000]
    begun = time.process_time()
    check(html(source))
    assert time.process_time() - begun < 3


def test_an_address_is_shown_as_it_was_typed() -> None:
    """`%20` stays: a blank would be another address, and end it."""
    address = "https://example.org/loom%20shed?q=%D0%B0#caf%C3%A9"
    body = parse(f"See <{address}>.")
    assert address in repr(body.nodes) and "loom shed" not in repr(body.nodes)
