"""The count of troubles beside Settings in the navigation, for those who may mend them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.findings import trouble_count


def operations(request: HttpRequest) -> dict[str, Any]:
    """``troubles``: how many kinds of trouble there are; 0 for those who may not mend them. Counted when shown."""
    user = getattr(request, "user", None)
    may_mend = isinstance(user, Member) and user.may(Right.OPERATE)
    return {"troubles": SimpleLazyObject(trouble_count) if may_mend else 0}
