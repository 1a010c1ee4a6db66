"""What the tests start, and end again: the site itself, a PostgreSQL, an nginx."""
