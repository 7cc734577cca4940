"""Fixes of order: entries that stand elsewhere than the rest, which is in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import list_at
from edition.authoring.add import order
from edition.authoring.add.kinds import KINDS
from edition.authoring.add.order import Key
from edition.authoring.fix.fix import Fix, Sort
from edition.yamlfile.load import YamlFile, YamlPath


def order_fixes(file: YamlFile, anchorer: Anchorer, language: str) -> Iterator[Fix]:
    """For each list of what hangs on words of the text, in each file: the order of the text."""
    for kind in KINDS.values():
        if not kind.hangs_on_words:
            continue
        items = list_at(file.data, kind.path)
        keys = order.keys_of(kind, items, anchorer, language)
        for numbers in _by_file(file, kind.path, len(items)):
            own = [keys[k] for k in numbers]
            astray = order.out_of_order(own)
            if not astray:
                continue
            path: YamlPath = (*kind.path, numbers[0])
            sorting = tuple(k for _, k in sorted(_placed(own)))
            count = "1 entry" if len(astray) == 1 else f"{len(astray)} entries"
            words = f"{count} of `{kind.path[-1]}` put where the words stand in the text."
            place = file.place((*kind.path, numbers[astray[0]]))
            yield Fix("entry-order", place, words, (Sort(path, sorting),))


def _by_file(file: YamlFile, path: YamlPath, count: int) -> list[list[int]]:
    """The numbers of the items that stand in each file."""
    found: dict[str, list[int]] = {}
    for k in range(count):
        found.setdefault(file.origin((*path, k))[0], []).append(k)
    return list(found.values())


def _placed(keys: list[Key | None]) -> Iterator[tuple[Key, int]]:
    for k, key in enumerate(keys):
        assert key is not None  # `out_of_order` finds none where a place is not known
        yield key, k
