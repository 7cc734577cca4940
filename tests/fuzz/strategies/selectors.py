"""Selectors: quotations, their contexts, lines and patterns, against texts with traps in them."""

from __future__ import annotations

from hypothesis import strategies as st

from ..case import Case, project, quoted
from .words import PLAIN, blown, heavy, lawful, line, odd, phrase, piece, plain

_ALIKE = {
    "'": "’",
    '"': "“",
    "-": "—",
    " ": "\u00a0",
    "a": "á",
    "e": "e\u0301",
    "s": "ſ",
    "f": "ﬁ",
    "A": "a",
    "l": "L",
    ".": "…",
}
#: For the guided engine.
TOKENS = (*PLAIN, *_ALIKE, *_ALIKE.values(), "\x01", "\n\n", "*", "?", "[")
_word = st.one_of(plain, plain, piece, odd, st.sampled_from(("a", "aa", "aba", "ab", ".", "?")))


@st.composite
def _text(draw: st.DrawFn) -> str:
    """A source: few words, so that they come again; any line ends; any marks."""
    words = draw(st.lists(_word, min_size=1, max_size=5))
    breaks = draw(st.sampled_from(("\n", "\n\n", "\r\n\r\n", "\n \n", "\n\t\n")))
    lines = draw(
        st.lists(
            st.lists(st.sampled_from(words), min_size=1, max_size=12).map(" ".join),
            min_size=1,
            max_size=8,
        )
    )
    head, tail = (
        draw(st.sampled_from(("", "\ufeff", "\n\n", " "))),
        draw(st.sampled_from(("\n", "", " "))),
    )
    whole = head + breaks.join(lines) + tail
    more = st.one_of(blown(), heavy, heavy).map(lambda more: f"{whole}{breaks}x {more} y")
    return draw(st.one_of(*[st.just(whole)] * 6, more, more))


@st.composite
def _part(draw: st.DrawFn, text: str) -> str:
    """Words of the text, or nearly."""
    start = draw(st.integers(0, len(text)))
    part = text[start : start + draw(st.sampled_from((0, 1, 3, 8, 20, 60, 4000)))]
    for old in draw(st.lists(st.sampled_from(sorted(_ALIKE)), max_size=2)):
        part = part.replace(old, _ALIKE[old])
    what = draw(st.integers(0, 9))
    if what == 0:
        part = draw(phrase)
    elif what == 1:
        part = f" {part}\n"
    elif what == 2:
        part = part.swapcase()
    elif what == 3:
        at = draw(st.integers(0, len(part)))
        part = part[:at] + draw(piece) + part[at:]
    return part[:4000]


@st.composite
def _quoting(draw: st.DrawFn, text: str) -> str:
    """A selector as a YAML flow mapping, without its braces."""
    fields = [f"quote: {quoted(draw(_part(text)) or 'x')}"]
    if draw(st.integers(0, 3)) == 0:
        fields.append(f"prefix: {quoted(draw(_part(text))[-1000:])}")
    if draw(st.integers(0, 3)) == 0:
        fields.append(f"suffix: {quoted(draw(_part(text))[:1000])}")
    return ", ".join(fields)


_numbers = st.one_of(
    st.integers(1, 9).map(str),
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda x: f'"{x[0]}-{x[1]}"'),
    st.sampled_from(
        ("0", '"source.txt:3"', '"other.txt:1"', "999999999", '"1-999999999"', '"x"', "-1")
    ),
)
_lines = st.lists(_numbers, min_size=1, max_size=3).map(lambda x: "[" + ", ".join(x) + "]")
_ROLES = ("title", "heading", "question", "answer", "verse", "caption", "table", "table-head",
          "quotation", "dateline", "epigraph", "attribution", "signature", "subtitle",
          "credit")  # fmt: skip
_patterns = st.lists(
    st.one_of(
        st.sampled_from(
            ("*", "?*", "CHAPTER *", "[", "[!", "[a-", "\\", "*" * 200, "a*" * 60 + "b")
        ),
        line,
    ),
    max_size=3,
)


def _listed(name: str, entries: list[str]) -> list[str]:
    return [f"{name}:", *(f"  - {{{entry}}}" for entry in entries)] if entries else []


