"""The room where staff edit guides."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "navigator.desk"
    verbose_name = "Guides"
