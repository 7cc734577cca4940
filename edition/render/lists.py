"""Lists: the items of the text in their lists, one within another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from edition.model import Block, Item
from edition.model.dataclass import dataclass

#: An item of a source that has no marks: its sign or number is among its own words.
_BARE = Item(0, first=True)


@dataclass(frozen=True, slots=True)
class ListItem:
    """The paragraphs of an item, and the lists that stand within it, in order."""

    content: tuple[Block | ItemList, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; the items of one that `counts` have numbers."""

    items: tuple[ListItem, ...]
    counts: bool


def lists(blocks: Sequence[Block]) -> tuple[ItemList, ...]:
    """The lists of blocks that follow one another: another begins where numbers follow signs, and
    where they begin anew."""
    return tuple(_list(group) for group in _runs(blocks, 1))


def _runs(blocks: Sequence[Block], depth: int) -> list[list[Block]]:
    """The blocks list by list; those deeper than `depth` go with what is before them."""
    found: list[list[Block]] = []
    last = _BARE
    for block in blocks:
        item = block.item or _BARE
        is_own = item.depth <= depth and item.first
        if not found or (is_own and not _follows(last, item)):
            found.append([])
        found[-1].append(block)
        last = item if item.depth <= depth else last
    return found


def _follows(before: Item, item: Item) -> bool:
    """Whether an item goes on with the list of the one before it."""
    if not (before.number and item.number):
        return bool(before.number) == bool(item.number)
    return item.number > before.number


def _list(blocks: Sequence[Block]) -> ItemList:
    first = blocks[0].item or _BARE
    items: list[list[Block]] = []
    for block in blocks:
        item = block.item or _BARE
        if not items or (item.first and item.depth <= first.depth):
            items.append([])
        items[-1].append(block)
    return ItemList(tuple(_item(own, first.depth) for own in items), bool(first.number))


def _item(blocks: Sequence[Block], depth: int) -> ListItem:
    content: list[Block | ItemList] = []
    deeper: list[Block] = []
    for block in blocks:
        if (block.item or _BARE).depth > depth:
            deeper.append(block)
            continue
        content += map(_list, _runs(deeper, depth + 1))
        deeper = []
        content.append(block)
    content += map(_list, _runs(deeper, depth + 1))
    return ListItem(tuple(content))
