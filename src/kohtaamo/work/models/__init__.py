"""The tables of ordering the work."""

from kohtaamo.work.models.tags import Tag, Tagging

__all__ = ["Tag", "Tagging"]
