"""A case: the files of a project as a contributor might send them, and what is asked of them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.books import EDITION, TEXT, annotations

#: The six things that a contributor can write; each has a module of strategies.
INPUTS = ("yaml", "markdown", "selectors", "svg", "images", "css")
ANNOTATIONS = "annotations.yaml"
SOURCE = "source.txt"


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """The files of one project, by name. `pdf` asks for the PDF too; it costs most of a second."""

    input: str
    files: Mapping[str, bytes]
    pdf: bool = False

    def __repr__(self) -> str:
        """In short: hypothesis prints cases."""
        return f"Case({self.input}, {self.digest}, pdf={self.pdf})"

    @property
    def digest(self) -> str:
        """The same for the same files."""
        whole = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            whole.update(b"%d %s %d " % (len(name), name.encode(), len(data)) + data)
        return whole.hexdigest()[:16]

    def write(self, folder: Path) -> None:
        """Write the files into `folder`, and nothing beside them."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def to_json(self) -> str:
        """The case as a file to keep; text as text, so that people can read it."""
        files = {name: _shown(data) for name, data in self.files.items()}
        whole = {"input": self.input, "pdf": self.pdf, "files": files}
        return json.dumps(whole, indent=1, ensure_ascii=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Case:
        """A case that was kept."""
        whole = json.loads(text)
        files = {name: _bytes(value) for name, value in whole["files"].items()}
        return cls(whole["input"], files, whole["pdf"])


def _shown(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _bytes(value: Mapping[str, str]) -> bytes:
    return value["text"].encode() if "text" in value else base64.b64decode(value["base64"])


def project(
    rest: str,
    source: str | bytes = TEXT,
    edition: str = EDITION,
    paragraphs: str = "line",
    **files: bytes,
) -> dict[str, bytes]:
    """The files of a project with these annotations; `files` by name."""
    data = source.encode() if isinstance(source, str) else source
    text = annotations(rest, data, edition, paragraphs)
    return {ANNOTATIONS: text.encode(), SOURCE: data, **files}


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar in ASCII, whatever is in it."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if " " <= char <= "~":
        return char
    code = ord(char)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
