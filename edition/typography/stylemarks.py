"""Style marks: how many letters the mark of a list, or a number in words of the sheet's own, has.

A counter style can repeat its symbols by the number that is counted, or fill up to a length (CSS
Counter Styles 3, 3.1.4, 3.1.5 and 3.6): a few letters in the sheet are a page in the book.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from edition.typography import cssvalues

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: Letters that one declaration, or one mark, puts on the page.
MAX_LETTERS = 500

_SAID = f"A mark of a list, or a number, has more than {MAX_LETTERS} letters"
#: What a counter style shows once, whatever is counted.
_ONCE = ("prefix", "suffix", "negative")
#: Systems that do not repeat a symbol by the number.
_OTHERS = ("cyclic", "numeric", "alphabetic", "fixed")


def findings(rules: Sequence[Node], count: float) -> Iterator[tuple[Node, str]]:
    """What is too long in the counter styles of a sheet; `count` is the highest number that its
    counters come to."""
    import tinycss2

    for rule in _counter_styles(rules):
        given = {
            item.lower_name: item
            for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
            if item.type == "declaration"
        }
        for name, declaration in given.items():
            if _letters(name, declaration.value, _system(given), count) > MAX_LETTERS:
                yield declaration, _SAID


def of_symbols(function: Node, count: float) -> Iterator[str]:
    """The same of a `symbols()`, which is a counter style without a name."""
    first = next((word for word in _words(function.arguments)), "").lower()
    system = first if first in _OTHERS else "symbolic"
    if _letters("symbols", function.arguments, system, count) > MAX_LETTERS:
        yield _SAID


def _counter_styles(rules: Sequence[Node]) -> Iterator[Node]:
    stack = list(rules)[::-1]
    while stack:
        rule = stack.pop()
        if rule.type != "at-rule" or not rule.content:
            continue
        if rule.lower_at_keyword == "counter-style":
            yield rule
        else:
            stack += cssvalues.parts(rule)[::-1]


def _system(given: dict[str, Node]) -> str:
    """How the symbols are put together; symbolic, where that is not said (3.1)."""
    words = _words(given["system"].value) if "system" in given else []
    return words[0].lower() if words else "symbolic"


def _letters(name: str, value: Sequence[Node], system: str, count: float) -> float:
    """How many letters a descriptor can make of one number."""
    shown = _words(value)
    longest = max(map(len, shown), default=0)
    numbers = [abs(float(node.value)) for node in value if node.type == "number"]
    if name == "pad":
        return longest * max(numbers, default=0.0)
    if name == "additive-symbols":
        return longest * count / max(1.0, min(filter(None, numbers), default=1.0))
    if name == "symbols" and system == "symbolic":
        return longest * math.ceil(count / max(1, len(shown)))
    return longest if name in ("symbols", *_ONCE) else 0.0


def _words(value: Iterable[Node]) -> list[str]:
    return [found for node in value if (found := cssvalues.letters(node))]
