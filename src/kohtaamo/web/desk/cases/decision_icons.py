"""The sign of each kind of decision."""

from __future__ import annotations

from kohtaamo.mandates.choices import BuiltIn
from kohtaamo.mandates.models import Kind

ICONS = {
    BuiltIn.REFUND: "euro", BuiltIn.DISCOUNT: "euro", BuiltIn.REPLACEMENT: "swap", BuiltIn.GIFT: "gift",
    BuiltIn.FREE_DELIVERY: "truck", BuiltIn.EXTRA_TIME: "clock", BuiltIn.SKIP_STEP: "arrow",
}  # fmt: skip


def icon_of(kind: Kind) -> str:
    """The sign of a kind of decision."""
    return ICONS[BuiltIn(kind.code)] if kind.is_built_in else "hand"
