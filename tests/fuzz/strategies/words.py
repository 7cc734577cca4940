"""Words: pieces of text, plain and odd, from which the other strategies are put together."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

PLAIN = (
    "loom",
    "weaver",
    "shuttle",
    "cloth",
    "the",
    "A weaver sat",
    "Ada",
    "grew",
    "1901",
    "x",
    "She threw",
    "the shuttle, and",
    "Leeds",
    "мир",
    "naïve",
    "Œuvre",
    "œ",
)

#: What no book can hold, or no line.
REFUSED = (
    "\t", "\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1b[31m", "\x00",
    "\x7f", "\x9f", "\ufffe", "\uffff", "\u202e", "\u202a", "\u2066", "\u2069",
)  # fmt: skip

#: Characters and words that have gone wrong somewhere: directions, marks, markup.
ODD = (
    "\u200f", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u2060",
    "\u0301", "a\u0301\u0323", "\u0489", "\u00a0", "\u3000", "\ufffd", "\ue000",
    "\U0001f9f5", "\U0001f468\u200d\U0001f469", "\U000e0041", "\U0010ffff", "سلام", "שלום",
    "日本語",
    "ﬁ",
    "İ", "ß", "ŉ", "ﷺ", "&", "<", ">", '"', "'", "&amp;", "&#0;", "&#x202e;", "&nbsp;", "]]>",
    "<!--",
    "-->", "<b>", "</p>", "<script>alert(1)</script>", "<svg/onload=x>", "javascript:alert(1)",
    "data:text/html,x", "{{ 1 }}", "{% x %}", "%s", "{0.__class__}", "$x", "\\", "\\n", "`", "*",
    "_",
    "[", "]", "(", ")", "{", "}", "|", "#", ":", ": ", "- ", "? ", "! ", "@", "--", "…", "“", "”",
    "’",
    "‘", "—", "-", "0", "-1", "1e999", "NaN", "..", "/", "../x", "file:///etc/passwd", "~",
    "null", "no",
)  # fmt: skip

plain = st.sampled_from(PLAIN)
odd = st.sampled_from(ODD)
refused = st.sampled_from(REFUSED)
any_text = st.text(max_size=12)
_legal = st.characters(exclude_categories=("Cc", "Cs"))
#: One piece of text, more often odd than not, that no rule refuses for itself.
lawful = st.one_of(*[plain] * 5, *[odd] * 8, *[_legal] * 2, *[st.text(_legal, max_size=12)] * 4)
#: The same; now and then one that must be refused.
piece = st.one_of(*[lawful] * 15, refused, any_text)


@st.composite
def blown(draw: st.DrawFn) -> str:
    """A few letters, over and over."""
    unit = draw(st.one_of(odd, plain, st.text(min_size=1, max_size=4)))
    most = max(1, 40_000 // max(1, len(unit)))
    return unit * min(most, draw(st.sampled_from((3, 20, 64, 200, 1000, 2001, 5000, 40_000))))


#: Marks of several scripts; what turns the direction, with letters that it turns; the line ends of
#: Unicode with white space around them.
_MARKS = (
    "\u0301",
    "\u0316",
    "\u0489",
    "\u05b0",
    "\u064b",
    "\u093c",
    "\u0e48",
    "\u20dd",
    "\ufe0f",
    "\u034f",
)
_TURNS = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069")
_ENDS = ("\u2028", "\u2029", "\x85", " ", "\u00a0", "\t", "\u200b", "\u00ad")


@st.composite
def heaped(draw: st.DrawFn) -> str:
    """A letter with a few marks or too many of them, in any order."""
    letter = draw(st.sampled_from(("a", "e", "H", "\u05d0", "\u0628", "\u0915", "\u0e01", "", " ")))
    marks = "".join(draw(st.lists(st.sampled_from(_MARKS), min_size=1, max_size=8)))
    return letter + marks * draw(st.sampled_from((1, 1, 1, 2, 60, 501, 30_000)))


@st.composite
def turned(draw: st.DrawFn) -> str:
    """Turns of direction one after another or within one another, ended or not."""
    parts = st.one_of(st.sampled_from(_TURNS), st.sampled_from(_TURNS), st.sampled_from(LETTERS))
    unit = "".join(draw(st.lists(parts, min_size=1, max_size=7)))
    return unit * draw(st.sampled_from((1, 2, 29, 31, 63, 130, 1000)))


#: Letters and signs of each bidirectional kind.
LETTERS = ("abc", "\u05e9\u05dc\u05d5\u05dd", "\u0633", "12", "\u0661", "(", "]", " ", " def ")
#: Line ends that no line of a file goes by, between words.
parted = st.lists(st.sampled_from(_ENDS), min_size=1, max_size=5).map(
    lambda ends: f"x{''.join(ends)}y"
)
#: Legal text that the libraries which set it may not bear.
heavy = st.one_of(heaped(), turned(), parted)


def joined(pieces: st.SearchStrategy[str], most: int = 6) -> st.SearchStrategy[str]:
    """Up to `most` pieces, with spaces between or not."""
    parts = st.lists(pieces, max_size=most)
    return st.tuples(st.sampled_from(("", " ", " ")), parts).map(lambda x: x[0].join(x[1]))


#: Words with something odd among them; now and then far too many.
phrase = st.one_of(*[joined(piece)] * 12, blown())
#: Words on one line, seldom with what must be refused.
line = st.one_of(*[joined(lawful)] * 30, phrase).map(
    lambda text: " ".join(text.split())[:900] or "x"
)


@st.composite
def mutated(draw: st.DrawFn, text: str, tokens: Sequence[str] = ODD) -> str:
    """`text` with a few changes: characters gone, doubled, put elsewhere, tokens set in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 1, 1, 2, 5, 20, 200))))
        what = draw(st.integers(0, 3))
        if what == 0:
            text = text[:start] + text[end:]
        elif what == 1:
            text = text[:end] + text[start:end] + text[end:]
        elif what == 2:
            text = text[:start] + draw(st.one_of(st.sampled_from(tokens), any_text)) + text[end:]
        else:
            to = draw(st.integers(0, len(text)))
            text = text[:to] + text[start:end] + text[to:]
    return text


@st.composite
def mutated_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with a few changes of bits, bytes and stretches."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 5))):
        if not out:
            break
        at = draw(st.integers(0, len(out) - 1))
        what = draw(st.integers(0, 4))
        if what == 0:
            out[at] ^= 1 << draw(st.integers(0, 7))
        elif what == 1:
            out[at] = draw(st.sampled_from((0, 1, 127, 128, 255)))
        elif what == 2:
            del out[at : at + draw(st.sampled_from((1, 2, 4, 100, 100_000)))]
        elif what == 3:
            out[at:at] = draw(st.binary(min_size=1, max_size=8))
        else:
            out[at : at + 4] = draw(
                st.sampled_from(
                    (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\x01")
                )
            )
    return bytes(out)
