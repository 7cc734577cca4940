"""Authoring: helps to write annotations: find, add, suggest, fix, rebase, merge, compare,
preview.
Nothing here prints on the terminal or ends the process: that is the room `cli`."""
