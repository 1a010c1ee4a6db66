"""The site as operators run it: real processes, real files, a real PostgreSQL and nginx."""
