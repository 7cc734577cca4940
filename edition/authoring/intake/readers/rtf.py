"""RTF as a manuscript: words with their styles, headings, lists as they read, notes, tables.

Pandoc's reader of RTF drops letters behind `\\u`, and notes in `{\\*\\footnote …}`: this one is
ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from edition.authoring.intake.manuscript import (
    About,
    Block,
    Call,
    Dropped,
    Entry,
    Grid,
    Heading,
    Inline,
    LineBreak,
    Manuscript,
    NoteText,
    Para,
    Person,
    Style,
    Styled,
)
from edition.authoring.intake.readers import roles
from edition.authoring.intake.readers.rtfgroups import Token, joined, tokens
from edition.model.dataclass import dataclass

#: Groups that hold no words of the text.
SKIPPED = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "revtbl", "rsidtbl",
     "generator", "pict", "object", "fldinst", "themedata", "colorschememapping", "datastore",
     "latentstyles", "xmlnstbl", "mmathPr", "header", "headerl", "headerr", "headerf", "footer",
     "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "bkmkstart",
     "bkmkend", "pnseclvl", "annotation", "atnid", "atnauthor", "atntime", "atndate", "atnref",
     "info", "docvar", "userprops", "filetbl", "listtext", "pntext", "pn", "shpinst", "nonshppict",
     "template", "upr", "ftncn", "tc", "xe", "do", "fchars", "lchars", "wgrffmtfilter")
)  # fmt: skip
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "tab": " ", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}",
    "\\": "\\",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_ON = {"i": Style.EMPHASIS, "b": Style.STRONG, "scaps": Style.SMALL_CAPS, "ul": Style.UNDERLINE,
       "strike": Style.STRIKE, "super": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT,
       "ulw": Style.UNDERLINE}  # fmt: skip
_OFF = {"ulnone": Style.UNDERLINE, "nosupersub": None}
#: In this order styles stand around one another.
_ORDER = tuple(Style)


@dataclass(slots=True)
class _Set:
    """How the characters of a group are set, and whether they are words at all."""

    styles: frozenset[Style] = frozenset()
    skipped: bool = False
    hidden: bool = False
    note: bool = False
    info: str = ""


@dataclass(slots=True)
class _Text:
    """A text in the making: the main one, or that of a note."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[tuple[str, frozenset[Style]] | Inline] = field(default_factory=list)
    level: int = 0
    style: str = ""
    in_table: bool = False
    cells: list[list[Inline]] = field(default_factory=list)
    rows: list[list[list[Inline]]] = field(default_factory=list)
    notes: list[NoteText] = field(default_factory=list)


