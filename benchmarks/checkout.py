"""Loads the package of this checkout. Its folder, which is that of an edition too, does not stay on
the import path: what an edition holds is data."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

sys.path.insert(0, str(ROOT))
import edition  # noqa: E402, F401

sys.path.remove(str(ROOT))
