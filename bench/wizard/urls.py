"""One address, as a wizard has."""

from django.urls import path

from .views import STEPS, Wizard

urlpatterns = [path("", Wizard.as_view(STEPS))]
