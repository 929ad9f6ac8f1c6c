from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "kohtaamo.staff"
    label = "staff"
