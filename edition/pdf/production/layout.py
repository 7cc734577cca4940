"""Layout: lays one fragment out with WeasyPrint.

In: the markup of a part of the book, and the inputs, which are all else that the layout depends on.
Nothing is read from the disk, and nothing else decides what comes out, so that a fragment can be
made in any process and kept for the next build.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from edition.model.dataclass import dataclass
from edition.pdf import direction, grayscale, pdfa, shortpages
from edition.pdf.fragment import Fragment
from edition.pdf.upstream import Fetcher, FontConfiguration, Pdf
from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.output import fragment
from edition.pdf.weasyprint70.state import hyphenating
from edition.system.epoch import dated
from edition.typography import hyphenation

if TYPE_CHECKING:
    from weasyprint import Document

#: What pictures have in their style that are made for the depth of the page.
_HAS_ROOM = "--room"
#: Letters of markup, beyond which a section is set anew once at most: some 60 pages.
_LONG = 200_000
_PICTURE = re.compile(r'"edition:(images/[^"]+)"')


@dataclass(frozen=True)
class LayoutInputs:
    """What fragments are laid out with: `files` are style sheets, fonts and pictures under the
    names that follow `edition:`, each with its media type; `epoch` is SOURCE_DATE_EPOCH; `bleed`
    is in points, None where there are no printer's marks; `whole` is for a book that is not
    divided: its pages keep the numbers that they are laid out with; `english` names the patterns
    that hyphenate English; `depths` are rules that make pages deeper or less deep, to be tried
    where a section ends with a few lines on a page."""

    files: dict[str, tuple[bytes, str]]
    epoch: int
    right_to_left: bool = False
    gray: bool = False
    bleed: float | None = None
    whole: bool = False
    english: str = hyphenation.AMERICAN
    depths: tuple[str, ...] = ()

    @cached_property
    def fonts(self) -> dict[str, bytes]:
        """The fonts by their SHA-256."""
        return {
            hashlib.sha256(data).hexdigest(): data
            for name, (data, _) in self.files.items()
            if name.startswith("fonts/")
        }

    @cached_property
    def dress(self) -> str:
        """Names the style sheets and the fonts."""
        found = hashlib.sha256()
        for name, (data, media_type) in sorted(self.files.items()):
            if not name.startswith("images/"):
                found.update(f"\n{name} {media_type} ".encode() + hashlib.sha256(data).digest())
        return found.hexdigest()

    @cached_property
    def digest(self) -> str:
        """Names all but the pictures; the same for inputs that lay out in the same way."""
        others = (
            self.epoch,
            self.right_to_left,
            self.gray,
            self.bleed,
            self.whole,
            self.english,
            self.depths,
            self.dress,
        )
        return hashlib.sha256(repr(others).encode()).hexdigest()

    def needed(self, markup: str) -> LayoutInputs:
        """The inputs with no more pictures than `markup` names."""
        wanted = set(_PICTURE.findall(markup))
        kept = {
            name: file
            for name, file in self.files.items()
            if name in wanted or not name.startswith("images/")
        }
        return replace(self, files=kept)

    def pictures(self, markup: str) -> list[bytes]:
        """The files of the pictures that `markup` names."""
        names = sorted(set(_PICTURE.findall(markup)))
        return [self.files[name][0] for name in names if name in self.files]

    def key(self, markup: str) -> str:
        """Names what comes of `markup` with these inputs: the same key, the same fragment."""
        found = hashlib.sha256(self.digest.encode())
        for name in sorted(set(_PICTURE.findall(markup))):
            data = self.files.get(name, (b"", ""))[0]
            found.update(f"\n{name} ".encode() + hashlib.sha256(data).digest())
        found.update(b"\n\n" + markup.encode())
        return found.hexdigest()


def make(inputs: LayoutInputs, markup: str, keep_pages: bool = False) -> Fragment:
    """Lay out `markup` and write it as a fragment.

    Raises `install.UnsupportedWeasyPrint`, `pagenumbers.NumberNotLeftOut`.
    """
    install.install()
    with _warnings() as warnings, dated(inputs.epoch), hyphenating(inputs.english):
        fetcher = _fetcher(inputs.files)
        document = _without_short_pages(inputs, markup, fetcher)

        def finish(_: object, pdf: Pdf) -> None:
            _set_bleed(pdf, inputs.bleed)
            pdfa.unsmoothed(pdf)
            if inputs.gray:
                grayscale.finish(pdf)

        options = {"finisher": finish, "pdf_variant": pdfa.VARIANT}
        made = fragment.write(document, options, inputs.fonts, inputs.whole)
    pages = tuple(document.pages) if keep_pages else ()
    return replace(made, warnings=tuple(warnings), refused=tuple(fetcher.refused), pages=pages)


def _without_short_pages(inputs: LayoutInputs, markup: str, fetcher: Fetcher) -> Document:
    """The layout in which the fewest lines are missing on the last pages of sections."""
    best = _lay_out(inputs, markup, fetcher)
    fewest = shortpages.missing(best.pages)
    # Pictures are as high as the page allows: with them it can only be deeper. What is long may not
    # be laid out five times (`limits`).
    is_tried_once = _HAS_ROOM in markup or len(markup) > _LONG
    for rules in inputs.depths[: 1 if is_tried_once else None]:
        if not fewest:
            break
        head, end, body = markup.partition("</head>")
        other = _lay_out(inputs, f"{head}<style>{rules}</style>{end}{body}", fetcher)
        if (left := shortpages.missing(other.pages)) < fewest:
            best, fewest = other, left
    return best


def _lay_out(inputs: LayoutInputs, markup: str, fetcher: Fetcher) -> Document:
    from weasyprint import HTML

    html = HTML(string=markup, base_url="edition:", url_fetcher=fetcher)
    if inputs.right_to_left:
        direction.direct(html.etree_element)
    return html.render(font_config=_font_configuration(inputs.dress), pdf_variant=pdfa.VARIANT)


@lru_cache(maxsize=8)
def _font_configuration(dress: str) -> FontConfiguration:
    """One for all fragments with the same fonts and style sheets, which are kept at it: to read
    them anew takes as long as a page."""
    return font_configuration()


def font_configuration() -> FontConfiguration:
    """A new one, of which nothing is left on the disk when the process ends."""
    from weasyprint.text.fonts import FontConfiguration

    made = FontConfiguration()
    atexit.register(_put_away, made)
    return made


def _put_away(configuration: FontConfiguration) -> None:
    """Remove the files of the fonts: at the very end, when WeasyPrint would, it cannot any more."""
    folder, configuration._folder = configuration._folder, None
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _fetcher(files: dict[str, tuple[bytes, str]]) -> Fetcher:
    """A `URLFetcher` that serves its `files`. What was asked for in vain is in its `refused`."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        files: dict[str, tuple[bytes, str]]
        refused: list[str]

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = url.removeprefix("edition:")
            if url.startswith("edition:") and name in files:
                data, media_type = files[name]
                return URLFetcherResponse(url, data, {"Content-Type": media_type})
            self.refused.append(url)
            raise ValueError(f"not the edition's own: {url}")

    found = Fetcher()
    found.files, found.refused = files, []
    return found


def _set_bleed(pdf: Pdf, by: float | None) -> None:
    """The bleed that was declared: WeasyPrint's is 10 points wherever there are marks."""
    import pydyf

    if by is None:
        return
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        left, bottom, right, top = page["TrimBox"]
        page["BleedBox"] = pydyf.Array([left - by, bottom - by, right + by, top + by])


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """WeasyPrint's warnings, each once, instead of on the terminal."""
    logger = logging.getLogger("weasyprint")
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if message not in found:
                found.append(message)

    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [Collector(logging.WARNING)], False
    try:
        yield found
    finally:
        logger.handlers, logger.propagate = handlers, propagate
