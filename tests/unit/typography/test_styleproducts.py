"""Products: small numbers that make much are refused at their place, and no honest sheet is."""

from __future__ import annotations

import time

import pytest

from edition.typography import stylecheck
from tests.paths import STYLES


def said(*sheets: str) -> list[tuple[int, int, str]]:
    """Line, column and message of what is too much in sheets that are used together."""
    texts = {f"styles/{number}.css": text for number, text in enumerate(sheets)}
    assert not [each for name, text in texts.items() for each in stylecheck.problems(name, text)]
    found = list(stylecheck.products(texts))
    assert {problem.code for problem in found} <= {"style-too-much"}
    return [(*problem.place[1:], problem.message) for problem in found]


A = "A" * 100
GRADIENTS = [
    "repeating-linear-gradient(red 0, blue .001px)",
    "repeating-linear-gradient(45deg, red, blue .0001em)",
    "-webkit-repeating-linear-gradient(red, blue .001px)",
    "REPEATING-LINEAR-GRADIENT(red 0, blue .001px)",
    "repeating-radial-gradient(red, blue .01%)",
    "repeating-conic-gradient(red, blue .01%)",
    "repeating-linear-gradient(red 100px, blue 100.01px)",
    "repeating-linear-gradient(red 0, blue calc(.001px * 1))",
    "repeating-linear-gradient(red 0, blue var(--s))",
    "linear-gradient(red, blue), repeating-linear-gradient(red 0, blue .001px)",
]


@pytest.mark.parametrize("value", GRADIENTS)
def test_a_gradient_of_tiny_steps(value: str) -> None:
    sheet = f"p {{ --s: .001px }}\nhtml {{ background: {value} }}"
    assert [(line, column) for line, column, _ in said(sheet)] == [(2, 8)]


TOO_MUCH = {
    "letters": f"p::before {{ content: '{A * 6}' }}",
    "letters in parts": "p::before { content: " + f"'{A}' " * 6 + "}",
    "letters in a margin box": f"@page {{ @top-left {{ content: '{A * 6}' }} }}",
    "letters for a pointer": f"@media print {{ a:hover {{ content: '{A * 6}' }} }}",
    "letters in a nested rule": f"p {{ & b::after {{ content: '{A * 6}' }} }}",
    "variables": f"p {{ --x: '{A}' }} q {{ content: {'var(--x)' * 30} }}",
    "short variables": f"p {{ --x: 'aaaaaaaaaa' }} q {{ content: {'var(--x)' * 60} }}",
    "backgrounds": f"p {{ background: {','.join(['linear-gradient(red,blue)'] * 100)} }}",
    "stops": f"p {{ background: linear-gradient({','.join(['red'] * 900)}) }}",
    "a repeated symbol": f"@counter-style b {{ symbols: '{A * 4}' }}",
    "a word as symbol": f"@counter-style b {{ symbols: {A * 4} }}",
    "a symbol counted high": "@counter-style b { symbols: '*' } p { counter-increment: x 9999 }",
    "padding": "@counter-style b { system: cyclic; symbols: a; pad: 9999 'x' }",
    "padding in a block": "@media print { @counter-style b { symbols: a b; pad: 600 'x' } }",
    "added symbols": "@counter-style b { system: additive; additive-symbols: 5 V, 1 "
    f"'{A}' }}",
    "symbols without a name": f"p::before {{ content: counter(x, symbols('{A * 4}')) }}",
    "rows and columns": "p { grid-template-columns: repeat(900, 1px) } "
    "q { grid-template-rows: repeat(900, 1px) }",
    "tracks of one": "p { grid-template-columns: repeat(9999, 1px) }",
    "tracks in a list": "p { grid-template-columns: repeat(500, 1px 1px 1px) }",
    "tracks by a variable": "p { --n: 9999; grid-template-rows: repeat(var(--n), 1px) }",
    "tracks that fit": "p { grid-template-columns: repeat(auto-fill, 1px) }",
    "a line far away": "p { grid-row: 9999 }",
    "an area far away": "p { grid-area: 1 / 1 / 900 / 900 }",
    "both axes at once": "p { grid: repeat(300, 1px) / repeat(300, 1px) }",
    "factors": "p { width: calc(9999px * 9999 * 9999) }",
    "a factor by a variable": "p { --n: 9999; width: calc(9999px * var(--n) * 9999) }",
    "a small divisor": "p { width: calc(1px / .0000001) }",
    "a power": "p { width: calc(1px * pow(9999, 9)) }",
    "thin waves": "p { text-decoration: underline wavy .0001px }",
    "thin dots": "p { border: .00001in dotted }",
    "columns": "p { columns: 9999 }",
    "selectors": "a{}" * 4001,
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_told_with_its_line(name: str) -> None:
    found = said("\n" + TOO_MUCH[name])
    assert found and found[0][0] == 2 and found[0][1] > 0


def test_sheets_that_are_used_together_are_measured_together() -> None:
    rows = "p { grid-template-rows: repeat(500, 1px) }"
    columns = "p { grid-template-columns: repeat(500, 1px) }"
    assert said(rows) == said(columns) == []
    assert len(said(rows, columns)) == 2
    assert said(f"p {{ --x: '{A}' }}", f"q {{ content: {'var(--x)' * 6} }}")


@pytest.mark.parametrize(
    "css",
    [
        "p { background: repeating-linear-gradient(45deg, #eee 0 1px, white 1px 4px) }",
        "p { background: repeating-linear-gradient(rgb(1 2 3), hsl(9deg 9% .001%) 5mm) }",
        "p::before { content: '" + "A fine long head. " * 20 + "' }",
        "@counter-style notes { system: symbolic; symbols: '*' '†' '‡' '§' }",
        "@counter-style r { system: additive; additive-symbols: 1000 M, 100 C, 10 X, 5 V, 1 I }",
        "@counter-style n { system: numeric; symbols: a b c; pad: 4 '0' }",
        "p::before { content: counter(x, symbols(cyclic '" + "A" * 40 + "')) }",
        "p { grid-template: repeat(12, 1fr) / 1fr 2fr; grid-row: 1 / span 3 }",
        "p { width: calc((100% - 2em) * 3 / 4); columns: 3 120px }",
        "p { border-bottom: .25pt dotted; text-decoration: underline .5px; outline: 0 }",
        "p { border-radius: 50%; border: none }",
    ],
)  # fmt: skip
def test_what_a_book_may_want_is_not_too_much(css: str) -> None:
    assert said(css) == []


def test_the_builders_own_sheets_are_far_below() -> None:
    texts = {f"styles/{path.name}": path.read_text("utf-8") for path in STYLES.glob("*.css")}
    assert list(stylecheck.products(texts)) == []


@pytest.mark.parametrize(
    "rule",
    [
        "p { --x: a b c; background: " + "var(--x) " * 40 + "}\n",
        "p { --xNUMBER: NUMBERpx; --x: NUMBERpx; width: calc(var(--x) * 2) }\n",
        "@media print { p { --x: 'NUMBER'; content: " + "var(--x)" * 150 + " } }\n",
        "p{color:red}",
        "p{grid:repeat(2,var(--x))/repeat(2,1px 1px);--x:1px}",
    ],
)
def test_a_sheet_of_the_greatest_length_is_measured_in_time(rule: str) -> None:
    sheet, number = [], 0
    while sum(map(len, sheet)) < stylecheck.MAX_LENGTH - 2 * len(rule):
        number += 1
        sheet.append(rule.replace("NUMBER", str(number % 9999)))
    start = time.process_time()
    assert len(said("".join(sheet))) < 20_000
    assert time.process_time() - start < 10
