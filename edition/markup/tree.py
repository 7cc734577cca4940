"""What a parsed note body is made of; plain data, shared by the modules `markup*`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.model.dataclass import dataclass
from edition.model.problems import Severity

#: Link schemes of the index: `[words](person:id)`.
HEADINGS = ("person", "organization", "place", "subject")
#: Kinds of nodes that are links, and have ids for targets or an address.
LINKS = ("link", "term", "note", "passage", "page", *HEADINGS)
#: The parts of a table, but for its cells; and its cells.
ROWS, CELLS = ("table", "thead", "tbody", "tr"), ("th", "td")


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One source in a citation; `label` is a CSL locator name or empty. `suffix` is all that
    stands behind the locator, with the comma it begins with."""

    id: str
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    without_author: bool = False


@dataclass(frozen=True, slots=True)
class Defect:
    """What is refused in a body, or warned of; `line` is the 0-based line inside the body, `words`
    are the signs on it, or on one below it, that are to blame, where they are known."""

    code: str
    line: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    words: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The sources named in one pair of brackets, at the 0-based `line` of the body.

    `own_sentence`: it stands where a sentence would, so that it wants a capital and a full stop.
    """

    items: tuple[CitationItem, ...]
    line: int = 0
    own_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A use of an id that somebody else must know; `kind` is cite, term, note, passage (a
    paragraph of the text, as p12), page (of the original), or the kind of an index heading."""

    kind: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """An element, a text or a reference; `kind` says which fields count.

    text: `text`. code: `text`. cite: `citation`. link, term, note, passage, page, and
    the kinds of index headings: `target` (address or id).
    picture: `target` (its id), `text` (its alt, if other than the declared one).
    ol: `start`. span: `lang`, `dir`, `name` (its class). th, td: `align`, empty or center or right.
    p, h2, blockquote, ul, li, em, strong, sup, sub, br, table, thead, tbody, tr: children only.
    `style` is CSS that a rendition sets a table or a cell in; no parser writes it.
    """

    kind: str
    text: str = ""
    target: str = ""
    lang: str = ""
    dir: str = ""
    align: str = ""
    name: str = ""
    style: str = ""
    start: int = 1
    citation: Citation | None = None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed note body: its tree, what it refers to, and what is wrong with it."""

    nodes: tuple[Node, ...] = ()
    citations: tuple[Citation, ...] = ()
    references: tuple[Ref, ...] = ()
    defects: tuple[Defect, ...] = ()

    def has_marks(self) -> bool:
        """Whether letters are raised or lowered in it, or are small capitals, and whether it has
        pictures."""
        return any(map(_is_marked, self.nodes))


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all that is in them, each before what is in it."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _is_marked(node: Node) -> bool:
    own = node.kind in ("sup", "sub", "picture") or bool(node.name)
    return own or any(map(_is_marked, node.children))
