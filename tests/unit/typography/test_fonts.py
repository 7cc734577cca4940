"""The fonts: what a subset holds, that it is the same each time, and what no font shows."""

from __future__ import annotations

import io
import subprocess
import sys
import time

import pytest
import uharfbuzz

from edition.typography import faces, fonts

TEXT = "Ramzan Kadyrov “does” not — Кадыров искренне, 1234 fi"


def face(font: fonts.FontFile) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob(font.data))


def test_a_subset_holds_the_characters_and_little_else() -> None:
    (regular,) = fonts.subset(TEXT, ["regular"])
    assert set(face(regular).unicodes) == set(map(ord, TEXT))
    assert len(regular.data) < 60_000
    assert regular.file_name == "eb-garamond-400-regular.ttf"
    assert "SIL OPEN FONT LICENSE" in regular.licence_text
    assert regular.source.startswith("https://")


def test_faces_have_their_weight_family_and_licence() -> None:
    tt = pytest.importorskip("fontTools.ttLib")
    found = []
    for font in fonts.subset(TEXT, ["regular", "italic", "bold", "bold-italic"]):
        read = tt.TTFont(io.BytesIO(font.data))
        assert "fvar" not in read
        assert read["name"].getDebugName(1) == "EB Garamond"
        assert "Open Font License" in read["name"].getDebugName(13)
        assert read["OS/2"].usWeightClass == font.weight
        found.append((font.style, font.weight))
    assert sorted(found) == [("italic", 400), ("italic", 600), ("normal", 400), ("normal", 600)]


def test_small_capitals_and_old_style_figures_stay() -> None:
    tt = pytest.importorskip("fontTools.ttLib")
    (regular,) = fonts.subset(TEXT, ["regular"])
    read = tt.TTFont(io.BytesIO(regular.data))
    tags = {record.FeatureTag for record in read["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "onum", "pnum", "sups", "liga"} <= tags
    positions = {record.FeatureTag for record in read["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in positions


def test_amiri_comes_only_with_arabic_letters_and_joins_them() -> None:
    assert {font.family for font in fonts.subset(TEXT)} == {"EB Garamond"}
    amiri = [font for font in fonts.subset(TEXT + "كافر", ["regular"]) if font.family == "Amiri"]
    assert [font.style for font in amiri] == ["normal"]
    buffer = uharfbuzz.Buffer()
    buffer.add_str("كافر")
    buffer.guess_segment_properties()
    font = uharfbuzz.Font(face(amiri[0]))
    uharfbuzz.shape(font, buffer)
    alone = {font.get_nominal_glyph(ord(letter)) for letter in "كافر"}
    assert 0 not in {info.codepoint for info in buffer.glyph_infos}
    assert any(info.codepoint not in alone for info in buffer.glyph_infos)


def test_frank_ruhl_comes_only_with_hebrew_letters() -> None:
    both = {font.family for font in fonts.subset(TEXT + "שלום كافر", ["regular"])}
    assert both == {"EB Garamond", "Amiri", "Frank Ruhl Libre"}
    hebrew = fonts.subset(TEXT + "שלום", ["bold"])
    assert [(f.family, f.weight) for f in hebrew][1:] == [
        ("Frank Ruhl Libre", 400),
        ("Frank Ruhl Libre", 700),
    ]
    assert fonts.uncovered("שלום") == {} and fonts.uncovered("漢") == {"漢": 1}
    assert [face.family for _, group in fonts.credits("שלום") for face in group] == [
        "EB Garamond",
        "Frank Ruhl Libre",
    ]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib; from edition.typography.fonts import subset;"
        f"print([hashlib.sha256(f.data).hexdigest() for f in subset({TEXT!r})])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_uncovered_counts_what_no_font_shows() -> None:
    assert fonts.uncovered("a↩b↩ ☃\u00a0\u200b\n") == {"↩": 2, "☃": 1}
    assert fonts.uncovered("ɡ كافر") == {}
    assert fonts.uncovered("ɡ", "italic") == {"ɡ": 1}


def test_full_paths_are_files() -> None:
    paths = fonts.full_paths()
    assert ("EB Garamond", "italic", "400 800") in paths
    assert all(path.is_file() for path in paths.values())


def test_errors_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="black"):
        fonts.subset(TEXT, ["black"])
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="fontpkg-eb-garamond"):
        fonts.full_paths()


def test_it_is_quick() -> None:
    text = "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0x410, 0x450)))
    begun = time.process_time()
    fonts.subset(text, ["regular", "italic", "bold"])
    assert time.process_time() - begun < 0.6  # measured 0.03; a slow machine may take its time
