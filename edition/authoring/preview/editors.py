"""Editors: addresses that open a file at a line in the editor of whoever annotates. Pure."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from edition.model.dataclass import dataclass
from edition.model.problems import Place

#: The editors that register an address of their own, by name.
KNOWN = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
}
#: Schemes in which an address is not opened but run, or which lead to the net.
_REFUSED = frozenset(("javascript", "data", "vbscript", "blob", "http", "https", "about"))
_TEMPLATE = re.compile(r"([a-z][a-z0-9+.-]*):[\x21-\x7e]*")


@dataclass(frozen=True, slots=True)
class Editor:
    """An address with `{path}`, `{line}` and `{column}` in it; empty for no editor."""

    template: str = ""

    def link(self, root: Path, place: Place) -> str:
        """The address of a place of a file in the folder `root`."""
        pure = PurePosixPath(place.file)
        if not (self.template and place.file) or pure.is_absolute() or ".." in pure.parts:
            return ""
        path = quote((root / pure).as_posix(), safe="/:")
        path = path if path.startswith("/") else f"/{path}"  # C:/…
        line, column = str(max(1, place.line)), str(max(1, place.column))
        found = self.template.replace("{line}", line).replace("{column}", column)
        return found.replace("{path}", path)


NO_EDITOR = Editor()


def editor(name: str) -> Editor:
    """The editor of a name in `KNOWN`, or with an address of its own. Raises ValueError if it is
    neither."""
    template = KNOWN.get(name.strip().lower(), name.strip())
    found = _TEMPLATE.fullmatch(template)
    if not found or found[1] in _REFUSED or "{path}" not in template:
        raise ValueError(name)
    return Editor(template)
