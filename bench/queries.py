"""Prints how many queries the requests of a reader's journey made. Started by `endurance`."""

import django

django.setup()

from django.conf import settings  # noqa: E402, once Django is there
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from .visitors import GUIDE, SAID  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
client.get(GUIDE)  # the first request of a process looks for editions
with CaptureQueriesContext(connection) as made:
    client.post(GUIDE, {"reader": "self"})
    for question, said in SAID.items():
        client.get(f"{GUIDE}questions/{question}/")
        client.post(f"{GUIDE}questions/{question}/", {question: said})
    for page in ("options", "handout"):
        client.get(f"{GUIDE}{page}/")
print(len(made))
