"""Items in their lists, one within another."""

from __future__ import annotations

from edition.model import Block, Item, Role, Span
from edition.render.lists import ItemList, lists


def _block(name: str, *item: int | bool) -> Block:
    where = Item(*item) if item else None  # type: ignore[arg-type]
    return Block(Role.NARRATIVE, name, None, "", Span(0, 1), (), item=where)


def shown(found: tuple[ItemList, ...]) -> str:
    return " ".join(map(_shown, found))


def _shown(found: ItemList) -> str:
    items = (
        "".join(f"({_shown(part)})" if isinstance(part, ItemList) else part.unit for part in own)
        for own in (item.content for item in found.items)
    )
    return f"{'1' if found.counts else '-'}[{' '.join(items)}]"


def test_items_without_marks() -> None:
    assert shown(lists([_block("a"), _block("b")])) == "-[a b]"


def test_an_item_of_several_paragraphs() -> None:
    blocks = [_block("a", 0, True), _block("b", 0, False), _block("c", 0, True)]
    assert shown(lists(blocks)) == "-[ab c]"


def test_a_list_within_an_item() -> None:
    blocks = [
        _block("a", 1, True),
        _block("b", 0, True, 2),
        _block("c", 0, True, 2),
        _block("d", 0, True, 3),
        _block("e", 1, False),
        _block("f", 2, True),
    ]
    assert shown(lists(blocks)) == "1[a(-[b c(-[d])])e f]"


def test_other_lists_begin_where_signs_and_numbers_change() -> None:
    blocks = [
        _block("a", 0, True),
        _block("b", 1, True),
        _block("c", 2, True),
        _block("d", 1, True),
    ]
    assert shown(lists(blocks)) == "-[a] 1[b c] 1[d]"
