from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "kohtaamo.rules"
    label = "rules"
