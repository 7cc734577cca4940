"""`python -m edition.annotations.schema` writes the JSON Schema and docs/annotations.md.

`--check` says which of them is out of date."""

from __future__ import annotations

import sys

from edition.annotations.schema.write import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
