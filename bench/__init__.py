"""How fast the site is, against what else it could be: `make bench`."""
