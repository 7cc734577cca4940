"""Which style sheets of a project let its chapters be laid out one by one."""

from __future__ import annotations

import pytest

from edition.pdf.splitting import within_chapters
from edition.typography.stylesheets import NAMES
from tests.paths import ROOT

WITHIN = """
p { color: navy }
p.verse + p.verse { text-indent: 0 }
li:first-child { margin: 0 }
.stanza > p:last-child { break-after: avoid }
@page { margin: 20mm; @top-left { content: string(section) } }
@page section:nth(1 of section) { @top-left { content: none } }
@media print { a { color: black } }
h2 { content: "counter" }
"""
BEYOND = [
    "p { counter-increment: para }",
    "p::before { content: counter(para) }",
    "@page { @top-left { content: counters(page, '.') } }",
    "@page { @top-left { content: 'Page ' counter(page) } }",
    "a::after { content: target-counter(attr(href), page) }",
    "h1 { string-set: section content() }",
    "@page :first { margin: 0 }",
    "@page :nth(2) { margin: 0 }",
    "section:first-of-type { color: red }",
    ".chapter ~ .chapter { color: red }",
    "section + section h1 { color: red }",
    "body > :first-child { color: red }",
    ":nth-child(2) { color: red }",
    "* + * { margin: 0 }",
    "#text-001 + section { margin: 0 }",
    "@media print { p { counter-reset: x } }",
]


def test_what_looks_at_one_chapter() -> None:
    assert within_chapters(WITHIN)
    assert within_chapters("")


@pytest.mark.parametrize("css", BEYOND)
def test_what_looks_further(css: str) -> None:
    assert not within_chapters(f"{WITHIN}\n{css}")


def test_the_builders_own_name_each_page_number_alone() -> None:
    """They are not asked: what they carry on is put into each chapter by its markup."""
    styles = ROOT / "styles"
    for name in NAMES:
        css = (styles / name).read_text("utf-8")
        assert "counter-" not in css and "target-" not in css and ":first " not in css, name
