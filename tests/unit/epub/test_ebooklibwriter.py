"""The one module that knows ebooklib."""

from __future__ import annotations

from datetime import UTC, datetime

import ebooklib
import pytest

from edition.epub.ebooklibwriter import Package, UnsupportedEbooklib


def test_a_version_whose_private_writers_are_unknown_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ebooklib, "VERSION", (0, 21, 0))
    with pytest.raises(UnsupportedEbooklib, match=r"0\.21\.0 is installed.* ebooklib==0\.20"):
        Package("urn:uuid:0", "en", "T", right_to_left=False)


def test_the_navigation_of_epub_2_has_the_pages() -> None:
    package = Package("urn:uuid:0", "en", "T", right_to_left=False)
    package.document("one", "one.xhtml", "One", "<html/>")
    package.navigation("nav.xhtml", "<html/>", 0, ())
    package.page_list([("iv", "one.xhtml#a"), ("12", "one.xhtml#b"), ("12v", "one.xhtml#c")])
    ncx = package.members([], datetime(2026, 1, 1, tzinfo=UTC))["EPUB/toc.ncx"].decode()
    assert '<pageTarget id="page-1" type="front">' in ncx
    assert '<pageTarget id="page-2" type="normal" value="12">' in ncx
    assert '<pageTarget id="page-3" type="special">' in ncx
    assert ncx.index("<navMap") < ncx.index("<pageList>") < ncx.index('src="one.xhtml#c"')
