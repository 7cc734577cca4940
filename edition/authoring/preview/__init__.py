"""The preview: an edition in the browser, as far as it can be built, renewed at every save. It
makes no books, and answers only this machine.

`book` makes the pages, `locations` says where problems show, `session` holds the newest state,
`watcher` sees changes of files, `security` and `server` let one browser on this machine read it,
`forms` adds what its form sends, `dependencies` are the files to watch. `assets` is what runs in
the browser.
"""
