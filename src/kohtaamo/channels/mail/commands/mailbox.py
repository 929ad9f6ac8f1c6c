"""Connecting a mailbox: added, looked at without taking anything in, begun with a choice about its past, paused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from kohtaamo.channels.mail.choices import Security, Stage
from kohtaamo.channels.mail.fetching.cursor import folder_names, placed_cursor
from kohtaamo.channels.mail.fetching.imap import Box, Status, connected
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.channels.mail.reading.read import read_letter
from kohtaamo.channels.mail.secrets import seal
from kohtaamo.channels.mail.tokens import SERVICES, forget_token
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.outgoing import is_internal
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint

PLAIN_FIELDS = frozenset({
    "sender_name", "sign_in", "imap_host", "imap_port", "imap_security", "smtp_host", "smtp_port", "smtp_security",
    "username", "client_id", "tenant", "folders_read", "plus_addresses", "signs_returns", "acknowledges",
})  # fmt: skip
SECRET_FIELDS = frozenset({"secret", "client_secret"})
_WHERE = ("imap_host", "imap_port", "imap_security", "smtp_host", "smtp_port", "smtp_security", "sign_in", "tenant")
SAMPLE = 50  # newest mails whose senders the dry run shows


def add_mailbox(*, actor: Member, touchpoint: Touchpoint, address: str, fields: Mapping[str, Any]) -> Mailbox:
    """Add a mailbox to a touchpoint; it is new, and nothing is fetched or sent. Raises ``Invalid``.

    ``fields`` are those of ``PLAIN_FIELDS`` and ``SECRET_FIELDS``; secrets are given readable and stored sealed.
    """
    require(actor, Right.MANAGE_TOUCHPOINTS)
    with unit_of_work():
        mailbox = Mailbox(touchpoint=touchpoint, address=address.strip().lower())
        _set(mailbox, fields)
        record("mailbox.added", actor=actor, touchpoint=touchpoint.pk, mailbox=mailbox.pk)
        return mailbox


def change_mailbox(*, actor: Member, mailbox: Mailbox, fields: Mapping[str, Any]) -> Mailbox:
    """Change its settings; a secret left empty stays as it was. Raises ``Invalid``."""
    require(actor, Right.MANAGE_TOUCHPOINTS)
    with unit_of_work():
        mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        _set(mailbox, fields)
        record("mailbox.changed", actor=actor, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
    forget_token(mailbox)
    return mailbox


def _set(mailbox: Mailbox, fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - PLAIN_FIELDS - SECRET_FIELDS:
        raise Invalid(_("There is no such setting: %(name)s.") % {"name": ", ".join(sorted(unknown))})
    _must_know_secret(mailbox, fields)
    for name, value in fields.items():
        if name in PLAIN_FIELDS:
            setattr(mailbox, name, value)
        elif value:
            setattr(mailbox, name, seal(str(value)))
    _check(mailbox)
    mailbox.save()


def _must_know_secret(mailbox: Mailbox, fields: Mapping[str, Any]) -> None:
    """A stored secret is never sent to a server it was not given for: who names another server writes it again, or
    signs in again where a service gives it."""
    moved = any(name in fields and fields[name] and fields[name] != getattr(mailbox, name) for name in _WHERE)
    if moved and mailbox.secret and not fields.get("secret"):
        if fields.get("sign_in", mailbox.sign_in) in SERVICES:
            mailbox.secret = ""
            return
        raise Invalid(
            _("The server changed, so write the password again. It is not sent to a server it was not meant for.")
        )


def _check(mailbox: Mailbox) -> None:
    for host, security in ((mailbox.imap_host, mailbox.imap_security), (mailbox.smtp_host, mailbox.smtp_security)):
        if host and security == Security.NONE and not is_internal(host):
            raise Invalid(_("A connection without TLS is only for a server inside our own network."))
    try:
        mailbox.full_clean(exclude=["touchpoint", "folders_read", "looked"])  # an empty one is as good as any
    except ValidationError as problem:
        raise Invalid(" ".join(problem.messages)) from problem


def look(*, actor: Member, mailbox: Mailbox) -> dict[str, Any]:
    """The dry run: what is in the mailbox, and what would be taken in. Stores no mail and sends none.

    Returns and keeps {"at", "folders": [{"name", "count", "known", "oldest", "newest"}], "senders": [[address, n]],
    "all_folders"}. Raises what the connection raises.
    """
    require(actor, Right.MANAGE_TOUCHPOINTS)
    with connected(mailbox) as box:
        senders: Counter[str] = Counter()
        folders = [_looked(box, mailbox, name, senders) for name in folder_names(mailbox)]
        seen = {
            "at": now().isoformat(), "folders": folders, "senders": [list(one) for one in senders.most_common(10)],
            "all_folders": box.folders(),
        }  # fmt: skip
    with unit_of_work():
        stage = Stage.LOOKED if mailbox.stage == Stage.NEW else mailbox.stage
        Mailbox.objects.filter(pk=mailbox.pk).update(looked=seen, stage=stage)
        record("mailbox.looked", actor=actor, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
    mailbox.looked, mailbox.stage = seen, stage
    return seen


def _looked(box: Box, mailbox: Mailbox, name: str, senders: Counter[str]) -> dict[str, Any]:
    status = box.open(name)
    uids = box.uids()
    heads = list(box.heads(uids[-SAMPLE:]))
    first = heads[:1] if len(uids) <= SAMPLE else list(box.heads(uids[:1]))
    for head in heads:
        letter = read_letter(head.raw + b"\r\n") if head.raw.strip() else None
        if letter and letter.sender:
            senders[letter.sender.address.lower()] += 1
    known = Intake.objects.filter(folder__mailbox=mailbox, folder__name=name, uidvalidity=status.uidvalidity).count()
    return {
        "name": name, "count": status.count, "known": known,
        "oldest": first[0].came_at.isoformat() if first and first[0].came_at else None,
        "newest": heads[-1].came_at.isoformat() if heads and heads[-1].came_at else None,
    }  # fmt: skip


def begin(*, actor: Member, mailbox: Mailbox, history: bool) -> Mailbox:
    """Begin taking mail in. The past is taken in silently when ``history``, else left where it is.

    What comes from this moment on is live. Nothing is sent before the past is in. Raises ``Conflict`` when it has
    begun already, and what the connection raises.
    """
    require(actor, Right.MANAGE_TOUCHPOINTS)
    if mailbox.begun_at is not None:
        raise Conflict
    found = _past_of(mailbox)
    history = history and bool(found)
    with unit_of_work():
        mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        if mailbox.begun_at is not None:
            raise Conflict
        for name, status in found.items():
            _mark_past(mailbox, name, status, history=history)
        mailbox.begun_at = now()
        mailbox.stage = Stage.HISTORY if history else Stage.LIVE
        mailbox.save(update_fields=["begun_at", "stage"])
        record("mailbox.begun", actor=actor, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk, history=history)
        return mailbox


def _past_of(mailbox: Mailbox) -> dict[str, Status]:
    """The folders of the server as they stand; none where mail is delivered straight to us."""
    if not mailbox.imap_host:
        return {}
    with connected(mailbox) as box:
        return {name: box.open(name) for name in folder_names(mailbox)}


def _mark_past(mailbox: Mailbox, name: str, status: Status, *, history: bool) -> None:
    folder = placed_cursor(mailbox, name, status)
    folder.history_uid = status.uidnext - 1
    if not history:
        folder.last_uid = folder.skipped_uid = folder.history_uid
    folder.save()


def pause(*, actor: Member, mailbox: Mailbox) -> Mailbox:
    """Stop fetching and sending; what waits to be sent waits, with the reason shown."""
    return _turn(actor, mailbox, "mailbox.paused", Stage.PAUSED)


def resume(*, actor: Member, mailbox: Mailbox) -> Mailbox:
    """Go on from where it was. Raises ``Conflict`` when it was never begun."""
    if mailbox.begun_at is None:
        raise Conflict
    past_left = Folder.objects.filter(mailbox=mailbox, last_uid__lt=F("history_uid")).exists()
    return _turn(actor, mailbox, "mailbox.resumed", Stage.HISTORY if past_left else Stage.LIVE)


def _turn(actor: Member, mailbox: Mailbox, kind: str, stage: Stage) -> Mailbox:
    require(actor, Right.MANAGE_TOUCHPOINTS)
    with unit_of_work():
        mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        mailbox.stage = stage
        mailbox.save(update_fields=["stage"])
        record(kind, actor=actor, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
        return mailbox
