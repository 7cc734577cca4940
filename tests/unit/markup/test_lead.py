"""What a text says before its first citation."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from edition.markup.lead import lead, length
from edition.markup.parse import parse
from edition.markup.tree import Node


def words(text: str) -> str:
    def plain(nodes: Iterable[Node]) -> str:
        return "".join(node.text + plain(node.children) for node in nodes)

    return plain(lead(parse(text)).nodes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It burned. [@a] It was built anew. [@b]", "It burned."),
        ("He said so; she denied it. [@a; @b] Later …", "He said so; she denied it."),
        ("No source at all.\n\nA second paragraph. [@a]", "No source at all."),
        ("Dr. Doe of St. Ives, No. 7. [@a]", "Dr. Doe of St. Ives, No. 7."),
        ("A *loom*, see [the mill](place:mill). [@a]", "A loom, see the mill."),
        ("As [@a, p. 3] has it, it burned. [@b]", "As  has it, it burned."),
        ("[@a] It burned.", ""),
        ("- an item\n- another", ""),
        ("> A quotation.", ""),
    ],
)
def test_the_words_before_the_first_citation(text: str, said: str) -> None:
    assert words(text) == said


def test_the_length_is_that_of_the_editors_words() -> None:
    assert length(lead(parse("A *loom*. [@a] More."))) == len("A loom.")
