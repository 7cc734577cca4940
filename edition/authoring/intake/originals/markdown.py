"""The words of a Markdown file, by markdown-it (CommonMark, with notes, lists of terms, tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import Entry
from edition.authoring.intake.originals.scan import Scan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
#: What begins a line of verse for pandoc.
_LINE = re.compile(r"^\|(?: |$)", re.M)
#: What begins and ends a division for pandoc, also within a quotation.
_DIVISION = re.compile(r"^((?:[ \t]*>)*[ \t]*):{3,}.*$", re.M)
_TITLE = re.compile(r"\A% .*\n(?:(?:%|[ \t]).*\n)*")


def scan(text: str) -> Scan:
    """The words of the file, its metadata apart."""
    aside: list[Entry] = []
    if found := _FRONT.match(text) or _TITLE.match(text):
        aside.append(Entry("the head with metadata", "used for `edition`", "line 1", found[0]))
        text = text[found.end() :]
    text = _DIVISION.sub(r"\1", text)
    tokens = _parser().parse(text)
    notes = _notes(tokens)
    return Scan(list(_in_order(_without_notes(tokens), notes)), aside)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (
        footnote_plugin, deflist_plugin, sub_plugin, superscript_plugin, attrs_block_plugin
    ):  # fmt: skip
        parser.use(plugin)
    return parser.use(attrs_plugin, spans=True)


def _notes(tokens: Sequence[Token]) -> dict[int, list[Token]]:
    """The tokens of each note, by its number."""
    found: dict[int, list[Token]] = {}
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = int(token.meta["id"])
            found[number] = []
        elif token.type == "footnote_close":
            number = -1
        elif number >= 0:
            found[number].append(token)
    return found


def _without_notes(tokens: Sequence[Token]) -> list[Token]:
    end = next((k for k, token in enumerate(tokens) if token.type == "footnote_block_open"), None)
    return list(tokens[:end])


def _in_order(tokens: Sequence[Token], notes: dict[int, list[Token]]) -> Iterator[str]:
    """The words of blocks, and behind each that of the notes that it calls for the first time."""
    called: list[int] = []
    tables = 0
    for token in tokens:
        tables += (token.type == "table_open") - (token.type == "table_close")
        if token.type in ("code_block", "fence", "html_block"):
            yield words.stretch(token.content)
        elif token.type == "inline":
            yield words.stretch(_LINE.sub("", "".join(_text(token.children or (), called))))
        if not tables:
            now, called[:] = list(called), []
            for number in now:
                yield from _in_order(notes.pop(number, []), notes)


def _text(tokens: Sequence[Token], called: list[int]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "html_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield f" {token.content} "
        elif token.type == "footnote_ref":
            called.append(int(token.meta["id"]))
