from __future__ import annotations

from report_letters import letter, notification, refusal

from kohtaamo.channels.mail.reading.reports import Automatic, read_report

ORIGINAL = "Message-ID: <case-7@example.fi>\nTo: Liisa <liisa@example.com>\nSubject: =?utf-8?q?P=C3=A4iv=C3=A4?=\n\nHei"
TWO = """Reporting-MTA: dns; mx.example.fi

Final-Recipient: rfc822; liisa@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <liisa@example.com>
    User unknown

Final-Recipient: rfc822; matti@example.com
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 Mailbox full
"""


def test_each_recipient_of_a_notification_is_a_bounce_of_its_own() -> None:
    reading = read_report(notification(TWO, original=ORIGINAL))
    assert reading.outcome == "bounce"
    assert [(b.recipient, b.status, b.reply_code, b.reason, b.permanent) for b in reading.bounces] == [
        ("liisa@example.com", "5.1.1", "550", "userunknown", True),
        ("matti@example.com", "4.2.2", "452", "mailboxfull", False),
    ]


def test_the_original_is_known_by_its_returned_headers() -> None:
    bounce = read_report(notification(TWO, original=ORIGINAL)).bounces[0]
    assert (bounce.original_message_id, bounce.original_to, bounce.original_subject) == (
        "<case-7@example.fi>",
        "liisa@example.com",
        "Päivä",
    )


def test_a_folded_diagnosis_is_one_line() -> None:
    assert read_report(notification(TWO)).bounces[0].diagnostic == "550 5.1.1 <liisa@example.com> User unknown"


def test_a_delay_is_a_bounce_that_is_not_permanent() -> None:
    fields = "Final-Recipient: rfc822; liisa@example.com\nAction: delayed\nStatus: 4.4.1\n"
    (bounce,) = read_report(notification(fields, "Connection timed out")).bounces
    assert (bounce.delayed, bounce.permanent, bounce.status, bounce.reason) == (True, False, "4.4.1", "expired")


def test_a_report_of_success_is_an_automatic_answer() -> None:
    fields = "Final-Recipient: rfc822; liisa@example.com\nAction: delivered\nStatus: 2.0.0\n"
    reading = read_report(notification(fields))
    assert (reading.outcome, reading.automatic) == ("auto_reply", Automatic("delivered", "delivery-status"))


def test_a_success_beside_a_failure_is_left_out() -> None:
    fields = TWO.replace("Action: failed\nStatus: 4.2.2", "Action: relayed\nStatus: 2.1.5").replace("452 4.2.2", "250")
    assert [bounce.recipient for bounce in read_report(notification(fields)).bounces] == ["liisa@example.com"]


def test_what_the_other_server_said_counts_more_than_the_status_of_the_reporter() -> None:
    assert read_report(refusal("452 4.4.5 Insufficient disk space", "4.4.7")).bounces[0].status == "4.4.5"


def test_network_addresses_are_not_status_codes() -> None:
    assert read_report(refusal("550 host 5.1.1.7 refused 5.7.1 you", "5.0.0")).bounces[0].status == "5.7.1"


def test_unknown_user_at_the_recipient_step_is_permanent() -> None:
    (bounce,) = read_report(refusal("550 User unknown", step="RCPT TO")).bounces
    assert (bounce.reason, bounce.permanent) == ("userunknown", True)


def test_unknown_user_after_the_content_is_filtering() -> None:
    (bounce,) = read_report(refusal("550 User unknown", step="end of DATA")).bounces
    assert (bounce.reason, bounce.permanent) == ("filtered", False)


def test_a_long_diagnosis_is_cut() -> None:
    assert len(read_report(refusal("550 " + "x" * 5000)).bounces[0].diagnostic) == 1000


def test_fields_without_empty_lines_between_recipients_are_parted() -> None:
    fields = (
        "Final-Recipient: rfc822; a@example.com\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@example.com\nStatus: 5.1.1"
    )
    assert [b.recipient for b in read_report(notification(fields)).bounces] == ["a@example.com", "b@example.com"]


def test_a_bounce_is_never_answered() -> None:
    assert read_report(notification(TWO)).may_be_answered is False


def test_a_person_who_attaches_a_notification_is_a_person() -> None:
    parts = notification(TWO).parts
    mail = letter("Katso liite", sender="liisa@example.com", headers={"content-type": "multipart/mixed"}, parts=parts)
    assert read_report(mail, return_path="liisa@example.com").outcome == "person"
