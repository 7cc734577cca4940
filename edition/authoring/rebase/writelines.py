"""Write lines: the lines of the new text in the annotations file, and the splits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from edition.authoring.rebase.decisions import Decision
from edition.authoring.rebase.places import Lines
from edition.authoring.rebase.plan import Plan
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.load import YamlPath, YamlValue

_Value = int | str


def write_lines(
    editor: FilesEditor[YamlEditor], plan: Plan, decided: Mapping[str, Decision]
) -> None:
    """Every line anew: one by one where a list keeps its length, else the list as a whole. A list
    that was in order stays so."""
    lists: dict[YamlPath, list[Lines]] = {}
    for item in plan.lines:
        after = _settled(item, decided)
        if isinstance(item.path[-1], int):
            lists.setdefault(item.path[:-1], []).append(item)
        elif after and after[0] != item.before:
            editor.set(item.path, after[0])
    more = _named(plan, decided)
    for path, items in lists.items():
        _write_list(editor, path, items, decided, more.pop(path, []))
    _new_lists(editor, more)


def _settled(item: Lines, decided: Mapping[str, Decision]) -> tuple[_Value, ...]:
    decision = decided.get(item.name)
    if item.after is None and decision and decision.line:
        return (int(decision.line) if decision.line.isdigit() else decision.line,)
    if item.after is None and decision and decision.accept:
        return item.proposed
    return item.values


def _named(plan: Plan, decided: Mapping[str, Decision]) -> dict[YamlPath, list[_Value]]:
    """What gets a role that it had not: by the lists that it is put into."""
    more: dict[YamlPath, list[_Value]] = {}
    for role, value in plan.splits.named:
        more.setdefault(("structure", "roles", role.value), []).append(value)
    for item in plan.unnamed:
        decision = decided.get(item.name)
        if decision and decision.role and decision.role != item.role:
            more.setdefault(("structure", "roles", decision.role), []).append(item.value)
    return more


def _write_list(
    editor: FilesEditor[YamlEditor],
    path: YamlPath,
    items: Sequence[Lines],
    decided: Mapping[str, Decision],
    more: Sequence[_Value],
) -> None:
    before = [item.before for item in items]
    after = [value for item in items for value in _settled(item, decided)] + [*more]
    if before == sorted(before, key=_order):
        after.sort(key=_order)
    if len(after) == len(before):
        for item, value in zip(items, after, strict=True):
            if value != item.before:
                editor.set(item.path, value)
    else:
        editor.set_list(path, after)


def _order(value: _Value) -> tuple[str, int]:
    """Lines in their order in their file."""
    file, _, lines = str(value).rpartition(":")
    return file, int(re.split("-", lines)[0])


def _new_lists(editor: FilesEditor[YamlEditor], more: Mapping[YamlPath, Sequence[_Value]]) -> None:
    """The lists of roles that none of the old paragraphs had, with the group that they stand in."""
    lists: dict[str, YamlValue] = {
        str(path[-1]): [*sorted(values, key=_order)] for path, values in more.items()
    }
    if editor.file.at(("structure", "roles")):
        for role, values in lists.items():
            editor.set(("structure", "roles", role), values)
    elif lists:
        editor.set(("structure", "roles"), lists)


def write_splits(editor: FilesEditor[YamlEditor], plan: Plan) -> None:
    """The splits that are needed now, and those taken out that are not."""
    there = editor.file.at(("structure", "split"))
    count = len(there) if isinstance(there, list) else 0
    for number, joined in enumerate(plan.splits.joined):
        values: dict[str, YamlValue] = {
            "line": joined.line,
            "at": joined.at,
            "roles": [role.value for role in joined.roles],
        }
        editor.insert(("structure", "split"), count + number, values)
    if count and len(plan.splits.dissolved) == count and not plan.splits.joined:
        editor.remove(("structure", "split"))
        return
    for k in reversed(plan.splits.dissolved):
        editor.remove(("structure", "split", k))
