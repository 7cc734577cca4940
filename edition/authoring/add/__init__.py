"""Adding: one entry for the annotations file, from what somebody types or selects. Asks nothing:
the questions on the terminal are `cli.interview`, those in the browser `authoring.preview`.

`kinds` reads the kinds and their fields off the schema; `values` and `fields` turn what is given
into an entry, `softwrap` wraps its text, `order` finds its place, `differences` says what it does
to the edition; `write` checks it with the whole edition and writes it.
"""
