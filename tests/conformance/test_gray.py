"""A PDF for one ink that was full of color is still one for archives, and for everybody."""

from pathlib import Path

import pytest

from edition.build import build
from edition.system.project import Project
from edition.verify.judges.verapdf import verapdf_all
from tests import colored


@pytest.mark.judge
def test_verapdf_has_nothing_to_say_of_gray(tmp_path: Path) -> None:
    project = colored.project(tmp_path, "print", "booklet")
    for name, data in build(Project.at(project), ("pdf",)).files.items():
        (tmp_path / name).write_bytes(data)
    book, booklet = tmp_path / "loom.pdf", tmp_path / "loom-booklet.pdf"
    for judged in verapdf_all([(book, "ua1"), (book, "3a"), (booklet, "3b")]):
        assert (judged.error, judged.findings) == ("", ())
        assert judged.counts["checks"] > 0
