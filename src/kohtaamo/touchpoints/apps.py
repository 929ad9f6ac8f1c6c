from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "kohtaamo.touchpoints"
    label = "touchpoints"
