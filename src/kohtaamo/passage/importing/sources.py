"""The exports of Zendesk, Freshdesk, Chatwoot and Zammad, each read into the one shape.

Shapes as their vendors document them: Zendesk's JSON export (tickets with comments, users apart), Freshdesk's
account export (``helpdesk_ticket`` with ``notes``) and API v2 (``conversations``), Chatwoot's conversations with
``messages`` and ``meta.sender``, Zammad's tickets with ``articles`` (nested, or apart by ``ticket_id``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from kohtaamo.passage.importing.beside import Beside, laid_aside
from kohtaamo.passage.importing.files import NOT_JSON, Row, rows
from kohtaamo.passage.importing.told import Person, Said, ToldCase, Unusable, moment, plain

Read = Callable[[Row, Beside], ToldCase]


def cases(source: str, path: Path) -> Iterator[ToldCase | Unusable]:
    """Each case of an export, or why it cannot be used. Raises ``Unusable`` for a file that is no export.

    The file is read twice, since people and words may stand after the tickets they belong to.
    """
    read = SOURCES[source]
    with laid_aside() as beside:
        for stem, row in rows(path):
            _put_aside(stem, row, beside)
        number = 0
        for stem, row in rows(path):
            if _is_beside(stem, row):
                continue
            number += 1
            yield _read(read, row, beside, number)


def _read(read: Read, row: Row, beside: Beside, number: int) -> ToldCase | Unusable:
    name = str(row.get("id") or row.get("number") or "")[:120]
    try:
        if NOT_JSON in row:
            return _not_json(row, number)
        told = read(row, beside)
    except KeyError as problem:
        return Unusable(_("“%(name)s” is missing."), number, [name], facts={"name": str(problem.args[0])[:40]})
    except Unusable as problem:
        return problem.at(number, [name])
    except (TypeError, ValueError, AttributeError):
        return Unusable(_("It is not in the form of this system's export."), number, [name])
    return replace(told, row=number)


def _not_json(row: Row, number: int) -> Unusable:
    """Where a long file is broken, or that it never was JSON."""
    cells = [str(row[NOT_JSON])]
    if (row.get("line", 1), row.get("character", 1)) == (1, 1):
        return Unusable(_("This is not JSON."), number, cells)
    facts = {"line": row["line"], "character": row["character"]}
    why = _("The file is not JSON from line %(line)s, character %(character)s on. What stands before that is read.")
    return Unusable(why, number, cells, facts=facts)


def _is_beside(stem: str, row: Row) -> bool:
    if NOT_JSON in row:
        return False
    return stem.lower().startswith(("user", "contact", "article", "comment")) or "ticket_id" in row


def _put_aside(stem: str, row: Row, beside: Beside) -> None:
    if "ticket_id" in row:
        beside.put_words(str(row["ticket_id"]), row)
    elif _is_beside(stem, row):
        beside.put_person(str(row.get("id")), row)


def _person(told: Row, outside_id: Any = "") -> Person:
    name = told.get("name") or " ".join(filter(None, (told.get("firstname"), told.get("lastname"))))
    return Person(
        name=str(name or "")[:200], email=str(told.get("email") or ""),
        phone=str(told.get("phone") or told.get("phone_number") or told.get("mobile") or ""),
        outside_id=str(told.get("id") or outside_id or ""), language=str(told.get("locale") or "")[:2].lower(),
    )  # fmt: skip


def _whole(case: ToldCase) -> ToldCase:
    """The case with its words in order. Raises ``Unusable`` without a customer that can be known again."""
    if not (case.customer.email or case.customer.phone or case.customer.outside_id):
        raise Unusable(_("Nobody is named as the customer."))
    case.said.sort(key=lambda said: said.at)
    return case


def zendesk(row: Row, beside: Beside) -> ToldCase:
    """A ticket of Zendesk's JSON export or API."""
    requester = row.get("requester") or row["requester_id"]
    customer = _person(beside.person(requester), requester if not isinstance(requester, dict) else "")
    opened = moment(row["created_at"])
    said = []
    for each in row.get("comments") or beside.words(str(row["id"])) or ():
        author = beside.person(each.get("author") or each.get("author_id"))
        is_theirs = str(each.get("author_id") or author.get("id")) == customer.outside_id
        kind = "customer" if is_theirs else "us" if each.get("public", True) else "note"
        words = plain(each.get("plain_body") or each.get("body") or each.get("html_body"))
        said.append(
            Said(kind, moment(each["created_at"]), words, str(author.get("name") or ""), str(author.get("email") or ""))
        )
    if not said:
        said = [Said("customer", opened, plain(row.get("description")), customer.name, customer.email)]
    settled = row.get("status") in {"solved", "closed"}
    return _whole(
        ToldCase(str(row["id"]), plain(row.get("subject") or row.get("raw_subject")), customer, opened, settled, said)
    )


