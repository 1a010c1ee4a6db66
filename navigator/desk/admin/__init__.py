"""Staff's own pages: a workbench for each guide, forms for its parts, and its editions."""

from django.contrib import admin

from . import editions, panels, parts, reviewers, workbench

__all__ = ["editions", "panels", "parts", "reviewers", "workbench"]

admin.site.site_header = "Navigator, for staff"
admin.site.site_title = "Navigator"
admin.site.index_title = "What readers see"
