"""Judges: EPUBCheck, Ace, veraPDF and a reading system, each run as a process. No other module
of `verify` starts one."""
