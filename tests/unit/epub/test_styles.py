"""The EPUB's style sheets hold nothing for which an old engine would drop them.

Where each rule comes from:
- a media query, calc() or another thing unknown makes Adobe's engine (ADE, Nook, Kobo for plain
  EPUBs) drop the whole style sheet: github.com/dvschultz/99problems, issues 22 and 53;
  github.com/gutenbergtools/ebookmaker, issue 212; so they may stand in modern.css alone.
- a media query must name a medium there: github.com/standardebooks/tools, pull request 385.
- an empty media query crashes ADE: github.com/dvschultz/99problems, issue 44.
- `opacity` that it cannot read makes ADE 2 and 3 paint nothing: the same, issue 34.
- selectors and properties of CSS 2.1 (W3C, 2011) are what EPUB 2 asked of a reader; a newer
  property with a plain value is passed over (CSS 2.1, 4.2).
- no color: reading systems put their own in (see test_screens.py in tests/conformance).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import tinycss2

from edition.typography import stylesheets
from tests.paths import STYLES

OLD = ("base.css", "epub.css")

#: Properties of CSS 2.1.
CSS_2 = frozenset((
    "border", "border-bottom", "border-collapse", "border-left", "border-top", "clear", "color",
    "content", "display", "float", "font-family", "font-size", "font-style", "font-variant",
    "font-weight", "height", "left", "letter-spacing", "line-height", "list-style", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width",
    "orphans", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
    "page-break-after", "page-break-before", "page-break-inside", "position", "quotes", "right",
    "table-layout", "text-align", "text-decoration", "text-indent", "top", "vertical-align",
    "white-space", "widows", "width",
))  # fmt: skip
#: Newer ones that an old engine passes over, and what then happens.
PASSED_OVER = {
    "break-after": "page-break-after stands beside it",
    "break-before": "page-break-before stands beside it",
    "break-inside": "page-break-inside stands beside it",
    "font-variant-caps": "font-variant: small-caps stands in epub.css",
    "font-variant-numeric": "the figures are those of the type",
    "overflow-wrap": "word-wrap stands in epub.css",
    "word-wrap": "a long word is cut off",
}
_SELECTOR = re.compile(
    r"[a-z0-9]*(?:[.#][\w-]+)*(?::first-child|::before)?"
    r"(?:\s*[>+ ]\s*[a-z0-9]*(?:[.#][\w-]+)*(?::first-child|::before)?)*\Z"
)


def rules(css: str) -> list:
    """The rules of a style sheet; none may be broken."""
    found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    assert not [node for node in found if node.type == "error"]
    return found


def declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """(selector, property, value) of each declaration outside at-rules."""
    for rule in rules(css):
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            for item in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            ):
                assert item.type == "declaration", tinycss2.serialize([item])
                yield selector, item.lower_name, tinycss2.serialize(item.value).strip()


def faults(css: str) -> list[str]:
    """What an old engine may drop the style sheet for."""
    found = [f"@{rule.at_keyword}" for rule in rules(css) if rule.type == "at-rule"]
    for selector, name, value in declarations(css):
        found += [
            f"selector {one}"
            for one in map(str.strip, selector.split(","))
            if not _SELECTOR.match(one)
        ]
        if name not in CSS_2 and name not in PASSED_OVER:
            found.append(f"{selector}: {name}")
        if re.search(r"\w\(|\d(?:rem|vw|vh|ch|vmin|vmax)\b", value):
            found.append(f"{selector}: {name}: {value}")
    return found


@pytest.mark.parametrize("name", OLD)
def test_old_engines_take_the_style_sheet(name: str) -> None:
    assert faults((STYLES / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "css",
    [
        "@media all { p { margin: 0 } }",
        "@supports (a: b) { p { margin: 0 } }",
        "p { --x: 1 }",
        "p { display: flex; gap: 1em }",
        "p { margin: calc(1em + 2px) }",
        "p { margin: var(--x) }",
        "p:not(.a) { margin: 0 }",
        ":is(p, li) { margin: 0 }",
        "a[href] { margin: 0 }",
        "p { margin: 1rem }",
        "p { opacity: .5 }",
        "p { height: 9vh }",
        "p ~ p { margin: 0 }",
        "p { hyphens: auto }",
        "@import 'x';",
    ],
)
def test_what_they_do_not_take_is_found(css: str) -> None:
    assert faults(css)


def test_every_newer_property_has_an_older_one_beside_it() -> None:
    both = "".join((STYLES / name).read_text("utf-8") for name in OLD)
    for selector, name, _ in declarations(both):
        if name in ("break-after", "break-before", "break-inside"):
            beside = {n for s, n, _ in declarations(both) if s == selector}
            assert f"page-{name}" in beside, selector
    small = {
        s
        for selectors, name, _ in declarations((STYLES / "epub.css").read_text("utf-8"))
        if name == "font-variant"
        for s in selectors.split(", ")
    }
    capitals = {
        s
        for selectors, name, _ in declarations(both)
        if name == "font-variant-caps"
        for s in selectors.split(", ")
    }
    assert capitals <= small


def test_the_newer_style_sheet_stands_alone_and_its_queries_name_a_medium() -> None:
    css = (STYLES / "modern.css").read_text("utf-8")
    queries = [rule for rule in rules(css) if rule.type == "at-rule"]
    assert {rule.at_keyword for rule in queries} <= {"media", "supports"}
    for rule in queries:
        assert rule.content and tinycss2.serialize(rule.content).strip()
        if rule.at_keyword == "media":
            assert re.match(r"\s*(all|screen)\b", tinycss2.serialize(rule.prelude))
    assert (*OLD, "modern.css") == stylesheets.EPUB


def test_the_epub_sets_no_color() -> None:
    """The colors of base.css are the printed page's; each is taken back in epub.css."""
    sheets = {
        name: list(declarations((STYLES / name).read_text("utf-8"))) for name in stylesheets.EPUB
    }
    taken_back = {
        (one.strip(), name)
        for selector, name, value in sheets["epub.css"]
        for one in selector.split(",")
        if value in ("inherit", "1px solid")
    }
    colors = re.compile(r"#[0-9a-f]{3,6}\b")
    for selector, name, value in sheets["base.css"]:
        if colors.search(value):
            for one in map(str.strip, selector.split(",")):
                assert (one, name) in taken_back, f"{one} {{ {name}: {value} }}"
    for name in ("epub.css", "modern.css"):
        assert not [d for d in sheets[name] if colors.search(d[2]) or "background" in d[1]]
