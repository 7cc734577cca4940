"""Limits: how much time and memory the layout of so much text and so many pictures may take.

Both grow in proportion, at least three times as fast as honest books need them (100,000 letters
take 6 s and 250 MB, benchmarks/), so that only what a style sheet or odd letters make of a text
gets there; a page of text has about 8 s and 1.1 GiB.
"""

from __future__ import annotations

from collections.abc import Iterable

from edition.system.bounds import Bounds

#: For the start and for each letter, in seconds and in bytes.
_SECONDS, _SECONDS_EACH = 6.0, 0.4e-3
_MEMORY, _MEMORY_EACH = 1 << 30, 8 << 10
#: Pictures are unpacked one after the other: at most 250 times the file, or what 10 million pixels
#: take (`apparatus.photos`), in a few copies, and packed again at 10 MB a second.
_UNPACKED, _SMALL, _COPIES, _SPEED = 250, 40_000_000, 4, 10_000_000


def for_layout(letters: int, pictures: Iterable[bytes]) -> Bounds:
    """The bounds for `letters` characters of text, or of markup, and these files of pictures."""
    unpacked = [_unpacked(data) for data in pictures]
    return Bounds(
        _SECONDS + _SECONDS_EACH * letters + sum(unpacked) / _SPEED,
        _MEMORY + _MEMORY_EACH * letters + _COPIES * max(unpacked, default=0),
    )


def _unpacked(data: bytes) -> int:
    return min(max(_SMALL, _UNPACKED * len(data)), 12 * _SMALL)
