from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "kohtaamo.knowledge"
    label = "knowledge"
