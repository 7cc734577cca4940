"""Where things lie in a checkout. Tests move between folders; nothing else counts its parents."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
STYLES = ROOT / "styles"
GOLDEN = TESTS / "golden"
LAYOUTS = TESTS / "layouts"
DATA = TESTS / "data"
#: Stand for packages of fonts that are installed where they are needed.
FONTS = TESTS / "fonts"
#: On the import path of a Python, it lets it find `edition` and `tests`, and nothing else of ROOT.
IMPORTABLE = TESTS / "importable"
