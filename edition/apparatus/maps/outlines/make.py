"""Makes `world-50m.json.gz` from the npm package `world-atlas`; README.md beside it tells how.

It is not part of a build: run it by hand, only to take a newer release of Natural Earth.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TypeAlias, TypedDict

HERE = Path(__file__).parent
NAME = "world-50m.json.gz"


#: Numbers of arcs, in lists of lists.
_Nest: TypeAlias = "list[int | _Nest]"


class _Geometry(TypedDict, total=False):
    arcs: _Nest
    id: str


class _Collection(TypedDict):
    geometries: list[_Geometry]


class _Objects(TypedDict):
    countries: _Collection
    land: _Collection


class Atlas(TypedDict):
    """What is used of a topology (TopoJSON 1.0)."""

    transform: dict[str, list[float]]
    objects: _Objects
    arcs: list[list[list[int]]]


def made(atlas: Atlas) -> dict[str, object]:
    """A topology of the land, of the lines that two countries share, and of the countries that
    have a number in ISO 3166-1, for their names: a line does not say whose it is."""
    uses = Counter(
        arc if arc >= 0 else ~arc
        for country in atlas["objects"]["countries"]["geometries"]
        for arc in _arcs(country.get("arcs", []))
    )
    (land,) = atlas["objects"]["land"]["geometries"]
    lines = [[arc] for arc, count in sorted(uses.items()) if count > 1]
    return {
        "type": "Topology",
        "transform": atlas["transform"],
        "objects": {
            "land": {"type": "MultiPolygon", "arcs": land["arcs"]},
            "boundaries": {"type": "MultiLineString", "arcs": lines},
            "countries": [
                [country["id"], _rings(country["arcs"])]
                for country in sorted(
                    atlas["objects"]["countries"]["geometries"], key=lambda item: item.get("id", "")
                )
                if country.get("id")
            ],
        },
        "arcs": atlas["arcs"],
    }


def _arcs(tree: _Nest) -> list[int]:
    """The numbers of the arcs in a nest of lists."""
    return [arc for item in tree for arc in (_arcs(item) if isinstance(item, list) else [item])]


def _rings(tree: _Nest) -> list[_Nest]:
    """The rings in a nest of lists, each a list of arcs."""
    found: list[_Nest] = []
    for item in tree:
        if isinstance(item, list):
            found += [item] if all(isinstance(arc, int) for arc in item) else _rings(item)
    return found


def main(source: str) -> None:
    """Read `countries-50m.json` at `source`, write the file beside this script."""
    topology = made(json.loads(Path(source).read_text("utf-8")))
    text = json.dumps(topology, separators=(",", ":"), sort_keys=True)
    (HERE / NAME).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
