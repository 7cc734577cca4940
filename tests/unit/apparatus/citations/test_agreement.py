"""150 records in seven types, set by us and by pandoc's citeproc as it reads CSL JSON itself.

They agree but where a title in italics ends in a quotation: the Chicago Manual (6.9) has the full
stop within the marks, and the engine leaves it outside.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from edition.apparatus.citations import styles
from edition.apparatus.citations.formatter import Formatter
from edition.system import pandoc

RECORDS = json.loads(Path(__file__).with_name("records.json").read_text("utf-8"))
STYLE = styles.bundled(styles.DEFAULT)


def plain(markup: str) -> str:
    """The words, without regard to capitals, to which a title's language may object."""
    words = html.unescape(re.sub(r"<[^>]+>", "", markup))
    return re.sub(r"\s+", " ", words).strip().casefold()


def reference() -> dict[str, str]:
    text = b"---\nnocite: '@*'\nlang: en-US\n---\n"
    data = json.dumps(RECORDS).encode()
    arguments = ["-f", "markdown", "-t", "html", "--wrap=none", "--citeproc", "--csl=a.csl"]
    files = {"a.csl": STYLE.data, "records.json": data}
    made = pandoc.run(text, [*arguments, "--bibliography=records.json"], files).decode()
    found = re.findall(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', made, re.S)
    return {id: plain(entry) for id, entry in found}


def test_the_list_of_sources_agrees_with_the_reference() -> None:
    expected = reference()
    assert len(expected) == len(RECORDS) == 150
    made = Formatter(RECORDS).bibliography([record["id"] for record in RECORDS])
    differing = {id: words for id, entry in made if (words := plain(entry)) != expected[id]}
    assert len(differing) <= len(RECORDS) * 0.02
    assert differing == {id: expected[id].replace("”.", ".”") for id in differing}
    assert [id for id, _ in made] == list(expected)
    assert not any("  " in entry for _, entry in made)
