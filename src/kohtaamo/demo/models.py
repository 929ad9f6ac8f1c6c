from django.db import models


class Demonstration(models.Model):
    """Marks a system that shows an invented organisation; there is at most one."""

    loaded_at = models.DateTimeField()
    days = models.PositiveIntegerField()
