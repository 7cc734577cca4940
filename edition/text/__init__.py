"""Text: the bytes of the source as a reading text in paragraphs, parts and chapters; letters
made comparable. Annotations other than `structure` are unknown here."""
