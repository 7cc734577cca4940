"""YAML: an annotations file with everything in it, changed as text, as lines, as data; documents
of the grammar; bytes."""

from __future__ import annotations

import copy
from typing import Any

import yaml
from hypothesis import strategies as st

from ..case import ANNOTATIONS, SOURCE, Case, quoted
from .editions import OUTLINE, RICH, RICH_SOURCE
from .words import any_text, mutated, mutated_bytes, odd, phrase, refused

_DATA = yaml.safe_load(RICH)
_LINES = RICH.splitlines(keepends=True)
_KEYS = sorted({key for line in _LINES if (key := line.strip(" -").partition(":")[0]).isascii()})

#: What YAML itself has to say with.
TOKENS = (
    "&a ", "*a", "!!str ", "!!python/object:os.system ", "!x ", "!!binary ", "!!set ", "<<: ",
    "---\n",
    "...\n", "%YAML 1.2\n", "%TAG ! x\n", "? ", "- ", ": ", " #", "|\n", ">\n", "|2-\n", ">+\n",
    "[", "]",
    "{", "}", ",", "'", '"', "\t", "\n", "\n\n", "\r\n", "  ", "~", "null", "yes", "no", "1:30",
    "0x1f",
    "0o7", "1_000", ".inf", "-.inf", ".nan", "2014-13-45", "2001-12-14t21:59:43Z", "\\",
    '"\\ud800"',
    '"\\x00"', '"\\L"', "\ufeff", "\x85", "\u2028", "@", "`", "%",
)  # fmt: skip

scalar = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), phrase, any_text, odd, refused,
    st.sampled_from(("", "x", "2014-13-45", "9999", "0000", "1-3", "9-1", "a:b", "../x", "en", "ar",
                     "urn:uuid:x", "https://[", "[@s]", "[](note:n)", "loom", "9" * 5000)),
)  # fmt: skip
key = st.one_of(st.sampled_from(_KEYS), any_text)
value = st.recursive(
    scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(key, inner, max_size=4),
    max_leaves=8,
)


def _paths(data: Any, path: tuple = ()) -> list[tuple]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for step, inner in items:
        found.append((*path, step))
        if isinstance(inner, dict | list):
            found += _paths(inner, (*path, step))
    return found


_PATHS = _paths(_DATA)


def _parent(data: Any, path: tuple) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


@st.composite
def changed_data(draw: st.DrawFn) -> bytes:
    """The file with values of the wrong kind, gone, or doubled, written in one of YAML's ways."""
    data = copy.deepcopy(_DATA)
    for path in draw(st.lists(st.sampled_from(_PATHS), min_size=1, max_size=3)):
        try:
            parent = _parent(data, path)
            what = draw(st.integers(0, 7))
            if what == 0:
                del parent[path[-1]]
            elif what == 1:
                parent[path[-1]] = [parent[path[-1]]] * draw(st.sampled_from((1, 2, 50)))
            elif what == 2 and isinstance(parent, dict):
                parent[draw(key)] = parent[path[-1]]
            elif what == 3:  # one object twice: an anchor and an alias
                data[draw(st.sampled_from(sorted(data)))] = parent[path[-1]]
            else:
                parent[path[-1]] = draw(value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
    style, width = draw(st.sampled_from((None, True, False))), draw(st.sampled_from((20, 80, 4000)))
    text = yaml.dump(
        data,
        Dumper=yaml.CSafeDumper,
        allow_unicode=draw(st.booleans()),
        default_flow_style=style,
        width=width,
        sort_keys=False,
    )
    return text.encode("utf-8", "surrogatepass")


@st.composite
def changed_lines(draw: st.DrawFn) -> bytes:
    """The file with lines gone, doubled, exchanged, set in, or with another value."""
    lines = list(_LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.integers(0, 5))
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(at, lines[at] * draw(st.sampled_from((1, 2, 300))))
        elif what == 2:
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif what == 3:
            lines[at] = draw(st.sampled_from((" ", "  ", "\t", "- "))) + lines[at]
        elif what == 4:
            lines[at] = lines[at].removeprefix(" ")
        else:
            head, colon, _ = lines[at].rstrip("\n").partition(": ")
            new = draw(st.one_of(st.sampled_from(TOKENS), phrase))
            lines[at] = f"{head}{colon or ': '}{new}\n"
    return "".join(lines).encode("utf-8", "surrogatepass")


#: Documents that YAML may read, about nothing.
_grammar = st.recursive(
    st.one_of(st.sampled_from(TOKENS), any_text, st.sampled_from(_KEYS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda x: "[" + ", ".join(x) + "]"),
        st.lists(st.tuples(st.sampled_from(_KEYS), inner), max_size=4).map(
            lambda x: "{" + ", ".join(f"{k}: {v}" for k, v in x) + "}"
        ),
        st.lists(st.tuples(st.sampled_from(_KEYS), inner), max_size=4).map(
            lambda x: "\n".join(f"{k}: {v}" for k, v in x)
        ),
        st.lists(inner, max_size=4).map(
            lambda x: "\n".join("- " + i.replace("\n", "\n  ") for i in x)
        ),
    ),
    max_leaves=20,
)
_deep = st.tuples(
    st.sampled_from(("[", "{a: ", "- ", "? ", "[[", "a:\n ", "!!x ", "&a [*a, ", "'", '"', "> ")),
    st.sampled_from((30, 39, 41, 100, 999, 1001, 20_000)),
).map(lambda x: "a: " + x[0] * x[1])


@st.composite
def aliased(draw: st.DrawFn) -> bytes:
    """The file with a text, a key or a list that stands there once, and is meant many times."""
    unit = draw(st.sampled_from(("x", "x ", "ж", "e\u0301", "shuttle ", "*a* ")))
    text = quoted(unit * draw(st.sampled_from((1, 40, 101, 400, 20_000))))
    times = draw(st.sampled_from((1, 3, 200, 5_000)))
    first, more = draw(
        st.sampled_from(
            (
                (f"x: &a {text}", "*a"),
                (f"x: &a [{text}]", "*a"),
                (f"x: {{? &a {text} : 1}}", "{? *a : 1}"),
                (f"x: &a {{id: {text}, quote: {text}}}", "*a"),
            )
        )
    )
    slot = draw(st.sampled_from(("y", "labels", "sources", "footnotes", "credits")))
    return f"{RICH}{first}\n{slot}: [{', '.join([more] * times)}]\n".encode()


#: Thousands of keys that nobody knows.
_unknown = st.tuples(st.sampled_from((10, 3_000)), st.sampled_from(("", "  ", "    "))).map(
    lambda x: (RICH + "".join(f"{x[1]}k{k}: 1\n" for k in range(x[0]))).encode()
)

_file = st.one_of(
    aliased(),
    _unknown,
    changed_data(),
    changed_data(),
    changed_lines(),
    changed_lines(),
    mutated(RICH, TOKENS).map(lambda text: text.encode("utf-8", "surrogatepass")),
    mutated_bytes(RICH.encode()),
    st.one_of(_grammar, _deep).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.tuples(st.sampled_from((b"", b"format: 1\n", RICH.encode())), st.binary(max_size=60)).map(
        b"".join
    ),
)


def case(file: bytes) -> Case:
    """The rich edition with this annotations file."""
    files = {ANNOTATIONS: file, SOURCE: RICH_SOURCE.encode(), "o.geojson": OUTLINE.encode()}
    return Case("yaml", files)


CASES = _file.map(case)
