"""Library: the text of a file without what a library that offers it has set around it. Pure."""

from __future__ import annotations

import re

from edition.model import Span

#: The lines between which Project Gutenberg puts the text, in all their forms since 1991.
_START = re.compile(
    r"^\*{2,3} ?START (?:OF|\*\* ?) ?(?:THE|THIS)? ?PROJECT GUTENBERG[^\n]*(?:\n[^\n]+)*|"
    r"^\*END\*? ?THE SMALL PRINT![^\n]*",
    re.MULTILINE,
)
_END = re.compile(
    r"^\*{2,3} ?END (?:OF ?)?(?:THE|THIS)? ?PROJECT GUTENBERG|"
    r"^End of (?:the |this )?Project Gutenberg",
    re.MULTILINE,
)


def own_text(text: str) -> Span:
    """The stretch between the library's header and its licence; all of it where there are none."""
    start = max((found.end() for found in _START.finditer(text)), default=0)
    end = _END.search(text, start)
    return Span(start, end.start() if end else len(text))
