"""Verify: judges the finished books as a publisher's production editor would. It changes no book,
and knows nothing of what made it.

The way of the data: `books` finds the files, `run` asks the judges, several at once, `table` says
what they said. The judges from outside are in `judges`, our own in `worker` and the modules that
it names; each runs in a process of its own with a time limit, so that no book, however broken, can
stop or hang the command.
"""
