"""Trials that need the site's models run in a process of their own, in the site's environment.

python -m tests.faults.inside TRIAL NUMBER...     prints its outcome
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module

from tests.services.programs import ROOT
from tests.services.site import Site

from .outcome import Outcome

MINUTES = 20


def try_inside(site: Site, trial: str, *numbers: int) -> Outcome:
    """The outcome of a trial module's `trial(*numbers)`. Raises RuntimeError where it breaks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.inside", trial, *map(str, numbers)],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the trial {trial} broke off")
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def main(trial: str, *numbers: str) -> None:
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # faults are what is wanted

    from django.test.utils import setup_test_environment

    from tests.conftest import pytest_configure

    pytest_configure(None)
    setup_test_environment()
    outcome = import_module(f"tests.faults.{trial}").trial(*map(int, numbers))
    print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main(*sys.argv[1:])
