"""Citations: the records of sources, checked, and formatted by citeproc-py. Which note cites what
is not known here."""
