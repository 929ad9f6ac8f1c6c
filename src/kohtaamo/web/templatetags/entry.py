"""The ways in, for the sign-in page."""

from __future__ import annotations

from django import template

from kohtaamo.staff.models import Provider
from kohtaamo.staff.providers import entry_policy, open_providers

register = template.Library()


@register.simple_tag
def sign_in_through() -> list[Provider]:
    """The services one may sign in through."""
    return list(open_providers())


@register.simple_tag
def is_single_only() -> bool:
    """Whether a password opens for one person alone."""
    return entry_policy().is_single_only
