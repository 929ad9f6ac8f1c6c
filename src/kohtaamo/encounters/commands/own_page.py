"""The customer's own page: made, opened by its signed link, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, OwnPage
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

_SALT = "kohtaamo.own-page"


def own_page_of(case: Case, customer: Customer) -> OwnPage:
    """The open page of this customer in this case, made or prolonged; every message of ours carries its link."""
    expires = now() + timedelta(days=int(settings.KOHTAAMO["LINK_DAYS"]))
    with unit_of_work():
        page = (
            OwnPage.objects.select_for_update()
            .filter(case=case, customer=customer, revoked_at__isnull=True)
            .order_by("-id")
            .first()
        )
        if page is None:
            page = OwnPage(case=case, customer=customer, nonce=secrets.token_hex(16), made_at=now())
        page.expires_at = expires
        page.save()
        return page


def link_token(page: OwnPage) -> str:
    """The signed part of the page's address."""
    return signing.dumps(page.nonce, salt=_SALT, compress=False)


def open_own_page(token: str) -> OwnPage:
    """The page behind a link. Raises ``NotFound`` for a broken, expired or revoked one, without saying which."""
    try:
        nonce = signing.loads(token, salt=_SALT)
    except signing.BadSignature as problem:
        raise NotFound from problem
    page = (
        OwnPage.objects.select_related("case__customer", "case__owner", "case__touchpoint", "case__team", "customer")
        .filter(nonce=nonce, revoked_at__isnull=True, expires_at__gt=now())
        .first()
    )
    if page is None or page.customer_id not in {page.case.customer_id, page.case.for_customer_id}:
        raise NotFound
    return page


def revoke_own_pages(*, actor: Member, case: Case) -> int:
    """Close every open link to this case; the next message carries a fresh one. Returns how many were closed."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        closed = OwnPage.objects.filter(case=case, revoked_at__isnull=True).update(revoked_at=now(), revoked_by=actor)
        if closed:
            record("own_page.revoked", actor=actor, **where(case), **teamed(case))
        return closed
