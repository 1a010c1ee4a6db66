"""The room of the pages that readers meet."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "navigator.readers"
