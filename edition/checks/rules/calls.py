"""`call-before-punctuation`: a call stands behind the word and the marks that close it.

The builder sets a call behind closing punctuation by itself. It cannot where the quote ends inside
a word or a number, and before marks that it does not know as closing. By the Chicago Manual of
Style (14.26) a call follows all punctuation but the dash, before which it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.texts import key_of
from edition.model import Annotations, CalledNote, Edition, NoteRef
from edition.model.edition import plain
from edition.model.problems import quoted
from edition.text.normalize import is_word_char

RULE = "call-before-punctuation"
#: The rest of a word or a number: letters and digits, with the marks that join them.
_REST = re.compile(r"['’ʼ.,:·‐‑-]?\w+(?:['’ʼ.,:·‐‑-]\w+)*")
#: Punctuation that belongs to what follows it, or to nothing.
_OTHERS = frozenset("&@#*/\\§¶†‡•¿¡·-")
_SPACES = " \u00a0\u2009\u202f"


def misplaced_calls(edition: Edition, annotations: Annotations) -> Iterator[Breach]:
    """The calls that stand inside a word, or before punctuation that they should follow."""
    items = {item.id: item for item in annotations.called}
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
            elif found := misplaced(text, at):
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


def misplaced(text: str, at: int) -> tuple[str, str] | None:
    """What is wrong with a call at offset `at` of a paragraph, and the words that the quote
    should end with; None where it stands well."""
    before, after = text[:at], text[at:]
    last = before.split()[-1] if before.split() else ""
    goes_on = _REST.match(after)
    if goes_on and last and is_word_char(before[-1]):
        word = last + goes_on[0]
        return f"stands inside {quoted(word)}", word
    rest = after.lstrip(_SPACES)
    if not rest or not _closes(rest):
        return None
    gap = after[: len(after) - len(rest)]
    return f"stands before “{rest[0]}”", last + gap + rest[0]


def _closes(rest: str) -> bool:
    """Whether `rest` begins with punctuation that closes what stands before it."""
    mark, following = rest[0], rest[1:2]
    kind = unicodedata.category(mark)
    if kind == "Pi" or mark in "\"'":  # opens as a rule, closes in German: „so“
        return not following or following.isspace() or unicodedata.category(following)[0] == "P"
    return kind in ("Pe", "Pf") or (kind == "Po" and mark not in _OTHERS)
