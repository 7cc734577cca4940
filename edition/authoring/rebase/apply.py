"""Apply: an annotations file in which everything hangs on the new text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from edition.authoring.rebase.decisions import FILE, Decision
from edition.authoring.rebase.forms import FormMove
from edition.authoring.rebase.plan import Carried, Lines, Plan, selector
from edition.model import Selector, Span
from edition.model.problems import BuildFailed, Place, Problem
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import YamlPath


def unsettled(plan: Plan, decided: Mapping[str, Decision]) -> list[str]:
    """The names of what is in doubt and not decided on."""
    names = [item.quotation.name for item in plan.open] + [item.name for item in plan.open_lines]
    return [name for name in names if name not in decided or not decided[name].taken]


def apply(
    name: str,
    data: bytes,
    plan: Plan,
    decided: Mapping[str, Decision],
    pinned: Mapping[YamlPath, str],
) -> bytes:
    """The file `name` with every edit of `plan`, and with the values of `pinned` (the new path
    and SHA-256). Everything in doubt must be settled.

    Raises `BuildFailed`: a decision whose words are not in the new text once, a value that
    cannot be changed by itself.
    """
    editor = YamlEditor(name, data)
    problems: list[Problem] = []
    for item in plan.quotations:
        written, problem = _selector(item, plan, decided)
        if problem:
            problems.append(problem)
        elif written:
            _quote(editor, item.quotation.path, written)
    _write_lines(editor, plan, decided)
    for form in plan.forms:
        _add_form(editor, form)
    for path, value in pinned.items():
        editor.set(path, value)
    if problems:
        raise BuildFailed(problems)
    return editor.finish()


def _selector(
    item: Carried, plan: Plan, decided: Mapping[str, Decision]
) -> tuple[Selector | None, Problem | None]:
    if item.move.sure:
        return item.selector, None
    decision = decided[item.quotation.name]
    if not decision.quote:
        return item.selector, None
    wanted = Selector(decision.quote, decision.prefix, "", decision.place)
    if item.quotation.path[0] == "structure":
        return wanted, None
    found = plan.anchorer.selectors([wanted])[0]
    shortest = selector(plan.anchorer, found, wanted) if isinstance(found, Span) else found
    return (None, shortest) if isinstance(shortest, Problem) else (shortest, None)


def _quote(editor: YamlEditor, path: YamlPath, written: Selector) -> None:
    if path[0] == "structure":
        editor.set((*path, "at"), written.exact)
        return
    entry = _at(editor.file.data, path)
    if entry["quote"] != written.exact:
        editor.set((*path, "quote"), written.exact)
    after = "quote"
    for key, value in (("prefix", written.prefix), ("suffix", written.suffix)):
        if value and entry.get(key) != value:
            editor.set((*path, key), value, after=after)
        elif key in entry and not value:
            editor.remove((*path, key))
        after = key if value and key in entry else after


def _write_lines(editor: YamlEditor, plan: Plan, decided: Mapping[str, Decision]) -> None:
    """Lines one by one; a list from which one goes is written anew."""
    lists: dict[YamlPath, list[Lines]] = {}
    for item in plan.lines:
        after = _settled(item, decided)
        if after is None:
            lists.setdefault(item.path[:-1], [])
    for item in plan.lines:
        if item.path[:-1] in lists and isinstance(item.path[-1], int):
            lists[item.path[:-1]].append(item)
        elif (after := _settled(item, decided)) not in (None, item.before):
            editor.set(item.path, after)
    for path, items in lists.items():
        values = (_settled(item, decided) for item in items)
        editor.set_list(path, [value for value in values if value is not None])


def _settled(item: Lines, decided: Mapping[str, Decision]) -> int | str | None:
    decision = decided.get(item.name)
    if item.after is None and decision and decision.line:
        return int(decision.line) if decision.line.isdigit() else decision.line
    return item.after


def _add_form(editor: YamlEditor, form: FormMove) -> None:
    """The new spelling behind the forms that are there; the headword itself was one of them."""
    if not form.new:
        return
    entry = _at(editor.file.data, form.path)
    if entry.get("forms"):
        editor.append((*form.path, "forms"), form.new)
    else:
        key = "term" if "term" in entry else "name"
        editor.set((*form.path, "forms"), [form.old, form.new], after=key)


def _at(data: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data


def undecided(names: Iterable[str]) -> Problem:
    """What to say while something is in doubt."""
    shown = list(names)
    count = "1 decision is" if len(shown) == 1 else f"{len(shown)} decisions are"
    message = f"{count} open: {', '.join(shown[:6])}"
    message += "." if len(shown) <= 6 else ", …"
    hint = f"Open {FILE}, follow the lines at its head, and give the same command again."
    return Problem("rebase-undecided", Place(FILE), message, hint)
