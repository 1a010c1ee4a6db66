"""The room where readers see what may apply to them."""

from django.apps import AppConfig


class OptionsConfig(AppConfig):
    name = "navigator.options"
