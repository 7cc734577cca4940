"""Orders: the order of letters as data, which `make` has read out of ICU."""
