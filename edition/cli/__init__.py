"""Command line: a module for each word after `build.py`; `main` loads the one that is asked for.
Nothing is decided here about editions: options in, calls, words and exit codes out."""
