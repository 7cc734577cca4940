"""Judges: EPUBCheck, Ace, veraPDF and a reading system, each run as a process. Says what a judge
found, not whether that is good enough."""
