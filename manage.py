#!/usr/bin/env python
"""Django's command line for Navigator."""

import os
import sys

from django.core.management import execute_from_command_line

from navigator.environment import or_one_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings")
    or_one_line(lambda: execute_from_command_line(sys.argv))
