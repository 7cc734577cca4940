"""Marked: quotations that were copied from a file with its marks. Pure.

The words are looked for in the files as they are, and what stands there of the reading text is
what was meant.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from itertools import islice

from edition.anchoring.search import every
from edition.model import SourceText, Span
from edition.model.dataclass import dataclass
from edition.text import marks
from edition.text.normalize import Folded, fold, fold_quote

#: What no quotation of a reading text needs; without any of it nothing is looked for.
_SIGNS = re.compile(r"[_*=+~^\[\]{}<>\\`#|&/$%@]|--|^\W*[->\d]|\n[ \t]*[->\d]", re.M)


@lru_cache(maxsize=1)
def _folded(files: str) -> Folded:
    """Remembered, since the source stays the same while its notes are edited."""
    return fold(files)


@dataclass(slots=True)
class Files:
    """The files of a source with marks, as they are."""

    source: SourceText
    _found: dict[str, list[Span]] = field(default_factory=dict)

    def may_have(self, quote: str) -> bool:
        """Whether a quotation has anything that the files have, and the reading text has not."""
        return self.source.marked is not None and _SIGNS.search(quote) is not None

    def words(self, quote: str) -> str | None:
        """The words of the reading text that a quotation of the files is; None where it is none.
        Of several places the first is looked at: their words are the same, but for white space."""
        places = self._places(quote)
        return self.source.words(places[0]) if places else None

    def only_place(self, quote: str) -> Span | None:
        """Where in the reading text a quotation stands that is in the files once."""
        places = self._places(quote)
        return places[0] if len(places) == 1 else None

    def _places(self, quote: str) -> list[Span]:
        """The first two places in the reading text of a quotation of the files."""
        marked = self.source.marked
        if marked is None or not self.may_have(quote):
            return []
        if quote not in self._found:
            folded = _folded(marks.put_back(self.source.text, marked.pieces))
            bare = fold_quote(quote)
            found = islice(every(folded.text, bare), 2)
            spans = (marks.shown(marked, folded.back(at, at + len(bare))) for at in found)
            self._found[quote] = [span for span in spans if span]
        return self._found[quote]
