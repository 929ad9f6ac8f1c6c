from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "kohtaamo.mandates"
    label = "mandates"
