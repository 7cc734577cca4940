"""Languages: what the builder itself writes, in the language of the edition: its labels, dates,
lists and numbers, and the order in which names are sorted. The editors' own words and the source
are never changed here; what a template prints with it is not known."""
