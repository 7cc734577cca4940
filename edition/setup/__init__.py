"""Setup: what a fresh machine lacks is found and installed. Standard library only, since nothing
else may be there yet."""
