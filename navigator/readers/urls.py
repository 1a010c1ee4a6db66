"""Addresses of the pages that readers meet. None of them ever holds an answer."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import TemplateView

from . import continue_view, options_views, views
from .languages import in_languages

pages = [
    path("<slug:guide>/questions/<slug:question>/", views.QuestionView.as_view(), name="question"),
    path("", views.home, name="home"),
    path("privacy/", TemplateView.as_view(template_name="privacy.html"), name="privacy"),
    path(
        "accessibility/",
        TemplateView.as_view(template_name="accessibility.html"),
        name="accessibility",
    ),
    path("continue/", continue_view.ContinueView.as_view(), name="continue"),
    path("<slug:guide>/", views.StartView.as_view(), name="start"),
    path("<slug:guide>/clear/", views.ClearView.as_view(), name="clear"),
    path("<slug:guide>/options/", options_views.OptionsView.as_view(), name="options"),
    path("<slug:guide>/compare/", options_views.CompareView.as_view(), name="compare"),
    path("<slug:guide>/handout/", options_views.HandoutView.as_view(), name="handout"),
    path("<slug:guide>/worksheet/", options_views.WorksheetView.as_view(), name="worksheet"),
    path("<slug:guide>/all-options/", options_views.AllOptionsView.as_view(), name="all-options"),
    path("<slug:guide>/trials/", options_views.TrialsView.as_view(), name="trials"),
    path("<slug:guide>/glossary/", options_views.GlossaryView.as_view(), name="glossary"),
    path("<slug:guide>/about/", options_views.AboutView.as_view(), name="about"),
]

urlpatterns: list[URLPattern | URLResolver]
# What is asked for most often is looked for first: /es/ is no guide's start.
urlpatterns = [*pages[:1], in_languages(pages), *pages[1:]]
