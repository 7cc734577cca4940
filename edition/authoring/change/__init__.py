"""Changing: entries that are in a file of annotations already: changed, taken out, and what was
done taken back. Asks nothing; the preview's form does.

`entries` finds an entry and says what it holds in the words of a form, `change` plans what a change
does to the file, by the rules of `authoring.add`, `history` takes edits back.
"""
