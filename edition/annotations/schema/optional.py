"""Which values of annotations.yaml can be missing, read off the models."""

from __future__ import annotations

from pydantic import BaseModel

from edition.annotations.schema import models
from edition.annotations.schema.errors import group_of
from edition.yamlfile.load import YamlPath


def can_go(path: YamlPath) -> bool:
    """Whether the file is well-formed without the value at `path`: an item of a list, a key that
    need not be there, and one that nobody knows."""
    if not path:
        return False
    owner: type[BaseModel] | None = models.AnnotationsFile
    for step in path[:-1]:
        if isinstance(step, str) and owner:
            info = _fields(owner).get(step)
            owner = group_of(info.annotation) if info else None
    if owner is None or isinstance(path[-1], int):
        return True
    info = _fields(owner).get(path[-1])
    return info is None or not info.is_required()


def needed(group: str) -> frozenset[str]:
    """The keys that an entry of the list `group` must have."""
    info = _fields(models.AnnotationsFile).get(group)
    owner = group_of(info.annotation) if info else None
    fields = _fields(owner) if owner else {}
    return frozenset(name for name, field in fields.items() if field.is_required())


def _fields(owner: type[BaseModel]) -> dict[str, object]:
    return {info.alias or name: info for name, info in owner.model_fields.items()}
