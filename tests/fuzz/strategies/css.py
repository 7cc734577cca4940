"""CSS: a style sheet of the project's own, from a grammar, changed and raw."""

from __future__ import annotations

from hypothesis import strategies as st

from edition.typography.stylesheets import NAMES
from tests.books import GOOD, TEXT
from tests.paths import STYLES

from ..case import Case, project
from .words import any_text, blown, joined, mutated, mutated_bytes, odd, phrase

#: Style sheets of which the EPUB and the PDF for the screen are made.
SHEETS = tuple(name for name in NAMES if (STYLES / name).is_file())

_SELECTORS = (
    "*", "p", "a", "body", "html", ".note", "aside", "section", "h1", "#n1", "p::before",
    "p::after",
    "p::marker", "::footnote-call", "::footnote-marker", "a:hover", "p:nth-child(2n+1)",
    ":not(p)", ":is(a, b)",
    "[onclick]", "a[href^='x']", "p > a + b ~ c", ":root", "li::marker", "p:first-letter",
    "::first-line",
    "td", "span", ".p", "svg", "img", ":has(p)", ":nth-child(99999999999n)", "@x", "", ",", "p,",
    "> p",
)  # fmt: skip
_PROPERTIES = (
    "color", "background", "background-image", "content", "display", "position", "float", "width",
    "height", "margin", "padding", "font", "font-size", "line-height", "column-count", "columns",
    "page-break-before", "break-before", "page", "size", "string-set", "counter-reset",
    "counter-increment",
    "quotes", "hyphens", "transform", "opacity", "visibility", "overflow", "z-index", "text-indent",
    "letter-spacing", "word-spacing", "orphans", "widows", "bookmark-level", "bookmark-label",
    "grid",
    "grid-template-columns", "flex", "order", "border", "border-radius", "outline", "box-sizing",
    "list-style-type", "list-style-image", "mask", "clip-path", "filter", "cursor", "behavior",
    "-moz-binding", "footnote-display", "footnote-policy", "direction", "unicode-bidi",
    "text-transform",
    "font-family", "font-variant", "font-feature-settings", "text-align", "max-width", "min-height",
    "image-resolution", "--x", "all", "continue", "max-lines", "block-ellipsis", "tab-size",
    "white-space",
    "lang", "link", "anchor", "appearance", "text-decoration", "vertical-align", "-weasy-hyphens",
)  # fmt: skip
_VALUES = (
    "red", "rgb(1,2,3)", "rgb(1 2 3 / 50%)", "device-cmyk(0 1 1 0)", "transparent", "none", "block",
    "inline", "flex", "grid", "table", "contents", "footnote", "absolute", "fixed", "running(x)",
    "0", "1px",
    "-1px", "1e9px", "1e99em", "99999999999999999999", "100%", "-100%", "1000000%",
    "calc(1px + 1%)",
    "calc(1px / 0)", "min(1px, 2em)", "var(--x)", "var(--x, var(--x))", "attr(href)",
    "attr(href url)",
    "url(x.png)", 'url("https://x.y/z")', "url(data:image/png;base64,AA)", "url()", "u\\72l(x)",
    "URL(x)",
    "src('x')", "image('x')", "image-set('x' 1x)", "element(x)", "string(x)", "counter(page)",
    "counters(x, '.')", "target-counter(attr(href), page)", "target-text(attr(href))",
    "leader('.')",
    "leader('')", "content()", "cross-fade(x)", "paint(x)", "expression(alert(1))",
    "linear-gradient(red, blue)",
    "repeating-linear-gradient(red 0px, blue 0px)", "repeat(99999, 1px)",
    "repeat(auto-fill, 1px)", "inherit",
    "initial", "unset", "revert", "'x'", '"\\202e"', "'\\0'", "'\n'", "\\", "!important",
    "always", "left",
    "rotate(45deg)", "scale(1e9)", "matrix(0,0,0,0,0,0)", "A4 landscape", "1px 1px", "0 0",
    "auto", "4", "-9",
    "nowrap", "pre", "rtl", "bidi-override", "symbols('a')", "disc", "0.5", "rgba(0,0,0,.1)",
    "open-quote",
)  # fmt: skip
AT_RULES = (
    "@import 'x';", "@import url(https://x.y);", "@charset 'utf-7';", "@namespace x url(y);",
    "@font-face { font-family: x; src: local(x) }", "@page { size: 1px 1px }",
    "@page { margin: 99cm }",
    "@page :first { @top-left { content: 'x' } }", "@page :nth(2n) { size: A5 }",
    "@page x:blank { }",
    "@page { @footnote { max-height: 0 } }", "@media print { p { color: red } }",
    "@media (min-width: 1px) {",
    "@supports (display: x) { a { b: c } }", "@counter-style x { system: extends x }",
    "@counter-style x { system: cyclic; symbols: 'a' url(x) }", "@keyframes x { from { } }",
    "@layer x;",
    "@layer a { @import 'x'; }", "@container (width > 1px) { p { } }", "@property --x { }", "@x",
    "@", "@{}",
    "@color-profile x { src: url(y) }", "@font-feature-values x { }", "@view-transition { }",
)  # fmt: skip
TOKENS = ("{", "}", ";", ":", "/*", "*/", "<!--", "-->", "url(", ")", "(", "@", "\\", "'", '"',
    "!", ",",
           "@import", "u\\72l(", "\n", "\\\n", "</style>", "\0", "\ufeff", "#", ".", "&", "%",
           "[", "]")  # fmt: skip

