#!/usr/bin/env python3
"""The door: `python3 build.py` sets up what is missing and builds; `… test` runs the tests."""

from edition.bootstrap import main

if __name__ == "__main__":
    raise SystemExit(main())
