"""Suggesting: what in the text nothing explains yet: `names`, and words that are strange
(`glosses`), by the capitals, brackets and scripts of the text, and by short lists (`wordlists`);
`company` says what kind of thing a name means, `library` leaves out what is not the text's own.
Writes nothing, and says nothing about what an entry should say."""
