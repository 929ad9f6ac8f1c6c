from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "kohtaamo.channels.mail"
    label = "mail"
