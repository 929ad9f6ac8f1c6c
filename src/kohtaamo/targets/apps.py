from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "kohtaamo.targets"
    label = "targets"