def freshdesk(row: Row, beside: Beside) -> ToldCase:
    """A ticket of Freshdesk's account export or of its API v2."""
    row = row.get("helpdesk_ticket", row)
    requester = row.get("requester") or row.get("requester_id")
    told = beside.person(requester)
    told = told.get("user", told)
    fallback = {"name": row.get("requester_name"), "email": row.get("email"), "phone": row.get("phone")}
    customer = _person({**fallback, **told}, requester if not isinstance(requester, dict) else "")
    opened = moment(row["created_at"])
    first = plain(row.get("description_text") or row.get("description") or row.get("description_html"))
    said = [Said("customer", opened, first, customer.name, customer.email)]
    for each in row.get("conversations") or row.get("notes") or beside.words(str(row.get("id"))) or ():
        note = each.get("helpdesk_note") or each.get("note") or each
        kind = "customer" if note.get("incoming") else "note" if note.get("private") else "us"
        words = plain(note.get("body_text") or note.get("body") or note.get("body_html"))
        said.append(Said(kind, moment(note["created_at"]), words, "", str(note.get("from_email") or "")))
    settled = row.get("status") in {4, 5, "4", "5"} or row.get("status_name") in {"Resolved", "Closed"}
    number = str(row.get("display_id") or row["id"])
    return _whole(ToldCase(number, plain(row.get("subject")), customer, opened, settled, said))


def chatwoot(row: Row, beside: Beside) -> ToldCase:
    """A conversation of Chatwoot with its messages. Message types: 0 from the customer, 1 from us, 2 the system's own."""
    sender = (row.get("meta") or {}).get("sender") or beside.person(row.get("contact") or row.get("contact_id"))
    customer = _person(sender, row.get("contact_id"))
    kinds = {0: "customer", 1: "us", "incoming": "customer", "outgoing": "us"}
    said = []
    for each in row.get("messages") or ():
        if (kind := kinds.get(each.get("message_type"))) and (words := plain(each.get("content"))):
            name = str((each.get("sender") or {}).get("name") or "")
            said.append(Said("note" if each.get("private") else kind, moment(each["created_at"]), words, name))
    opened = moment(row.get("created_at") or row.get("timestamp"))
    subject = str((row.get("additional_attributes") or {}).get("mail_subject") or "") or (
        said[0].text[:80] if said else ""
    )
    return _whole(ToldCase(str(row["id"]), subject, customer, opened, row.get("status") == "resolved", said))


def zammad(row: Row, beside: Beside) -> ToldCase:
    """A ticket of Zammad with its articles, expanded or with people apart."""
    told = row.get("customer") if isinstance(row.get("customer"), dict) else beside.person(row.get("customer_id"))
    named = str(row.get("customer") or "") if not isinstance(row.get("customer"), dict) else ""
    customer = _person(told or ({"email": named} if "@" in named else {}), row.get("customer_id"))
    said = []
    for each in row.get("articles") or beside.words(str(row["id"])) or ():
        kind = "customer" if str(each.get("sender") or "").lower() == "customer" or each.get("sender_id") == 2 else "us"
        words = plain(each.get("body"))
        said.append(
            Said(
                "note" if each.get("internal") else kind,
                moment(each["created_at"]),
                words,
                str(each.get("from") or "")[:200],
            )
        )
    settled = str(row.get("state") or "").lower() in {"closed", "merged", "removed"} or bool(row.get("close_at"))
    number = str(row.get("number") or row["id"])
    return _whole(ToldCase(number, plain(row.get("title")), customer, moment(row["created_at"]), settled, said))


SOURCES: dict[str, Read] = {"zendesk": zendesk, "freshdesk": freshdesk, "chatwoot": chatwoot, "zammad": zammad}
