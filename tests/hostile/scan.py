"""Scans finished books for what must not be in them, by `verify` (epubsafety, pdfsafety)."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf

from edition.verify.epub import container
from edition.verify.epub import safety as epub_safety
from edition.verify.findings import Finding
from edition.verify.pdf import safety as pdf_safety
from tests.paths import ROOT


def book(path: Path, folder: Path) -> list[Finding]:
    """What is in the EPUB or PDF at `path` that must not be; it was made of the edition in
    `folder`, whose name no book may tell, nor that of the builder or of the home folder."""
    words = [f"{place}/" for place in (ROOT, Path.home(), tempfile.gettempdir())] + [str(folder)]
    if path.suffix == ".epub":
        return list(epub_safety.findings(container.read(path), words))
    with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
        return list(pdf_safety.findings(document, words))
