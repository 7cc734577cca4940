"""The rules of CONTRIBUTING.md are those that `check` goes by: each wrong line is told, each right
one is not, and every example is valid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from edition.annotations.schema.models import AnnotationsFile
from edition.apparatus.citations import records as citations_records
from edition.apparatus.citations import styles
from edition.apparatus.citations.unprinted import unknown, unprinted
from edition.assembly.prepare import prepare
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import parsed, write_project
from tests.paths import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TEXT = "The loom\n\nA weaver sat at the loom.\n\nShe threw the shuttle, and the cloth grew.\n"
#: What `rules:` must say for `check` to look for a code; errors need nothing.
SWITCHES = {
    "note-too-long": "words-per-note: 90",
    "fact-uncited": "cite-every-fact: true",
    "too-many-calls": "calls-per-sentence: 3",
    "tone-word": "tone-words: true",
    "name-spelling": "names: true",
    "call-before-punctuation": "call-before-punctuation: true",
}
#: Codes without a pair that can be run: the pair speaks of a file, or there is none.
BY_HAND = {"note-too-long", "too-many-calls", "source-changed"}


def rules() -> dict[int, str]:
    """The text of each rule by its number."""
    section = PAGE.split("## The rules of notes")[1].split("\n## ")[0]
    parts = re.split(r"^\*\*(\d+)\. ", section, flags=re.M)[1:]
    return {int(parts[k]): parts[k + 1] for k in range(0, len(parts), 2)}


def codes() -> dict[str, int]:
    """What `check` looks for, and the rule that says so."""
    return {
        code: number
        for number, text in rules().items()
        for group in re.findall(r"\(((?:`[a-z-]+`(?:, )?)+)\)", text)
        for code in re.findall(r"`([a-z-]+)`", group)
    }


def explained() -> set[str]:
    """The codes in docs/problems.md."""
    return set(re.findall(r"^### `(.+)`$", (ROOT / "docs/problems.md").read_text("utf-8"), re.M))


def pair(number: int) -> tuple[str, str]:
    """The wrong and the right line of a rule."""
    found = re.search(r"^- Wrong: `(.+)`\n- Right: `(.+)`$", rules()[number], re.M)
    assert found, number
    return found[1], found[2]


def told(folder: Path, line: str, switch: str) -> set[str]:
    """The codes of what `check` says of a note, or of a quote, written as in the rules."""
    quote, note = "weaver", line
    if line.startswith("quote: "):
        quote, note = line.removeprefix("quote: "), "At work. [@some-source]"
    rest = {
        "footnotes": [{"id": "n", "quote": quote, "note": note}],
        "people": [
            {
                "id": "kadyrov",
                "name": "Kadyrov, Ramzan",
                "forms": ["Ramzan Kadyrov"],
                "mentions": [{"quote": "She threw"}],
                "description": "A man. [@some-source]",
            }
        ],
        "sources": [{"id": "some-source", "type": "book", "title": "T"}],
    }
    text = yaml.safe_dump(rest, allow_unicode=True, sort_keys=False)
    write_project(folder, text + (f"rules: {{{switch}}}\n" if switch else ""), TEXT)
    try:
        return {problem.code for problem in prepare(Project.at(folder)).warnings}
    except BuildFailed as failed:
        return {problem.code for problem in failed.problems}


def test_the_rules_are_numbered_in_order() -> None:
    assert list(rules()) == list(range(1, len(rules()) + 1))


def test_nearly_every_rule_has_a_wrong_and_a_right_line() -> None:
    lacking = [n for n, text in rules().items() if "- Wrong: " not in text]
    assert lacking == [2]
    assert all(text.count("- Wrong: ") == text.count("- Right: ") for text in rules().values())


def test_what_the_rules_name_exists() -> None:
    assert set(codes()) <= explained()
    assert set(SWITCHES) <= set(codes())


@pytest.mark.parametrize("code", sorted(set(codes()) - BY_HAND))
def test_the_wrong_line_is_told_and_the_right_one_is_not(code: str, tmp_path: Path) -> None:
    wrong, right = pair(codes()[code])
    switch = SWITCHES.get(code, "")
    assert code in told(tmp_path / "wrong", wrong, switch)
    assert told(tmp_path / "right", right, switch) == set()


def test_ninety_words_are_the_limit(tmp_path: Path) -> None:
    assert "**2. At most 90 words.**" in PAGE
    for count, wanted in ((91, {"note-too-long"}), (90, set())):
        note = "word " * count + "[@some-source]"
        assert told(tmp_path / str(count), note, SWITCHES["note-too-long"]) == wanted


def test_the_edition_of_this_project_keeps_these_rules() -> None:
    own = yaml.safe_load((ROOT / "annotations.yaml").read_text("utf-8"))["rules"]
    for code, switch in SWITCHES.items():
        key, value = next(iter(yaml.safe_load(switch).items()))
        assert own[key] == value, code


def blocks() -> list[str]:
    """The YAML on the page, without the indentation of its list."""
    found = re.findall(r"^( *)```yaml\n(.*?)^ *```$", PAGE, re.M | re.S)
    return [re.sub(rf"^{indent}", "", text, flags=re.M) for indent, text in found]


def test_the_yaml_on_the_page_has_the_shape_of_the_file() -> None:
    assert len(blocks()) >= 4
    whole = {"format": 1, "source": {"files": [{"path": "t", "sha256": "0" * 64}]}}
    edition = {
        "title": "T",
        "language": "en",
        "identifier": "urn:uuid:1",
        "rights": "R",
        "contributors": [{"name": "N", "role": "aut"}],
        "published": "2026",
    }
    for text in blocks():
        data = yaml.load(text, yaml.BaseLoader)
        if isinstance(data, list):
            data = {"footnotes": data}
        if "credits" in data:
            data = {"edition": edition | data}
        for place in data.get("places", []):
            place["coordinates"] = [float(degrees) for degrees in place["coordinates"]]
        for item in data.get("maps", []):
            item["bounds"] = {key: float(value) for key, value in item["bounds"].items()}
        AnnotationsFile.model_validate({"edition": edition} | whole | data)


def test_the_examples_of_sources_are_right_and_cover_the_types() -> None:
    (text,) = (text for text in blocks() if text.startswith("sources:"))
    records = [record.csl for record in parsed(text).sources]
    assert citations_records.check(records) == ()
    assert [record["type"] for record in records] == [
        "webpage",
        "article-newspaper",
        "report",
        "book",
        "legal_case",
    ]


def test_the_links_of_the_page_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^\w -]", "", head).strip().replace(" ", "-").lower()
        for head in re.findall(r"^#+ (.*)$", PAGE, re.M)
    }
    words = re.sub(r"```.*?```|`[^`\n]*`", "", PAGE, flags=re.S)
    for target in re.findall(r"\]\(([^)]+)\)", words):
        path, _, anchor = target.partition("#")
        if path and not path.startswith(("http", "../../")):
            assert (ROOT / path).exists(), target
        if anchor and not path:
            assert anchor in heads, target


def test_the_examples_of_sources_have_no_field_that_is_not_printed() -> None:
    (text,) = (text for text in blocks() if text.startswith("sources:"))
    style = styles.bundled(styles.DEFAULT)
    for record in parsed(text).sources:
        assert unknown(record.csl) == [] and unprinted(record.csl, style.data) == []
