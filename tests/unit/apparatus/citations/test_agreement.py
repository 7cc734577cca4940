"""150 records in seven types, set by us and by pandoc's citeproc as it reads CSL JSON itself.

They agree but where a title in italics ends in a quotation: the Chicago Manual (6.9) has the full
stop within the marks, and the engine leaves it outside.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from edition.apparatus.citations import styles
from edition.apparatus.citations.formatter import Formatter
from edition.system import pandoc

RECORDS = json.loads(Path(__file__).with_name("records.json").read_text("utf-8"))
#: Of other types: patents, treaties, films, letters, maps, performances …
FURTHER = json.loads(Path(__file__).with_name("further.json").read_text("utf-8"))
STYLE = styles.bundled(styles.DEFAULT)


def plain(markup: str) -> str:
    """The words, without regard to capitals, to which a title's language may object."""
    words = html.unescape(re.sub(r"<[^>]+>", "", markup))
    return re.sub(r"\s+", " ", words).strip().casefold()


def reference(records: list[dict[str, object]], style: styles.Style) -> dict[str, str]:
    text = b"---\nnocite: '@*'\nlang: en-US\n---\n"
    data = json.dumps(records).encode()
    arguments = ["-f", "markdown", "-t", "html", "--wrap=none", "--citeproc", "--csl=a.csl"]
    files = {"a.csl": style.data, "records.json": data}
    made = pandoc.run(text, [*arguments, "--bibliography=records.json"], files).decode()
    found = re.findall(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', made, re.S)
    return {id: plain(entry) for id, entry in found}


def test_the_list_of_sources_agrees_with_the_reference() -> None:
    expected = reference(RECORDS, STYLE)
    assert len(expected) == len(RECORDS) == 150
    made = Formatter(RECORDS).bibliography([record["id"] for record in RECORDS])
    differing = {id: words for id, entry in made if (words := plain(entry)) != expected[id]}
    assert len(differing) <= len(RECORDS) * 0.02
    assert differing == {id: expected[id].replace("”.", ".”") for id in differing}
    assert [id for id, _ in made] == list(expected)
    assert not any("  " in entry for _, entry in made)


@pytest.mark.parametrize("name", ["chicago-notes", "chicago-author-date", "mla"])
def test_further_types_agree_with_the_reference(name: str) -> None:
    style = styles.bundled(name)
    expected = reference(FURTHER, style)
    made = dict(Formatter(FURTHER, style=style).bibliography([one["id"] for one in FURTHER]))
    # What the style lists not, a note leads to all the same.
    expected = {id: words for id, words in expected.items() if words}
    differing = {id: plain(made[id]) for id in expected if plain(made[id]) != expected[id]}
    assert differing == {"nd": expected["nd"].replace("”.", ".”")}
    assert len(made) == len(FURTHER) == 41
