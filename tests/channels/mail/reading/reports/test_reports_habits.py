"""Habits of mail systems that follow no standard: where they name the recipient, and how they say what happened."""

from __future__ import annotations

import pytest
from report_letters import letter, notification, refusal

from kohtaamo.channels.mail.reading.letter import Part
from kohtaamo.channels.mail.reading.reports import read_report

NAMED = {
    "behind a label of two recipients": (
        "Unknown user: liisa@example.com\n\nRCPT TO generated following response:\n553 5.3.0 Addressee unknown\n\n"
        "Unknown user: matti@example.com\n\nRCPT TO generated following response:\n553 5.3.0 Addressee unknown\n\n"
        "Original message follows.\n",
        ["liisa@example.com", "matti@example.com"],
    ),
    "before what happened": (
        "Your message to:\n\tliisa@example.com\n\nhas not yet been delivered because the server did not respond.\n",
        ["liisa@example.com"],
    ),
    "in an address of X.400": (
        "Your message\n\n  To: list@example.fi\n\ndid not reach the following recipient(s):\n\n"
        "c=FI;a= ;p=Kivi;o=Office;dda:SMTP=liisa@example.com; on Fri, 4 Oct 2002\n    The recipient name is not "
        "recognized\n",
        ["liisa@example.com"],
    ),
    "in brackets behind a protocol": (
        "Message could not be delivered to some recipients.\n\n\tRecipient: [SMTP:liisa@example.com]\n\tReason: 550 "
        "mailbox unavailable or not local.\n",
        ["liisa@example.com"],
    ),
    "in a remark": (
        "Your message has encountered delivery problems\nto local user liisa.\n(Originally addressed to "
        "liisa@example.com)\n\nUser not known\n",
        ["liisa@example.com"],
    ),
    "with help from another address": (
        "Undeliverable Address: liisa@example.com\n\nReason: The mail has been returned because the recipient is over "
        "disk quota.\n\nSystem Contact: help@mx.example.net\n",
        ["liisa@example.com"],
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_recipients_are_found(name: str) -> None:
    text, expected = NAMED[name]
    assert [bounce.recipient for bounce in read_report(letter(text)).bounces] == expected


def test_a_report_in_chinese_is_read() -> None:
    text = "邮件无法发送到您指定的地址中。\n\n<liisa@example.com>:\n\n<matti@example.com>:\n"
    bounces = read_report(letter(text, subject="邮件")).bounces
    assert [bounce.recipient for bounce in bounces] == ["liisa@example.com", "matti@example.com"]


def test_a_session_that_was_shown_names_nobody_else() -> None:
    text = (
        "The following addresses did NOT receive a copy of your message:\n\n> liisa@example.com\n\n--- Session "
        "Transcript ---\n MAIL From:<us@example.fi>\n 250 <us@example.fi>, Sender ok\n RCPT To:<liisa@example.com>\n"
        " 552 Message for <liisa@example.com> would exceed mailbox quota\n"
    )
    (bounce,) = read_report(letter(text)).bounces
    assert (bounce.recipient, bounce.reason) == ("liisa@example.com", "mailboxfull")


def test_what_is_said_before_several_recipients_is_true_of_each() -> None:
    text = (
        "This message was undeliverable: the destination was not reachable within the allowed queue period.\n\n"
        "The following recipients did not receive it:\n\n  <liisa@example.com>\n  <matti@example.com>\n"
    )
    assert [bounce.reason for bounce in read_report(letter(text)).bounces] == ["expired", "expired"]


def test_a_mail_put_off_is_only_delayed() -> None:
    text = 'Delivery of email to this address\n\n"liisa@example.com"\n\nhas been postponed due to a full mailbox.\n'
    (bounce,) = read_report(letter(text, subject="Mail Delivery Warning")).bounces
    assert (bounce.recipient, bounce.reason, bounce.delayed) == ("liisa@example.com", "mailboxfull", True)


def test_a_filter_that_refused_in_a_disposition_notification_is_a_bounce() -> None:
    words = "Your message to <liisa@example.com> was automatically rejected:\nQuota exceeded\n"
    parts = (
        Part("text/plain", words.encode(), words),
        Part("message/disposition-notification", b"Final-Recipient: rfc822; liisa@example.com\n"),
    )
    (bounce,) = read_report(letter(words, subject="Automatically rejected mail", parts=parts)).bounces
    assert (bounce.recipient, bounce.reason) == ("liisa@example.com", "mailboxfull")


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("MDaemon@mx.example.net", {}),
        ('"System Administrator"@example.net', {}),
        ("scanner@mx.example.net", {"return-path": "<MAILER-DAEMON@mx.example.net>"}),
        ("postmaster@mx.example.net", {"precedence": "bulk", "list-id": "<x.example.net>"}),
    ],
)
def test_a_report_of_any_machine_is_read(sender: str, headers: dict[str, str]) -> None:
    text = "Unable to deliver your message to the following recipients:\n\n<liisa@example.com>\n"
    (bounce,) = read_report(letter(text, sender=sender, subject="Undelivered mail", headers=headers)).bounces
    assert bounce.recipient == "liisa@example.com"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Mail could not be delivered", "Sain tämän:\n\n> could not be delivered to\n> info@example.fi\n> 550 no user"),
        ("Fwd: Undelivered Mail Returned to Sender", "Mitä tämä on?\n\n<info@example.fi>: 550 5.1.1 unknown user"),
        ("Tilaus toimittamatta", "Delivery failed, says the parcel service. Osoitteeni on liisa@example.com."),
    ],
)
def test_a_person_who_writes_of_a_failure_is_no_bounce(subject: str, text: str) -> None:
    headers = {"return-path": "<liisa@example.com>"}
    assert read_report(letter(text, sender="liisa@example.com", subject=subject, headers=headers)).outcome == "person"


