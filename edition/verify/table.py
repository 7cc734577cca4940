"""The verdicts as one table, with the findings below it, for people or for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from edition.model.problems import Problem, errors, printable
from edition.verify.findings import ABSENT, BROKEN, FAILED, Row

SHOWN = 12  # findings of one row that are printed; the others are in the JSON
_HEAD = ("judge", "file", "verdict", "seconds", "counts")
_OUTSIDE = ("EPUBCheck", "Ace", "axe", "Nu", "veraPDF")
_HINT_OUTSIDE = (
    "If no style sheet or picture of your own causes it, it is a fault of the "
    "builder: please report it."
)
#: What of their findings an annotator can mend, by the code.
_HINTS = {
    "metadata-accessibilitysummary": (
        "Write an `accessibility-summary` under `edition:` in annotations.yaml."
    ),
}


def failed(rows: Sequence[Row], problems: Sequence[Problem], must_judge: bool) -> bool:
    """Whether something is wrong; with `must_judge` an absent judge is."""
    verdicts = {row.verdict for row in rows}
    absent = must_judge and ABSENT in verdicts
    return bool(verdicts & {FAILED, BROKEN} or errors(problems) or absent)


def text(rows: Sequence[Row], must_judge: bool = False) -> list[str]:
    """The table, the findings, and the summary: one text each, none where there is none.

    Further sections may be put between the last two.
    """
    findings = "\n".join(_findings(rows))
    return [part for part in (_table(rows), findings, _summary(rows, must_judge)) if part]


def _table(rows: Sequence[Row]) -> str:
    lines = [_HEAD, *map(_cells, rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(_HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    seconds = "–" if row.verdict == ABSENT else f"{row.seconds:.1f}"
    counts = ", ".join(_counted(count, what) for what, count in row.counts.items())
    return row.judge, printable(row.file), row.verdict, seconds, counts


def _counted(count: int, what: str) -> str:
    if count == 1:
        what = what.removesuffix("ies") + "y" if what.endswith("ies") else what.removesuffix("s")
    return f"{count:,} {what}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.rjust(width) if k == 3 else cell.ljust(width)
        for k, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _findings(rows: Sequence[Row]) -> Iterator[str]:
    """What each judge holds against a book, with its place and a remedy."""
    for row in rows:
        if row.verdict == ABSENT:
            yield f"{row.judge}: absent. {printable(row.error)}"
        elif row.verdict == BROKEN:
            yield f"{printable(row.file)}: {row.judge} gave no verdict."
            yield from ("    " + printable(line) for line in row.error.splitlines())
        for finding in row.against[:SHOWN]:
            times = f" ({finding.count} times)" if finding.count > 1 else ""
            where = f" at {printable(finding.location)}" if finding.location else ""
            yield (
                f"{printable(row.file)}{where}: {row.judge} {finding.level.lower()}"
                f"[{printable(finding.code)}]{times}: {printable(finding.message)}"
            )
            if hint := finding.hint or _HINTS.get(finding.code):
                yield f"    {printable(hint)}"
        if len(row.against) > SHOWN:
            yield (
                f"{printable(row.file)}: {row.judge} has {len(row.against) - SHOWN} more; "
                "--format json lists all."
            )
        ours = [finding for finding in row.against if finding.code not in _HINTS]
        if ours and row.judge.startswith(_OUTSIDE):
            yield f"    {_HINT_OUTSIDE}"


def _summary(rows: Sequence[Row], must_judge: bool) -> str:
    files = len({row.file for row in rows})
    found = sum(finding.count for row in rows for finding in row.against)
    what = "Nothing" if not found else f"{found:,} finding" + ("s" if found > 1 else "")
    lines = [f"{what} in {files} {'file' if files == 1 else 'files'}."]
    for verdict, words in ((BROKEN, "No verdict"), (ABSENT, "Not judged")):
        names = list(dict.fromkeys(row.judge for row in rows if row.verdict == verdict))
        if names:
            why = ", which fails where CI is set" if must_judge and verdict == ABSENT else ""
            lines.append(f"{words}: {', '.join(names)}{why}.")
    return "\n".join(lines)


def data(rows: Sequence[Row], problems: Sequence[Problem], must_judge: bool) -> dict[str, object]:
    """The same, and all findings, as plain data."""
    return {
        "passed": not failed(rows, problems, must_judge),
        "problems": [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "place": str(problem.place),
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        "rows": [{**asdict(row), "seconds": round(row.seconds, 3)} for row in rows],
    }


def as_json(
    rows: Sequence[Row],
    problems: Sequence[Problem],
    must_judge: bool,
    layouts: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """`data` as JSON, in ASCII: what a book holds cannot drive a terminal. `layouts` are the
    layout reports by the names of the PDFs, where they were asked for."""
    said = data(rows, problems, must_judge)
    if layouts:
        said["layout"] = dict(layouts)
    return json.dumps(said, indent=2)
