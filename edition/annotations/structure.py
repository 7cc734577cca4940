"""Structure: what annotations.yaml says of the source's paragraphs, typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from edition import model
from edition.yamlfile.load import YamlFile

if TYPE_CHECKING:
    from edition.annotations.schema.edition import Structure

#: A line of the source, from its value and the path to it.
Line = Callable[..., model.LineRef]


def build(file: YamlFile, declared: Structure, line: Line) -> model.Structure:
    """The structure as it is declared; `line` reads a reference to lines."""
    return model.Structure(
        default=model.Role(declared.default),
        rules=tuple(
            model.RoleRule(model.Role(role), _lines(lines, line, "roles", role))
            for role, lines in declared.roles.items()
        ),
        languages=tuple(
            model.LanguageRule(tag, _lines(lines, line, "languages", tag))
            for tag, lines in declared.languages.items()
        ),
        splits=tuple(_splits(file, declared, line)),
        headings=tuple(_headings(file, declared)),
        speakers=tuple(_speakers(file, declared)),
        stage_directions=tuple(declared.stage_directions),
        stage_place=file.place(("structure", "stage-directions")),
        levels=tuple(map(model.Role, declared.levels)),
        running_heads={side: level for side, level in declared.running_heads.items()},
        running_place=file.place(("structure", "running-heads")),
        begins={model.Role(role): where for role, where in declared.begins.items()},
    )


def _lines(values: Sequence[int | str], line: Line, *path: str) -> tuple[model.LineRef, ...]:
    return tuple(line(value, "structure", *path, k) for k, value in enumerate(values))


def _splits(file: YamlFile, declared: Structure, line: Line) -> Iterator[model.SplitRule]:
    for k, item in enumerate(declared.split):
        yield model.SplitRule(
            line(item.line, "structure", "split", k, "line"),
            item.at,
            model.Role(item.roles[0]),
            model.Role(item.roles[1]),
            file.place(("structure", "split", k)),
        )


def _headings(file: YamlFile, declared: Structure) -> Iterator[model.HeadingRule]:
    """The patterns: of a list those of chapters, of a mapping those of each level."""
    found = declared.headings
    if not isinstance(found, dict):
        for k, pattern in enumerate(found):
            place = file.place(("structure", "headings", k))
            yield model.HeadingRule(pattern, None, place)
        return
    for role, patterns in found.items():
        for k, pattern in enumerate(patterns):
            place = file.place(("structure", "headings", role, k))
            yield model.HeadingRule(pattern, model.Role(role), place)


def _speakers(file: YamlFile, declared: Structure) -> Iterator[model.Speaker]:
    """Who speaks: of a mapping everybody in one role, of a list people with their turns."""
    if isinstance(declared.speakers, dict):
        for role, name in declared.speakers.items():
            place = file.place(("structure", "speakers", role))
            yield model.Speaker(name, model.Role(role), (), place)
        return
    for k, item in enumerate(declared.speakers):
        turns = (item.turns,) if isinstance(item.turns, str) else tuple(item.turns)
        place = file.place(("structure", "speakers", k))
        yield model.Speaker(item.name, model.Role(item.role), turns, place)
