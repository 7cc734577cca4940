"""Writes a laid-out PDF: page labels, boxes for the printer, grays, what makes it an archive's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import gray, pdfa
from .identity import pdf_identifier
from .prepare import Prepared
from .profiles import Profile
from .scripts import is_right_to_left

if TYPE_CHECKING:
    from weasyprint import Document


def write(
    document: Document, prepared: Prepared, profile: Profile, front_pages: int,
    attached: list[pdfa.Attached],
) -> bytes:
    """The finished file of `document`, whose first `front_pages` pages have roman folios."""
    import pydyf

    def finish(_: object, pdf: Any) -> None:
        labels = [0, pydyf.Dictionary({"S": "/r"}), front_pages, pydyf.Dictionary({"S": "/D"})]
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(labels)})
        # The first page alone, then pairs. What is bound at the right is shown mirrored: viewers
        # take “Right” for that order, not for the side (ISO 32000-1, 7.7.2 and 12.2).
        pdf.catalog["PageLayout"] = "/TwoPageRight" if profile.facing else "/OneColumn"
        if is_right_to_left(metadata.language):
            pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())["Direction"] = "/R2L"
        pdf.catalog["PageMode"] = "/UseOutlines"
        _set_bleed(pdf, profile)
        pdfa.complete(pdf, metadata, attached, identifier)
        if profile.gray:
            gray.finish(pdf)

    metadata = prepared.edition.metadata
    identifier = pdf_identifier(metadata, profile.suffix)
    return document.write_pdf(
        finisher=finish, pdf_variant=pdfa.VARIANT, pdf_identifier=identifier.encode(),
        custom_metadata=True,
    )


def _set_bleed(pdf: Any, profile: Profile) -> None:
    """The bleed that was declared: WeasyPrint's is 10 points wherever there are marks."""
    import pydyf

    if not profile.marks:
        return
    by = profile.bleed * 72 / 25.4
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        left, bottom, right, top = page["TrimBox"]
        page["BleedBox"] = pydyf.Array([left - by, bottom - by, right + by, top + by])
