"""`check`: says what is wrong, and builds nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from edition.problems import BuildFailed, Severity

from .common import EXIT_CODES, print_problems, project_argument, read


@click.command("check", epilog=EXIT_CODES)
@project_argument
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def command(project: Path, strict: bool, quiet: bool) -> None:
    """Say what is wrong with the edition in PROJECT, and build nothing.

    \b
    Examples:
      python build.py check                 this folder
      python build.py check --strict        warnings count as errors
      python build.py check path/to/project
    """
    prepared, _, warnings = read(project)
    if strict and warnings:
        raise BuildFailed(replace(warning, severity=Severity.ERROR) for warning in warnings)
    print_problems(warnings)
    if not quiet:
        edition = prepared.edition
        click.echo(
            f"{len(edition.blocks())} paragraphs, {len(edition.notes)} notes, "
            f"{len(edition.glossary)} glossary entries, {len(edition.index)} index entries, "
            f"{len(edition.figures)} photographs, {len(edition.records)} sources: no errors."
        )
