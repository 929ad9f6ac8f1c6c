from __future__ import annotations

import pytest
from report_letters import letter

from kohtaamo.channels.mail.reading.reports import read_report

RETURNED = "Message-ID: <case-7@example.fi>\nTo: liisa@example.com\nSubject: Hei\n"

FAMILIES = {
    "qmail": (
        "Hi. This is the qmail-send program at mx.\nI'm afraid I wasn't able to deliver your message to the following "
        "addresses.\n\n<liisa@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such "
        f"user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\n{RETURNED}",
        ("5.1.1", "550", "userunknown", True),
    ),
    "exim": (
        "A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) "
        "failed:\n\n  liisa@example.com\n    SMTP error from remote mail server after RCPT TO:<liisa@example.com>:\n"
        "    host mx [192.0.2.1]: 554 5.7.1 Relay access denied\n\n------ This is a copy of the message, including all "
        f"the headers. ------\n\n{RETURNED}",
        ("5.7.1", "554", "norelaying", False),
    ),
    "exim, the sender refused": (
        "The following address(es) failed:\n\n  liisa@example.com\n    SMTP error from remote mail server after MAIL "
        "FROM:<me@example.fi>:\n    550 your ip is on our block list\n",
        ("5.0.901", "550", "blocked", False),
    ),
    "old sendmail": (
        "   ----- Transcript of session follows -----\nWhile talking to mx:\n>>> RCPT To:<liisa@example.com>\n"
        "<<< 550 <liisa@example.com>, User Unknown\n550 <liisa@example.com>... User unknown\n\n"
        f"   ----- Unsent message follows -----\nReceived: by mx\n{RETURNED}",
        ("5.0.911", "550", "userunknown", True),
    ),
    "a full mailbox in a sentence": (
        "Your mail sent on: Thu, 29 Apr 2013\n    Could not be delivered to: <liisa@example.com>\n    As their mailbox "
        "is full.\n",
        ("5.0.922", "", "mailboxfull", False),
    ),
    "the reason before the recipient": (
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nliisa@example.com\n\n"
        f"------- Returned Message --------\n{RETURNED}",
        ("5.0.911", "", "userunknown", True),
    ),
    "Exchange": (
        "Your message\n\n  To:      toinen@example.org\n  Subject: Hei\n\ndid not reach the following recipient(s):\n\n"
        "liisa@example.com on Thu, 29 Apr 2010\n    The recipient name is not recognized\n",
        ("5.0.911", "", "userunknown", True),
    ),
    "Japanese": (
        "次のあて先へのメッセージはエラーのため送信できませんでした。\n\n"
        "<liisa@example.com>\n>>> RCPT TO:<liisa@example.com>\n"
        "<<< 550 User unknown\n",
        ("5.0.911", "550", "userunknown", True),
    ),
    "German": (
        "Ihre Nachricht konnte nicht zugestellt werden.\n\n<liisa@example.com>: 552 5.2.2 Postfach voll\n",
        ("5.2.2", "552", "mailboxfull", False),
    ),
    "Finnish": (
        "Viestiä ei voitu toimittaa seuraavalle vastaanottajalle:\n\n"
        "liisa@example.com\nHost or domain name not found\n",
        ("5.0.912", "", "hostunknown", True),
    ),
    "Finnish, in a sentence": (
        "Viestiäsi ei lähetetty osoitteeseen liisa@example.com, koska osoitetta ei löytynyt.\n\n"
        "Etäpalvelimen vastaus:\n550 5.1.1 The account does not exist\n",
        ("5.1.1", "550", "userunknown", True),
    ),
    "a full mailbox, in Finnish": (
        "Viestiäsi osoitteeseen liisa@example.com ei voitu toimittaa.\n\nSyy: vastaanottajan postilaatikko on täynnä.\n",
        ("5.0.922", "", "mailboxfull", False),
    ),
    "a full mailbox, in Swedish": (
        "Ditt meddelande till liisa@example.com kunde inte levereras.\n\nOrsak: mottagarens inkorg är full.\n",
        ("5.0.922", "", "mailboxfull", False),
    ),
    "nobody there, in Finnish": (
        "Viestiä ei voitu toimittaa:\n\n  liisa@example.com\n\nVastaanottajaa ei löydy.\n",
        ("5.0.911", "", "userunknown", True),
    ),
    "nobody there, in Swedish": (
        "Meddelandet kunde inte levereras till:\n\nliisa@example.com\n\nMottagaren är okänd.\n",
        ("5.0.911", "", "userunknown", True),
    ),
    "the address in quotation marks": (
        "Failed to deliver to 'liisa@example.com'\nSMTP module reports:\n host mx says:\n 550 5.1.1 no such user\n",
        ("5.1.1", "550", "userunknown", True),
    ),
    "the address behind its kind": (
        "Message could not be delivered to the following recipient: [SMTP:liisa@example.com]\nReason: mailbox full\n",
        ("5.0.922", "", "mailboxfull", False),
    ),
    "Finnish, to several": (
        "Toimitus seuraaville vastaanottajille tai ryhmille epäonnistui:\n\nliisa@example.com\n"
        "Osoitetta ei löytynyt.\n\nRemote Server returned '550 5.1.10 Recipient not found'\n",
        ("5.1.10", "550", "userunknown", True),
    ),
    "Swedish": (
        "Meddelandet kunde inte levereras till:\n\nliisa@example.com\n550 5.7.1 Message rejected as spam\n",
        ("5.7.1", "550", "spamdetected", False),
    ),
    "given up": (
        "This is a permanent error. The following address failed:\n\n<liisa@example.com>\nReason:\n"
        "delivery retry timeout exceeded\n",
        ("5.0.947", "", "expired", False),
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_report_in_prose_tells_recipient_and_cause(family: str) -> None:
    text, expected = FAMILIES[family]
    (bounce,) = read_report(letter(text)).bounces
    assert bounce.recipient == "liisa@example.com"
    assert (bounce.status, bounce.reply_code, bounce.reason, bounce.permanent) == expected


def test_the_original_is_found_below_the_line() -> None:
    (bounce,) = read_report(letter(FAMILIES["qmail"][0])).bounces
    assert (bounce.original_message_id, bounce.original_subject) == ("<case-7@example.fi>", "Hei")


def test_several_recipients_in_prose_keep_their_own_causes() -> None:
    text = (
        "The following address failed:\n\n<a@example.com>:\nRemote host said: 550 5.1.1 User unknown\n\n"
        "<b@example.com>:\nRemote host said: 552 5.2.2 Mailbox full\n"
    )
    bounces = read_report(letter(text)).bounces
    assert [(b.recipient, b.reason) for b in bounces] == [
        ("a@example.com", "userunknown"),
        ("b@example.com", "mailboxfull"),
    ]


def test_a_warning_in_prose_is_a_delay() -> None:
    text = "THIS IS A WARNING MESSAGE ONLY.\nThe following address had errors:\n<a@example.com>: Host not reachable\n"
    (bounce,) = read_report(letter(text)).bounces
    assert (bounce.delayed, bounce.permanent, bounce.status) == (True, False, "4.0.947")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Viestin toimitus viivästyy",
            "Viestiäsi vastaanottajalle a@example.com ei ole vielä toimitettu. Yritämme uudelleen.",
        ),
        ("Fördröjd leverans", "Ditt meddelande till a@example.com har inte levererats ännu. Nya försök görs."),
    ],
)
def test_a_delay_is_told_in_finnish_and_swedish_too(subject: str, text: str) -> None:
    (bounce,) = read_report(letter(text, subject=subject)).bounces
    assert (bounce.recipient, bounce.delayed, bounce.permanent) == ("a@example.com", True, False)


