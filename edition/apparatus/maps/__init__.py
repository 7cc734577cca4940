"""Maps: outlines read, projected and drawn as SVG, each label placed so that none overlap. Writes
no markup but SVG; how a map is set on a page is `render`."""
