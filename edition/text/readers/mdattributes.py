"""Attributes: what may stand behind the words of a heading. Pure."""

from __future__ import annotations

import re

#: What a heading may end in (Pandoc User's Guide, "Extension: header_attributes").
_ATTRIBUTE = r"""#[\w:.-]+|\.[^\W\d][\w:.-]*|-|[^\W\d][\w:.-]*=(?:"(?>[^"\\]|\\.)*"|[^\s{}"'\\]*)"""
_ATTRIBUTES = re.compile(rf"\{{[ \t]*(?>(?>{_ATTRIBUTE})(?:[ \t]+|(?=\}})))*\}}")


def before(content: str) -> int:
    """Where the words of a heading end that has attributes behind them; -1 where it has none."""
    begin = content.rfind("{")
    words = content[: max(0, begin)]
    is_escaped = (len(words) - len(words.rstrip("\\"))) % 2 == 1
    if begin < 0 or is_escaped or not _ATTRIBUTES.fullmatch(content.rstrip(" \t"), begin):
        return -1
    return len(words.rstrip(" \t"))
