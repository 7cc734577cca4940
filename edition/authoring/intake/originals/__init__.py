"""Originals: the words of a file, and nothing else of it, read by other means than `readers` reads
it by, so that neither hides what the other has lost."""
