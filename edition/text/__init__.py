"""Text: the bytes of the source as a reading text in paragraphs, parts and chapters; text made
comparable. Of annotations only `structure`, `omissions` and `photos` are known here."""
