"""Our message as a mail: headers by which answers find their way back, the words, the promises, the own page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext, override

from kohtaamo.channels.mail.addressing import reply_address
from kohtaamo.channels.mail.judging import LOOP_HEADER, loop_mark
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.moments import told
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.models import Delivery, Message
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.promises.commands.follow import message_promises

_ID = re.compile(r"[!-;=?-~]{3,250}")
_ANSWERED = re.compile(r"\s*(?:re|vs|sv|aw|fw|fwd|vl|vb)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, section 3.2.3
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_SENDABLE = re.compile(
    rf"(?=.{{1,64}}@.{{1,252}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.IGNORECASE | re.ASCII
)
LONGEST_QUOTE = 20_000
LONGEST_ROW = 20  # ids in References


@dataclass(frozen=True)
class Words:
    """The parts of a mail's text, in the order they are read."""

    text: str
    footer: tuple[str, ...]
    quoted_by: str
    quoted: str


def compose(message: Message, mailbox: Mailbox, deliveries: Sequence[Delivery], *, with_page: bool) -> bytes:
    """The mail's bytes, with CRLF. ``with_page`` puts the link to the customer's own page in: to nobody else.

    Raises ``Damaged`` when an attachment's bytes are gone.
    """
    mail = EmailMessage(policy=SMTP)
    with override(message.case.language):
        _address(mail, message, mailbox, deliveries)
        _thread(mail, message)
        words = _words(message, with_page=with_page)
        mail.set_content(_plain(words))
        mail.add_alternative(_html(words), subtype="html")
    for file in message.attachments.select_related("blob"):
        kind, _, subtype = file.type.partition("/")
        mail.add_attachment(
            fetch(file.blob_id), maintype=_token(kind) or "application", subtype=_token(subtype) or "octet-stream",
            filename=file.name,
        )  # fmt: skip
    return mail.as_bytes()


def _token(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9.+-]{1,60}", text) and text not in {"multipart", "message"} else ""


def is_sendable(address: str) -> bool:
    """Whether the address can be used as it is: plain ASCII in the local part, a domain name in ASCII."""
    return _SENDABLE.fullmatch(address) is not None


def _address(mail: EmailMessage, message: Message, mailbox: Mailbox, deliveries: Sequence[Delivery]) -> None:
    name = mailbox.sender_name or str(settings.KOHTAAMO["ORGANISATION"])
    mail["From"] = Address(display_name=_one_line(name), addr_spec=mailbox.address)
    for role, header in (("to", "To"), ("cc", "Cc")):
        if found := [Address(addr_spec=one.address) for one in deliveries if one.role == role]:
            mail[header] = found
    mail["Reply-To"] = Address(display_name=_one_line(name), addr_spec=reply_address(mailbox, message.case.key))
    mail["Subject"] = subject_of(message)
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.header_id}>"
    mail[LOOP_HEADER] = loop_mark()
    if message.author == Author.SYSTEM or message.is_automatic:
        mail["Auto-Submitted"] = "auto-replied" if message.author == Author.SYSTEM else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"


def subject_of(message: Message) -> str:
    """The subject, with one ``Re:`` when the customer has written before."""
    subject = _one_line(message.subject) or gettext("No subject")
    if message.author == Author.ASIDE:
        return f"Fwd: {subject}"
    answers = Message.objects.filter(case_id=message.case_id, author=Author.CUSTOMER, id__lt=message.pk).exists()
    return f"Re: {subject}" if answers and not _ANSWERED.match(subject) else subject


def _thread(mail: EmailMessage, message: Message) -> None:
    before = Message.objects.filter(case_id=message.case_id, id__lt=message.pk).exclude(header_id="")
    before = (
        before.filter(author=Author.ASIDE) if message.author == Author.ASIDE else before.exclude(author=Author.ASIDE)
    )
    newest = before.exclude(author=Author.NOTE).order_by("-id").values_list("header_id", "author")[:LONGEST_ROW]
    ids = [(one, author) for one, author in newest if _ID.fullmatch(one)]
    if not ids:
        return
    answered = next((one for one, author in ids if author == Author.CUSTOMER), ids[0][0])
    row = [one for one, _author in reversed(ids) if one != answered]
    mail["In-Reply-To"] = f"<{answered}>"
    mail["References"] = " ".join(f"<{one}>" for one in (*row, answered))


def _words(message: Message, *, with_page: bool) -> Words:
    answered = (
        Message.objects.filter(case_id=message.case_id, author=Author.CUSTOMER, is_automatic=False, id__lt=message.pk)
        .order_by("-id")
        .first()
    )
    if message.author == Author.ASIDE:
        return Words(message.text, (), "", "")
    if answered is None or message.author == Author.SYSTEM or message.is_automatic:
        return Words(message.text, _footer(message, with_page), "", "")
    name = _one_line(answered.sender_name or answered.sender_address or str(message.case.customer))
    quoted_by = gettext("%(when)s %(name)s wrote:") % {"when": told(answered.at), "name": name}
    return Words(message.text, _footer(message, with_page), quoted_by, _quoted(answered.shown_text[:LONGEST_QUOTE]))


def _quoted(text: str) -> str:
    """What the customer wrote, without links to the own page: whoever gets a copy of our answer must not open it."""
    return re.sub(rf"{re.escape(settings.URL)}/p/[^\s<>\"/]+/?", f"{settings.URL}/p/…", text)


def _footer(message: Message, with_page: bool) -> tuple[str, ...]:
    lines = [
        gettext("We promised: %(what)s, by %(when)s at the latest.") % {"what": one.what, "when": told(one.due_at)}
        for one in message_promises(message)
    ]
    if with_page:
        lines.append(gettext("Your own page in this matter: %(address)s") % {"address": own_page_address(message)})
    return tuple(lines)


def own_page_address(message: Message) -> str:
    """The whole address of the customer's own page of the message's case."""
    page = own_page_of(message.case, message.case.customer)
    return f"{settings.URL}/p/{link_token(page)}/"


def _plain(words: Words) -> str:
    parts = [words.text.strip()]
    if words.footer:
        parts.append("\n".join(words.footer))
    if words.quoted:
        quoted = "\n".join(f"> {line}".rstrip() for line in words.quoted.splitlines())
        parts.append(f"{words.quoted_by}\n{quoted}")
    return "\n\n".join(parts) + "\n"


def _html(words: Words) -> str:
    body = _paragraphs(words.text)
    body += "".join(f"<p>{_linked(line)}</p>" for line in words.footer)
    if words.quoted:
        body += f"<p>{escape(words.quoted_by)}</p><blockquote>{_paragraphs(words.quoted)}</blockquote>"
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def _paragraphs(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    return "".join("<p>{}</p>".format("<br>\n".join(escape(line) for line in block.split("\n"))) for block in blocks)


def _linked(line: str) -> str:
    before, found, address = line.rpartition(f"{settings.URL}/p/")
    whole = f"{found}{address}"
    return f'{escape(before)}<a href="{escape(whole)}">{escape(whole)}</a>' if found else escape(line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
