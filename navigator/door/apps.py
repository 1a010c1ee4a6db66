from django.apps import AppConfig
from django.contrib.admin import apps as admin


class StaffDoorConfig(AppConfig):
    name = "navigator.door"
    verbose_name = "Door"

    def ready(self) -> None:
        from . import sessions, signals, steps  # noqa: F401, they listen for logins


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin behind our own door; `admin.site` stays its name everywhere."""

    default = False  # the settings name it
    default_site = "navigator.door.site.StaffSite"
