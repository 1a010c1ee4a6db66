from django.apps import AppConfig
from django.contrib.admin import apps as admin


class StaffDoorConfig(AppConfig):
    name = "navigator.door"

    def ready(self) -> None:
        from . import sessions  # noqa: F401, it listens for logins


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin behind our own door; `admin.site` stays its name everywhere."""

    default = False  # the settings name it
    default_site = "navigator.door.site.StaffSite"
