"""Rebase: carries every annotation over to a new version of its source text. It never changes the
source, and decides nothing that is in doubt.

`pairing` gives each old paragraph a new one (`words` compares them, `order` says which were moved),
`judging` says which pairs are sure, `matching` is what they find. `align` finds, letter by letter,
what stretch of the new text is what stretch of the old, `passages` puts both together. `moves`
says of some words where they are now and how sure that is, `places` and `splits` of what hangs on
lines (`lines`); `plan` does so for all that an edition hangs on its text; `decisions` asks people
where it is in doubt; `apply` and `writelines` write.
"""
