from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "kohtaamo.serving"
    label = "serving"
