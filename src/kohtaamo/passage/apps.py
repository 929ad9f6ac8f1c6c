from django.apps import AppConfig


class PassageConfig(AppConfig):
    name = "kohtaamo.passage"
