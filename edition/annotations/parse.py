"""Parse: the bytes of annotations.yaml in, checked against the schema; typed annotations out."""

from __future__ import annotations

from collections.abc import Iterable

from edition import model
from edition.annotations import noteplaces, private, source
from edition.annotations.convert import build
from edition.annotations.groups import ID_GROUPS, list_at
from edition.model.problems import Place, Problem
from edition.yamlfile.load import REST_UNREAD, YamlFile, load


def parse(name: str, data: bytes) -> tuple[model.Annotations | None, list[Problem]]:
    """Read the annotations file `name` from its bytes.

    Returns the typed annotations and the problems that leave them whole (an id used twice, a
    word that needs quotes), or None and what makes them unreadable: YAML that does not parse,
    keys that nobody knows, values of the wrong kind.
    """
    return typed(load(name, data))


def typed(file: YamlFile) -> tuple[model.Annotations | None, list[Problem]]:
    """The same of a file that has been loaded."""
    if file.data is None:
        empty = Problem("yaml-empty", Place(file.name, 1), "The file is empty.", _START)
        return None, file.problems or [empty]
    if any(problem.code in REST_UNREAD for problem in file.problems):
        return None, file.problems
    file = private.without(file)
    from pydantic import ValidationError

    from edition.annotations.schema.errors import schema_problems
    from edition.annotations.schema.models import AnnotationsFile

    try:
        parsed = AnnotationsFile.model_validate(file.data)
    except ValidationError as error:
        found = schema_problems(file, error.errors(include_url=False))
        return None, [*file.problems, *file.outside, *found]
    problems = [*file.problems, *file.outside, *_repeated_ids(file), *source.idle(file, parsed)]
    problems += noteplaces.problems(file, parsed)
    return build(file, parsed), problems


_START = "Begin it as the README's “Your own text” shows."


def _repeated_ids(file: YamlFile) -> Iterable[Problem]:
    """Ids that are used twice in one of the `ID_GROUPS`."""
    for group in ID_GROUPS:
        first: dict[str, Place] = {}
        for path in group:
            for k in range(len(list_at(file.data, path))):
                id, place = str(file.at((*path, k, "id"))), file.place((*path, k, "id"))
                if id in first:
                    message = f"The id “{id}” is used twice in {path[-1]}."
                    hint = (
                        f"It stands first {first[id].seen_from(place)}. "
                        "Choose another name for one of the two."
                    )
                    yield Problem("repeated-id", place, message, hint)
                else:
                    first[id] = place
