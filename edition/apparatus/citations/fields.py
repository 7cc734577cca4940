"""Fields: the types, variables and parts of names and dates of CSL 1.0.2 (appendix IV of the
specification, and its schema of CSL-data)."""

from __future__ import annotations

from edition.model import csl

# CSL 1.0.2, appendix IV, "Standard variables" and "Number variables".
_TEXTS = """
    abstract annote archive archive-place archive_collection archive_location authority
    call-number citation-key citation-label collection-title container-title
    container-title-short dimensions division DOI event event-place event-title genre ISBN ISSN
    jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL
    volume-title year-suffix
    chapter-number collection-number edition issue number number-of-pages number-of-volumes page
    page-first part-number printing-number section supplement-number version volume
"""
# Appendix IV, "Name variables".
_NAMES = """
    author chair collection-editor compiler composer container-author contributor curator director
    editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author
    script-writer series-creator translator
"""
_DATES = "issued accessed available-date event-date original-date submitted"

TYPES = frozenset(csl.TYPES)
TEXTS = tuple(_TEXTS.split())
NAMES = tuple(_NAMES.split())
DATES = tuple(_DATES.split())
#: Names of fields that the schema of CSL-data still has beside those of the specification.
OLDER_NAMES = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
#: What programs put beside the fields for themselves; no style prints it.
_UNPRINTED = ("custom", "categories")
KNOWN = frozenset(("id", "type", *TEXTS, *NAMES, *DATES, *OLDER_NAMES, *_UNPRINTED))

#: What a name is made of (the schema of CSL-data, "name-variable"): texts, and yes or no.
NAME_TEXTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
#: What a date is made of (the schema of CSL-data, "date-variable").
DATE_PARTS = ("date-parts", "season", "circa", "literal", "raw")
#: Types of which a source may have no title, where another field says what it is.
UNTITLED = {
    "interview": (),
    "personal_communication": (),
    "review": ("reviewed-title",),
    "review-book": ("reviewed-title",),
}
