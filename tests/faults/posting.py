"""Posting: the preview of an edition as a process, to which a browser sends an entry at once."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path) -> int:
    """Build the preview of the edition in `folder`, and add an entry by its form."""
    from edition.authoring.preview.forms import Annotating
    from edition.authoring.preview.session import PreviewSession
    from edition.system.project import Project
    from edition.system.signals import answered

    with answered():
        session = PreviewSession(Project.at(folder))
        session.rebuild()
        values = {"quote": "cloth grew", "id": "on-cloth", "note": "It grew."}
        answer = Annotating(session).add({"kind": "footnote", "values": values})
        print(answer)
        return 1 if "problems" in answer else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(Path(sys.argv[1])))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
