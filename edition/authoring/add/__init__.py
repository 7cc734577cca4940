"""Adding: one entry for the annotations file, from what somebody types or selects.

`entries` reads the kinds and their fields off the schema; `entryvalues` and `fieldvalues` turn what
is given into an entry, `softwrap` wraps its text, `entryorder` finds its place, `differences` says
what it does to the edition; `add` checks it with the whole edition and writes it.
"""
