"""`watch`: shows the edition in the browser while it is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import edition_option, is_terminal, project_argument
from edition.model.problems import Severity, printable

if TYPE_CHECKING:
    from edition.authoring.preview.editors import Editor
    from edition.authoring.preview.server import Server
    from edition.authoring.preview.session import PreviewSession, State

#: Where the preview is if nobody wishes otherwise, so that a tab finds it again.
PORT = 8747

_EPILOG = """
\b
Exit codes:
  0  stopped with Ctrl-C
  2  wrong use of the command: the port is taken
  3  a fault of the builder; please report it
"""


@click.command("watch", epilog=_EPILOG)
@project_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"Port of the preview; 0 takes a free one (default: {PORT}, or a free one).",
)
@click.option(
    "--browser/--no-browser",
    default=None,
    help="Open the preview in the browser (default: when run on a terminal).",
)
@click.option(
    "--editor",
    envvar="EDITION_EDITOR",
    metavar="NAME",
    help="The editor that the places of the file open: vscode, vscodium, cursor, zed, idea, "
    "textmate, or an address with {path}, {line} and {column} (default: $EDITION_EDITOR; vscode "
    "in its own terminal).",
)
@edition_option("Show this one of the `editions` in the annotations.")
@click.option("--quiet", "-q", is_flag=True, help="Print the address only.")
def command(
    project: Path,
    port: int | None,
    browser: bool | None,
    editor: str | None,
    edition: str,
    quiet: bool,
) -> None:
    """Show the edition in PROJECT (default: this folder) in the browser while you write it.

    It is the web edition that is shown. Save annotations.yaml, and the page shows it at once.
    Problems stand at the place that they are about; what has an error is left out until it is
    mended. Select words of the text to annotate them; open a note to change or delete it; Ctrl+Z in
    the page takes back what was done there. The preview is seen on this machine alone, and writes
    nothing but what you add, change or delete in it. Ctrl-C ends it.

    \b
    Examples:
      python3 build.py watch                     this folder
      python3 build.py watch path/to/project --no-browser
      python3 build.py watch --port 9000
      python3 build.py watch --edition school   one of the editions for some readers
    """
    from edition.authoring.preview.session import PreviewSession
    from edition.system.project import Project

    session = PreviewSession(Project.at(project), _editor(editor), edition)
    server = _server(session, port)
    click.echo(f"Preview: {server.address}   (Ctrl-C ends it)")
    if browser or (browser is None and is_terminal(sys.stdout)):
        click.launch(server.address)
    run(session, server, (lambda state: None) if quiet else _report)
    click.echo("Stopped.")


def _editor(name: str | None) -> Editor:
    """The editor that is named; else Visual Studio Code, if its terminal is where we run."""
    import os

    from edition.authoring.preview import editors

    if name is None:
        name = "vscode" if os.environ.get("TERM_PROGRAM") == "vscode" else ""
    if name in ("", "none"):
        return editors.NO_EDITOR
    try:
        return editors.editor(name)
    except ValueError:
        known = ", ".join(editors.KNOWN)
        raise click.UsageError(
            f"“{printable(name)}” is no editor that is known here. There are: {known}; or give an "
            "address such as my-editor://open?file={path}&line={line}."
        ) from None


def _server(session: PreviewSession, port: int | None) -> Server:
    from edition.authoring.preview.server import Server

    try:
        return Server(session, PORT if port is None else port)
    except OSError as error:
        if port is not None:
            raise click.UsageError(
                f"Port {port} cannot be taken: {error.strerror}. Name another, "
                "or 0 for any that is free."
            ) from None
        return Server(session, 0)


def run(session: PreviewSession, server: Server, report: Callable[[State], None]) -> None:
    """Build, serve and watch until Ctrl-C (or SIGTERM); then close everything."""
    import signal
    from threading import Event, Thread

    from edition.authoring.preview.watcher import Worker, watch

    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())

    def job() -> None:
        if (state := session.rebuild()) is not None:
            report(state)

    worker = Worker(job)
    server.editing.written = worker.ask
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    serving.start()
    try:
        watch(session.project, lambda: session.state.names, worker.ask, stop)
    finally:
        session.close()
        server.shutdown()
        server.server_close()
        worker.close()


def _report(state: State) -> None:
    from time import strftime

    errors, warnings = state.count(Severity.ERROR), state.count(Severity.WARNING)
    found = [_counted(errors, "error"), _counted(warnings, "warning")]
    words = ", ".join(filter(None, found)) or "no problems"
    if state.status == "salvaged":
        words += f"; {_counted(state.left_out, 'value')} left out of the preview"
    elif state.status == "stale":
        words += "; the preview shows the last state that could be shown"
    click.echo(f"{strftime('%H:%M:%S')}  built in {state.seconds:.2f} s: {words}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""
