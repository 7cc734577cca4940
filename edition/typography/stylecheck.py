"""Style check: refuses what a style sheet of a contributor must not do. Pure: CSS in, problems out.

A style sheet may change how a book looks. It may not reach out of the book, make links, spoil the
PDF, or ask for so much that the machine stands still: each bound is far beyond what a book needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from edition.model.problems import Place, Problem, Severity
from edition.typography import styleproducts
from edition.typography.faces import AMIRI, FRANK_RUHL, GARAMOND, NOTO
from edition.typography.fonts import FEATURES

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: The longest style sheet, in characters; the builder's own have 44,000 together.
MAX_LENGTH = 200_000
#: Blocks and brackets within each other, and words of one selector: both are read recursively.
MAX_DEPTH, MAX_SELECTOR = 16, 400
#: The largest number of any unit: WeasyPrint keeps lengths in C integers and fills grids at once.
MAX_NUMBER = 10_000

_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "attachment"})
_ENDLESS = re.compile(r"[0-9]{201}")
_REACHING = frozenset({"import", "font-face", "namespace"})
_KEYWORDS = frozenset(("serif", "inherit", "initial", "unset", "revert", ""))
_BLOCKS = ("qualified-rule", "at-rule", "{} block")
#: The style sheets that the PDF does not have.
FOR_SCREENS = ("styles/epub.css", "styles/modern.css")


def problems(name: str, text: str) -> Iterator[Problem]:
    """What is wrong with the style sheet `name` of a project."""
    if len(text) > MAX_LENGTH:
        yield _too_much(Place(name), f"It has {len(text):,} characters; {MAX_LENGTH:,} are allowed")
        return
    if endless := _ENDLESS.search(text):  # at 4,300 digits Python gives up (int_max_str_digits)
        line = text.count("\n", 0, endless.start()) + 1
        message = "The style sheet: a number of more than 200 digits."
        yield Problem("style-syntax", Place(name, line), message, "")
        return
    rules = _rules(text)
    for node, depth in _walk(rules):
        place = Place(name, getattr(node, "source_line", 0), getattr(node, "source_column", 0))
        if depth > MAX_DEPTH:
            yield _too_much(place, f"Its blocks and brackets are more than {MAX_DEPTH} deep")
            return
        yield from _reaching_out(node, place)
        yield from _too_large(node, place)
        if not name.startswith(FOR_SCREENS):
            yield from _not_for_archives(node, place)
            yield from _no_effect(node, name)


def products(texts: Mapping[str, str]) -> Iterator[Problem]:
    """What is too much in style sheets that are used together, by their names; `problems` has
    found nothing in them."""
    sheets = {name: _rules(text) for name, text in texts.items()}
    known = styleproducts.known(sheets.values())
    for name, rules in sheets.items():
        found = {
            (node.source_line, node.source_column, message): None
            for node, message in styleproducts.findings(rules, known)
        }
        for line, column, message in sorted(found):
            yield _too_much(Place(name, line, column), message)


def _rules(text: str) -> list[Node]:
    import tinycss2

    # A form feed ends a line in CSS (Syntax 3, 3.3), and in no editor.
    text = text.replace("\f", " ")
    found: list[Node] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return found


def _walk(nodes: Iterable[Node]) -> Iterator[tuple[Node, int]]:
    """Every node in the sheet's order, and how many others it stands in."""
    stack = [(node, 0) for node in reversed(list(nodes))]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        for part in ("arguments", "content", "prelude"):
            inner = getattr(node, part, None) or ()
            stack.extend((item, depth + 1) for item in reversed(inner))


def _reaching_out(node: Node, place: Place) -> Iterator[Problem]:
    kind = getattr(node, "type", "")
    hint = "Fonts and pictures come from the builder; a style sheet can name no files."
    if kind == "error":
        yield Problem("style-syntax", place, f"The style sheet: {node.message}.", "")
    elif (word := _at_word(node)) in _REACHING:
        message = f"@{word} is not allowed in a style sheet."
        yield Problem("style-reaches-out", place, message, hint)
    elif kind == "function" and node.lower_name == "expression":
        # Old readers with the engine of Internet Explorer run what is in it.
        message = "expression() is not allowed in a style sheet."
        yield Problem("style-reaches-out", place, message, "Write a length or a color.")
    elif kind == "url" or (kind == "function" and node.lower_name in _FETCHING):
        yield Problem("style-reaches-out", place, "A style sheet cannot name a file.", hint)
    elif kind == "ident" and node.lower_value.startswith("-weasy-"):
        # -weasy-link makes a link of whatever an attribute says.
        message = f"{node.lower_value} is not allowed: links and anchors are the builder's."
        yield Problem("style-reaches-out", place, message, "Take it out.")


