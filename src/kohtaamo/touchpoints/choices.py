from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a meeting happens. Sending and receiving live in ``channels/``; anyone may note a meeting in any of these."""

    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Phone")
    VISIT = "visit", _("Visit")
    CHAT = "chat", _("Chat")
    FORM = "form", _("Form")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    PAGE = "page", _("Own page")
