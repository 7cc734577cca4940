"""Makes the PDF one for archives: PDF/A-3a (ISO 19005-3) beside PDF/UA-1, with its own making.

WeasyPrint's variant `pdf/a-3a` gives the tags, the sRGB output intent and the version; what is
missing for both standards at once is put in before the file is written: metadata that claim
both (XMP, ISO 16684-1), equal to the information dictionary, and the files that the book was
made from, attached as its source (ISO 19005-3, 6.8).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from edition.assembly.inputs import ANNOTATIONS
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place
from edition.pdf.upstream import Pdf
from edition.pdf.xmp import xmp
from edition.system.epoch import modified
from edition.system.program import TOOL
from edition.system.project import Refused

if TYPE_CHECKING:
    from edition.assembly.prepare import Prepared
    from edition.model import Metadata

#: WeasyPrint's name of what is written: PDF 1.7, tagged, with the sRGB profile it brings.
VARIANT = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within the PDF: its bytes, its media type, and in a word what it is."""

    path: str
    data: bytes
    media_type: str
    description: str


def sources(prepared: Prepared, labels: Mapping[str, str]) -> list[Attached]:
    """The files that the edition is made from, byte for byte: the source text and its
    annotations. Raises `BuildFailed` where one can no longer be read."""
    kinds = [
        (file.path, "text/plain", labels["source-file"]) for file in prepared.edition.source.files
    ]
    # RFC 9512 registers the media type of YAML.
    kinds += [
        (name, "application/yaml", labels["annotations-licence"])
        for name in (ANNOTATIONS, *prepared.annotations.included)
    ]
    try:
        return [
            Attached(path, prepared.project.read(path, Place(path)), media_type, words)
            for path, media_type, words in kinds
        ]
    except Refused as refused:
        raise BuildFailed([refused.problem]) from None


def complete(
    pdf: Pdf, metadata: Metadata, attached: Iterable[Attached], identifier: str, source: str
) -> None:
    """Put into `pdf` (pydyf's, of the variant above, all but written) the claims and the files.
    `identifier` is that of this PDF, a URN; `source` says what its text is from."""
    import pydyf

    pdf.info["Creator"] = pydyf.String(TOOL)
    info = {key: value.string for key, value in pdf.info.items()}
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    # Left as plain text, so that tools which know no PDF can find it (ISO 16684-1, 7.3).
    stream.stream, stream.compress = [xmp(metadata, info, identifier, source).encode()], False
    _attach(pdf, attached, modified(metadata))


def unsmoothed(pdf: Pdf) -> None:
    """Let readers show the pictures of `pdf` (pydyf's) as they are."""
    for item in pdf.objects:
        # Pictures as they are, not smoothed by the reader (ISO 19005-3, 6.2.8.1).
        if getattr(item, "extra", {}).get("Interpolate"):
            item.extra["Interpolate"] = "false"


# ── the files ───────────────────────────────────────────────────────────────────────────────


def _attach(pdf: Pdf, attached: Iterable[Attached], date: datetime) -> None:
    import pydyf

    names: dict[str, str] = {}
    for file in attached:
        ascii_name, name = _file_names(file.path, names)
        params = pydyf.Dictionary(
            {
                "Size": len(file.data),
                "ModDate": pydyf.String(f"D:{date:%Y%m%d%H%M%S}Z"),
                "CheckSum": f"<{hashlib.md5(file.data, usedforsecurity=False).hexdigest()}>",
            }
        )
        subtype = f"/{file.media_type.replace('/', '#2F')}"
        extra = {"Type": "/EmbeddedFile", "Subtype": subtype, "Params": params}
        stream = pydyf.Stream([file.data], extra, compress=True)
        pdf.add_object(stream)
        same = file.path == name
        specification = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": pydyf.String(ascii_name),
                "UF": pydyf.String(name),
                "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
                "Desc": pydyf.String(file.description + ("" if same else f": {file.path}")),
                "AFRelationship": "/Source",
            }
        )
        pdf.add_object(specification)
        names[ascii_name] = specification.reference
    pdf.catalog["AF"] = pydyf.Array(names.values())
    tree = [item for name in sorted(names) for item in (pydyf.String(name), names[name])]
    every = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    every["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array(tree)})


def _file_names(path: str, taken: Mapping[str, object]) -> tuple[str, str]:
    """The name of a file in ASCII (/F), and as it is (/UF), without folders and not yet taken."""
    name = PurePosixPath(path).name
    ascii_name = re.sub(r"[^\w.() -]", "_", name, flags=re.ASCII)
    number, prefix = 1, ""
    while prefix + ascii_name in taken:
        number += 1
        prefix = f"{number}-"
    return prefix + ascii_name, prefix + name


# ── the metadata ────────────────────────────────────────────────────────────────────────────
