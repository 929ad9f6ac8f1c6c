from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kohtaamo.work"
    label = "work"
