"""Labels: the words that the builder itself prints, in English, each replaceable in the YAML."""

from __future__ import annotations

from collections.abc import Mapping

#: Label name → English words. `{…}` is filled in by the templates.
ENGLISH: dict[str, str] = {
    "annotated-edition": "Annotated edition",
    "contents": "Contents",
    "cover": "Cover",
    "title-page": "Title page",
    "note-on-the-text": "Note on the text",
    "text": "Text",
    "notes": "Notes",
    "note": "note",
    "chronology": "Chronology",
    "maps": "Maps",
    "map": "Map",
    "map-north": "North is up; the scale bar stands for {}.",
    "map-borders": "Boundaries are drawn for orientation only and imply no judgment on the status "
    "of any territory.",
    "map-base": "Coasts and boundaries: Natural Earth 1:50m, public domain.",
    "km": "km",
    "m": "m",
    "north-latitude": "at {}° N",
    "south-latitude": "at {}° S",
    "glossary": "Glossary",
    "photographs": "Photographs",
    "sources": "Sources",
    "note-sources": "Sources:",
    "sources-by-paragraph": "Sources, by paragraph",
    "index": "Index",
    "people": "People",
    "organizations": "Organizations",
    "places": "Places",
    "colophon": "Colophon",
    "credits": "With thanks to",
    "end-notes": "Notes",
    "long-notes": "Longer notes, continued",
    "left-out": "Left out",
    "textual-notes": "Notes on the wording",
    "how-to-cite": "How to cite",
    "line": "line",
    "lines": "lines",
    "page": "page",
    "read": "read",
    "paragraph": "paragraph",
    "used-in": "In the text",
    "use": "use",
    "not-reproduced": "The photograph is not reproduced here.",
    "photograph": "Photograph",
    "date": "Date",
    "event": "Event",
    "photographer": "Photographer",
    "rights": "Rights",
    "stands-for": "Stands for",
    "pronounced": "Pronounced",
    "transliterated": "Transliterated",
    "back-to-text": "Back to the text, note {}",
    "go-to-note": "Note {}",
    "go-to-term": "Glossary: {}",
    "go-to-heading": "Index: {}",
    "continued": "The note goes on among the longer notes.",
    "continued-from": "Continued from p.",
    "first-published": "First published",
    "this-edition": "This edition",
    "attached": "This PDF carries the files from which it was made",
    "source-address": "Address",
    "source-file": "Source text",
    "sha256": "SHA-256",
    "made-with": "Made with",
    "typefaces": "Typefaces",
    "annotations-licence": "Annotations",
    "text-rights": "Text",
    "identifier": "Identifier",
    "by": "by",
    "born": "born",
    "died": "died",
    "wikidata": "Wikidata",
    "title-place": "title",
    "heading-place": "heading",
    "byline-place": "byline",
    "photograph-place": "photograph",
    "photographs-place": "photographs",
    "notes-place": "notes",
    "note-initial": "n",
    "numbers-explained": "The numbers in the margin count the paragraphs; they are the same in "
    "the EPUB and in the PDF, so that “¶ 12” can be cited from either.",
}

#: MARC relator codes (id.loc.gov/vocabulary/relators) that a title page may need, in words.
RELATORS: dict[str, str] = {
    "ann": "Annotated by", "aui": "Introduction by", "aut": "By", "com": "Compiled by",
    "cov": "Cover by", "ctb": "With contributions by", "dsr": "Designed by", "edt": "Edited by",
    "ill": "Illustrated by", "ive": "Interview with", "ivr": "Interviewed by",
    "pbl": "Published by", "pht": "Photographs by", "trl": "Translated by",
}  # fmt: skip


def labels(overrides: Mapping[str, str]) -> dict[str, str]:
    """The labels of an edition: the English ones, with its own in their place."""
    return ENGLISH | dict(overrides)
