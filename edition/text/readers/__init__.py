"""Readers: what of a source file is reading text, and what is markup, by the markup that it is
declared to have. A reader takes the text of one file and gives back a `FileReading`; the file is
never changed. Pure."""
