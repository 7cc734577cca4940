"""The record of what is changed in WeasyPrint and its helpers, in the order in which it is put in
place: of two patches of one function the later one calls the earlier. Each room has its own part.

It is Python, and not a list beside the code, since `install.install` reads nothing else: what is
recorded is what is done, and a type checker sees that each patch has all that is asked for.
`python -m edition.pdf.weasyprint70` switches them off one at a time, and says which no test
needs.
"""

from __future__ import annotations

from edition.pdf.weasyprint70.footnotes import patches as footnotes
from edition.pdf.weasyprint70.lines import patches as lines
from edition.pdf.weasyprint70.output import patches as output
from edition.pdf.weasyprint70.patch import Patch
from edition.pdf.weasyprint70.speed import patches as speed

PATCHES: tuple[Patch, ...] = (
    *speed.PATCHES,
    *footnotes.PATCHES,
    *lines.PATCHES,
    *output.PATCHES,
)
"""All of them, in their order."""
