"""Several machines, shown: `make machines` puts the site on four hosts and breaks them."""
