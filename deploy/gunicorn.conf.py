"""How gunicorn serves the site, for `make run` and for systemd.

BIND     address and port; default 127.0.0.1:8000. nginx stands before it, not the world
WORKERS  processes; default 2. Each serves THREADS requests at a time (default 4)
"""

from navigator.environment import below, or_one_line, read

bind = read("str", "BIND", "127.0.0.1:8000")
workers = or_one_line(lambda: read("int", "WORKERS", 2, below(1)))
threads = or_one_line(lambda: read("int", "THREADS", 4, below(1)))

# A worker that is told to end finishes what it has begun; systemd waits a little longer.
timeout = 30
graceful_timeout = 30

# nginx on the same machine says whether the reader came by HTTPS, and nobody else may.
forwarded_allow_ips = "127.0.0.1,::1"

# nginx writes the access log. gunicorn's own has what readers typed in addresses, so it stays off.
accesslog = None
control_socket_disable = True
