"""Made-up Markdown, read here and by pandoc: the words, and what each is set apart by, are the
same; and with the marks put back the reading text is the file."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from subprocess import PIPE
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.assembly.authornotes import Belonging
from edition.model import DeclaredSeries, Form, Marks, Role, Series
from edition.model.problems import Place
from edition.text import marks
from edition.text.readers import markdown
from edition.text.readers.reading import FileReading

TRANSLATOR = Series("translator", Marks.ROMAN, own=("tr*",))
BELONGING = Belonging([DeclaredSeries(TRANSLATOR, Place(""))], Series.AUTHOR)

pypandoc = pytest.importorskip("pypandoc")

#: A letter with what it is set apart by; a call of a note with the letters of the note.
Letters = list[tuple[str, frozenset[str]]]

# ── what is made up ─────────────────────────────────────────────────────────────────────────

#: Of signs of one kind within each other, or at one edge, each reader makes its own.
STAR, STARS = re.compile(r"(?<![*\\])\*(?!\*)|^\*|\*$"), re.compile(r"\*\*|^\*|\*$")
WORDS = st.sampled_from(
    ["loom", "the mill", "Ängste", "дом", "a1", "x & y", "3 < 4", "it's", "2015.", "e.g.", "(so)"]
)
ESCAPED = st.sampled_from(["a\\*b", "\\_c\\_", "&amp;", "&eacute;t", "d\\[1\\]", "5 \\> 4"])


def _around(before: str, after: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda words: f"{before}{words}{after}")


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    phrase = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        _around("*", "*", phrase.filter(lambda words: not STAR.search(words))),
        _around("_", "_", phrase.filter(lambda words: "_" not in words)),
        _around("**", "**", phrase.filter(lambda words: not STARS.search(words))),
        _around("[", "]{.smallcaps}", phrase),
        _around("[", "]{lang=fr}", phrase),
        _around("~~", "~~", phrase.filter(lambda words: "~" not in words)),
    )


RAISED = st.sampled_from(["M^r^", "x^*2*^", "H~2~O", "1^st^"])
CODE = st.sampled_from(["`co de`", "``a ` b``"])
PLAIN = st.one_of(WORDS, ESCAPED, RAISED, CODE)
FORMED = st.recursive(PLAIN, _nested, max_leaves=4)
NOTE = FORMED.map(lambda words: f"z^[N {words} n]")
PHRASE = st.lists(st.one_of(FORMED, NOTE), min_size=1, max_size=5).map(" w ".join)
LINES = st.lists(PHRASE, min_size=1, max_size=3)


#: What headings end in: attributes, which are no words, and words that look like them.
ENDS = st.sampled_from(
    ["", "", " {.x}", " {#a .b k=v}", " {-}", " \\}", " {.x\\}", " \\{.x}", " {not so}"]
)


def _indented(lines: list[str], first: str, rest: str) -> str:
    return "\n".join((first if k == 0 else rest) + line for k, line in enumerate(lines))


BLOCK = st.one_of(
    LINES.map(lambda lines: "\n".join(f"q {line}" for line in lines)),
    st.tuples(st.integers(1, 4), PHRASE, ENDS).map(
        lambda item: f"{'#' * item[0]} h {item[1]}{item[2]}"
    ),
    LINES.map(lambda lines: _indented([f"q {line}" for line in lines], "> ", "> ")),
    LINES.map(lambda lines: "\n".join(f"| v {line}" for line in lines)),
    LINES.map(lambda lines: "\n".join(f"- i {line}" for line in lines)),
    LINES.map(lambda lines: "\n".join(f"{k}. i {line}" for k, line in enumerate(lines, 3))),
    st.tuples(FORMED, FORMED, NOTE).map(
        lambda cells: (
            f"| a | b |\n|---|---|\n| t {cells[0]} | t {cells[1]} |\n| {cells[2]} | t ^[N b] |"
        )
    ),
    st.just("***"),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A file of blocks, some of which call notes that stand behind them: the author's (M), and the
    translator's (T), which have labels of their own."""
    blocks = []
    for number, block in enumerate(draw(st.lists(BLOCK, min_size=1, max_size=5))):
        called = not block.startswith(("|", "***")) and draw(st.booleans())
        label, sign = draw(st.sampled_from([("", "M"), ("tr", "T")]))
        blocks.append(f"{block} e[^{label}{number}]" if called else block)
        if called:
            first, second = draw(PHRASE), draw(FORMED)
            blocks.append(f"[^{label}{number}]: {sign} {first}\n\n    m {second}")
    return "\n\n".join(blocks) + draw(st.sampled_from(["", "\n"]))


# ── what each of the two reads ──────────────────────────────────────────────────────────────


