from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "kohtaamo.customers"
    label = "customers"
