from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "kohtaamo.outreach"
    label = "outreach"
