"""Readers: each makes a `Manuscript` of one format. They ask the net for nothing, and follow no
path that a file names but to its own parts."""
