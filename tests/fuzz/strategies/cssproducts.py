"""Products of CSS: rules that are small in each number, and may be large in what these make.

Several properties stand in a rule, since two that are harmless need not be so together. Each case
is to be built with its PDF: whatever passes the check meets the bounds of the layout.
"""

from __future__ import annotations

from hypothesis import strategies as st

from ..case import Case

_selector = st.sampled_from((
    "*", "html", "body", "p", "p, h1, a", "*::before", "p::before", "a::after", "::footnote-call",
    "::footnote-marker", "@page", "@page :first", ".chapter", "p:nth-child(n)", "li::marker",
))  # fmt: skip
_small = st.sampled_from((".0001px", ".001em", ".01%", ".2px", "1px", "2px", "1%", "0"))
_large = st.sampled_from(("9999px", "9999cm", "9999%", "99em", "999px", "20cm"))
_length = st.one_of(_small, _large)
_many = st.sampled_from((2, 9, 60, 99, 101, 300, 900, 999, 9999))
_word = st.tuples(st.sampled_from(("A", "AB ", "ش", "漢字", "f", "\\a ")), _many).map(
    lambda x: "'" + (x[0] * x[1])[:600].rstrip("\\") + "'"
)


def _joined(one: st.SearchStrategy[str], by: str, most: int) -> st.SearchStrategy[str]:
    return st.tuples(one, st.integers(1, most)).map(lambda x: by.join([x[0]] * x[1]))


_color = st.sampled_from(("red", "blue", "rgb(1 2 3)", "transparent", "var(--c)"))
_stop = st.tuples(_color, st.one_of(_length, st.just(""), st.just("calc(1px * .001)"))).map(
    " ".join
)
_gradient = st.tuples(
    st.sampled_from(("", "repeating-")),
    st.sampled_from(("linear", "radial")),
    st.one_of(st.lists(_stop, min_size=2, max_size=4).map(", ".join), _joined(_stop, ", ", 300)),
).map(lambda x: f"{x[0]}{x[1]}-gradient({x[2]})")
_tracks = st.one_of(
    st.tuples(_many, _length).map(lambda x: f"repeat({x[0]}, {x[1]})"),
    _length.map(lambda size: f"repeat(auto-fill, {size})"),
    _joined(_length, " ", 400),
)
_content = st.one_of(
    _word,
    _joined(_word, " ", 5),
    st.tuples(_many, _word).map(lambda x: "var(--w)" * (x[0] % 200)),
    st.sampled_from((
        "counter(c, long)", "counter(c, symbols('AAAAAAAA'))", "counters(c, 'x', long)",
        "leader('.')", "leader('. ') counter(page)", "string(s)", "attr(class)", "open-quote",
        "target-text(attr(href))", "content()", "element(e)",
    )),
)  # fmt: skip
_pictures = ("background", "background-image", "border-image-source")
# fmt: off
_sizes = ("width", "height", "min-height", "margin", "padding", "text-indent", "letter-spacing",
          "word-spacing", "line-height", "font-size", "tab-size", "size", "column-gap", "gap",
          "border-radius", "max-width", "flex-basis", "hyphenate-limit-zone", "outline-offset")
# fmt: on
_declaration = st.one_of(
    st.tuples(st.sampled_from(_pictures), _gradient),
    st.tuples(st.just("background"), _joined(_gradient, ", ", 20)),
    st.tuples(st.just("background-size"), st.tuples(_length, _length).map(" ".join)),
    st.tuples(
        st.sampled_from(
            (
                "content",
                "quotes",
                "string-set",
                "hyphenate-character",
                "list-style-type",
                "text-overflow",
                "block-ellipsis",
            )
        ),
        _content,
    ),
    st.tuples(
        st.sampled_from(("grid-template-columns", "grid-template-rows", "grid-auto-rows")), _tracks
    ),
    st.tuples(
        st.sampled_from(
            (
                "grid-row",
                "grid-column",
                "grid-area",
                "order",
                "orphans",
                "widows",
                "columns",
                "column-count",
                "counter-increment",
                "z-index",
            )
        ),
        _many.map(str),
    ),
    st.tuples(
        st.sampled_from(("counter-reset", "counter-increment", "counter-set")),
        _many.map(lambda number: f"c {number}"),
    ),
    st.tuples(st.sampled_from(_sizes), _length),
    st.tuples(
        st.sampled_from(("width", "height", "margin-left", "font-size")),
        st.tuples(_length, _many, _many).map(lambda x: f"calc({x[0]} * {x[1]} * {x[2]})"),
    ),
    st.tuples(
        st.sampled_from(("border", "outline", "column-rule")),
        st.tuples(_length, st.sampled_from(("dotted", "dashed", "double", "ridge"))).map(" ".join),
    ),
    st.tuples(
        st.just("text-decoration"),
        st.tuples(st.sampled_from(("wavy", "dotted", "dashed")), _length).map(
            lambda x: f"underline {x[0]} red {x[1]}"
        ),
    ),
    st.tuples(
        st.sampled_from(("text-shadow", "box-shadow")),
        _joined(st.just("1px 1px 99px red"), ", ", 200),
    ),
    st.sampled_from(
        (
            ("display", "grid"),
            ("display", "flex"),
            ("display", "table"),
            ("display", "inline-block"),
            ("position", "absolute"),
            ("float", "footnote"),
            ("float", "left"),
            ("break-before", "page"),
            ("break-inside", "avoid"),
            ("hyphens", "auto"),
            ("transform", "rotate(45deg) scale(99)"),
            ("border-image", "linear-gradient(red, blue) .01 / 1px repeat"),
            ("position", "running(e)"),
            ("footnote-display", "inline"),
            ("white-space", "pre"),
            ("overflow-wrap", "anywhere"),
            ("column-span", "all"),
            ("line-clamp", "9"),
            ("box-decoration-break", "clone"),
        )
    ),
).map(": ".join)  # fmt: skip
_rule = st.tuples(_selector, st.lists(_declaration, min_size=1, max_size=4)).map(
    lambda x: f"{x[0]} {{ {'; '.join(x[1])} }}"
)
_margin_box = st.tuples(
    st.sampled_from(("@top-left", "@bottom-center", "@footnote", "@right-middle")),
    st.lists(_declaration, min_size=1, max_size=2),
).map(lambda x: f"@page {{ {x[0]} {{ {'; '.join(x[1])} }} }}")
_counter_style = st.tuples(
    st.sampled_from(("symbolic", "additive", "cyclic", "numeric", "alphabetic", "fixed")),
    _word,
    _many,
).map(
    lambda x: (
        f"@counter-style long {{ system: {x[0]}; symbols: {x[1]} 'b'; "
        f"additive-symbols: {x[2]} {x[1]}, 1 'i'; pad: {x[2]} 'x' }}"
    )
)
_variables = st.tuples(_word, _color).map(lambda x: f"* {{ --w: {x[0]}; --c: {x[1]} }}")
SHEETS = st.lists(
    st.one_of(_rule, _rule, _rule, _margin_box, _counter_style, _variables), min_size=1, max_size=4
).map("\n".join)


def _case(name: str, css: str) -> Case:
    from .css import case

    return case(name, css.encode(), behind=True)


CASES = st.builds(_case, st.sampled_from(("pdf.css", "base.css", "pdf-single.css")), SHEETS)
