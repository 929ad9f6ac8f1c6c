"""The tables of ordering the work."""

from kohtaamo.work.models.bulk import Bulk, BulkItem
from kohtaamo.work.models.checklists import CaseStep, Checklist, Step
from kohtaamo.work.models.fields import Field, FieldValue
from kohtaamo.work.models.joining import CaseLink, Joining
from kohtaamo.work.models.tags import Tag, Tagging
from kohtaamo.work.models.views import View, ViewPlace

__all__ = [
    "Bulk", "BulkItem", "CaseLink", "CaseStep", "Checklist", "Field", "FieldValue", "Joining", "Step", "Tag", "Tagging",
    "View", "ViewPlace",
]  # fmt: skip