def _at_word(node: Node) -> str:
    """The word behind an @, of a rule of its own or inside of a block; "" for all else."""
    if getattr(node, "type", "") == "at-rule":
        return str(node.lower_at_keyword)
    return node.value.lower() if getattr(node, "type", "") == "at-keyword" else ""


def _too_large(node: Node, place: Place) -> Iterator[Problem]:
    kind = getattr(node, "type", "")
    if kind in ("number", "percentage", "dimension") and not abs(node.value) <= MAX_NUMBER:
        yield _too_much(place, f"The number {node.representation} is beyond {MAX_NUMBER:,}")
    elif kind == "qualified-rule" and len(node.prelude) > MAX_SELECTOR:
        yield _too_much(place, f"A selector has more than {MAX_SELECTOR} words and marks")
    if kind in ("qualified-rule", "at-rule", "{} block") and node.content:
        for token in _of_variables(node.content):
            where = place.at(token.source_line, token.source_column)
            yield _too_much(where, "A variable is made of other variables")


def _of_variables(block: Iterable[Node]) -> Iterator[Node]:
    """Each var() in the value of a custom property: ten of them, each made of two others, are a
    thousand words, and thirty a thousand million."""
    begins, custom = True, False
    for token in block:
        kind = token.type
        if kind == "ident" and begins:
            custom = token.value.startswith("--")
        if custom:
            yield from (
                inner
                for inner, _ in _walk([token])
                if inner.type == "function" and inner.lower_name == "var"
            )
        if kind == "{} block" or (kind == "literal" and token.value == ";"):
            begins, custom = True, False
        elif kind not in ("whitespace", "comment"):
            begins = False


def _no_effect(node: Node, name: str) -> Iterator[Problem]:
    """Warnings of what the PDF does not have, and shows nothing of: families that the builder does
    not bring, and features that are not in its fonts, since they show letters as others."""
    import tinycss2

    if getattr(node, "type", "") not in _BLOCKS or not node.content:
        return
    if _at_word(node) == "font-face":  # which is refused
        return
    for item in tinycss2.parse_blocks_contents(node.content, skip_comments=True):
        if item.type != "declaration":
            continue
        place = Place(name, item.source_line, item.source_column)
        if item.lower_name == "font-family":
            family = _first_family(item.value)
            if family.lower() not in _KEYWORDS and family not in _families(name):
                message = f"The PDF has no font “{family}” for this, and takes the first it has."
                hint = f"Known: {', '.join(_families(name))}. No font of the machine is taken."
                yield Problem("style-no-effect", place, message, hint, Severity.WARNING)
        elif item.lower_name == "font-feature-settings":
            for tag in (token.value for token in item.value if token.type == "string"):
                if tag not in FEATURES:
                    message = f"The fonts have no feature “{tag}” in the books."
                    hint = f"Known: {', '.join(FEATURES)}."
                    yield Problem("style-no-effect", place, message, hint, Severity.WARNING)


def _families(name: str) -> tuple[str, ...]:
    """The families that the PDFs of a style sheet have."""
    main = NOTO if name == "styles/pdf-large-print.css" else GARAMOND
    return (main, AMIRI, FRANK_RUHL)


def _first_family(value: Iterable[Node]) -> str:
    """The first family of a list, without quotes."""
    words: list[str] = []
    for token in value:
        if token.type == "literal" and token.value == ",":
            break
        if token.type in ("string", "ident"):
            words.append(token.value)
    return " ".join(words)


def _too_much(place: Place, message: str) -> Problem:
    hint = "Write it shorter, with smaller numbers; no book needs so much."
    return Problem("style-too-much", place, f"{message}.", hint)


def _not_for_archives(node: Node, place: Place) -> Iterator[Problem]:
    """What WeasyPrint would write so that the PDF is no PDF/A and PDF/UA any more: words that
    shine through are put into a picture, and a color of inks has no profile."""
    kind = getattr(node, "type", "")
    if kind == "function" and node.lower_name == "device-cmyk":
        yield Problem(
            "style-not-for-pdf",
            place,
            "A color of inks, device-cmyk(), cannot stand in the PDF.",
            "Write it as rgb(): PDFs for print are gray, and the others are for screens.",
        )
    elif kind == "ident" and node.lower_value == "opacity":
        yield Problem(
            "style-not-for-pdf",
            place,
            "The PDF cannot have opacity: its words could not be read.",
            "Give it a lighter color instead, as rgb(); epub.css may have opacity.",
        )
