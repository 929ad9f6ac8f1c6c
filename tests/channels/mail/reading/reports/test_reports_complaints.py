from __future__ import annotations

import json

from report_letters import letter

from kohtaamo.channels.mail.reading.letter import Part
from kohtaamo.channels.mail.reading.reports import Automatic, Complaint, read_report

ORIGINAL = b"From: me@example.fi\nTo: liisa@example.com\nMessage-ID: <case-7@example.fi>\n\nHei"


def _report(fields: str) -> tuple[Part, ...]:
    return (
        Part("text/plain", b"", "This is an abuse report."),
        Part("message/feedback-report", fields.encode(), fields),
        Part("message/rfc822", ORIGINAL),
    )


def test_each_recipient_of_an_abuse_report_is_a_complaint() -> None:
    fields = (
        "Feedback-Type: abuse\nUser-Agent: Loop/1\nOriginal-Rcpt-To: <a@example.com>\nOriginal-Rcpt-To: b@example.com"
    )
    reading = read_report(letter(sender="fbl@example.com", parts=_report(fields)))
    assert reading.outcome == "complaint"
    assert reading.complaints == (
        Complaint("a@example.com", "abuse", "<case-7@example.fi>", "Loop/1"),
        Complaint("b@example.com", "abuse", "<case-7@example.fi>", "Loop/1"),
    )


def test_a_wish_to_be_removed_is_a_complaint_of_its_own_type() -> None:
    fields = "Feedback-Type: opt-out\nUser-Agent: Loop/1\nRemoval-Recipient: a@example.com"
    complaint = read_report(letter(parts=_report(fields))).complaint
    assert complaint == Complaint("a@example.com", "opt-out", "<case-7@example.fi>", "Loop/1")


def test_without_a_named_recipient_the_complaint_is_about_whom_we_wrote_to() -> None:
    complaint = read_report(letter(parts=_report("Feedback-Type: fraud\nUser-Agent: Loop/1"))).complaint
    assert complaint == Complaint("liisa@example.com", "fraud", "<case-7@example.fi>", "Loop/1")


def test_hotmails_bare_complaint_is_a_complaint() -> None:
    inner = b"X-HmXmrOriginalRecipient: liisa@hotmail.example\nMessage-ID: <case-7@example.fi>\nTo: x@example.com\n"
    mail = letter(
        sender="staff@hotmail.com",
        subject="complaint about message from 192.0.2.2",
        parts=(Part("message/rfc822", inner),),
    )
    assert read_report(mail).complaint == Complaint(
        "liisa@hotmail.example", "abuse", "<case-7@example.fi>", "hotmail.com"
    )


def test_a_person_who_writes_about_abuse_is_a_person() -> None:
    assert read_report(letter("abuse report", sender="liisa@example.com", subject="Abuse")).outcome == "person"


def _notice(kind: str, details: dict[str, object]) -> str:
    mail = {
        "destination": ["liisa@example.com"],
        "commonHeaders": {"messageId": "<case-7@example.fi>", "subject": "Hei"},
    }
    return json.dumps({"notificationType": kind, kind.lower(): details, "mail": mail})


def test_an_amazon_notice_of_a_bounce_is_a_bounce() -> None:
    one = {
        "emailAddress": "liisa@example.com",
        "action": "failed",
        "status": "5.1.1",
        "diagnosticCode": "smtp; 550 5.1.1 x",
    }
    text = _notice("Bounce", {"bouncedRecipients": [one]})
    wrapped = json.dumps({"Type": "Notification", "Message": text})
    for body in (text, wrapped):
        (bounce,) = read_report(letter(body, sender="no-reply@sns.amazonaws.com")).bounces
        assert (bounce.recipient, bounce.status, bounce.reason) == ("liisa@example.com", "5.1.1", "userunknown")
        assert bounce.original_message_id == "<case-7@example.fi>"


def test_an_amazon_notice_of_a_complaint_is_a_complaint() -> None:
    text = _notice(
        "Complaint", {"complainedRecipients": [{"emailAddress": "liisa@example.com"}], "userAgent": "Loop/1"}
    )
    assert read_report(letter(text)).complaint == Complaint(
        "liisa@example.com", "abuse", "<case-7@example.fi>", "Loop/1"
    )


def test_an_amazon_notice_of_delivery_is_an_automatic_answer() -> None:
    text = _notice("Delivery", {"recipients": ["liisa@example.com"], "smtpResponse": "250 2.6.0 ok"})
    assert read_report(letter(text)).automatic == Automatic("delivered", "delivery-status")
