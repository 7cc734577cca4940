"""Pages of the original: where those of an older edition begin, from which the text is cited."""

from __future__ import annotations

import re
from typing import NamedTuple

from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.model.selectors import Selector

#: The name of a page: its number, or what a leaf is called (12, xiv, 12v, A3, 12-13).
NAME = r"[0-9A-Za-z*](?:[0-9A-Za-z.*/\u2013-]{0,10}[0-9A-Za-z*])?"
_NAME = re.compile(NAME)


def is_name(name: str) -> bool:
    """Whether a page can have this name."""
    return _NAME.fullmatch(name) is not None


class SourcePage(NamedTuple):
    """A page that the source itself marks: its name, its offset in the reading text, its place."""

    name: str
    offset: int
    place: Place


@dataclass(frozen=True, slots=True)
class PageRule:
    """A page that annotations.yaml declares: it begins with the words, or right `behind` them."""

    name: str
    selector: Selector
    behind: bool = False


@dataclass(frozen=True, slots=True)
class PagesOfOriginal:
    """How the pages of the original are told: `of` names the edition that they are of; `mark` is
    the pattern of the source's own marks; they are `shown`, and `listed` as the EPUB's pages."""

    of: str
    mark: str
    shown: bool
    listed: bool
    place: Place
