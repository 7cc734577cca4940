"""Maps: outlines read, projected and drawn as SVG, each name placed without overlap. No markup
but SVG."""
