"""Fuzzing: what a contributor can write, in thousands of odd forms, ends as a book or a message."""
