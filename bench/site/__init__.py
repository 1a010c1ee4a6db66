"""The site with one view more: an empty one, behind the same middleware."""
