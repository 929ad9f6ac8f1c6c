"""Who may neither decide nor grant learns no amount: on no page, from no program's door, from nothing told live.

Walked, so that a page made tomorrow cannot be forgotten. What a customer was told in writing is in the talk for those
who see it; here it was told in person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.encounters.models import Case
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.correct import correct
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Role
from tests.api.conftest import Calls, Program, calls  # noqa: F401 - a fixture
from tests.attacks.conftest import Ids
from tests.contracts.test_addresses import OF_STAFF
from tests.mandates.conftest import Decides, Grants, decides, grants, kinds, refund  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
FIRST, NOW, LIMIT, ASKED = 7319, 6217, 8423, 9541
SECRETS = [str(each) for each in (FIRST, NOW, LIMIT, ASKED, LIMIT - NOW, LIMIT - FIRST, FIRST - NOW)]
BUT_AMOUNTS = sorted(set(Right.values) - {Right.DECIDE, Right.GRANT})


@pytest.fixture
def things(ids: Ids, owner: Member, case: Case, grants: Grants, decides: Decides, refund: Kind) -> Ids:  # noqa: F811
    """The numbers of one of everything, with a decision that was corrected, its mandate, and a request for more."""
    mandate: Mandate = grants(owner, LIMIT)
    made: Decision = decides(FIRST)
    correct(actor=owner, decision=made, amount=NOW * 100, reason="väärä summa")
    asked: Request = ask(actor=owner, case=case, kind=refund, amount=ASKED * 100, why="enemmän")
    return {**ids, "mandate_id": mandate.pk, "decision_id": made.pk, "request_id": asked.pk, "kind_id": refund.pk}


def told(answer: Any) -> str:
    """The answer's text without what may stand between the digits of a number."""
    if answer.streaming:
        parts = [] if answer.is_async else list(answer.streaming_content)
        text = b"".join(parts).decode(errors="replace")
    else:
        text = answer.content.decode(errors="replace")
    return re.sub(r"(?<=\d)(?:&nbsp;|[\s\u00a0\u202f,.])(?=\d{3}\b)", "", text)


def learnt(answer: Any) -> list[str]:
    text = told(answer)
    return [each for each in SECRETS if re.search(rf"(?<!\d){each}(?:00)?(?!\d)", text)]


def places(things: Ids) -> Iterator[str]:
    for name, converters in OF_STAFF:
        if set(converters) <= set(things) and name != "live":
            yield reverse(name, kwargs={key: things[key] for key in converters})


def doors(program: Program, things: Ids) -> Iterator[str]:
    for path, acts in program.get("/openapi.json").json()["paths"].items():
        wanted = re.findall(r"{(\w+)}", path)
        if "get" in acts and set(wanted) <= set(things):
            yield path.format(**{name: things[name] for name in wanted})


def leaks(paths: Iterator[str], get: Callable[[str], Any]) -> list[tuple[str, list[str]]]:
    found = [(path, learnt(get(path))) for path in paths]
    return [(path, seen) for path, seen in found if seen]


@pytest.fixture
def knows_all_but_amounts(colleague: Member) -> Member:
    """Every right there is, save deciding and granting."""
    colleague.role = Role.objects.create(name="Kaikki muu", rights=BUT_AMOUNTS)
    colleague.save()
    return Member.objects.get(pk=colleague.pk)


def test_the_one_who_decided_sees_the_amounts(as_owner: Client, things: Ids) -> None:
    seen = {each for _path, found in leaks(places(things), as_owner.get) for each in found}
    assert {str(NOW), str(LIMIT), str(ASKED)} <= seen


def test_a_colleague_without_the_right_finds_no_amount_on_any_page(
    knows_all_but_amounts: Member, as_colleague: Client, things: Ids
) -> None:
    as_colleague.force_login(knows_all_but_amounts)
    assert leaks(places(things), as_colleague.get) == []


def test_an_outsider_finds_no_amount_on_any_page(as_outsider: Client, things: Ids) -> None:
    assert leaks(places(things), as_outsider.get) == []


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_no_door_for_programs_tells_an_amount(
    who: str,
    knows_all_but_amounts: Member,
    outsider: Member,
    calls: Calls,  # noqa: F811
    things: Ids,
) -> None:
    program = calls(knows_all_but_amounts if who == "colleague" else outsider)
    assert leaks(doors(program, things), program.get) == []


def test_the_journal_from_which_everything_is_told_live_holds_no_amount(things: Ids) -> None:
    """Live, screens are told which case changed, and read the rest by their own right."""
    written = [each for entry in Entry.objects.all() for each in str(entry.data).replace(" ", "").split(",")]
    assert [each for each in written if re.search(rf":'?({'|'.join(SECRETS)})(00)?'?$", each)] == []
