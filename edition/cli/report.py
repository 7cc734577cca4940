"""`report`: counts what an edition is made of."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.common import EXIT_CODES, edition_option, print_problems, project_argument, read


@click.command("report", epilog=EXIT_CODES)
@project_argument
@edition_option("Count this one of the `editions` in the annotations.")
def command(project: Path, edition: str) -> None:
    """Count what the edition in PROJECT is made of: notes, terms, index entries, events; how
    many have sources; and, if it keeps a ledger, what became of each entry of the research.

    \b
    Examples:
      python3 build.py report                this folder
      python3 build.py report path/to/project
      python3 build.py report --edition school  one of the editions for some readers
    """
    from edition.checks.report import lines

    prepared, entries, warnings = read(project, edition)
    print_problems(warnings)
    for line in lines(prepared.annotations, prepared.bodies, entries):
        click.echo(line)
