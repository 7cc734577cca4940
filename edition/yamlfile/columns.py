"""Columns: where in its file a text begins whose characters are those of the file. Pure."""

from __future__ import annotations

import re

import yaml

from edition.yamlfile.load import YamlFile, YamlPath

#: The head of a block, lines without words, and the blanks before its first word; a block that
#: says itself how far it is set in may begin with blanks of its own.
_BLOCK = re.compile(r"\|[+-]?[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ ]*\r?\n)*([ ]+)(?=\S)")


def of_text(file: YamlFile, path: YamlPath) -> int:
    """The column, from 1, at which the lines of the text at `path` begin; 0 where its characters
    are not, one for one, those of the file: in a folded text, with escapes."""
    node = file.node(path)
    if not isinstance(node, yaml.ScalarNode) or not (text := file.text_of(node)):
        return 0
    start = node.start_mark.index
    if node.style == "|":
        found = _BLOCK.match(text, start)
        return len(found[1]) + 1 if found else 0
    quoted = int(node.style in ("'", '"'))
    written = text[start + quoted : start + quoted + len(node.value)]
    return int(node.start_mark.column) + 1 + quoted if written == node.value else 0
