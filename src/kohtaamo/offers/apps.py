from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "kohtaamo.offers"
    label = "offers"
