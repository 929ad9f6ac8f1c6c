from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class IdentityKind(models.TextChoices):
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    POST = "post", _("Postal address")
    EXTERNAL = "external", _("Number in another system")


class Way(models.TextChoices):
    """How a customer likes to be reached."""

    ANY = "", _("Any way")
    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Phone call")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("In person")
