"""Signs: markup in the text that nothing reads, so that the books print it as it is. Pure.

The forms are those of Project Gutenberg's plain texts (Distributed Proofreaders, formatting
guidelines), of Markdown, HTML, LaTeX, subtitles, and what a merge leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint
from typing import NamedTuple

from edition.model import SourceText
from edition.model.problems import Problem, Severity, quoted
from edition.text.parts import Part
from edition.text.source import place_of

#: Lines that are named at most.
_LINES = 5
#: Characters of an example.
_LENGTH = 40


class _Kind(NamedTuple):
    """A kind of markup: what it is called, signs of which a text of it has one, the expression that
    finds it, and what to do."""

    name: str
    signs: tuple[str, ...]
    pattern: str
    advice: str


def problems(source: SourceText, parts: Sequence[Part], markup: str) -> list[Problem]:
    """A warning for each kind of markup in the reading text (`parts`): how often it is there, and
    on which lines. None with `markup: none`; of Markdown's own signs those that are left were meant
    to be printed."""
    kinds = _left(markup)
    likely = [kind for kind in kinds if any(sign in source.text for sign in kind.signs)]
    return [found for kind in likely if (found := _of_kind(kind, source, parts, markup))]


def _left(markup: str) -> list[_Kind]:
    """The kinds that the reader of the `markup` leaves in the text."""
    if markup == "gutenberg":
        return [
            kind._replace(advice=_DECLARE) if kind.name == _EMPHASIS else kind for kind in _KINDS
        ]
    if markup == "markdown":
        return [kind._replace(advice=_WRITTEN) for kind in _KINDS if kind.name == _TAGGED]
    return [] if markup else list(_KINDS)


def _of_kind(kind: _Kind, source: SourceText, parts: Sequence[Part], markup: str) -> Problem | None:
    found = list(_found(kind, source, parts))
    if not found:
        return None
    at, words = found[0]
    times = "once" if len(found) == 1 else f"{len(found):,} times"
    message = f"The text has {kind.name}, {times}: {quoted(words, _LENGTH)} is printed as it is."
    lines = dict.fromkeys(str(place_of(source, start)._replace(column=0)) for start, _ in found)
    shown = ", ".join(list(lines)[:_LINES]) + (" …" if len(lines) > _LINES else "")
    other = "" if markup else _OTHERWISE
    hint = f"{kind.advice}\n{other}It is on {shown}"
    return Problem("source-markup", place_of(source, at), message, hint, Severity.WARNING)


def _found(kind: _Kind, source: SourceText, parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    pattern = re.compile(kind.pattern, re.I | re.M)
    for part in parts:
        start, end = part.span
        for match in pattern.finditer(source.text, start, end):
            # At the edges the pattern sees what is beyond the part, and that is as it should be.
            if kind.name != _EMPHASIS or any(char.isalpha() for char in match[0]):
                yield match.start(), match[0]


def _around(sign: str) -> str:
    """Words between two signs that touch them, such as `_words_`."""
    mark = re.escape(sign)
    return (
        rf"(?<![\w{mark}]){mark}{{1,3}}(?=[^\s{mark}])[^{mark}\n]{{0,300}}(?:\r?\n[^{mark}\n]{{1,300}})"
        rf"{{0,4}}(?<=[^\s{mark}]){mark}{{1,3}}(?![\w{mark}])"
    )


_EMPHASIS = "signs around words (`_…_`, `*…*`, `=…=`)"
_TAGS = (
    "a abbr b big blockquote body br center cite code dd del div dl dt em figure font footnote h1"
    " h2 h3 h4 h5 h6 head hi hr i img ins l lb lg li note ol p pb pre q s small span strike strong"
    " sub sup table td th title tr tt u ul"
).replace(" ", "|")
_COPY = "The source is never changed: take the signs out in a copy of the file, and name that."
_DECLARE = "Declare what the sign means: `signs` under `source`."
_WRITTEN = "Take the tags out in a copy of the file; where a < is meant, write &lt; for it."
_OTHERWISE = (
    "If it is meant to be printed, declare `markup: none` under `source`.\n"
    "If it is Project Gutenberg's or Markdown, `markup: gutenberg` or `markdown` reads it.\n"
)
_TAGGED = "tags"
_KINDS = (
    _Kind(_EMPHASIS, tuple("_*=~+"), "|".join(map(_around, "_*=~+")), _COPY),
    _Kind(
        "a note, a picture or a page number in brackets",
        ("[",),
        r"\[(?:Footnote|Illustration|Sidenote|Decoration|Transcriber|Pg)\b[^\]\n]{0,80}"
        r"|\[\^\w{1,20}\]",
        "Leave its lines out (`omissions`), and give it under `footnotes` or `photos`.",
    ),
    _Kind(
        _TAGGED,
        ("<", "&", "[/"),
        rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,200}})?/?>|\[/(?:i|b|u|quote|url)\]"
        rf"|&(?:{'|'.join(name2codepoint)}|#\d{{2,6}}|#x[0-9a-fA-F]{{2,6}});",
        "Take the text out of its tags, and name the new file: "
        "pandoc -f html -t plain --wrap=none OLD -o NEW.txt",
    ),
    _Kind(
        "times of subtitles or comments (`-->`)",
        ("-->", "<!--"),
        r"(?:[\d:.,]{5,15}[ \t]*)?-->(?:[ \t]*[\d:.,]{5,15})?|<!--[^\n]{0,40}",
        "Leave these lines out (`omissions`), or take them out in a copy of the file, and name it.",
    ),
    _Kind(
        "marks of Markdown, LaTeX or a wiki",
        ("'''", "[[", "# ", "](", "```", "~~~", "\\"),
        r"^#{1,6} \S[^\n]{0,40}|\[[^\]\n]{1,200}\]\(\w[^)\s]{0,300}\)|^(?:```|~~~)"
        r"|\\(?:emph|text(?:it|bf|sc)|(?:sub)*section|chapter|footnote)\{[^\n]{0,40}"
        r"|'''[^'\n]{1,200}'''|\[\[[^\]\n]{1,200}\]\]",
        "Take the text out of its marks, and name the new file: "
        "pandoc -f markdown -t plain --wrap=none OLD -o NEW.txt",
    ),
    _Kind(
        "lines that a merge has left",
        ("<<<<<<<", "=======", ">>>>>>>"),
        r"^(?:<{7} [^\n]{0,60}|={7}$|>{7} [^\n]{0,60})",
        "Two versions of the text stand below each other. Restore the one that is meant.",
    ),
)  # fmt: skip
