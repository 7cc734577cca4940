"""Citations: the records of sources, checked, and set by pandoc's citeproc in a style of CSL. Files
and pages are not known here."""
