"""Forms in groups: nothing that can be set is left out of them."""

from __future__ import annotations

import pytest

from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.touchpoints.forms import HoursForm, TouchpointForm
from kohtaamo.web.desk.touchpoints.mailbox_form import MailboxForm


@pytest.mark.django_db
@pytest.mark.parametrize("form", [TouchpointForm, HoursForm, MailboxForm])
def test_every_field_stands_in_one_group(form: type[DeskForm]) -> None:
    made = form()
    placed = [field.name for group in made.groups for field in group.fields]
    assert sorted(placed) == sorted(field.name for field in made.visible_fields())


def test_a_form_without_groups_has_none() -> None:
    assert DeskForm().groups == []
