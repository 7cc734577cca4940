"""Writes the cover of a joined PDF: what belongs to the whole, and no page of it.

Page labels, how viewers show it, the metadata and claims of an archive's file, its attachments,
and the fonts of all its pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from edition.assembly.prepare import Prepared
from edition.model.identifiers import pdf_identifier, provenance
from edition.pdf import grayscale, pdfa
from edition.pdf.fragment import SharedFont
from edition.pdf.production.fonts import Embedded
from edition.pdf.production.layout import LayoutInputs, font_configuration
from edition.pdf.upstream import FontConfiguration, Pdf
from edition.system.epoch import dated
from edition.text.scripts import is_right_to_left
from edition.typography.profiles import Profile


@lru_cache(maxsize=1)
def _without_fonts() -> FontConfiguration:
    """What an empty page is laid out with. To make it, all fonts of the machine are looked for."""
    return font_configuration()


def cover(
    markup: str,
    inputs: LayoutInputs,
    prepared: Prepared,
    profile: Profile,
    front_pages: int,
    attached: list[pdfa.Attached],
    fonts: Mapping[str, SharedFont],
) -> bytes:
    """A PDF of one empty page for `join.join`. `markup` is a document with the metadata; the
    first `front_pages` pages of the book have roman folios; `fonts` are by the name that pages
    call them."""
    import pydyf
    from weasyprint import HTML

    def finish(_: object, pdf: Pdf) -> None:
        labels = [0, pydyf.Dictionary({"S": "/r"}), front_pages, pydyf.Dictionary({"S": "/D"})]
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
        # The first page alone, then pairs. What is bound at the right is shown mirrored: viewers
        # take “Right” for that order, not for the side (ISO 32000-1, 7.7.2 and 12.2).
        pdf.catalog["PageLayout"] = "/TwoPageRight" if profile.facing else "/OneColumn"
        if is_right_to_left(metadata.language):
            pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())["Direction"] = "/R2L"
        pdf.catalog["PageMode"] = "/UseOutlines"
        pdfa.complete(pdf, metadata, attached, identifier, source)
        if profile.gray:
            grayscale.finish(pdf)

    metadata = prepared.edition.metadata
    identifier = pdf_identifier(metadata, profile.suffix)
    source = provenance(prepared.edition.source.files)
    with dated(inputs.epoch):
        document = HTML(string=markup, base_url="edition:").render(
            font_config=_without_fonts(), pdf_variant=pdfa.VARIANT
        )
        document.fonts = {
            name: Embedded(name, font, inputs.fonts[font.digest])
            for name, font in sorted(fonts.items())
        }
        data: bytes = document.write_pdf(
            finisher=finish,
            pdf_variant=pdfa.VARIANT,
            pdf_identifier=identifier.encode(),
            custom_metadata=True,
        )
    return data
