"""Publishes the real guide and the one with ten times its options. Started by the bench."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402, once Django is there

from tests.guides import real_guide  # noqa: E402
from tests.serving import serve  # noqa: E402

from .guides import ten_times  # noqa: E402

call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
for guide in (real_guide(), ten_times(real_guide())):
    serve(guide)
