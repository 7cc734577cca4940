"""Values as YAML text, in the style of a file that people edit: ruamel.yaml writes them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from edition.yamlfile.load import YamlValue

#: What may stand without quotes for every reader of YAML, of version 1.1 and of 1.2. Anything
#: else is quoted: a word like `no`, a date, a number, marks that mean something to YAML.
_PLAIN = re.compile(r"[^\W\d_][\w‘’“”()/.,;!?–—+ -]*(?<![ ])\Z")
_NO_WORDS = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)

#: Spaces that do not break or are narrow, and what joins letters or parts them (Persian, Indic
#: scripts, emoji): they belong to words, and may stand in a block as they are.
_SEEN = str.maketrans(dict.fromkeys("\u00a0\u2009\u200a\u200c\u200d\u202f\u3000", "x"))


class Braces(dict[str, YamlValue]):
    """A group that is written on one line, in braces."""


def inline(value: YamlValue) -> str:
    """`value` on one line, fit to stand in brackets; what cannot be seen in it is escaped."""
    if type(value) is int:  # as are most that are written into a file: numbers of lines
        return str(value)
    return _dump({"k": _in_flow(value)}).removeprefix("k:").strip(" \n")


def entry(values: Mapping[str, YamlValue], indent: int) -> str:
    """`values` as one item of a list whose dashes stand at column `indent` (from 0).

    A text with a line break becomes a block (`|`); a list of words stands in brackets; a group
    of keys is indented. Ends with a line break.
    """
    text = _dump([_styled(values)])
    return "".join(
        f"{' ' * indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True)
    )


def group(values: Mapping[str, YamlValue], indent: int = 0) -> str:
    """`values` as lines `key: value` at column `indent`. Ends with a line break."""
    text = _dump(_styled(values))
    return "".join(
        f"{' ' * indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True)
    )


def _dump(value: object) -> str:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = 1 << 30
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    writer.dump(value, out)
    return _dedented(out.getvalue()) if isinstance(value, list) else out.getvalue()


def _dedented(text: str) -> str:
    """A list at the top of a document, without the two columns that the writer sets it in by."""
    return "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))


def _styled(value: YamlValue) -> object:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import LiteralScalarString

    if isinstance(value, Braces):
        return _in_flow(value)
    if isinstance(value, Mapping):
        return CommentedMap((key, _styled(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        if any(isinstance(item, Mapping) for item in value):
            return [_styled(item) for item in value]
        return _in_flow(value)
    if isinstance(value, str):
        if "\n" in value and _fits_a_block(value):
            return LiteralScalarString(value)
        return _one_line(value)
    return value


def _in_flow(value: YamlValue) -> object:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        mapping = CommentedMap((key, _in_flow(item)) for key, item in value.items())
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq(_in_flow(item) for item in value)
        sequence.fa.set_flow_style()
        return sequence
    if not isinstance(value, str):
        return value
    # A comma would end a bare word here.
    return _one_line(value, plain="," not in value)


def _one_line(value: str, *, plain: bool = True) -> str:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if plain and _PLAIN.match(value) and value.lower() not in _NO_WORDS:
        return value
    quoted: str = DoubleQuotedScalarString(value)
    return quoted


def _fits_a_block(text: str) -> bool:
    """Whether a block gives the text back: no white space at its beginning or at a line's end."""
    lines = text.translate(_SEEN).split("\n")
    return text[:1] not in (" ", "\t", "\n") and all(
        line == line.rstrip() and line.isprintable() for line in lines
    )
