from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "kohtaamo.promises"
    label = "promises"
