"""A trial that needs the site's models, in a process of its own in the site's environment.

python -m tests.operations.inside MODULE NUMBER...     calls `trial` of a module beside this one
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import django

django.setup()

from django.test.utils import setup_test_environment  # noqa: E402

from tests.conftest import pytest_configure  # noqa: E402


def main(module: str, *numbers: str) -> None:
    logging.disable(logging.CRITICAL)  # faults are what is wanted
    pytest_configure(None)
    setup_test_environment()
    import_module(f"tests.operations.{module}").trial(*map(int, numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
