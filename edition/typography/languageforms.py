"""Language forms: takes out of a font what it shows a language's letters as, where that is another
letter.

OpenType's feature `locl` gives letters the forms that a language prefers. EB Garamond sets a Latin
u as v, Noto Sans a Romanian ş as ș: the reader is shown another letter than the source has. The
forms of these languages are taken out; those of others stay (a Turkish i keeps its dot behind an
f). Which they are is known of each family; a test shapes every letter in every language of every
font (tests/unit/typography/test_letters.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from struct import pack_into, unpack_from

_LOCL, _GSUB, _HEAD = b"locl", b"GSUB", b"head"
#: The OpenType language systems whose forms are other letters in one of the families, and the BCP
#: 47 subtags of what is set in them: languages, and the variants for phonetic alphabets.
_SYSTEMS = {
    b"LAT ": {"la"},
    b"MKD ": {"mk"},
    b"SRB ": {"sr", "sh", "cnr"},
    b"ROM ": {"ro"},
    b"MOL ": {"mo", "ro"},
    b"APPH": {"fonnapa"},
    b"IPPH": {"fonipa"},
    b"KSH ": {"ks"},
    b"MLY ": {"ms", "zlm", "zsm"},
    b"SND ": {"sd"},
    b"URD ": {"ur"},
}


def concerned(languages: Collection[str]) -> bool:
    """Whether any of these languages (BCP 47) has forms that are other letters."""
    subtags = {part for tag in languages for part in tag.lower().split("-")}
    return any(subtags & system for system in _SYSTEMS.values())


@lru_cache(maxsize=32)
def without_other_letters(font: bytes) -> bytes:
    """The TrueType font with no feature `locl` for these language systems, the same elsewhere.

    The features' lists of lookups become empty, in their places, and the checksums are put right.
    """
    tables = _tables(font)
    if _GSUB not in tables:
        return font
    found = bytearray(font)
    at, start, length = tables[_GSUB]
    changed = False
    for feature in _features(font, start):
        changed |= unpack_from(">H", found, feature + 2)[0] > 0
        pack_into(">H", found, feature + 2, 0)
    if not changed:
        return font
    pack_into(">I", found, at + 4, _checksum(found[start : start + length]))
    _, head, _ = tables[_HEAD]
    pack_into(">I", found, head + 8, 0)
    # OpenType, "head": checksumAdjustment.
    pack_into(">I", found, head + 8, (0xB1B0AFBA - _checksum(found)) & 0xFFFFFFFF)
    return bytes(found)


def _tables(font: bytes) -> dict[bytes, tuple[int, int, int]]:
    """Each table by its tag: where its record is, where it begins, how long it is."""
    (count,) = unpack_from(">H", font, 4)
    records = range(12, 12 + 16 * count, 16)
    return {font[at : at + 4]: (at, *unpack_from(">II", font, at + 8)) for at in records}


def _features(font: bytes, gsub: int) -> Iterator[int]:
    """Where the tables of the features `locl` of these language systems are (OpenType, "Common
    table formats": ScriptList, FeatureList)."""
    scripts, features = (gsub + offset for offset in unpack_from(">HH", font, gsub + 4))
    for _, script in _records(font, scripts, scripts):
        for tag, system in _records(font, script + 2, script):
            if tag not in _SYSTEMS:
                continue
            (count,) = unpack_from(">H", font, system + 4)
            for index in unpack_from(f">{count}H", font, system + 6):
                record = features + 2 + 6 * index
                if font[record : record + 4] == _LOCL:
                    yield features + unpack_from(">H", font, record + 4)[0]


def _records(font: bytes, at: int, base: int) -> Iterator[tuple[bytes, int]]:
    """The records of a list at `at`, which has their number first: tag, and place from `base`."""
    (count,) = unpack_from(">H", font, at)
    for record in range(at + 2, at + 2 + 6 * count, 6):
        yield font[record : record + 4], base + unpack_from(">H", font, record + 4)[0]


def _checksum(data: bytes | bytearray) -> int:
    """The sum of all big-endian words (OpenType, "Calculating checksums")."""
    words = len(data) + 3 & ~3
    total: int = sum(unpack_from(f">{words // 4}I", bytes(data).ljust(words, b"\0")))
    return total & 0xFFFFFFFF
