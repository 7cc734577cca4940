"""What must not be in a PDF whose parts strangers wrote: what runs, sends, opens, hides.

Rules: ISO 32000-1, 12.6.4 (actions), 12.7 (forms), 13 (multimedia), 7.11 (files). Every object is
looked at, also those that no page refers to, and every stream as it is when it is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from edition.verify.findings import OF_THE_BUILDER, Finding

JUDGE = "PDF walk"
#: Keys of dictionaries, and why they must not be there.
_KEYS = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "actions that start by themselves",
    "/AcroForm": "a form",
    "/XFA": "a form",
    "/RichMedia": "multimedia",
    "/Rendition": "multimedia",
    "/Encrypt": "a lock",
}
#: Kinds of actions, annotations and streams.
_KINDS = {
    "/JavaScript": "a script", "/Launch": "a program to start", "/SubmitForm": "a form that sends",
    "/ImportData": "data from a file", "/GoToR": "a link into a file",
    "/GoToE": "a link into a file", "/Thread": "a link into a file", "/ResetForm": "a form",
    "/Widget": "a form", "/Rendition": "multimedia", "/Movie": "multimedia", "/Sound": "multimedia",
    "/RichMedia": "multimedia", "/RichMediaExecute": "multimedia", "/Screen": "multimedia",
    "/3D": "multimedia", "/GoTo3DView": "multimedia", "/FileAttachment": "a file on a page",
    "/PS": "PostScript", "/Hide": "what hides", "/SetOCGState": "what hides",
    "/Named": "a command to the reader", "/Trans": "a transition",
}  # fmt: skip
_SUSPECT = re.compile(
    "(?:"
    + "|".join(re.escape(key) for key in sorted({*_KEYS, *_KINDS, "/URI", "/F", "/FFilter"}))
    + r")(?![A-Za-z0-9#_-])"
)
_LINKS = re.compile(r"(?:https?://[^\s/?#]|mailto:)", re.I)
#: What the builder attaches: the source text and the annotations (`pdfa`).
_ATTACHED = frozenset(("/text/plain", "/application/yaml"))


def findings(document: pikepdf.Pdf, private: Iterable[str] = ()) -> Iterator[Finding]:
    """What is in the PDF that must not be. `private` are words that it must not have either,
    such as the paths of the machine that it was made on; the attached files may."""
    if document.is_encrypted:
        yield _finding("locked", "The file is locked.", "")
    yield from _opening(document)
    secrets = [word.encode() for word in private]
    for item in document.objects:
        number = f"object {item.objgen[0]}" if item.is_indirect else "an object"
        stream = isinstance(item, pikepdf.Stream)
        body = item.stream_dict if stream else item
        raw = body.unparse(resolved=True)
        if _SUSPECT.search(raw.decode("latin-1")):
            yield from _object(body, number, 0)
        data = raw if not stream or _is_attached(item) else raw + _unpacked(item)
        if any(secret in data for secret in secrets):
            yield _finding("private-path", "It tells where it was made.", number)
        if stream and item.get("/Type") == "/Metadata" and b"<!" in data:
            yield _finding("doctype", "The metadata declare entities, or have comments.", number)
    yield from _attached(document)


def _finding(code: str, message: str, place: str) -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=OF_THE_BUILDER)


def _opening(document: pikepdf.Pdf) -> Iterator[Finding]:
    """What is done when the file is opened: to show a page is all that it may be."""
    action = document.Root.get("/OpenAction")
    shows = isinstance(action, pikepdf.Array) or (
        isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo"
    )
    if action is not None and not shows:
        yield _finding("active-object", "The file does something when it is opened.", "catalog")
    names = document.Root.get("/Names", pikepdf.Dictionary())
    for key in names.keys() - {"/Dests", "/EmbeddedFiles"}:
        yield _finding("active-object", f"The catalog has names of {key}.", "catalog")


def _object(value: pikepdf.Object, place: str, depth: int) -> Iterator[Finding]:
    """The findings in one object, its direct parts too; others have a turn of their own."""
    if depth > 50:
        yield _finding("malformed", "It is nested too deeply.", place)
    elif isinstance(value, pikepdf.Array):
        for item in value:
            if not getattr(item, "is_indirect", False):
                yield from _object(item, place, depth + 1)
    elif isinstance(value, pikepdf.Dictionary):
        for key, item in value.items():
            yield from _entry(key, item, value, place)
            if not getattr(item, "is_indirect", False):
                yield from _object(item, place, depth + 1)


def _entry(key: str, item: pikepdf.Object, value: pikepdf.Object, place: str) -> Iterator[Finding]:
    if what := _KEYS.get(key):
        yield _finding("active-object", f"It has {what}: {key}.", place)
    elif key in ("/S", "/Subtype") and isinstance(item, pikepdf.Name):
        if (what := _KINDS.get(str(item))) and not (key == "/S" and "/P" in value):
            yield _finding("active-object", f"It has {what}: {item}.", place)
    elif key == "/URI" and isinstance(item, pikepdf.String):
        address = str(item)
        if not _LINKS.match(address) or re.search(r"[\x00-\x20]", address):
            yield _finding("unsafe-address", f"It leads to {address[:80]!r}.", place)
    elif key == "/FFilter" or (key == "/F" and "/Length" in value):
        yield _finding("outside-file", "Its data are in another file.", place)


def _is_attached(stream: pikepdf.Object) -> bool:
    return stream.get("/Type") == "/EmbeddedFile"


def _unpacked(stream: pikepdf.Object) -> bytes:
    """The stream's bytes; those of a picture stay packed (JPEG has no words)."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _attached(document: pikepdf.Pdf) -> Iterator[Finding]:
    """Every file in the PDF is one of its sources (ISO 19005-3, 6.8), of text."""
    listed = {file.objgen for file in document.Root.get("/AF", [])}
    known: set[tuple[int, int]] = set()
    tree = document.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    for key, file in pikepdf.NameTree(tree).items() if tree is not None else ():
        name = str(key)
        data = file.get("/EF", pikepdf.Dictionary()).get("/F")
        known.add(data.objgen if data is not None else (0, 0))
        shown = {name, str(file.get("/F", "")), str(file.get("/UF", ""))}
        good = (
            file.objgen in listed
            and file.get("/AFRelationship") == "/Source"
            and data is not None
            and str(data.get("/Subtype")) in _ATTACHED
            and not any(re.search(r"[/\\:\x00-\x1f]|\A\.", word) for word in shown)
        )
        if not good:
            yield _finding("attached-file", f"{name} is attached, and is no source.", "catalog")
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and _is_attached(item) and item.objgen not in known:
            yield _finding("attached-file", "A file is hidden in it.", f"object {item.objgen[0]}")
