"""Addresses of the pages that show options."""

from django.urls import path

from . import views

urlpatterns = [
    path("<slug:guide>/options/", views.OptionsView.as_view(), name="options"),
    path("<slug:guide>/handout/", views.HandoutView.as_view(), name="handout"),
    path("<slug:guide>/worksheet/", views.WorksheetView.as_view(), name="worksheet"),
    path("<slug:guide>/all-options/", views.AllOptionsView.as_view(), name="all-options"),
    path("<slug:guide>/trials/", views.TrialsView.as_view(), name="trials"),
    path("<slug:guide>/glossary/", views.GlossaryView.as_view(), name="glossary"),
    path("<slug:guide>/about/", views.AboutView.as_view(), name="about"),
]
