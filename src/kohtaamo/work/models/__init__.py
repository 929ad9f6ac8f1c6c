"""The tables of ordering the work."""

from kohtaamo.work.models.joining import CaseLink, Joining
from kohtaamo.work.models.tags import Tag, Tagging

__all__ = ["CaseLink", "Joining", "Tag", "Tagging"]
