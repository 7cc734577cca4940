"""Reads an EPUB that nobody vouches for: its container, manifest, spine and documents.

Sizes are bounded, entities are never resolved and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from dataclasses import field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.model.dataclass import dataclass

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"

MAX_MEMBER = 64 * 1024 * 1024  # bytes, unpacked
MAX_TOTAL = 1024 * 1024 * 1024
MAX_MEMBERS = 20_000


class Unreadable(Exception):
    """The file is no EPUB that can be read; the message says why."""


@dataclass(slots=True)
class EpubFile:
    """The files of an EPUB by their full names, and what the package document says of them."""

    members: dict[str, bytes]
    package: str = ""  # the name of the package document
    manifest: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """id → (name, media type, properties)"""
    spine: list[str] = field(default_factory=list)  # names, in reading order
    trees: dict[str, etree._Element] = field(default_factory=dict)  # XHTML documents, parsed
    broken: dict[str, str] = field(default_factory=dict)  # name → why it cannot be parsed
    repeated: tuple[str, ...] = ()  # names that more than one file has

    @property
    def navigation(self) -> str:
        """The name of the navigation document; "" if there is none."""
        names = (
            name for name, _, properties in self.manifest.values() if "nav" in properties.split()
        )
        return next(names, "")

    @property
    def ncx(self) -> str:
        """The name of the NCX; "" if there is none."""
        kind = "application/x-dtbncx+xml"
        return next((name for name, media, _ in self.manifest.values() if media == kind), "")


def read(path: Path) -> EpubFile:
    """Read the EPUB at `path`. Errors: `Unreadable`."""
    members, repeated = _members(path)
    book = EpubFile(members, repeated=repeated)
    container = parse(book, CONTAINER)
    rootfile = container.find(f".//{_ROOTFILE}")
    book.package = "" if rootfile is None else rootfile.get("full-path", "")
    package = parse(book, book.package)
    for item in package.iter(f"{OPF}item"):
        name, _ = resolve(book.package, item.get("href", ""))
        kind = (name, item.get("media-type", ""), item.get("properties", ""))
        book.manifest[item.get("id", "")] = kind
    for itemref in package.iter(f"{OPF}itemref"):
        reference = itemref.get("idref")
        if reference is not None and reference in book.manifest:
            book.spine.append(book.manifest[reference][0])
    for name, media, _ in book.manifest.values():
        if media == "application/xhtml+xml" and name in book.members:
            try:
                book.trees[name] = parse(book, name)
            except Unreadable as error:
                book.broken[name] = str(error)
    return book


def _members(path: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files by name, and the names that more than one has; the last of these is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_TOTAL:
                raise Unreadable("The archive is too large to be looked into.")
            count = Counter(info.filename for info in infos)
            repeated = tuple(name for name, times in count.items() if times > 1)
            return {info.filename: _member(archive, info) for info in infos}, repeated
    except (
        zipfile.BadZipFile,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise Unreadable(f"It is no zip archive that can be read: {error}.") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: no common ancestor but this
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"The archive is damaged: {error}.") from error


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        data = file.read(MAX_MEMBER + 1)
    if len(data) > MAX_MEMBER:
        raise Unreadable(f"{info.filename} is too large to be looked into.")
    return data


def parse(book: EpubFile, name: str) -> etree._Element:
    """The root of the XML file `name`. Errors: `Unreadable`, also where there is no such file."""
    if name not in book.members:
        raise Unreadable(f"There is no file {name or 'that is the package document'}.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(book.members[name], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"{name} is no XML: {error}.") from error
    return root


def resolve(base: str, address: str) -> tuple[str, str]:
    """The name of the file and the fragment that `address`, in the file `base`, leads to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    if not parts.path:
        return base, unquote(parts.fragment)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return name, unquote(parts.fragment)


def scheme(address: str) -> str:
    """The scheme of an address in small letters; "" for one inside of the book."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "?"
    return parts.scheme.lower() or ("//" if parts.netloc else "")
