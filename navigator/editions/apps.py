"""The room of what is published."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "navigator.editions"
    verbose_name = "Published"
