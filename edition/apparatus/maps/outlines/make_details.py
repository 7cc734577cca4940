"""Makes `details-10m.json.gz` from files of Natural Earth; README.md beside it tells how.

It is not part of a build: run it by hand, only to take a newer release of Natural Earth.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAME = "details-10m.json.gz"
#: Hundredths of a degree, the unit of the file.
UNIT = 100
#: The ranks that are kept: those beyond are brooks and ponds on any map of two degrees.
RIVERS, LAKES, SEAS = 12, 9, 7
#: How far a point may be from the line that stands for it, in units: of lines, and of areas that
#: are never drawn, but in which a name is placed or is not.
FINE, ROUGH = 0.7, 10.0

Point = tuple[int, int]


def features(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The features of a file that have a shape."""
    text = (folder / f"{name}.json").read_text("utf-8")
    yield from (item for item in json.loads(text)["features"] if item["geometry"])


def lines(feature: dict[str, Any]) -> list[list[list[float]]]:
    """The lines or the rings of a feature."""
    kind, found = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    if kind == "LineString":
        return [found]
    if kind == "MultiPolygon":
        return [ring for area in found for ring in area]
    return list(found)


def packed(line: Iterable[list[float]], tolerance: float) -> list[int]:
    """A line as whole numbers: the box around it (west, south, east, north), then x and y by
    turns, each the difference from the one before."""
    points = [(round(item[0] * UNIT), round(item[1] * UNIT)) for item in line]
    kept = simplified(points, tolerance)
    xs, ys = [x for x, _ in kept], [y for _, y in kept]
    found = [min(xs), min(ys), max(xs), max(ys), *kept[0]]
    for (x, y), (u, v) in pairwise(kept):
        found += [u - x, v - y]
    return found


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """After D. H. Douglas and T. K. Peucker, Algorithms for the reduction of the number of points
    (The Canadian Cartographer 10, 1973). A ring is halved first, where it is farthest."""
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        far, most = 0, tolerance
        for k in range(first + 1, last):
            if (apart := distance(points[k], points[first], points[last])) > most:
                far, most = k, apart
        if far:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [points[k] for k in sorted(keep)]


def distance(p: Point, a: Point, b: Point) -> float:
    """From a point to a stretch."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    x, y = p[0] - a[0] - share * dx, p[1] - a[1] - share * dy
    return float((x * x + y * y) ** 0.5)


def ranked(folder: Path, names: Iterable[str], most: int, least: int) -> list[list[Any]]:
    """[rank, line] of what is drawn, the chief first, of at least so many points. The Caspian Sea
    is among the coasts."""
    found = []
    for name in names:
        for item in features(folder, name):
            rank = item["properties"]["scalerank"]
            if rank is None or rank > most or item["properties"]["name"] == "Caspian Sea":
                continue
            packs = (packed(line, FINE) for line in lines(item) if line)
            found += [[int(rank), line] for line in packs if len(line) >= 4 + 2 * least]
    return sorted(found, key=lambda item: item[0])


def seas(folder: Path) -> list[list[Any]]:
    """[rank, names by language, rings] of the seas that have a name."""
    found = []
    for item in features(folder, "ne_10m_geography_marine_polys"):
        about = item["properties"]
        if not about["name"] or about["scalerank"] > SEAS or about["featurecla"] == "river":
            continue
        # French names in capitals have lost their accents.
        french = about["name_fr"] or ""
        names = {"en": name(about["name"]), "fr": "" if french.isupper() else name(french)}
        rings = [packed(ring, ROUGH) for ring in lines(item)]
        found.append([about["scalerank"], {k: v for k, v in names.items() if v}, big(rings)])
    return sorted(found, key=lambda item: item[0])


def name(words: str) -> str:
    """A name without the doubled spaces and the capitals of the file."""
    words = " ".join(words.split())
    return words.title() if words.isupper() else words


def big(rings: list[list[int]]) -> list[list[int]]:
    """The rings that are more than a triangle; all of them if none is."""
    return [ring for ring in rings if len(ring) > 12] or rings


def spelled(line: list[int]) -> list[int | str]:
    """A packed line with its box as numbers and its points as text: most lines are far from a map,
    and reading text is quicker than reading a million numbers."""
    return [*line[:4], " ".join(map(str, line[4:]))]


def written(made: dict[str, Any]) -> bytes:
    """The file of the four lists, with each packed line spelled."""
    rows: dict[str, list[Any]] = {
        "rivers": [[rank, spelled(line)] for rank, line in made["rivers"]],
        "lakes": [[rank, spelled(line)] for rank, line in made["lakes"]],
        "seas": [[rank, names, list(map(spelled, rings))] for rank, names, rings in made["seas"]],
        "disputed": list(map(spelled, made["disputed"])),
    }
    text = json.dumps(rows, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return gzip.compress(text.encode(), 9, mtime=0)


def main(source: str) -> None:
    """Read the GeoJSON files in the folder `source`, write the file beside this script."""
    folder = Path(source)
    rivers = ("ne_10m_rivers_lake_centerlines", "ne_10m_rivers_europe")
    made = {
        "rivers": ranked(folder, (*rivers, "ne_10m_rivers_north_america"), RIVERS, 2),
        "lakes": ranked(folder, ("ne_10m_lakes", "ne_10m_lakes_europe"), LAKES, 4),
        "seas": seas(folder),
        "disputed": [
            packed(ring, FINE * 5)
            for item in features(folder, "ne_10m_admin_0_disputed_areas")
            for ring in lines(item)
        ],
    }
    (HERE / NAME).write_bytes(written(made))


if __name__ == "__main__":
    main(sys.argv[1])
