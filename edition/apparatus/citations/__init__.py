"""Citations: the records of sources, checked, and formatted by citeproc-py. No other module
imports citeproc-py."""
