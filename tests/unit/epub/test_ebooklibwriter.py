"""The one module that knows ebooklib."""

from __future__ import annotations

import ebooklib
import pytest

from edition.epub.ebooklibwriter import Package, UnsupportedEbooklib


def test_a_version_whose_private_writers_are_unknown_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ebooklib, "VERSION", (0, 21, 0))
    with pytest.raises(UnsupportedEbooklib, match=r"0\.21\.0 is installed.* ebooklib==0\.20"):
        Package("urn:uuid:0", "en", "T", right_to_left=False)
