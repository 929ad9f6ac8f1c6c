from __future__ import annotations

import pytest
from report_letters import refusal

from kohtaamo.channels.mail.reading.reports import read_report

SAID = [
    ("552-5.2.2 The recipient's inbox is out of storage space", "5.2.2", "RCPT TO", "mailboxfull"),
    ("552 5.3.4 Message size exceeds fixed limit", "5.3.4", "MAIL FROM", "mesgtoobig"),
    ("550 5.4.5 Daily sending quota exceeded", "5.4.5", "MAIL FROM", "exceedlimit"),
    ("450 4.2.1 The user you are trying to contact is receiving mail at a rate that", "4.2.1", "RCPT TO", "speeding"),
    ("421 4.7.0 too many concurrent SMTP sessions", "4.7.0", "", "toomanyconn"),
    ("550 5.2.1 The email account that you tried to reach is disabled", "5.2.1", "RCPT TO", "suspend"),
    ("550 5.7.1 Message rejected due to DMARC policy", "5.7.1", "end of DATA", "authfailure"),
    ("451 4.7.650 temporarily rate limited due to IP reputation", "4.7.650", "", "badreputation"),
    ("450 4.7.1 Client host rejected: cannot find your reverse hostname", "4.7.1", "RCPT TO", "requireptr"),
    ("550 5.7.1 blocked using zen.spamhaus.org", "5.7.1", "RCPT TO", "blocked"),
    ("550 5.7.1 Message contains malware", "5.7.1", "end of DATA", "virusdetected"),
    ("550 This message looks like spam", "5.0.0", "end of DATA", "spamdetected"),
    ("552 5.7.0 illegal attachment", "5.7.0", "end of DATA", "contenterror"),
    ("554 5.7.1 Relay access denied", "5.7.1", "RCPT TO", "norelaying"),
    ("554 5.7.9 Message not accepted for policy reasons", "5.7.9", "end of DATA", "policyviolation"),
    ("553 5.1.8 Sender address rejected: Domain not found", "5.1.8", "MAIL FROM", "rejected"),
    ("530 5.7.0 Must issue a STARTTLS command first", "5.7.0", "MAIL FROM", "securityerror"),
    ("452 4.3.1 Insufficient system storage", "4.3.1", "MAIL FROM", "systemfull"),
    ("556 Recipient address has null MX", "5.1.10", "RCPT TO", "notaccept"),
    ("550 5.1.2 Host unknown", "5.1.2", "", "hostunknown"),
    ("554 5.4.6 Too many hops", "5.4.6", "", "networkerror"),
    ("451 something went wrong here", "4.0.0", "", "systemerror"),
    ("503 Improper sequence of commands", "5.5.0", "", "syntaxerror"),
    ("551 5.1.6 User has moved", "5.1.6", "RCPT TO", "hasmoved"),
    ("550 no", "5.0.0", "", "undefined"),
]


@pytest.mark.parametrize(("diagnostic", "status", "step", "reason"), SAID)
def test_the_words_of_a_server_tell_the_reason(diagnostic: str, status: str, step: str, reason: str) -> None:
    (bounce,) = read_report(refusal(diagnostic, status, step)).bounces
    assert bounce.reason == reason


@pytest.mark.parametrize(("diagnostic", "status", "step", "reason"), SAID)
def test_only_an_address_at_fault_for_good_is_permanent(diagnostic: str, status: str, step: str, reason: str) -> None:
    (bounce,) = read_report(refusal(diagnostic, status, step)).bounces
    assert bounce.permanent == (reason in {"userunknown", "hostunknown", "hasmoved", "notaccept"})


def test_a_temporary_refusal_is_not_permanent_whatever_the_reason() -> None:
    (bounce,) = read_report(refusal("450 4.1.1 User unknown", "4.1.1", "RCPT TO")).bounces
    assert (bounce.reason, bounce.permanent) == ("userunknown", False)


def test_a_program_that_failed_on_the_reporting_host_is_a_mailer_error() -> None:
    mail = refusal("550 x", "5.3.0")
    fields = mail.parts[1].content.replace(b"smtp; 550 x", b"x-unix; exit 1")
    changed = mail.parts[0], type(mail.parts[1])("message/delivery-status", fields)
    (bounce,) = read_report(type(mail)(**{**vars(mail), "parts": changed})).bounces
    assert bounce.reason == "mailererror"