def ours(found: FileReading) -> tuple[list[Letters], list[Letters]]:
    """The letters of each paragraph, but for those of notes, and of each note by its calls."""
    body: list[Letters] = []
    notes: dict[int, Letters] = {}
    for item in found.paragraphs:
        letters: Letters = []
        for at in range(*item.span):
            over = [form for form in found.formatting if form.span.start <= at < form.span.end]
            kinds = frozenset(form.value or str(form.form) for form in over) - {str(Form.BREAK)}
            if not found.text[at].isspace():
                letters.append((found.text[at], kinds))
        if item.given.note >= 0:
            notes.setdefault(item.given.note, []).extend(letters)
        elif item.given.role is not Role.BREAK:
            body.append(letters)
    labels = [label for label, _ in found.notes]
    called = [notes[labels.index(call.label)] for call in found.calls if call.label in labels]
    return body, called


FORMS = {
    "Emph": "emphasis", "Strong": "strong", "Strikeout": "struck", "Superscript": "superscript",
    "Subscript": "subscript", "SmallCaps": "small-caps", "Underline": "underline",
}  # fmt: skip


class Pandoc:
    """The letters of a document as pandoc's JSON has them."""

    def __init__(self, blocks: list[Any]) -> None:
        self.body: list[Letters] = []
        self.notes: list[Letters] = []
        self.blocks(blocks, self.body)

    def blocks(self, blocks: list[Any], into: list[Letters]) -> None:
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind in ("Para", "Plain"):
                into.append(self.inlines(content, frozenset()))
            elif kind == "Header":
                into.append(self.inlines(content[2], frozenset()))
            elif kind == "LineBlock":
                into += [self.inlines(line, frozenset()) for line in content]
            elif kind == "BlockQuote":
                self.blocks(content, into)
            elif kind in ("BulletList", "OrderedList"):
                for item in content if kind == "BulletList" else content[1]:
                    self.blocks(item, into)
            elif kind == "Table":
                rows = [*content[3][1], *(row for part in content[4] for row in part[3])]
                for row in rows:
                    cells: list[Letters] = []
                    for cell in row[1]:
                        self.blocks(cell[4], cells)
                    into.append([letter for cell in cells for letter in cell])
            else:
                assert kind == "HorizontalRule", kind

    def inlines(self, inlines: list[Any], forms: frozenset[str]) -> Letters:
        found: Letters = []
        for item in inlines:
            kind, content = item["t"], item.get("c")
            if kind == "Str":
                found += [(char, forms) for char in content if not char.isspace()]
            elif kind in FORMS:
                found += self.inlines(content, forms | {FORMS[kind]})
            elif kind == "Span":
                own = dict(content[0][2]).get("lang")
                found += self.inlines(content[1], forms | ({own} if own else frozenset()))
            elif kind == "Code":
                found += [(char, forms | {"code"}) for char in content[1] if not char.isspace()]
            elif kind == "Note":
                within: list[Letters] = []
                where = len(self.notes)
                self.notes.append([])
                self.blocks(content, within)
                self.notes[where] = [letter for letters in within for letter in letters]
            else:
                assert kind in ("Space", "SoftBreak", "LineBreak"), kind
        return found


#: A document on a line, as JSON; what pandoc reads in it on a line, as JSON: to start pandoc takes
#: longer than all that it reads.
_ANSWER = """
for line in io.lines() do
  local read = pandoc.read(pandoc.json.decode(line), "markdown-smart")
  io.write(pandoc.json.encode(read), "\\n")
  io.flush()
end
"""


@pytest.fixture(scope="module")
def pandoc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Pandoc]]:
    """What pandoc reads in a text."""
    script = tmp_path_factory.mktemp("pandoc") / "answer.lua"
    script.write_text(_ANSWER, "utf-8")
    command = [pypandoc.get_pandoc_path(), "lua", str(script)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, encoding="utf-8") as process:
        given, said = process.stdin, process.stdout
        assert given is not None and said is not None

        def read(text: str) -> Pandoc:
            given.write(json.dumps(text, ensure_ascii=False) + "\n")
            given.flush()
            return Pandoc(json.loads(said.readline())["blocks"])

        yield read


@settings(max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=documents())
def test_reads_what_pandoc_reads(text: str, pandoc: Callable[[str], Pandoc]) -> None:
    found = markdown.read("source.md", text)
    assert marks.put_back(found.text, found.pieces) == text
    theirs = pandoc(text)
    body, notes = ours(found)
    assert body == [letters for letters in theirs.body if letters]
    assert sorted(notes, key=_words) == sorted(theirs.notes, key=_words)
    for series in (Series.AUTHOR, TRANSLATOR):
        own = [letters for letters in theirs.notes if (letters[0][0] == "T") == bool(series.own)]
        assert len(own) == sum(BELONGING.of(label) == series for label, _ in found.notes)


def _words(letters: Letters) -> list[tuple[str, list[str]]]:
    return [(char, sorted(forms)) for char, forms in letters]
