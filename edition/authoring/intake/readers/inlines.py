"""What the readers of XHTML and of TEI share: the characters of elements, and what is in them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from edition.authoring.intake.manuscript import Inline

if TYPE_CHECKING:
    from lxml.etree import _Element

#: White space that is not one blank already.
_BLANK = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")


class InlineReader(ABC):
    """Makes inlines of the elements of one document; how of one element, its format says."""

    @abstractmethod
    def of(self, element: _Element) -> list[Inline]:
        """One element as inlines."""

    def text(self, text: str | None) -> list[Inline]:
        """Characters of an element, white space made single as HTML does it."""
        return [_BLANK.sub(" ", text)] if text else []

    def inside(self, element: _Element) -> list[Inline]:
        """All that is in an element."""
        found = self.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                found += self.of(child)
            found += self.text(child.tail)
        return found
