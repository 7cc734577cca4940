"""Driver: what git asks where two people changed one file of annotations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from edition.assembly import partial
from edition.assembly.inputs import ANNOTATIONS
from edition.assembly.partial import Reading
from edition.authoring.add import order
from edition.authoring.add.kinds import KINDS
from edition.authoring.merge import entries, lines
from edition.authoring.merge.entries import Merged
from edition.authoring.merge.lines import Labels
from edition.model.problems import BuildFailed
from edition.system.project import Project
from edition.yamlfile.load import YamlPath, YamlValue


def merged(
    top: Path, name: str, base: bytes, ours: bytes, theirs: bytes, labels: Labels
) -> tuple[bytes, tuple[str, ...]]:
    """The file `name` (its path from the folder `top` of the repository) with the changes of both
    sides, and what is marked in it to be settled by hand. Never raises for bad input."""
    try:
        old, one, other = (data.decode("utf-8") for data in (base, ours, theirs))
    except UnicodeDecodeError:
        # No letter is changed: each byte is one of these.
        old, one, other = (data.decode("latin-1") for data in (base, ours, theirs))
        text, count = lines.merged(old, one, other, labels)
        return text.encode("latin-1"), (name,) if count else ()
    places = _Places(top, name, ours)
    found: Merged = entries.merged(name, old, one, other, labels, places.of)
    return found.text.encode(), found.conflicts


class _Places:
    """Where new entries belong, by the text of the edition, which is read when it is asked for."""

    def __init__(self, top: Path, name: str, ours: bytes) -> None:
        self.top = top
        self.name = PurePosixPath(name)
        self.ours = ours
        self._reading: Reading | None = None
        self._tried = False

    def of(self, path: YamlPath, items: Sequence[YamlValue]) -> Sequence[order.Key | None]:
        """What the entries of the list at `path` are sorted by; None for those that are in no
        order, and where the text cannot be read."""
        kind = next((kind for kind in KINDS.values() if kind.path == path), None)
        reading = self._read()
        if kind is None or reading is None:
            return [None] * len(items)
        return order.keys_of(kind, items, reading.anchorer, reading.annotations.metadata.language)

    def _read(self) -> Reading | None:
        if not self._tried:
            self._tried = True
            for folder in self.name.parents:
                if (self.top / folder / ANNOTATIONS).is_file():
                    project = Project.at(self.top / folder)
                    own = self.name.relative_to(folder).as_posix()
                    try:
                        self._reading = partial.read(project.with_files({own: self.ours}))
                    except BuildFailed:
                        self._reading = None  # the order is that of the files then
                    break
        return self._reading
