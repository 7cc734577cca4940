"""Markdown: note bodies, definitions, captions and the like, from a grammar, changed and raw."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.books import TEXT

from ..case import Case, project, quoted
from .words import blown, heavy, joined, mutated, odd, phrase, piece, plain

#: An edition with every kind of text that may be Markdown; `{}` stands for each.
SLOTS = (
    "note",
    "note",
    "definition",
    "description",
    "section",
    "text-note",
    "event",
    "caption",
    "photo",
    "reason",
    "wording",
    "introduction",
)
_GOOD = "It flies. [@s] [](term:loom)"
_TEMPLATE = """\
structure:
  roles:
    title: [1]
emendations:
  - quote: grew
    reading: grows
    reason: {reason}
text-note: {text-note}
front:
  - id: f
    title: F
    body: {section}
photos:
  - id: p
    caption: 7
    note: {photo}
footnotes:
  - id: on-shuttle
    quote: shuttle
    note: {note}
textual-notes:
  - id: t
    quote: the cloth
    note: {wording}
glossary:
  - id: loom
    term: loom
    definition: {definition}
people:
  - id: ada
    name: Ada
    forms: [weaver]
    description: {description}
places:
  - {{id: leeds, name: loom, coordinates: [53.8, -1.5]}}
chronology:
  introduction: {introduction}
  timelines: [{{id: l, title: L, from: "1850", to: "1920"}}]
  events:
    - date: "1900"
      event: {event}
maps:
  - id: m
    title: M
    bounds: {{west: -3, south: 53, east: 0, north: 55}}
    alt: A
    caption: {caption}
sources:
  - {{id: s, type: book, title: T, author: [{{family: A}}], issued: 2001}}
