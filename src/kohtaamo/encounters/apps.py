from django.apps import AppConfig


class EncountersConfig(AppConfig):
    name = "kohtaamo.encounters"
    label = "encounters"