SAID = [
    ("550 blocked by the recipient", "end of DATA", "filtered"),
    ("554 null sender is not allowed here", "MAIL FROM", "rejected"),
    ("550 mail for us loops back to myself", "end of DATA", "systemerror"),
    ("552 the account has used up its space: storage would exceed the limit", "RCPT TO", "mailboxfull"),
    ("550 this mailbox was deactivated", "RCPT TO", "suspend"),
    ("550 5.7.1 high probability of spam", "end of DATA", "spamdetected"),
    ("554 rejected by our content filter", "end of DATA", "spamdetected"),
    ("550 this is a members-only list", "end of DATA", "policyviolation"),
    ("550 TLS is required here", "MAIL FROM", "securityerror"),
    ("451 malformed name server reply", "", "networkerror"),
    ("450 host unreachable", "", "hostunknown"),
    ("451 interrupted system call", "end of DATA", "systemerror"),
    ("421 giving up on 192.0.2.1", "", "expired"),
    ("connect to mx.example.com[192.0.2.1]:25: Connection refused", "", "expired"),
    ("Connection refused by mx.example.com", "", "blocked"),
    ("550 adresse n'existe pas", "RCPT TO", "userunknown"),
]


@pytest.mark.parametrize(("diagnostic", "step", "reason"), SAID)
def test_more_words_of_servers_tell_the_reason(diagnostic: str, step: str, reason: str) -> None:
    (bounce,) = read_report(refusal(diagnostic, "5.0.0", step)).bounces
    assert bounce.reason == reason


HOSTS = [
    ("mx-eu.mail.am0.yahoodns.net", "553 5.7.2 [TSS09] All messages will be permanently deferred", "rejected"),
    ("mx-eu.mail.am0.yahoodns.net", "421 Max message per connection reached, closing", "toomanyconn"),
    ("smtpin.zoho.com", "552 5.7.1 virus found, detected by Zoho Mail", "virusdetected"),
    ("mx.i.ua", "550 see http://mail.i.ua/err/4/", "mailboxfull"),
    ("mx.i.ua", "550 see http://mail.i.ua/err/10/", "filtered"),
    ("aspmx.l.google.com", "451 4.7.24 The SPF record of the sending domain is odd; rate limited", "authfailure"),
    ("aspmx.l.google.com", "501 5.5.4 HELO/EHLO argument is invalid", "blocked"),
    ("aspmx.l.google.com", "550 5.7.1 Messages missing a valid address in From are not accepted", "notcompliantrfc"),
    ("x.mail.protection.outlook.com", "550 5.7.506 Access Denied, Bad HELO", "blocked"),
    ("x.mail.protection.outlook.com", "550 5.6.11 Invalid characters", "contenterror"),
]


@pytest.mark.parametrize(("host", "said", "reason"), HOSTS)
def test_words_and_codes_of_large_hosts_mean_what_they_publish(host: str, said: str, reason: str) -> None:
    fields = (
        "Reporting-MTA: dns; mx.example.fi\n\nFinal-Recipient: rfc822; liisa@example.com\nAction: failed\n"
        f"Remote-MTA: dns; {host}\nDiagnostic-Code: smtp; {said}\n"
    )
    (bounce,) = read_report(notification(fields)).bounces
    assert bounce.reason == reason


def test_who_calls_us_spam_before_seeing_a_mail_has_blocked_our_server() -> None:
    text = (
        "The following address failed:\n\n  liisa@example.com\n    SMTP error from remote mail server after initial "
        "connection:\n    550 Blocked for abuse\n"
    )
    (bounce,) = read_report(letter(text)).bounces
    assert bounce.reason == "blocked"


@pytest.mark.parametrize(
    "subject",
    [
        "Auto: Re: Tilaus",
        "[Auto-Reply] Order",
        "Autoantwort: Bestellung",
        "Poissa toimistosta Re: tilaus",
        "Ikke på kontoret: Ordre",
        "Nieobecność: zamówienie",
        "自动答复: 订单",
        "자동 회신: 주문",
    ],
)
def test_more_subjects_only_programs_write(subject: str) -> None:
    assert read_report(letter("Hei", sender="liisa@example.com", subject=subject)).outcome == "auto_reply"


@pytest.mark.parametrize("subject", ["Auto: myydään", "Automaatti ei toimi", "Ausência de resposta", "Away game"])
def test_subjects_people_write_stay_theirs(subject: str) -> None:
    assert read_report(letter("Hei", sender="liisa@example.com", subject=subject)).outcome == "person"
