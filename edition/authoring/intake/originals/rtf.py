"""The words of an RTF file, by one pass of expressions over its bytes: a note's behind the
paragraph that calls it."""

from __future__ import annotations

import codecs
import re

from edition.authoring.intake import words

_SKIPPED = (
    "fonttbl|colortbl|stylesheet|listtable|listoverridetable|revtbl|rsidtbl|generator|pict|object|"
    "fldinst|themedata|colorschememapping|datastore|latentstyles|xmlnstbl|mmathPr|header[lrf]?|"
    "footer[lrf]?|a?ftnsepc?|bkmkstart|bkmkend|pnseclvl|annotation|atn\\w+|info|docvar|userprops|"
    "filetbl|listtext|pntext|pn|shpinst|nonshppict|template|upr|ftncn|tc|xe|do"
)
_GROUP = re.compile(rf"\{{(\\\*)?\s*\\({_SKIPPED})(?![a-zA-Z])".encode())
_STAR = re.compile(rb"\{\\\*\s*\\(?!footnote|shppict|field)[a-zA-Z]+")
_UNICODE = re.compile(rb"\\uc(\d+) ?|\\u(-?\d+) ?")
_FALLBACK = re.compile(rb"\\'[0-9a-fA-F]{2}|\\[a-zA-Z]+-?\d* ?|[^\\{}\r\n]")
_LETTERS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"tab": " ", b"line": " ", b"par": " ", b"cell": " ",
    b"row": " ", b"sect": " ", b"page": " ", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_CODE = re.compile(rb"\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|[{}\r\n]")


def scan(data: bytes) -> tuple[list[str], list[str]]:
    """The words of the text, and those of its notes, in their order."""
    page = re.search(rb"\\ansicpg(\d{1,5})", data[:2000])
    encoding = _encoding(page[1].decode()) if page else "cp1252"
    bare = _without(data, (_GROUP, _STAR))
    main, notes = _divided(bare)
    return [words.stretch(_plain(main, encoding))], [
        words.stretch(_plain(note, encoding)) for note in notes
    ]


def _encoding(page: str) -> str:
    """The encoding of a code page."""
    name = {"10000": "mac_roman", "65001": "utf-8", "708": "cp1256", "709": "cp1256"}.get(
        page, f"cp{page}"
    )
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _without(data: bytes, patterns: tuple[re.Pattern[bytes], ...]) -> bytes:
    """The file without the groups that begin so."""
    for pattern in patterns:
        kept: list[bytes] = []
        at = 0
        while found := pattern.search(data, at):
            kept.append(data[at : found.start()])
            at = _end(data, found.start())
        kept.append(data[at:])
        data = b"".join(kept)
    return data


def _end(data: bytes, start: int) -> int:
    """Where the group that begins at `start` ends."""
    depth = 0
    for found in re.compile(rb"\\[\\{}]|[{}]").finditer(data, start):
        depth += (found[0] == b"{") - (found[0] == b"}")
        if depth == 0:
            return found.end()
    return len(data)


def _divided(data: bytes) -> tuple[bytes, list[bytes]]:
    """The text and its notes."""
    notes: list[bytes] = []
    kept: list[bytes] = []
    at = 0
    for found in re.compile(rb"\{(?:\\\*)?\s*\\footnote(?![a-zA-Z])").finditer(data):
        if found.start() < at:
            continue
        kept.append(data[at : found.start()])
        at = _end(data, found.start())
        notes.append(data[found.end() : at])
    kept.append(data[at:])
    return b"".join(kept), notes


def _plain(data: bytes, encoding: str) -> str:
    """The characters of a stretch, its codes read or left out."""
    out: list[str] = []
    at = 0
    data = _without_fallbacks(data)
    for found in _CODE.finditer(data):
        out.append(data[at : found.start()].decode(encoding, "replace"))
        at = found.end()
        if found[3]:
            out.append(bytes((int(found[3], 16),)).decode(encoding, "replace"))
        elif found[1] == b"UNI":
            out.append(chr(int(found[2])))
        elif found[1]:
            out.append(_LETTERS.get(found[1], ""))
        elif found[4]:
            out.append(
                {b"~": " ", b"_": "\u2011"}.get(
                    found[4], found[4].decode("latin-1") if found[4] in (b"\\", b"{", b"}") else ""
                )
            )
    out.append(data[at:].decode(encoding, "replace"))
    text = "".join(out)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_fallbacks(data: bytes) -> bytes:
    """Letters by number as codes of our own, without what stands for them in old programs."""
    out: list[bytes] = []
    at, count = 0, 1
    for found in _UNICODE.finditer(data):
        if found.start() < at:
            continue
        out.append(data[at : found.start()])
        at = found.end()
        if found[1]:
            count = min(int(found[1]), 8)
            continue
        out.append(b"\\UNI%d " % (int(found[2]) % 65536))
        for _ in range(count):
            fallback = _FALLBACK.match(data, at)
            at = fallback.end() if fallback else at
    return b"".join([*out, data[at:]])
