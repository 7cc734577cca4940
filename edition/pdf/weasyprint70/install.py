"""Adapts WeasyPrint 70: no note is lost, calls are links, and the tags fit PDF/UA.

This is the one module that reaches into WeasyPrint's insides, with its helpers `weasynotes`,
`weasynotearea` and `weasynoteplans` (notes that run over pages), `weasyside` and `weasyrows` (notes
beside the text, notes called in tables), `weasytext` (what the page content says), `weasylines`
(where a line may break), `weasywords` (words that are too long), `weasyparagraph` (which lines a
paragraph has), `weasybidi` (lines from right to left), `weasysvg` (words in drawings), `weasylinks`
(words of links), `weasytags` (the structure tree), `weasyfolio` and `weasygather` (parts of a book
that are bound later); `weasymemo` (lines and notes), `weasystyles` and `weasyfonts` spare it what
it has done before, and change nothing. All are proved against one version and refuse any other.

What the HTML must say:

* a note is `<span class="fn" id="fn12" data-call-id="fnref12">` with `float: footnote`; its call
  gets the anchor `fnref12` and links to `#fn12`, its marker links to `#fnref12`;
* the attributes that shape the tags stand in `weasytags`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.pdf.weasyprint70.footnotes.kept import keep_notes
from edition.pdf.weasyprint70.footnotes.links import link_notes
from edition.pdf.weasyprint70.speed.lists import speed_up

if TYPE_CHECKING:
    pass

PROVED = "70.0"
"""The WeasyPrint release that the tests of this module have seen."""

_installed = False


class UnsupportedWeasyPrint(RuntimeError):
    """WeasyPrint is of a version that these patches were never proved against."""


def install() -> None:
    """Patch WeasyPrint in this process; a second call does nothing.

    Raises `UnsupportedWeasyPrint` unless `weasyprint.__version__` is 70.*.
    """
    global _installed
    if _installed:
        return
    import weasyprint

    if weasyprint.__version__.split(".")[0] != PROVED.split(".")[0]:
        raise UnsupportedWeasyPrint(
            f"WeasyPrint {weasyprint.__version__} is installed, but this program changes its "
            f"insides and was proved with {PROVED} only: install weasyprint=={PROVED}"
        )
    from edition.pdf.weasyprint70.footnotes import divide
    from edition.pdf.weasyprint70.lines import bidi, breaks, paragraphs, svgtext, words
    from edition.pdf.weasyprint70.output import fragment, links, pagenumbers, tags, text
    from edition.pdf.weasyprint70.speed import fonts, lines, styles

    styles.install()
    fonts.install()
    lines.install()
    divide.install()  # Before `keep_notes`, which remembers what it carries over.
    keep_notes()
    link_notes()
    speed_up()
    bidi.install()
    breaks.install()
    paragraphs.install()
    links.install()
    svgtext.install()
    text.install()
    pagenumbers.install()  # After `weasytext`, whose painting it leaves out.
    fragment.install()
    tags.install()
    words.install()
    _installed = True


# --- notes that were lost -----------------------------------------------------------------------


# --- calls and markers as links -----------------------------------------------------------------


# --- loops that grow with the square of the book ------------------------------------------------