"""
_SOURCE = TEXT + "\nCaption\n"

_TARGETS = (
    "https://example.org/", "http://x/?a=b&c", "mailto:a@b", "javascript:alert(1)",
    "java&#115;cript:x",
    "JaVaScRiPt:x", "data:text/html;base64,x", "vbscript:x", "file:///etc/passwd", "//x", "x.png",
    "../x",
    "#n", "term:loom", "note:on-shuttle", "note:t", "note:nope", "person:ada", "place:leeds",
    "organization:x", "<https://a b>", "https://[", "https://x\u202e", "https://é.example", "http://%zz",
    "https://xn--a", "https://a\u0301.b", "http://a:b@c:99999/", "", "https://" + "a" * 300 + ".b",
)  # fmt: skip
TOKENS = (
    "*", "**", "_", "`", "``", "[", "]", "](", "[](note:on-shuttle)", "[@s]",
    "[@s, p. 4; see @s]", "[@",
    "]{lang=ru}", "{dir=rtl}", "<b>", "<!--", "<https://x.y>", "![", "# ", "## ", "> ", "- ", "1. ",
    "999999999. ", "|", "\n", "\n\n", "    ", "\t", "\\", "&#0;", "&amp;", "---",
    "| a | b |\n|--|--|\n",
    "```", "~~~", "<?", "<![CDATA[", ":", "  \n",
)  # fmt: skip
_LANGUAGES = ("lang=ru", "lang=ar dir=rtl", "dir=auto", "lang='x y'", "onclick=x", "#id", ".c", "",
              "lang=x-private", 'lang="ar\' onload=x"', "dir=up",
              "lang=en-" + "a" * 40)  # fmt: skip

_leaf = st.one_of(
    plain, piece, odd, st.sampled_from(TOKENS), st.just("[@s]"), st.just("[@s, p. 4]"),
    st.sampled_from(("[see @s, ch. 2; @s]", "[@nope]", "[-@s]", "[@s,]", "`code`", "<br>", "&copy;",
                     "<https://example.org>", "\\*", "  \n", "![x](y.png)", "[](note:t)")),
)  # fmt: skip


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(("*", "**", "_", "__", "***", "`", "~~")), inner).map(
            lambda x: x[0] + x[1] + x[0]
        ),
        st.tuples(inner, st.sampled_from(_TARGETS)).map(lambda x: f"[{x[0]}]({x[1]})"),
        st.tuples(inner, st.sampled_from(_LANGUAGES)).map(lambda x: f"[{x[0]}]{{{x[1]}}}"),
        st.lists(inner, max_size=4).map(" ".join),
        st.lists(inner, max_size=3).map("".join),
    )


inline = st.recursive(_leaf, _wrapped, max_leaves=8)


def _set_in(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))


@st.composite
def _table(draw: st.DrawFn) -> str:
    columns = draw(st.sampled_from((1, 2, 2, 3, 8, 9)))
    cells = st.one_of(plain, inline.map(lambda text: text.replace("\n", " ")))
    rows = [
        [draw(cells) for _ in range(draw(st.sampled_from((columns, columns, 1))))]
        for _ in range(draw(st.integers(1, 4)))
    ]
    rule = draw(st.sampled_from(("--", ":-", "-:", ":-:", "-")))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + (rule + "|") * columns)
    return "\n".join(lines)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = st.sampled_from(
        ("> ", "- ", "* ", "1. ", "7) ", "## ", "# ", "    ", "0. ", "123456789. ")
    )
    return st.one_of(
        st.tuples(marks, inner).map(lambda x: _set_in(*x)),
        st.lists(st.tuples(marks, inner).map(lambda x: _set_in(*x)), max_size=3).map("\n".join),
        st.lists(inner, max_size=3).map("\n\n".join),
    )


_block = st.recursive(st.one_of(inline, _table(), phrase), _nested, max_leaves=6)
_deep = st.tuples(
    st.sampled_from(("> ", "- ", "[", "*a ", "**", "1. ", "![", "`", "<", "[x](", "[x]{lang=ru ",
        "|",
                     "[@", "&", "\\", "[a", "]", "](x", "~", "*", "_a_ ", "[@s] ")),
    st.sampled_from((10, 19, 21, 23, 25, 100, 1000, 5000, 20_000)),
).map(lambda x: (x[0] * x[1])[:90_000])  # fmt: skip

#: Words in many parts, which the signs between them hide: too many, or nearly.
_parts = st.tuples(
    st.lists(
        st.sampled_from(("a**b", "*a*.", "a`b`", "**a**", "[a](https://example.org)", "b", "\u00a0",
                         "[ж]{lang=ru}", "[](term:loom)", "&#98;", "中*文*", "-", "\\*")),
        min_size=1, max_size=4,
    ).map("".join),
    st.sampled_from((9, 60, 99, 101, 199, 201, 700, 2100)),
).map(lambda x: (x[0] * x[1])[:90_000])  # fmt: skip

body = st.one_of(
    _parts,
    joined(st.one_of(heavy, plain), 4),
    _block,
    _block,
    _block,
    joined(st.sampled_from(TOKENS), 12),
    joined(_leaf, 10),
    blown(),
    _deep,
    mutated(
        "A *shuttle* **flies**. [@s, p. 4] See [the loom](term:loom), [](note:t) and [ткань]"
        "{lang=ru}.\n\n- one\n- two\n\n> said\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
        TOKENS,
    ),
    st.text(alphabet="[](){}*_`<>!|#-:;@&\\ \nab1.\"'~^=+$%\t", max_size=60),
)


def scalar(text: str, block: bool) -> str:
    """`text` as a YAML scalar; as a literal block where it may be one and that is wanted."""
    lines = text.split("\n")
    if (
        block
        and text.strip()
        and not text.startswith((" ", "\n"))
        and all(map(str.isprintable, lines))
    ):
        return "|-\n" + "\n".join("      " + line for line in lines)
    return quoted(text)


def case(slot: str, text: str, block: bool = False) -> Case:
    """The edition with `text` in the place of `slot`."""
    bodies = {name: quoted(_GOOD) for name in SLOTS} | {slot: scalar(text or "x", block)}
    return Case("markdown", project(_TEMPLATE.format_map(bodies), _SOURCE))


CASES = st.builds(case, st.sampled_from(SLOTS), body, st.booleans())
