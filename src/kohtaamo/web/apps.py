from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kohtaamo.web"
    label = "web"
