"""Layout cache: fragments are kept from build to build, by all that their layout depends on.

That is the markup, the style sheets, fonts and pictures (`LayoutInputs.key`), the builder's own
code, and the versions of the libraries that lay out. What is kept is data, nothing that could run.
"""

from __future__ import annotations

from contextlib import suppress

from edition.pdf.weasyprint70.install import switched_off
from edition.system import cachedir, fingerprint

#: The bytes that are kept at most: some forty books of 300 pages.
_LIMIT = 1 << 30


def layout_cache() -> cachedir.Cache:
    """The cache of this user for what `Fragment.to_bytes` gives, by `LayoutInputs.key`."""
    folder = cachedir.kept("layout")
    return cachedir.Cache(folder, _code() if folder else "", _LIMIT)


def _code() -> str:
    """Names the code that lays out: this package, Python, and the libraries."""
    libraries = ("weasyprint", "pydyf", "tinycss2", "pyphen", "pillow", "fonttools")
    without = switched_off()  # What is laid out without a patch is of no use to a build.
    return fingerprint.digest(*libraries) + _shared_libraries() + without


def _shared_libraries() -> str:
    """The versions of Pango and HarfBuzz, which WeasyPrint finds on the machine."""
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    numbers = [ffi.new("unsigned *") for _ in range(3)]
    with suppress(AttributeError):
        harfbuzz.hb_version(*numbers)
    return f"\npango {pango.pango_version()} harfbuzz {[number[0] for number in numbers]}"
