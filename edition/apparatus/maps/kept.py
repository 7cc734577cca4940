"""Kept: maps that were drawn by an earlier build. Like all that is kept, in the user's own folder,
under a key that says all that they were made of, the builder's code included."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace

from edition.apparatus.maps.drawing import Drawing
from edition.system import cachedir, fingerprint

#: What of a drawing is numbers and words alone; `labels` are for those who draw it.
_FIELDS = tuple(item.name for item in fields(Drawing) if item.name not in ("paint", "labels"))
_LISTS = ("places", "crowded", "absent", "key", "unused")


def drawing(key: str, anew: Callable[[], Drawing]) -> Drawing:
    """The drawing that is kept under `key`, or one made `anew`, which is kept then. The SVG itself
    is kept apart, when it has been asked for."""
    cache = _cache()
    data = cache.get(f"said {key}")
    if data is None:
        made = anew()
        words = {name: getattr(made, name) for name in _FIELDS}
        _put(cache, f"said {key}", json.dumps(words).encode())
    else:
        read = json.loads(data)
        lists = {name: tuple(read[name]) for name in _LISTS}
        made = Drawing(paint=lambda: anew().paint(), **{**read, **lists})
    return replace(made, paint=lambda: _painted(cache, f"drawn {key}", made.paint))


def _painted(cache: cachedir.Cache, key: str, paint: Callable[[], str]) -> str:
    data = cache.get(key)
    if data is not None:
        return data.decode()
    svg = paint()
    _put(cache, key, svg.encode())
    return svg


def _put(cache: cachedir.Cache, key: str, data: bytes) -> None:
    cache.put(key, data)
    cache.tidy()


def _cache() -> cachedir.Cache:
    folder = cachedir.kept("maps")
    return cachedir.Cache(folder, fingerprint.digest() if folder else "")
