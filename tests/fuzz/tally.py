"""Tally: what a run of cases came to; failures are kept as files that can be run again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .case import Case
    from .harness import Outcome

#: So many cases of one failure are kept: the first, and any that is smaller.
_KEPT = 3


@dataclass(slots=True)
class Tally:
    """Counts of one input and engine. `messages` counts error codes, of which a case may have
    several; `failures` counts by what failed; seconds are of processor time, memory in MiB."""

    input: str
    engine: str
    folder: Path
    cases: int = 0
    pdfs: int = 0
    books: int = 0
    refused: int = 0
    messages: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_case: str = ""
    memory: float = 0.0
    digests: set[str] = field(default_factory=set)

    def take(self, case: Case, outcome: Outcome) -> None:
        """Count a case that has been run."""
        self.cases += 1
        self.pdfs += case.pdf
        self.seconds += outcome.seconds
        self.memory = max(self.memory, outcome.memory)
        self.digests.add(case.digest)
        if outcome.seconds > self.slowest:
            self.slowest, self.slowest_case = outcome.seconds, case.digest
            self._keep(f"slowest-{self.input}-{self.engine}", case, f"{outcome.seconds:.2f} s")
        if outcome.kind == "book":
            self.books += 1
        elif outcome.kind == "message":
            self.refused += 1
            self.messages.update(outcome.about)
        else:
            self.fail(case, outcome.about, outcome.detail)

    def fail(self, case: Case, about: tuple[str, ...], detail: str) -> None:
        """Count a failure, and keep the case as a file."""
        name = " at ".join(about)
        self.failures[name] += 1
        if self.failures[name] <= _KEPT:
            self._keep(f"{self.input}-{case.digest}", case, detail)

    def _keep(self, name: str, case: Case, detail: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.json").write_text(case.to_json(), "ascii")
        (self.folder / f"{name}.txt").write_text(detail + "\n", "utf-8", "backslashreplace")

    def dumped(self) -> str:
        """The tally as JSON."""
        values: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(values | {"folder": str(self.folder), "digests": sorted(self.digests)})

    @classmethod
    def loaded(cls, text: str) -> Tally:
        """A tally from its JSON."""
        values = json.loads(text)
        values |= {"folder": Path(values["folder"]), "digests": set(values["digests"])}
        for name in ("messages", "failures"):
            values[name] = Counter(values[name])
        return cls(**values)


_HEAD = (
    "input",
    "engine",
    "cases",
    "distinct",
    "with PDF",
    "books",
    "messages",
    "failures",
    "seconds",
    "slowest s",
    "memory MiB",
)


def table(tallies: list[Tally]) -> str:
    """The tallies as a Markdown table, the messages by code and the failures below it."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|---|---" + "|--:" * (len(_HEAD) - 2) + "|"]
    for item in tallies:
        cells = (
            item.input,
            item.engine,
            f"{item.cases:,}",
            f"{len(item.digests):,}",
            f"{item.pdfs:,}",
            f"{item.books:,}",
            f"{item.refused:,}",
            str(item.failures.total()),
            f"{item.seconds:,.0f}",
            f"{item.slowest:.2f}",
            f"{item.memory:.0f}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    for item in tallies:
        codes = ", ".join(f"{code} {count:,}" for code, count in item.messages.most_common())
        lines.append(f"{item.input} ({item.engine}): {codes or 'no messages'}")
        lines += [f"    FAILURE {count} × {name}" for name, count in item.failures.most_common()]
    return "\n".join(lines)
