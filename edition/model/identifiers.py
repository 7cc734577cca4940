"""Identifiers: the dates and identifiers that both renditions of an edition share."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import replace

from edition.model import Metadata, SourceFile


def pdf_identifier(metadata: Metadata, suffix: str = "") -> str:
    """The identifier of a PDF: without `suffix` of the one which the EPUB's page-list refers to."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{metadata.identifier}#pdf{suffix}')}"


def provenance(files: Iterable[SourceFile]) -> str:
    """What the metadata of a book say of the files that its text is from: path and SHA-256."""
    return "; ".join(f"{file.path}, SHA-256 {file.sha256}" for file in files)


def slug(metadata: Metadata) -> str:
    """The name of the output files: the short title, or the title, in small Latin letters."""
    text = unicodedata.normalize("NFKD", metadata.short_title or metadata.title)
    plain = "".join(char for char in text if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", "").replace("’", ""))
    stem = "-".join(words)[:60].strip("-") or "edition"
    return file_stem(f"{stem}-{metadata.of_edition}" if metadata.of_edition else stem)


def of_edition(metadata: Metadata, id: str, name: str) -> Metadata:
    """The metadata of an edition for some readers: its name behind the subtitle, and an identifier
    of its own that follows from that of the main edition (UUID version 5, RFC 9562)."""
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"{metadata.identifier}#edition-{id}")
    subtitle = ". ".join(filter(None, (metadata.subtitle.rstrip("."), name)))
    return replace(metadata, subtitle=subtitle, identifier=f"urn:uuid:{own}", of_edition=id)


#: Names that are devices on Windows, whatever follows the point (Win32, Naming Files).
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])\Z")


def file_stem(name: str) -> str:
    """`name`, of small letters, digits and hyphens, as that of a file without its suffix: with a
    mark behind it that no id can have where a system or the cover has the name already."""
    return f"{name}_" if name == "cover" or _DEVICES.match(name) else name


CONTINUED = "~"
