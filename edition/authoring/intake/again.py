"""Again: a new version of an original, for an edition that was made of the old one. The source it
gives takes the place of the old source by `rebase`; the annotations stay, and follow their
words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from edition.authoring.intake import ledger, put, run
from edition.authoring.intake.bounds import refuse
from edition.authoring.intake.draft import Options
from edition.authoring.intake.read import Progress
from edition.authoring.intake.run import Made
from edition.system import files
from edition.system.project import Project
from edition.yamlfile.load import load


def make(original: Path, folder: Path, options: Options, progress: Progress) -> Made:
    """The new version, read as the old one was. Raises `BuildFailed`: `import-again` where the
    edition in `folder` was not imported, and as `run.make` does."""
    notes = _recorded(folder)
    return run.make(original, replace(options, editors_notes=notes == "editor"), progress)


def _recorded(folder: Path) -> str:
    """Whose the notes were when the edition was made."""
    path = folder / ledger.FILE
    if not path.is_file():
        message = f"{folder} has no {ledger.FILE}: it was not made by `import`."
        hint = "Use `rebase` with a new version of its source, or import into a new folder."
        refuse("import-again", str(path), message, hint)
    data = load(ledger.FILE, path.read_bytes()).group
    original = data.get("original")
    notes = original.get("notes") if isinstance(original, Mapping) else None
    return str(notes or "author")


def source_name(folder: Path) -> str:
    """The source that takes the new text. Raises `BuildFailed` where there is no annotations
    file."""
    from edition.assembly.inputs import read_annotations

    data = load(put.ANNOTATIONS, read_annotations(Project.at(folder))).group
    source = data.get("source")
    entries = source.get("files") if isinstance(source, Mapping) else None
    first = entries[0] if isinstance(entries, list) and entries else {}
    return str(first.get("path", "")) if isinstance(first, Mapping) else ""


@contextmanager
def text_beside(made: Made) -> Iterator[Path]:
    """The new source as a file outside of the project."""
    with tempfile.TemporaryDirectory(prefix="edition-import-") as folder:
        files.write_all(Path(folder), {made.source: made.files[made.source]})
        yield Path(folder) / made.source


def finish(made: Made, folder: Path) -> None:
    """Write what belongs to the new version beside its source: the original, the pictures that
    are new, the ledger."""
    own = {made.source, put.ANNOTATIONS}
    put.write(folder, {name: data for name, data in made.files.items() if name not in own})
