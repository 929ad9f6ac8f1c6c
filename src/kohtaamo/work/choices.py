from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What one case is to another."""

    RELATED = "related", _("belongs together with")
    CHILD = "child", _("is a part of")
    DUPLICATE = "duplicate", _("is the same as")
    SPLIT = "split", _("was split from")
