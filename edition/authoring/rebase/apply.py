"""Apply: an annotations file in which everything hangs on the new text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.authoring.rebase.carried import Carried
from edition.authoring.rebase.decisions import FILE, Decision
from edition.authoring.rebase.forms import FormMove
from edition.authoring.rebase.plan import Plan, selector
from edition.authoring.rebase.writelines import write_lines, write_splits
from edition.model import Selector, Span
from edition.model.problems import BuildFailed, Place, Problem
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.editfiles import FilesEditor
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue


def unsettled(plan: Plan, decided: Mapping[str, Decision]) -> list[str]:
    """The names of what is in doubt and not decided on."""
    names = [item.quotation.name for item in plan.open] + [item.name for item in plan.open_lines]
    names += [item.name for item in plan.unnamed]
    return [name for name in names if name not in decided or not decided[name].taken]


def apply(
    file: YamlFile,
    plan: Plan,
    decided: Mapping[str, Decision],
    pinned: Mapping[YamlPath, str],
) -> dict[str, bytes]:
    """The files that change with every edit of `plan`, as they will be, with the values of
    `pinned` (the new path and SHA-256). Everything in doubt must be settled.

    Raises `BuildFailed`: a decision whose words are not in the new text once, a value that
    cannot be changed by itself.
    """
    editor = FilesEditor(file, YamlEditor)
    problems: list[Problem] = []
    for item in plan.quotations:
        written, problem = _selector(item, plan, decided)
        if problem:
            problems.append(problem)
        elif written:
            _quote(editor, item.quotation.path, written)
    write_lines(editor, plan, decided)
    for form in plan.forms:
        _add_form(editor, form)
    for path, value in pinned.items():
        editor.set(path, value)
    write_splits(editor, plan)
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


def _quote(editor: FilesEditor[YamlEditor], path: YamlPath, written: Selector) -> None:
    if path[0] == "structure":
        editor.set((*path, "at"), written.exact)
        return
    entry = _entry(editor, path)
    if entry["quote"] != written.exact:
        editor.set((*path, "quote"), written.exact)
    after = "quote"
    for key, value in (("prefix", written.prefix), ("suffix", written.suffix)):
        if value and entry.get(key) != value:
            editor.set((*path, key), value, after=after)
        elif key in entry and not value:
            editor.remove((*path, key))
        after = key if value and key in entry else after


def _add_form(editor: FilesEditor[YamlEditor], form: FormMove) -> None:
    """The new spelling behind the forms that are there; the headword itself was one of them."""
    if not form.new:
        return
    entry = _entry(editor, form.path)
    if entry.get("forms"):
        editor.append((*form.path, "forms"), form.new)
    else:
        key = "term" if "term" in entry else "name"
        editor.set((*form.path, "forms"), [form.old, form.new], after=key)


def _entry(editor: FilesEditor[YamlEditor], path: YamlPath) -> dict[str, YamlValue]:
    """The entry at `path` of the file as it was read."""
    found = editor.file.at(path)
    assert isinstance(found, dict), "the edition was checked"
    return found


def undecided(names: Iterable[str]) -> Problem:
    """What to say while something is in doubt."""
    shown = list(names)
    count = "1 decision is" if len(shown) == 1 else f"{len(shown)} decisions are"
    message = f"{count} open: {', '.join(shown[:6])}"
    message += "." if len(shown) <= 6 else ", …"
    hint = f"Open {FILE}, follow the lines at its head, and give the same command again."
    return Problem("rebase-undecided", Place(FILE), message, hint)
