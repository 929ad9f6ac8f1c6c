"""A person's own data in one archive: what a program reads, what a person reads, and the files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import IO, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.passage.erasing.belongings import belongings
from kohtaamo.passage.exporting.nouns import OWN_NOTES, Noun
from kohtaamo.passage.models import Hold
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

STYLE = "body{font:1.05rem/1.6 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;font:inherit}article{border-top:1px solid #ccc}"


def give(*, actor: Member, customer: Customer, out: IO[bytes]) -> None:
    """Write a zip of all that is kept about a customer to ``out``. Raises ``NotAllowed`` without the right."""
    require(actor, Right.ERASE)
    cases = list(Case.objects.filter(customer=customer).order_by("opened_at", "pk"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(_rows(customer), ensure_ascii=False, indent=1, default=str))
        files = dict(_files(cases))
        archive.writestr("index.html", _page(customer, cases, files))
        for attachment, name in files.items():
            archive.writestr(name, fetch(attachment.blob_id))
    with unit_of_work():
        record("customer.data_given", actor=actor, customer=customer.pk, cases=len(cases), files=len(files))


def _rows(customer: Customer) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    for model, keys in belongings(customers=[customer.pk]).items():
        noun = Noun(model)
        if noun.name not in OWN_NOTES | {Hold._meta.db_table}:
            rows = model._base_manager.filter(pk__in=keys).order_by("pk").values_list(*noun.columns)
            told[noun.name] = [dict(zip(noun.columns, row, strict=True)) for row in rows]
    return dict(sorted(told.items()))


def _files(cases: list[Case]) -> Iterator[tuple[Attachment, str]]:
    for file in Attachment.objects.filter(message__case__in=cases).order_by("pk"):
        safe = Path(file.name.replace("\\", "/")).name.strip(". ") or "file"
        yield file, f"files/{file.pk}-{safe}"


def _page(customer: Customer, cases: list[Case], files: dict[Attachment, str]) -> str:
    known = [f"<li>{escape(identity.shown)}</li>" for identity in customer.identities.all()]
    body = "".join(_case(case, files) for case in cases)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(str(customer))}</title><style>{STYLE}</style></head>'
        f"<body><h1>{escape(str(customer))}</h1><ul>{''.join(known)}</ul>{body}</body></html>"
    )


def _case(case: Case, files: dict[Attachment, str]) -> str:
    said = Message.objects.filter(case=case).order_by("at", "pk").prefetch_related("attachments")
    return f"<h2>{case.number} {escape(case.subject)}</h2>" + "".join(_said(message, files) for message in said)


def _said(message: Message, files: dict[Attachment, str]) -> str:
    who = message.sender_name if message.author == Author.CUSTOMER else str(Author(message.author).label)
    links = [f'<li><a href="{escape(files[file])}">{escape(file.name)}</a></li>' for file in message.attachments.all()]
    when = localtime(message.at).strftime("%d.%m.%Y %H:%M")
    listed = f"<p>{escape(_('Files'))}</p><ul>{''.join(links)}</ul>" if links else ""
    return f"<article><p><b>{escape(who)}</b> {when}</p><pre>{escape(message.text)}</pre>{listed}</article>"
