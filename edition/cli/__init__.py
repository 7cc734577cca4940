"""Commands: one module for each word after `build.py`; `cli` loads the one that is asked for."""
