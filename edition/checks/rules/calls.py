"""`call-before-punctuation`: a call stands behind the word and the marks that close it.

The builder sets a call behind closing punctuation by itself, or before it where the language or
`notes: calls:` says so. It cannot where the quote ends inside a word or a number, and before marks
that it does not know as closing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.texts import key_of
from edition.model import Annotations, CalledNote, Edition, NoteRef, Span
from edition.model.edition import plain
from edition.model.problems import quoted
from edition.text.closing import Placement, closes, placement
from edition.text.normalize import is_word_char

RULE = "call-before-punctuation"
#: The rest of a word or a number: letters and digits, with the marks that join them.
_REST = re.compile(r"['’ʼ.,:·‐‑-]?\w+(?:['’ʼ.,:·‐‑-]\w+)*")
_SPACES = " \u00a0\u2009\u202f"


def misplaced_calls(edition: Edition, annotations: Annotations) -> Iterator[Breach]:
    """The calls that stand inside a word, or before punctuation that they should follow."""
    items = {item.id: item for item in annotations.called}
    where = placement(annotations.metadata.language, annotations.calls)
    for block in edition.blocks():
        text, at = "".join(plain(block.runs)), 0
        for run in block.runs:
            if not isinstance(run, NoteRef):
                at += len("".join(plain([run])))
            elif run.note_id not in items:
                continue  # the text's own
            elif run.before:
                if 0 < at < len(text) and is_word_char(text[at - 1]) and is_word_char(text[at]):
                    yield _within(items[run.note_id], text[:at].split()[-1])
            elif found := misplaced(text, at, where):
                item = items[run.note_id]
                message = f"The call of the note on {quoted(item.selector.exact, 60)} {found[0]}."
                hint = f"Let the quote end behind it: … {quoted(found[1])}"
                problem = warning("call-before-punctuation", item.selector.place, message, hint)
                yield Breach(RULE, problem, (key_of(item),))


def _within(item: CalledNote, before: str) -> Breach:
    """The call of a note that is to stand before its words, and stands inside one."""
    message = f"The call of the note on {quoted(item.selector.exact, 60)} stands inside a word."
    hint = f"Let the quote begin before it: {quoted(before)} …"
    place = item.selector.place
    return Breach(RULE, warning("call-before-punctuation", place, message, hint), (key_of(item),))


def misplaced(text: str, at: int, where: Placement = "after") -> tuple[str, str] | None:
    """What is wrong with a call at offset `at` of a paragraph, and the words that the quote
    should end with; None where it stands well. `where` says on which side of punctuation."""
    before, after = text[:at], text[at:]
    last = before.split()[-1] if before.split() else ""
    goes_on = _REST.match(after)
    if goes_on and last and is_word_char(before[-1]):
        word = last + goes_on[0]
        return f"stands inside {quoted(word)}", word
    rest = after.lstrip(_SPACES)
    if where == "before" or not rest or not _closes(text, len(text) - len(rest)):
        return None
    gap = after[: len(after) - len(rest)]
    return f"stands before “{rest[0]}”", last + gap + rest[0]


def _closes(text: str, at: int) -> bool:
    """Whether punctuation at `at` closes what stands before it; a straight mark does so where
    nothing follows that it could open."""
    following = text[at + 1 : at + 2]
    if text[at] in "\"'":
        return not following or following.isspace() or unicodedata.category(following)[0] == "P"
    return closes(text, at, Span(0, len(text)))
