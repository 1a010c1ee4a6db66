from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "navigator.trail"
    verbose_name = "Trail"