@st.composite
def _structure(draw: st.DrawFn, text: str) -> list[str]:
    out = ["structure:"]
    if roles := draw(st.dictionaries(st.sampled_from(_ROLES), _lines, max_size=3)):
        out += ["  roles:", *(f"    {role}: {lines}" for role, lines in roles.items())]
    if draw(st.integers(0, 4)) == 0:
        out += ["  languages:", f"    {draw(st.sampled_from(('ar', 'he', 'ru')))}: {draw(_lines)}"]
    if draw(st.integers(0, 3)) == 0:
        at = quoted(draw(_part(text)) or "x")
        out += [
            "  split:",
            f"    - {{line: {draw(_numbers)}, at: {at}, roles: [question, answer]}}",
        ]
    if patterns := draw(_patterns):
        out.append(f"  headings: [{', '.join(map(quoted, patterns))}]")
    return out if len(out) > 1 else []


@st.composite
def _annotations(draw: st.DrawFn, text: str) -> str:
    def some(most: int) -> range:
        return range(draw(st.integers(0, most)))

    out = draw(_structure(text))
    out += _listed("footnotes", [f"id: n{k}, {draw(_quoting(text))}, note: N" for k in some(4)])
    out += _listed("textual-notes", [f"id: t{k}, {draw(_quoting(text))}, note: N" for k in some(2)])
    out += _listed(
        "emendations",
        [f"{draw(_quoting(text))}, reading: {quoted(draw(_part(text)) or 'x')}" for _ in some(2)],
    )
    out += _listed("omissions", [f"lines: {draw(_lines)}, reason: R" for _ in some(1)])
    out += _listed(
        "glossary",
        [
            f"id: g{k}, term: {quoted(draw(line))}, definition: D, "
            f"forms: [{quoted(' '.join(draw(_part(text)).split())[:900] or 'x')}]"
            for k in some(2)
        ],
    )
    out += _listed(
        "people",
        [
            f"id: p{k}, name: {quoted(draw(line))}, mentions: [{{{draw(_quoting(text))}}}], "
            f"except: [{{{draw(_quoting(text))}}}]"
            for k in some(2)
        ],
    )
    return "\n".join(out) + "\n"


@st.composite
def _fair(draw: st.DrawFn) -> tuple[str, str]:
    """A text in which each word stands once, and quotations of it that should be found."""
    count = draw(st.integers(4, 40))
    words = [f"{draw(st.one_of(plain, odd, lawful))}{_between(k)}{k}" for k in range(count)]
    breaks = draw(st.sampled_from(("\n\n", "\r\n\r\n", " \n\n")))
    text = words[0] + "".join(
        draw(st.sampled_from((" ", " ", "  ", "\u00a0", breaks))) + word for word in words[1:]
    )
    groups: dict[str, list[str]] = {"footnotes": [], "textual-notes": [], "emendations": []}
    for k in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, count - 1))
        exact = " ".join(words[start : start + draw(st.sampled_from((1, 1, 2, 5, 40)))])
        for old in draw(st.lists(st.sampled_from(sorted(_SAME)), max_size=2)):
            exact = exact.replace(old, _SAME[old])
        name = draw(st.sampled_from(sorted(groups)))
        more = "reading: R" if name == "emendations" else f"id: {name[0]}{k}, note: N"
        context = f", prefix: {quoted(words[start - 1][-9:] + ' ')}" if start and k % 3 == 2 else ""
        groups[name].append(f"quote: {quoted(exact[:4000])}{context}, {more}")
    lines = [line for name, entries in groups.items() for line in _listed(name, entries)]
    return text + "\n", "\n".join(lines) + "\n"


def _between(k: int) -> str:
    return (" “", "-", "’", "—")[k % 4]


#: What folding takes for the same.
_SAME = {"“": '"', "’": "'", "—": "-", " ": "\u00a0", "e\u0301": "é"}


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    if draw(st.booleans()):
        text, rest = draw(_fair())
    else:
        text = draw(_text())
        rest = draw(_annotations(text))
    source = text.encode("utf-8", "replace")
    paragraphs = draw(st.sampled_from(("line", "blank-line")))
    return Case("selectors", project(rest, source, paragraphs=paragraphs))


CASES = _cases()
