"""What is remembered while pages are laid out changes nothing, and is forgotten when it is void."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from edition.pdf.production.layout import LayoutInputs, make
from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.lines import setter
from edition.pdf.weasyprint70.speed import lines, styles
from tests.pdf_samples import WORDS, document, note, pdf, rendered

CSS = """
:root { --wide: 5.5em }
@page :left { margin-left: 20mm }
@page { @footnote { border-top: .5pt solid; padding-top: 2pt } }
.fn { margin-left: 1em }
.fn::footnote-marker { display: inline-block; width: 1.5em; margin-left: -1.5em }
.box { display: inline-block; width: var(--wide); padding: 0 .3em; border: .5pt solid }
.cols { columns: 2; column-gap: 1em }
[lang=de] { letter-spacing: .02em }
td { padding: 2pt 4pt; width: 30% }
b { font-size: 1.2em; text-decoration: underline }
"""


def book(seed: int) -> str:
    """A book of all that a line may hold: notes, links, boxes, languages; and tables, columns."""
    rng, count = random.Random(seed), 0

    def words(least: int, most: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(least, most)))

    def text(share: float) -> str:
        nonlocal count
        parts = []
        for _ in range(rng.randint(5, 60)):
            word, kind = rng.choice(WORDS), rng.random()
            if kind < share:
                count += 1
                long = f"{words(2, 60)} <i class=box>{words(1, 2)}</i> {words(1, 5)}"
                word += note(count, long if kind < share / 2 else words(3, 20))
            elif kind < share + 0.1:
                word = rng.choice(
                    (
                        f"<span lang=de id=a{rng.random()}>{word}</span>",
                        f"<b>{word} {word}</b>",
                        f"<i class=box>{word}</i>",
                        f"<a href=#fn1><i>{word}</i></a>",
                    )
                )
            parts.append(word)
        return " ".join(parts)

    def block() -> str:
        kind = rng.random()
        if kind < 0.08:
            cells = (f"<tr><td>{text(0)}<td id=c{rng.random()}>{words(1, 4)}" for _ in range(4))
            return f"<table><thead><tr><th>{words(1, 2)}</thead>{''.join(cells)}</table>"
        if kind < 0.14:
            return f"<div class=cols><p>{text(0)}</p><p>{text(0)}</p></div>"
        return f"<p id=p{rng.random()}><span class=n>{kind:.1f}</span>{text(0.06)}</p>"

    return "".join(block() for _ in range(9))


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is remembered until the fixture is undone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setattr(lines, "_can_be_kept", lambda box: False)
    monkeypatch.setattr(lines, "_prepared", lambda area, note, version: None)
    monkeypatch.setattr(styles, "_twin", lambda style, notes: style)
    return monkeypatch


# Books that are small, and have all kinds of blocks: a table, columns, and notes.
@pytest.mark.parametrize("seed", [1, 7])
def test_pages_are_the_same_as_without(seed: int, forgetful: pytest.MonkeyPatch) -> None:
    without = pdf(book(seed), CSS)
    forgetful.undo()
    forgetful.setenv("SOURCE_DATE_EPOCH", "0")
    assert pdf(book(seed), CSS) == without


def test_what_pages_change_is_not_remembered(forgetful: pytest.MonkeyPatch) -> None:
    """Pages are made anew when the number in the text is known, and it moves what follows."""
    body = "".join(
        f"<p>{' '.join(WORDS)} <a href='#fn{n}'>page</a> {note(n, ' '.join(WORDS[:9]))} {WORDS[n]}"
        for n in range(1, 18)
    )
    css = "a::after { content: ' ' target-counter(attr(href), page, upper-roman) ' of 100 ' }"
    without = pdf(body, css)
    forgetful.undo()
    forgetful.setenv("SOURCE_DATE_EPOCH", "0")
    assert pdf(body, css) == without


def texts(body: str, css: str) -> list[str]:
    """The texts of each page, in the order of the boxes."""
    return [
        "".join(part.text for part in page._page_box.descendants() if hasattr(part, "text"))
        for page in document(body, css).pages
    ]


def test_a_number_of_pages_in_the_text_is_not_remembered() -> None:
    """It is known, and printed, only when the one page is laid out for the second time."""
    css, counted = ".t::after { content: counter(pages) }", "Of <i class=t></i> in all."
    assert "Of 1 in all." in texts(f"<p>{counted}</p>", css)[0]
    assert "Of 1 in all." in texts(f"<p>Text{note(1, counted)}</p>", css)[0]


def test_a_note_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the notes of its page are laid out."""
    from weasyprint.formatting_structure import boxes, build

    install.install()
    made: list[str] = []
    make = build.flex_boxes

    def noting(box: Any, *rest: Any) -> Any:
        if isinstance(box, boxes.FootnoteAreaBox):
            made.extend(note.element.get("id") for note in box.children)
        return make(box, *rest)

    monkeypatch.setattr(build, "flex_boxes", noting)
    parts = (" ".join(WORDS) + note(n, " ".join(WORDS * 3)) for n in range(20))
    document("".join(f"<p>{part}</p>" for part in parts))
    assert sorted(made) == sorted({f"fn{n}" for n in range(20)})


