"""Guided: how bytes become a case for atheris, and what it starts from."""

from __future__ import annotations

from pathlib import Path

from .case import Case, project, quoted
from .strategies import css, images, markdown, selectors, svg, yamls
from .strategies.editions import OUTLINE, RICH
from .strategies.words import ODD

#: Between the fields of one case.
_BETWEEN = b"\x01"


def case(name: str, data: bytes) -> Case:
    """The case of an input that `data` stand for; any bytes are one."""
    if name == "yaml":
        return yamls.case(data)
    if name == "images":
        return images.case(data)
    first, rest = data[:1] or b"\0", data[1:]
    if name == "css":
        return css.case(css.SHEETS[first[0] % len(css.SHEETS)], rest)
    if name == "markdown":
        slot = markdown.SLOTS[first[0] % len(markdown.SLOTS)]
        return markdown.case(slot, rest.decode("utf-8", "replace"), first[0] > 127)
    fields = data.split(_BETWEEN, 7)
    fields += [b""] * (8 - len(fields))
    if name == "svg":
        return svg.case(_line(fields[0]), _line(fields[1]), fields[2])
    return _selectors(fields)


def _line(data: bytes) -> str:
    return " ".join(data.decode("utf-8", "replace").split())[:900]


def _selectors(fields: list[bytes]) -> Case:
    """A text, two quotations with their contexts, a form of a term, and a pattern of headings."""
    source = fields[0].decode("utf-8", "replace").encode() or b"x"
    words = [quoted(field.decode("utf-8", "replace")[:1000] or "x") for field in fields[1:6]]
    pattern, form = quoted(_line(fields[6]) or "x"), quoted(_line(fields[7]) or "x")
    rest = f"""\
structure: {{headings: [{pattern}]}}
footnotes:
  - {{id: a, quote: {words[0]}, note: N}}
  - {{id: b, quote: {words[1]}, prefix: {words[2]}, suffix: {words[3]}, note: N}}
emendations: [{{quote: {words[4]}, reading: R}}]
glossary: [{{id: g, term: {form}, definition: D}}]
"""
    return Case("selectors", project(rest, source))


_MARKDOWN = (
    "A *shuttle* **flies**. [@s, p. 4] See [the loom](term:loom), [](note:t), [ткань]{lang=ru}.",
    "- one\n- two\n\n> said\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "# x\n\n<b>`x`\\*",
    "![x](y) <https://x.y>",
    "[see @s, ch. 2; @s]",
    "1. a\n   1. b\n\n&amp; &#0; a  \nb",
    "[x](javascript:x) [y](mailto:a@b)",
)
_SELECTORS = (
    (
        "The loom\n\nShe threw the shuttle.\n",
        "shuttle",
        "the",
        "threw ",
        " shuttle",
        "loom",
        "The *",
        "loom",
    ),
    ("a a a\n\na “b” — c\u00a0d e\u0301\n", "a", '"b"', "a ", " -", "c d", "*", "é"),
    ("سلام one\n\nשלום two\n", "one", "two", "שלום", "", "سلام", "?", "two"),
)


def _seeds(name: str) -> list[bytes]:
    """Good cases and some bad ones."""
    if name == "yaml":
        return [RICH.encode(), b"format: 1\n", b"a: &a [*a]\n", b"? [a]\n: |\n  x\n"]
    if name == "images":
        return [data for data in images.samples() if len(data) < 4000]
    if name == "css":
        return [b"\0" + text.encode() for text in (*css.RULES, *css.AT_RULES)]
    if name == "markdown":
        return [bytes((k,)) + text.encode() for k in (0, 2, 4, 7, 130) for text in _MARKDOWN]
    if name == "svg":
        return [
            _BETWEEN.join((title, label, OUTLINE.encode()))
            for title, label in ((b"The loom", b"Leeds"), (b"&<>", "سلام".encode()))
        ]
    return [_BETWEEN.join(part.encode() for part in fields) for fields in _SELECTORS]


_TOKENS = {
    "yaml": yamls.TOKENS,
    "markdown": markdown.TOKENS,
    "css": css.TOKENS,
    "images": (),
    "svg": (),
    "selectors": selectors.TOKENS,
}


def prepare(name: str, corpus: Path) -> Path:
    """Write the seeds into `corpus`, and beside it the words that libFuzzer may set in."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(_seeds(name)):
        (corpus / f"seed-{number:03}").write_bytes(data)
    words = corpus.parent / "words.dict"
    tokens = dict.fromkeys(token.encode("utf-8") for token in (*_TOKENS[name], *ODD) if token)
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in token) + '"' for token in tokens)
    words.write_text("\n".join(lines) + "\n", "ascii")
    return words
