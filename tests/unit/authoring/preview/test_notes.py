"""A note that pops up is seen as a whole, or scrolls: nothing of it is beyond the window."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from edition.authoring import preview
from edition.verify.judges import process

ASSETS = Path(preview.__file__).parent / "assets"
#: A window, a call and a note without a browser: sizes in pixels.
SCRIPT = """
const given = JSON.parse(process.argv[1])
Object.assign(globalThis, { innerWidth: given.width, innerHeight: given.height })
Object.assign(globalThis, { scrollX: 0, scrollY: 0 })
globalThis.matchMedia = () => ({ matches: given.wide })
const text = { left: 100, right: given.text, width: given.text - 100 }
globalThis.document = { querySelector: () => ({ getBoundingClientRect: () => text }) }
globalThis.CSSStyleSheet = class { replaceSync() {} replace() {} }
globalThis.fetch = async () => ({ text: async () => '' })
globalThis.location = { pathname: '/', search: '' }
const { place } = await import(given.module)
const box = { style: {}, classList: { add() {} }, get offsetHeight() {
    const most = parseFloat(this.style.maxHeight) || Infinity
    return Math.min(given.note, most, 0.7 * given.height) } }
const line = { left: 200, top: given.line, bottom: given.line + 24 }
place(box, { getClientRects: () => [line] })
const top = parseFloat(box.style.top)
console.log(JSON.stringify([top, top + box.offsetHeight]))
"""


@pytest.mark.parametrize("wide", [False, True], ids=["", "over the notes"])
@pytest.mark.parametrize("text", [700, 850], ids=["in the margin", "at the line"])
@pytest.mark.parametrize(("height", "line"), [(700, 660), (700, 60), (600, 300), (420, 200)])
@pytest.mark.parametrize("note", [60, 330, 2000])
def test_no_note_is_cut_off(wide: bool, text: int, height: int, line: int, note: int) -> None:
    given = {"width": 1100 if text == 700 else 900, "height": height, "text": text, "line": line,
             "note": note, "wide": wide, "module": (ASSETS / "notes.js").as_uri()}  # fmt: skip
    node = process.find_node(ASSETS)
    done = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT, json.dumps(given)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    top, bottom = json.loads(done.stdout)
    assert top >= 56 and bottom <= height - 16