def test_failed_recipients_in_the_head_are_enough() -> None:
    mail = letter("Sorry.", headers={"x-failed-recipients": "liisa@example.com"})
    assert [b.recipient for b in read_report(mail).bounces] == ["liisa@example.com"]


def test_a_forwarded_bounce_is_a_persons_mail() -> None:
    text = f"Sain tämän, mitä teen?\n\n---------- Forwarded message ----------\n{FAMILIES['qmail'][0]}"
    mail = letter(text, sender="liisa@example.com", subject="Fwd: Undelivered Mail Returned to Sender")
    reading = read_report(mail, return_path="liisa@example.com")
    assert (reading.outcome, reading.bounces, reading.may_be_answered) == ("person", (), True)


def test_a_person_with_the_subject_of_a_bounce_is_still_a_person() -> None:
    mail = letter(
        "I got <x@example.com>: 550 5.1.1 User unknown",
        sender="liisa@example.com",
        subject="Undelivered Mail Returned to Sender",
        references=("<talk@example.com>",),
    )
    assert read_report(mail).outcome == "person"


def test_a_mail_of_the_postmaster_about_something_else_is_a_persons() -> None:
    mail = letter("Welcome to the new server.", sender="postmaster@example.com", subject="Welcome")
    assert read_report(mail).outcome == "person"
