"""Makes the small fonts here of the installed package justmytype-intl-cjk: the letters of the
golden case in Chinese, and of the labels.

python tests/fonts/make.py     where that package is installed
"""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz

HERE = Path(__file__).resolve().parent
PACKAGE = "justmytype_intl_cjk"
#: What dates and citations may have, and the marks of the language.
_MORE = "年月日第页约公元前世纪至，。、；：？！“”‘’…—·《》（）『』「」〈〉 "
#: The letters in traditional characters, which an entry of the case has.
_TRADITIONAL = "陳秀英 "


def main() -> int:
    """Write both fonts. Ends with 1 where the package is not installed."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        print("Install it: python -m pip install justmytype-intl-cjk", file=sys.stderr)
        return 1
    case = HERE.parent / "golden" / "edition-in-chinese"
    labels = HERE.parent.parent / "edition" / "languages" / "words" / "zh-Hans.toml"
    files = (case / "annotations.yaml", case / "source.txt", labels)
    simplified = "".join(file.read_text("utf-8") for file in files) + _MORE
    for region, letters in (("SC", simplified), ("TC", _TRADITIONAL)):
        folder = Path("fonts", "ofl", f"notosans{region.lower()}")
        package = Path(next(iter(spec.submodule_search_locations))) / folder
        own = HERE / PACKAGE / folder
        own.mkdir(parents=True, exist_ok=True)
        name = f"NotoSans{region}[wght].ttf"
        (own / name).write_bytes(_subset(package / name, letters))
        shutil.copyfile(package / "OFL.txt", own / "OFL.txt")
    return 0


def _subset(font: Path, letters: str) -> bytes:
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(map(ord, letters))
    request.layout_feature_tag_set.clear()
    request.name_id_set.clear()
    request.name_id_set.update((0, 1, 2, 3, 4, 5, 6, 13, 14))
    request.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font)))
    return bytes(request.subset(face).blob.data)


if __name__ == "__main__":
    sys.exit(main())
