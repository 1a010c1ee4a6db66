"""Addresses of the questionnaire. None of them ever holds an answer."""

from django.urls import path

from . import views

urlpatterns = [
    # What is asked for most often is looked for first.
    path("<slug:guide>/questions/<slug:question>/", views.QuestionView.as_view(), name="question"),
    path("", views.home, name="home"),
    path("<slug:guide>/", views.StartView.as_view(), name="start"),
    path("<slug:guide>/clear/", views.ClearView.as_view(), name="clear"),
]
