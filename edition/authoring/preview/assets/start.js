// Chromium runs no module scripts in XHTML (issue 717643), but a script there can import one.
import('/preview/main.js')
