"""The preview: an edition in the browser, as far as it stands, renewed at every save.

`book` makes the pages, `placing` says where problems show, `session` holds the newest state,
`watching` sees changes of files, `guard` and `server` let one browser on this machine read it,
`annotating` adds what its form sends. `assets` is what runs in the browser.
"""