def manuscript(data: bytes) -> Manuscript:
    """The manuscript of an RTF file."""
    return _Reader(data).run()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.set = _Set()
        self.sets: list[_Set] = []
        self.texts = [_Text()]
        self.notes = 0
        self.styles: dict[int, str] = {}
        self.about = About()
        self.aside: list[Entry] = []
        self.fresh = False
        self.star = False

    def run(self) -> Manuscript:
        self.styles = dict(_style_names(self.data))
        for token in tokens(self.data):
            self._token(token)
        while len(self.texts) > 1:
            self._end_note()
        self._paragraph()
        self._end_table()
        return Manuscript(self.texts[0].blocks, self.about, self.aside)

    @property
    def text(self) -> _Text:
        """The text that words go to now."""
        return self.texts[-1]

    def _token(self, token: Token) -> None:
        kind, value, number = token
        if kind == "open":
            self.sets.append(self.set)
            self.set = replace(self.set, note=False)
            self.fresh = True
            return
        if kind == "close":
            if self.set.note and len(self.texts) > 1:
                self._end_note()
            self.set = self.sets.pop() if self.sets else _Set()
        elif kind == "text":
            self._words(value)
        elif value == "*" and self.fresh:
            self.star = True
            return
        else:
            self._word(value, number)
        self.fresh = self.star = False

    def _words(self, words: str) -> None:
        if self.set.info:
            self._about(self.set.info, words)
        elif self.set.hidden and not self.set.skipped:
            self.text.runs.append(Dropped(words, "hidden words", "nobody sees them"))
        elif not self.set.skipped:
            self.text.runs.append((words, self.set.styles))

    def _about(self, name: str, words: str) -> None:
        if name == "title":
            self.about.title += words
        elif words.strip():
            self.about.people = [*self.about.people, Person(words.strip())]

    def _word(self, word: str, number: int | None) -> None:
        if self.fresh and word in ("title", "author") and self.set.skipped:
            self.set.info = word
        elif self.fresh and (
            word in SKIPPED
            or (self.star and word != "footnote" and word not in ("shppict", "field"))
        ):
            self.set.skipped = True
        elif word == "footnote" and not self.set.skipped:
            self._begin_note()
        elif self.set.skipped:
            return
        elif word in SIGNS:
            self._words(SIGNS[word])
        elif word in _ON:
            self._turn(_ON[word], number != 0)
        elif word in _OFF:
            gone = (
                {Style.SUPERSCRIPT, Style.SUBSCRIPT} if word == "nosupersub" else {Style.UNDERLINE}
            )
            self.set.styles -= gone
        elif word == "plain":
            self.set.styles, self.set.hidden = frozenset(), False
        elif word == "v":
            self.set.hidden = number != 0
        else:
            self._layout(word, number)

    def _turn(self, style: Style, on: bool) -> None:
        self.set.styles = self.set.styles | {style} if on else self.set.styles - {style}

    def _layout(self, word: str, number: int | None) -> None:
        """What ends a line, a paragraph, a cell, a row; and what a paragraph is."""
        if word == "line":
            self.text.runs.append(LineBreak())
        elif word in ("par", "sect", "page"):
            self._paragraph()
        elif word == "pard":
            self.text.level, self.text.style, self.text.in_table = 0, "", False
        elif word == "intbl":
            self.text.in_table = True
        elif word == "outlinelevel" and number is not None and number < 6:
            self.text.level = number + 1
        elif word == "s":
            self.text.style = self.styles.get(number or 0, "")
        elif word == "cell":
            self.text.cells.append(_inlines(self.text.runs))
            self.text.runs = []
        elif word == "row":
            self.text.rows.append(self.text.cells)
            self.text.cells, self.text.in_table = [], False

    def _paragraph(self) -> None:
        text = self.text
        if text.in_table:
            text.runs.append((" ", frozenset()))
            return
        inlines, text.runs = _inlines(text.runs), []
        if not inlines:
            return
        self._end_table()
        block: Block = Para(inlines, place=f"paragraph {len(text.blocks) + 1}")
        if text.level:
            block = Heading(text.level, inlines, f"paragraph {len(text.blocks) + 1}")
        text.blocks += roles.with_style([block], text.style) if text.style else [block]
        self._put_notes()

    def _end_table(self) -> None:
        if self.text.rows:
            self.text.blocks.append(Grid(self.text.rows))
            self.text.rows = []
            self._put_notes()

    def _put_notes(self) -> None:
        if not self.text.in_table and not self.text.rows:
            self.text.blocks += self.text.notes
            self.text.notes = []

    def _begin_note(self) -> None:
        self.notes += 1
        self.text.runs.append(Call(str(self.notes)))
        self.set.note = True
        self.set.styles = frozenset()
        self.texts.append(_Text())

    def _end_note(self) -> None:
        self.text.in_table = False
        self._paragraph()
        self._end_table()
        note = self.texts.pop()
        label = str(self.notes)
        self.text.notes.append(NoteText(_label(self.text, label), note.blocks))


def _label(text: _Text, label: str) -> str:
    """The label of the call that was met last in a text."""
    calls = [item for item in text.runs if isinstance(item, Call)]
    return calls[-1].label if calls else label


def _style_names(data: bytes) -> Iterator[tuple[int, str]]:
    """The numbers of paragraph styles, and their names."""
    inside, depth, number, name = False, 0, 0, ""
    for token in tokens(data):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "word" and token.value == "stylesheet":
            inside, top = True, depth
        elif inside and token.kind == "open" and depth == top + 1:
            number, name = 0, ""
        elif inside and token.kind == "close":
            if name:
                yield number, name.strip().rstrip(";")
                name = ""
            if depth < top:
                return
        elif inside and token.kind == "word" and token.value == "s":
            number = token.number or 0
        elif inside and token.kind == "text" and depth == top + 1:
            name += token.value


def _inlines(runs: list[tuple[str, frozenset[Style]] | Inline]) -> list[Inline]:
    """Runs as inlines: neighbors that are set alike are one."""
    found: list[Inline] = []
    words, styles = "", frozenset[Style]()
    for run in [*runs, None]:
        if isinstance(run, tuple) and run[1] == styles:
            words += run[0]
            continue
        if words:
            found.append(_styled(joined(words), styles))
        words, styles = run if isinstance(run, tuple) else ("", frozenset())
        if run is not None and not isinstance(run, tuple):
            found.append(run)
    blank = all(isinstance(item, str) and not item.strip() for item in found)
    return [] if blank else found


def _styled(words: str, styles: frozenset[Style]) -> Inline:
    inner: Inline = words
    for style in _ORDER:
        if style in styles:
            inner = Styled(style, [inner])
    return inner