def test_a_line_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often its page is."""
    made: Counter[Any] = Counter()
    lay_out = setter.LineSetter._lay_out

    def counting(self: Any, line: Any) -> Any:
        made[self.box, str(line.start), line.indent, line.hyphens, line.narrow] += 1
        return lay_out(self, line)

    install.install()
    monkeypatch.setattr(setter.LineSetter, "_lay_out", counting)
    parts = [" ".join(random.Random(n).choices(WORDS, k=30)) for n in range(40)]
    notes = (note(n, f"{n} {' '.join(reversed(part.split()))}") for n, part in enumerate(parts))
    document("".join(f"<p>{part}{one} {part}" for part, one in zip(parts, notes, strict=True)))
    assert max(made.values()) == 1


def test_elements_that_are_styled_alike_share_their_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """An `id` of its own makes no element different."""
    from weasyprint.css import computed_values

    install.install()
    computed: list[str] = []
    compute = computed_values.COMPUTER_FUNCTIONS["text_indent"]

    def noting(style: Any, name: str, value: Any) -> Any:
        computed.append(name)
        return compute(style, name, value)

    monkeypatch.setitem(computed_values.COMPUTER_FUNCTIONS, "text_indent", noting)
    body = "".join(f"<p id=p{n}>text" for n in range(100))
    document(body, "p { text-indent: 2em }")
    assert 0 < len(computed) < 50


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the style sheets that are read."""
    from weasyprint import css

    found: list[str] = []
    parse = css.preprocess_stylesheet

    def counting(media: Any, base: Any, *rest: Any, **named: Any) -> Any:
        found.append(base)
        return parse(media, base, *rest, **named)

    monkeypatch.setattr(css, "preprocess_stylesheet", counting)
    monkeypatch.setattr("weasyprint.preprocess_stylesheet", counting)
    return found


def test_style_sheets_of_one_book_are_read_once(read: list[str]) -> None:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    install.install()
    fonts, sheet = (
        FontConfiguration(),
        (
            "data:text/css,@page{size:300px 200px;margin:20px}"
            "@counter-style x{system:cyclic;symbols:y}p{font-size:20px}li{list-style:x inside}"
        ),
    )
    html = f'<link rel="stylesheet" href="{sheet}"><p>a<ul><li>b</ul>'
    fetcher = URLFetcher()
    # The last as a part that is set anew with other rules for its pages.
    made_of = (html, html, f"{html}<style>@page{{size:300px 100px}}</style>")
    documents = [HTML(string=one, url_fetcher=fetcher).render(font_config=fonts) for one in made_of]
    assert read.count(sheet) == 1
    assert [one.pages[0].height for one in documents] == [200, 200, 100]
    for made in documents:
        texts = [
            part.text
            for page in made.pages
            for part in page._page_box.descendants(True)
            if hasattr(part, "text")
        ]
        assert {page.width for page in made.pages} == {300}
        assert any(text.startswith("y") for text in texts)


def test_the_sheets_of_a_shop_are_read_for_its_first_part_and_complained_of_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from weasyprint import css

    read: list[str] = []
    parse = css.preprocess_stylesheet

    def counting(media: Any, base: Any, *rest: Any, **named: Any) -> Any:
        read.append(base)
        return parse(media, base, *rest, **named)

    monkeypatch.setattr("weasyprint.preprocess_stylesheet", counting)
    page = "@page { size: 300px 200px }"
    wrong = "p { margin: 2furlongs }"
    variants = [
        LayoutInputs({"own.css": (f"{page} {one}".encode(), "text/css")}, 0) for one in (wrong, "")
    ]
    markup = '<html lang="en"><title>x</title><link rel="stylesheet" href="edition:own.css"><p>{}'
    made = [[make(inputs, markup.format(word)) for word in ("a", "b")] for inputs in variants]
    assert read.count("edition:own.css") == len(variants)
    (first, second), right = made
    assert first.warnings == second.warnings and "2furlongs" in first.warnings[0]
    assert [one.warnings for one in right] == [(), ()]
    assert [one.refused for one in (first, second)] == [(), ()]


def sized(rule: str, **others: str) -> float:
    """The width of the page of a book with such a style sheet, and others."""
    files = {"own.css": rule, **{f"{name}.css": text for name, text in others.items()}}
    inputs = LayoutInputs({name: (css.encode(), "text/css") for name, css in files.items()}, 0)
    markup = '<html lang="en"><title>x</title><link rel="stylesheet" href="edition:own.css"><p>x'
    return make(inputs, markup, keep_pages=True).pages[0].width


def test_a_sheet_that_books_have_in_common_is_read_once(read: list[str]) -> None:
    styles.parsed.cache_clear()
    for number in range(3):
        assert sized("@page { size: 300px 200px }", other=f"p {{ margin: {number}px }}") == 300
    assert read.count("edition:own.css") == 1
    assert sized("@page { size: 400px 200px }") == 400
    assert read.count("edition:own.css") == 2


@pytest.mark.parametrize("rule", ["@import 'edition:b.css';", "@\\69mport 'edition:b.css';"])
def test_a_sheet_that_asks_for_another_is_read_for_each_book(rule: str) -> None:
    widths = [sized(rule, b=f"@page {{ size: {width}px 200px }}") for width in (300, 400)]
    assert widths == [300, 400]


def test_a_sheet_that_is_kept_has_the_page_rules_of_its_document() -> None:
    """Also where sheets beside it are others than those it was read with."""
    install.install()
    html = "<style>@page {{ size: {}px 200px }}</style><style>p {{ margin: 0 }}</style><p>a"
    made = [rendered(html.format(width)).pages[0].width for width in (300, 400, 300)]
    assert made == [300, 400, 300]
