"""Fixes of quotations, prefixes and suffixes that do not fit the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from edition.anchoring.resolve import MAX_SEARCHES, Anchorer
from edition.authoring.fix.fix import Edit, Fix, Remove, Set
from edition.authoring.fix.quotes import Found, ambiguous, miscontexted, misquoted
from edition.model import Selector
from edition.model.problems import Place, Problem, quoted
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue

_REMEDIES = {
    "quote-not-found": misquoted,
    "quote-context-wrong": miscontexted,
    "quote-not-unique": ambiguous,
}


def quotation_fixes(
    file: YamlFile,
    problems: Iterable[Problem],
    anchorer: Anchorer,
    paths: Mapping[Place, YamlPath],
) -> Iterator[Fix]:
    """A fix for each quotation whose place is sure."""
    searches = 0
    for problem in problems:
        remedy, path = _REMEDIES.get(problem.code), paths.get(problem.place)
        if not remedy or not path or problem.place.file not in file.names:
            continue
        searches += problem.code == "quote-not-found"
        if searches > MAX_SEARCHES:
            return
        group = file.at(path[:-1])
        assert isinstance(group, dict), "the annotations could be parsed"
        prefix, suffix = str(group.get("prefix", "")), str(group.get("suffix", ""))
        selector = Selector(str(group["quote"]), prefix, suffix, problem.place)
        if found := remedy(anchorer, selector):
            edits, words = _edits(path[:-1], group, found)
            yield Fix(problem.code, problem.place, words, edits)


def _edits(
    entry: YamlPath, group: Mapping[str, YamlValue], found: Found
) -> tuple[tuple[Edit, ...], str]:
    """The edits that give an entry its new words, and what they do."""
    edits: list[Edit] = []
    said: list[str] = []
    for key, value in zip(("quote", "prefix", "suffix"), found, strict=True):
        if value is None:
            continue
        if value:
            edits.append(Set((*entry, key), value, after="quote"))
            said.append(f"“{key}” becomes {quoted(value, 60)}.")
        elif key in group:
            edits.append(Remove((*entry, key)))
            said.append(f"“{key}” is taken out: the quote stands once without it.")
    return tuple(edits), " ".join(said)
