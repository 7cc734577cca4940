"""Unpainted: the characters of a text that its pages cannot give back."""

from __future__ import annotations

import re

#: What HarfBuzz sets a mark upon that has no letter.
DOTTED_CIRCLE = "\u25cc"
#: Characters that are never painted: the separators of lines and paragraphs, and those that a font
#: need not have (Default_Ignorable_Code_Point in Unicode 17.0); and the dotted circle, since it may
#: be painted where the text has none.
UNPAINTED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    f"\U0001d173-\U0001d17a\U000e0000-\U000e0fff{DOTTED_CIRCLE}]"
)
