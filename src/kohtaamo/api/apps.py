from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "kohtaamo.api"
    label = "api"
