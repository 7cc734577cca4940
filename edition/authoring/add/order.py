"""Order: where a new entry goes among those that are there. Pure.

Where they follow an order (of the text, of the alphabet, of time), it is kept; else the new one
goes to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from edition.anchoring.resolve import Anchorer
from edition.apparatus.chronology import dates
from edition.authoring.add.kinds import Kind
from edition.languages import sorting
from edition.languages.collation import Key
from edition.model import Selector, Span
from edition.model.problems import Place
from edition.yamlfile.load import YamlValue

#: What entries are sorted by.
_Key: TypeAlias = tuple[str | int | Key, ...]
#: What makes the key of an entry, in the language of the edition.
_Maker: TypeAlias = Callable[[Mapping[str, YamlValue], str], _Key]
_NO_PLACE = Place("")


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
    if kind.hangs_on_words:
        spans = [*_spans(siblings, anchorer), span]
        return _by_reading(spans[:-1], spans[-1])
    key = _KEYS.get(kind.name)
    if key is None:
        return len(siblings)
    keys = [_key(key, item, language) for item in (*siblings, values)]
    return _insertion(keys[:-1], keys[-1])


def _by_reading(spans: Sequence[Span | None], new: Span | None) -> int:
    """Among quotations in the order of their ends, where notes are called, or of their starts."""
    if new is None:
        return len(spans)
    by_end = [(span.end, span.start) if span else None for span in spans]
    if _is_sorted(by_end):
        return _insertion(by_end, (new.end, new.start))
    return _insertion(spans, new)


def _spans(siblings: Sequence[YamlValue], anchorer: Anchorer) -> list[Span | None]:
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


def _key(make: _Maker, item: YamlValue, language: str) -> _Key | None:
    try:
        return make(item, language) if isinstance(item, Mapping) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _day(item: Mapping[str, YamlValue], language: str) -> _Key:
    found = dates.days(str(item["date"]), str(item.get("until") or ""))
    return found.first, found.last


def _line(item: Mapping[str, YamlValue], language: str) -> _Key:
    file, _, number = str(item["caption"]).rpartition(":")
    return file, int(number)


def _id(item: Mapping[str, YamlValue], language: str) -> _Key:
    return (str(item["id"]),)


def _name(key: str, kind: sorting.Kind = "name") -> _Maker:
    def made(item: Mapping[str, YamlValue], language: str) -> _Key:
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
    "event": _day,
    "source": _id,
    "photo": _line,
}
