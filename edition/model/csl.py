"""CSL: the types of sources, as the Citation Style Language names them."""

from __future__ import annotations

# CSL 1.0.2, appendix III, "Item types".
_TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture
    musical_score pamphlet paper-conference patent performance periodical personal_communication
    post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
"""
#: In the order of the specification.
TYPES = tuple(_TYPES.split())