_number = st.tuples(
    st.one_of(
        st.integers(-10, 200), st.floats(-1e3, 1e3), st.sampled_from((0, 1e6, 1e12, -1e12, 1e-30))
    ),
    st.sampled_from(
        ("px", "em", "%", "pt", "cm", "mm", "deg", "", "fr", "rem", "ch", "vw", "dpi", "x")
    ),
).map(lambda x: f"{x[0]:.6g}{x[1]}")
_value = st.one_of(*[st.sampled_from(_VALUES)] * 3, _number, _number, odd, any_text)
_values = st.lists(_value, min_size=1, max_size=4).map(" ".join)
_declaration = st.tuples(st.sampled_from(_PROPERTIES), _values).map(": ".join)
_declarations = st.lists(_declaration, max_size=4).map("; ".join)
_selector = st.one_of(*[st.sampled_from(_SELECTORS)] * 4, odd, any_text)
_rule = st.tuples(_selector, _declarations).map(lambda x: f"{x[0]} {{ {x[1]} }}")
_page = st.tuples(st.sampled_from(("", " :first", " :left", " x", " :blank")), _declarations).map(
    lambda x: f"@page{x[0]} {{ {x[1]} }}"
)
_nested = st.recursive(
    st.one_of(_rule, _rule, _page, st.sampled_from(AT_RULES)),
    lambda inner: st.tuples(
        st.sampled_from(("@media print", "@supports (x: y)", "p", "& a", "@layer x")),
        st.lists(inner, max_size=3),
    ).map(lambda x: f"{x[0]} {{ {' '.join(x[1])} }}"),
    max_leaves=4,
)
_deep = st.tuples(
    st.sampled_from(
        ("{", "(", "[", "@media x {", "a{b:c(", ":not(", "calc(1px+(", "/*", "\\", "var(--x,", "p{")
    ),
    st.sampled_from((50, 200, 1000, 30_000)),
).map(lambda x: x[0] * x[1])
#: Rules that spoil a book.
RULES = ("p { display: none }", "aside { display: none }", "* { font-size: 0 }",
                           "p { position: fixed }", "::footnote-call { content: '' }",
                           "p { float: footnote }",
                           "* { break-before: page }", "body { width: 0 }",
                           "p { content: 'other' }",
                           "p { text-transform: uppercase }", "p { page: x }",
                           "* { columns: 99 }")  # fmt: skip


def _sheet(name: str) -> str:
    return (STYLES / name).read_text("utf-8")


_sheet_text = st.one_of(
    st.lists(_nested, max_size=5).map("\n".join),
    st.lists(_nested, max_size=5).map("\n".join),
    st.sampled_from(("base.css", "pdf.css"))
    .map(_sheet)
    .flatmap(lambda text: mutated(text, TOKENS)),
    joined(st.sampled_from(TOKENS), 14),
    phrase,
    blown(),
    _deep,
    st.sampled_from(RULES),
)
#: What the sheet is set behind: nothing, or the builder's own, so that a book comes of it.
file = st.one_of(
    _sheet_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
    _sheet_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(("base.css", "pdf.css", "epub.css"))
    .map(_sheet)
    .flatmap(lambda text: mutated_bytes(text.encode())),
    st.binary(max_size=60),
)


def case(name: str, data: bytes, behind: bool = False) -> Case:
    """The small edition with a style sheet of its own: `data`, `behind` the
    builder's own if so wanted."""
    own = f"styles/{name}"
    if behind and (STYLES / name).is_file():
        data = (STYLES / name).read_bytes() + b"\n" + data
    return Case("css", project(GOOD, TEXT) | {own: data})


_ANY = st.builds(case, st.sampled_from(SHEETS), file, st.booleans())
#: Half of them combine properties into products.
CASES = st.one_of(_ANY, st.deferred(lambda: _products()))


def _products() -> st.SearchStrategy[Case]:
    from .cssproducts import CASES as products

    return products
