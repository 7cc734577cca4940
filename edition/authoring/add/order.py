"""Order: where a new entry goes among those that are there. Pure.

Where they follow an order (of the text, of the alphabet, of time), it is kept; else the new one
goes to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from edition.anchoring.resolve import Anchorer
from edition.apparatus.chronology import dates
from edition.authoring.add.kinds import Kind
from edition.model import Selector, Span
from edition.model.problems import Place
from edition.text.normalize import sort_key

_Key = Any
_NO_PLACE = Place("")


def index_of(
    kind: Kind,
    values: Mapping[str, Any],
    siblings: Sequence[Any],
    anchorer: Anchorer,
    span: Span | None,
) -> int:
    """The index, from 0, at which an entry with these values goes among its `siblings`; `span` is
    where its words stand."""
    if kind.hangs_on_words:
        spans = [*_spans(siblings, anchorer), span]
        return _by_reading(spans[:-1], spans[-1])
    key = _KEYS.get(kind.name)
    if key is None:
        return len(siblings)
    keys = [_key(key, item) for item in (*siblings, values)]
    return _insertion(keys[:-1], keys[-1])


def _by_reading(spans: Sequence[Span | None], new: Span | None) -> int:
    """Among quotations in the order of their ends, where notes are called, or of their starts."""
    if new is None:
        return len(spans)
    by_end = [(span.end, span.start) if span else None for span in spans]
    if _is_sorted(by_end):
        return _insertion(by_end, (new.end, new.start))
    return _insertion(spans, new)


def _spans(siblings: Sequence[Any], anchorer: Anchorer) -> list[Span | None]:
    selectors = [_selector(item) for item in siblings]
    found = iter(anchorer.spans([item for item in selectors if item]))
    return [next(found) if item else None for item in selectors]


def _selector(item: Any) -> Selector | None:
    values = (
        [item.get(key, "") for key in ("quote", "prefix", "suffix")]
        if (isinstance(item, Mapping))
        else [None]
    )
    if not all(isinstance(value, str) for value in values) or not values[0]:
        return None
    return Selector(*values, _NO_PLACE)


def _insertion(keys: Sequence[_Key | None], new: _Key | None) -> int:
    """Behind the last key that is not greater; at the end where they are not in order."""
    if new is None or not _is_sorted(keys):
        return len(keys)
    greater = (k for k, key in enumerate(keys) if key is not None and key > new)
    first = next(greater, len(keys))
    # What has no key stays with what stands before it.
    return first


def _is_sorted(keys: Sequence[_Key | None]) -> bool:
    known = [key for key in keys if key is not None]
    return all(one <= other for one, other in pairwise(known))


def _key(make: Callable[[Mapping[str, Any]], _Key], item: Any) -> _Key | None:
    try:
        return make(item)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _day(item: Mapping[str, Any]) -> tuple[int, int]:
    found = dates.days(str(item["date"]), str(item.get("until") or ""))
    return found.first, found.last


def _line(item: Mapping[str, Any]) -> tuple[str, int]:
    file, _, number = str(item["caption"]).rpartition(":")
    return file, int(number)


_KEYS: dict[str, Callable[[Mapping[str, Any]], _Key]] = {
    "term": lambda item: sort_key(item["term"]),
    "person": lambda item: sort_key(item["name"]),
    "organization": lambda item: sort_key(item["name"]),
    "place": lambda item: sort_key(item["name"]),
    "event": _day,
    "source": lambda item: str(item["id"]),
    "photo": _line,
}
