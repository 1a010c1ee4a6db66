"""The room where staff edit, and what they publish."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "navigator.content"
    label = "content"
    verbose_name = "Guides"
