"""Scans finished books for what must not be in them, by `verify` (epubsafety, pdfsafety)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf

from edition.verify import epubfile, epubsafety, pdfsafety
from edition.verify.model import Finding
from tests.paths import ROOT


def book(path: Path, folder: Path) -> list[Finding]:
    """What is in the EPUB or PDF at `path` that must not be; it was made of the edition in
    `folder`, whose name no book may tell, nor that of the builder or of the home folder."""
    words = [f"{place}/" for place in (ROOT, Path.home(), tempfile.gettempdir())] + [str(folder)]
    if path.suffix == ".epub":
        return list(epubsafety.findings(epubfile.read(path), words))
    with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
        return list(pdfsafety.findings(document, words))
