"""The real server, spoken to over a socket: what it writes down, what it sends, what it stands."""
