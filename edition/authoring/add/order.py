"""Order: where a new entry goes among those that are there. Pure.

Where they follow an order (of the text, of the alphabet, of time), it is kept; where some are out
of it, the new one goes behind the nearest that belongs before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from edition.anchoring.resolve import Anchorer
from edition.apparatus.chronology import dates
from edition.authoring.add.kinds import Kind
from edition.languages import sorting
from edition.languages.collation import Key as NameKey
from edition.model import Selector, Span
from edition.model.problems import Place
from edition.yamlfile.load import YamlValue

#: What entries are sorted by.
Key: TypeAlias = tuple[str | int | NameKey, ...]
#: What makes the key of an entry, in the language of the edition.
_Maker: TypeAlias = Callable[[Mapping[str, YamlValue], str], Key]
_NO_PLACE = Place("")
#: From this share of entries on that are in order, the others are out of it; below it the list is
#: in an order of its editors'.
MOST = 0.8


def index_of(
    kind: Kind,
    values: Mapping[str, YamlValue],
    siblings: Sequence[YamlValue],
    anchorer: Anchorer,
    span: Span | None,
    language: str,
) -> int:
    """The index, from 0, at which an entry with these values goes among its `siblings`; `span` is
    where its words stand, `language` the edition's."""
    *keys, new = keys_of(kind, [*siblings, values], anchorer, language, span)
    return _insertion(keys, new)


def neighbour(
    kind: Kind,
    values: Mapping[str, YamlValue],
    siblings: Sequence[YamlValue],
    anchorer: Anchorer,
    span: Span | None,
    language: str,
) -> int | None:
    """The number of the sibling that a new entry belongs behind; of the first that it belongs
    before where none is; None where there are none."""
    if not siblings:
        return None
    *keys, new = keys_of(kind, [*siblings, values], anchorer, language, span)
    before = _nearest_before(keys, new)
    if before is not None:
        return before
    behind = _nearest_behind(keys, new)
    return len(siblings) - 1 if behind is None else behind


def keys_of(
    kind: Kind,
    items: Sequence[YamlValue],
    anchorer: Anchorer,
    language: str,
    span: Span | None = None,
) -> list[Key | None]:
    """What the entries of a kind are sorted by; None for one whose place is not known. `language`
    is the edition's; `span` is where the words of the last one stand, if that is known.

    Quotations are in the order of their ends, where notes are called; or of their starts, where
    the others are in that.
    """
    if not kind.hangs_on_words:
        make = _KEYS.get(kind.name)
        return [_key(make, item, language) if make else None for item in items]
    spans = spans_of(items, anchorer)
    if span is not None:
        spans[-1] = span
    by_end: list[Key | None] = [(at.end, at.start) if at else None for at in spans]
    by_start: list[Key | None] = [tuple(at) if at else None for at in spans]
    known = slice(0, len(items) - (span is not None))
    starts_fit = is_sorted(by_start[known]) and not is_sorted(by_end[known])
    return by_start if starts_fit else by_end


def spans_of(siblings: Sequence[YamlValue], anchorer: Anchorer) -> list[Span | None]:
    """Where the words of each entry stand; None for one whose place is not known."""
    selectors = [_selector(item) for item in siblings]
    found = iter(anchorer.spans([item for item in selectors if item]))
    return [next(found) if item else None for item in selectors]


def _selector(item: YamlValue) -> Selector | None:
    if not isinstance(item, Mapping):
        return None
    quote, prefix, suffix = (item.get(key, "") for key in ("quote", "prefix", "suffix"))
    if not (isinstance(quote, str) and isinstance(prefix, str) and isinstance(suffix, str)):
        return None
    return Selector(quote, prefix, suffix, _NO_PLACE) if quote else None


def _insertion(keys: Sequence[Key | None], new: Key | None) -> int:
    """Before the first key that is greater; where they are not in order, behind the nearest that
    is not. What has no key stays with what stands before it."""
    if new is None:
        return len(keys)
    if is_sorted(keys):
        greater = (k for k, key in enumerate(keys) if key is not None and key > new)
        return next(greater, len(keys))
    before = _nearest_before(keys, new)
    if before is not None:
        return before + 1
    behind = _nearest_behind(keys, new)
    return len(keys) if behind is None else behind


def _nearest_before(keys: Sequence[Key | None], new: Key | None) -> int | None:
    """The last of the greatest keys that are not greater than `new`."""
    fits = [(key, k) for k, key in enumerate(keys) if key and new and key <= new]
    return max(fits)[1] if fits else None


def _nearest_behind(keys: Sequence[Key | None], new: Key | None) -> int | None:
    """The first of the least keys that are greater than `new`."""
    fits = [(key, k) for k, key in enumerate(keys) if key and new and key > new]
    return min(fits)[1] if fits else None


def is_sorted(keys: Sequence[Key | None]) -> bool:
    """Whether the keys that are known rise."""
    known = [key for key in keys if key is not None]
    return all(one <= other for one, other in pairwise(known))


def out_of_order(keys: list[Key | None]) -> list[int]:
    """The numbers of the entries that would have to move; none where so many would that the list
    is in no order, or where the place of one is not known."""
    if is_sorted(keys) or None in keys:
        return []
    known = [key for key in keys if key is not None]
    kept = _longest_rise(known)
    astray = [k for k in range(len(keys)) if k not in kept]
    return astray if len(kept) >= MOST * len(keys) else []


def _longest_rise(keys: list[Key]) -> set[int]:
    """The numbers of a longest run of keys, with gaps, that do not fall (patience sorting)."""
    tops: list[Key] = []
    last: list[int] = []
    before: list[int] = []
    for k, key in enumerate(keys):
        at = bisect_right(tops, key)
        before.append(last[at - 1] if at else -1)
        tops[at : at + 1] = [key]
        last[at : at + 1] = [k]
    found: set[int] = set()
    k = last[-1] if last else -1
    while k >= 0:
        found.add(k)
        k = before[k]
    return found


def _key(make: _Maker, item: YamlValue, language: str) -> Key | None:
    try:
        return make(item, language) if isinstance(item, Mapping) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _day(item: Mapping[str, YamlValue], language: str) -> Key:
    found = dates.days(str(item["date"]), str(item.get("until") or ""))
    return found.first, found.last


def _line(item: Mapping[str, YamlValue], language: str) -> Key:
    file, _, number = str(item["caption"]).rpartition(":")
    return file, int(number)


def _id(item: Mapping[str, YamlValue], language: str) -> Key:
    return (str(item["id"]),)


def _name(key: str, kind: sorting.Kind = "name") -> _Maker:
    def made(item: Mapping[str, YamlValue], language: str) -> Key:
        name = item[key]
        if not isinstance(name, str):
            raise TypeError(f"{key} is no text")
        return (sorting.name_key(language, name, kind),)

    return made


_KEYS: dict[str, _Maker] = {
    "term": _name("term"),
    "person": _name("name", "person"),
    "organization": _name("name"),
    "place": _name("name", "place"),
    "subject": _name("name"),
    "event": _day,
    "source": _id,
    "photo": _line,
}
