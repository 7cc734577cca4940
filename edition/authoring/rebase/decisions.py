"""Decisions: what people say of the places that a rebase leaves in doubt, kept in one file."""

from __future__ import annotations

from collections.abc import Mapping

from edition.authoring.rebase.carried import Carried
from edition.authoring.rebase.moves import CONTEXT, Fate
from edition.authoring.rebase.places import Lines, Unnamed
from edition.authoring.rebase.plan import Plan
from edition.model import Role
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, did_you_mean
from edition.yamlfile import dump
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue, load

#: The file of decisions, beside annotations.yaml.
FILE = "rebase.yaml"

_HEAD = """\
# What a new version of the source leaves in doubt. The edition has not been changed.
#
# Settle every entry: look at the old words and at those proposed for them, and write
#   accept: true              if the proposal is right (without one: if it may go), or
#   quote: "other words"      copied from the new text (with a prefix, if they stand there twice),
#   line: 17                  where an entry asks for a line,
#   role: question            where it asks what a paragraph is (accept: true leaves it as it says).
# Then give the command again. An annotation that has lost its words can also be taken out of
# annotations.yaml; its entry here then disappears.

"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wrote: `accept`, or words of the new text, or a line of it, or a role."""

    name: str
    accept: bool
    quote: str
    prefix: str
    line: str
    place: Place
    role: str = ""

    @property
    def taken(self) -> bool:
        """Whether anything was decided."""
        return self.accept or bool(self.quote or self.line or self.role)


def read(data: bytes | None, old_sha: str, new_sha: str) -> dict[str, Decision]:
    """The decisions in the file, by the names of what they are about; none without a file, nor
    from the file of the rebase that led to the old version.

    Raises `BuildFailed`: YAML that does not parse, keys that nobody knows, decisions about
    other versions of the text.
    """
    if data is None:
        return {}
    file = load(FILE, data)
    if file.problems:
        raise BuildFailed(file.problems)
    told = file.group
    if told.get("new-sha256") == old_sha and told.get("old-sha256") != old_sha:
        return {}  # of a rebase that is done, and was ended before it took its file away
    if (told.get("old-sha256"), told.get("new-sha256")) != (old_sha, new_sha):
        hint = "Finish that rebase first, or delete the file."
        message = "These decisions are about other versions of the text."
        raise BuildFailed([Problem("decisions-outdated", Place(FILE, 1), message, hint)])
    entries = told.get("decisions") or []
    if not isinstance(entries, list):
        raise BuildFailed([_bad(file, ("decisions",), "“decisions” must be a list.")])
    found = (_decision(file, k, entry) for k, entry in enumerate(entries))
    return {decision.name: decision for decision in found}


_KEYS = (
    "annotation",
    "stands-at",
    "why",
    "alike",
    "old",
    "new",
    "accept",
    "quote",
    "prefix",
    "line",
    "role",
)


def _decision(file: YamlFile, k: int, entry: YamlValue) -> Decision:
    path: YamlPath = ("decisions", k)
    name = entry.get("annotation") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(name, str):
        raise BuildFailed([_bad(file, path, "A decision must say which “annotation” it is about.")])
    for key in entry:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"Known here: {', '.join(_KEYS)}."
            message = f"Nobody knows the key “{key}” in a decision."
            place = file.key_place((*path, key))
            raise BuildFailed([Problem("bad-decision", place, message, hint)])
    accept = entry.get("accept", False)
    if not isinstance(accept, bool):
        message = "“accept” must be true or false."
        raise BuildFailed([_bad(file, (*path, "accept"), message)])
    words = {key: entry.get(key) or "" for key in ("quote", "prefix", "line", "role")}
    return Decision(
        name,
        accept,
        str(words["quote"]),
        str(words["prefix"]),
        str(words["line"]),
        file.place(path),
        _role(file, path, str(words["role"])),
    )


def _role(file: YamlFile, path: YamlPath, role: str) -> str:
    if role and role not in list(Role):
        hint = did_you_mean(role, list(Role)) or f"The roles: {', '.join(Role)}."
        place = file.place((*path, "role"))
        raise BuildFailed([Problem("bad-decision", place, f"“{role}” is no role.", hint)])
    return role


def _bad(file: YamlFile, path: YamlPath, message: str) -> Problem:
    hint = "Look at the lines at the head of the file."
    return Problem("bad-decision", file.place(path), message, hint)


def write(plan: Plan, decided: Mapping[str, Decision], old_sha: str, new_sha: str) -> bytes:
    """The file with an entry for everything that is in doubt, and what was decided already."""
    entries = [_quotation(item, plan, decided) for item in plan.open]
    entries += [_line(item, decided) for item in plan.open_lines]
    entries += [_unnamed(item, plan, decided) for item in plan.unnamed]
    head = dump.group({"old-sha256": old_sha, "new-sha256": new_sha})
    body = "\n".join(dump.entry(entry, 2) for entry in entries)
    return (_HEAD + head + "decisions:\n" + body).encode()


def _quotation(item: Carried, plan: Plan, decided: Mapping[str, Decision]) -> dict[str, YamlValue]:
    name, move = item.quotation.name, item.move
    place = item.quotation.selector.place
    before = decided.get(name)
    entry: dict[str, YamlValue] = {
        "annotation": name,
        "stands-at": f"{place.file}:{place.line}",
        "why": move.why,
        "alike": round(move.alike),
        "old": marked(plan.old.text, move.old.start, move.old.end),
    }
    if move.fate is not Fate.LOST:
        entry["new"] = marked(plan.new.text, move.new.start, move.new.end)
        entry["accept"] = before.accept if before else False
    else:
        entry["new"] = marked(plan.new.text, move.new.start, move.new.start)
    entry["quote"] = before.quote if before else ""
    entry["prefix"] = before.prefix if before else ""
    return entry


def _line(item: Lines, decided: Mapping[str, Decision]) -> dict[str, YamlValue]:
    before = decided.get(item.name)
    entry: dict[str, YamlValue] = {
        "annotation": item.name,
        "stands-at": f"{item.place.file}:{item.place.line}",
        "why": f"line {item.before}: {item.why}",
    }
    if item.proposed:
        entry["new"] = f"line {', '.join(map(str, item.proposed))}"
    if item.proposed or item.spare:
        entry["accept"] = before.accept if before else False
    entry["line"] = before.line if before else ""
    return entry


def _unnamed(item: Unnamed, plan: Plan, decided: Mapping[str, Decision]) -> dict[str, YamlValue]:
    before = decided.get(item.name)
    first, last = (plan.new.paragraphs[k].span for k in (item.numbers[0], item.numbers[-1]))
    return {
        "annotation": item.name,
        "stands-at": str(plan.new.paragraphs[item.numbers[0]].place),
        "why": f"line {item.value}: {item.why}",
        "new": _beginning(plan.new.text[first.start : last.end]),
        "role": before.role if before else "",
        "accept": before.accept if before else False,
    }


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 2 * CONTEXT else f"{words[: 2 * CONTEXT]} …"


def marked(text: str, start: int, end: int) -> str:
    """Words of `text` between » and «, with what stands around them, on one line."""
    before = " ".join(text[max(0, start - CONTEXT) : start].split())
    after = " ".join(text[end : end + CONTEXT].split())
    words = " ".join(text[start:end].split())
    space = " " if text[:start][-1:].isspace() else ""
    return f"… {before}{space}»{words}«{' ' if text[end : end + 1].isspace() else ''}{after} …"
