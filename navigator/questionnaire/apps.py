"""The room where readers are asked."""

from django.apps import AppConfig


class QuestionnaireConfig(AppConfig):
    name = "navigator.questionnaire"
