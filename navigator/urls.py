"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from navigator.desk.preview import previewed
from navigator.health import healthz
from navigator.readers.urls import urlpatterns as readers_pages

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/preview/", include((previewed(readers_pages), "preview"))),
    path("admin/", admin.site.urls),
    *readers_pages,
]

handler400 = "navigator.faults.bad_request"
handler403 = "navigator.faults.permission_denied"
handler404 = "navigator.faults.page_not_found"
handler500 = "navigator.faults.server_error"
