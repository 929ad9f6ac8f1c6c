"""Letters as the reader would hand them over, built from short literals."""

from __future__ import annotations

from kohtaamo.channels.mail.reading.letter import Address, Letter, Part


def letter(
    text: str = "",
    *,
    sender: str = "mailer-daemon@mx.example.net",
    subject: str = "failure notice",
    headers: dict[str, str] | None = None,
    parts: tuple[Part, ...] = (),
    references: tuple[str, ...] = (),
) -> Letter:
    return Letter(
        message_id="<report@mx.example.net>",
        sender=Address("", sender) if sender else None,
        reply_to=(),
        to=(Address("", "asiakaspalvelu@example.fi"),),
        cc=(),
        subject=subject,
        date=None,
        text=text,
        html="",
        attachments=(),
        headers=(("from", sender), ("subject", subject), *(headers or {}).items()),
        parts=parts or (Part("text/plain", text.encode(), text),),
        references=references,
    )


def notification(status: str, words: str = "", original: str = "") -> Letter:
    """A multipart/report with the given fields."""
    parts = [Part("text/plain", words.encode(), words), Part("message/delivery-status", status.encode(), status)]
    if original:
        parts.append(Part("message/rfc822", original.encode(), ""))
    return letter(
        words,
        subject="Undelivered Mail Returned to Sender",
        headers={"content-type": "multipart/report; report-type=delivery-status; boundary=x"},
        parts=tuple(parts),
    )


def refusal(diagnostic: str, status: str = "5.0.0", step: str = "") -> Letter:
    """A notification about one recipient; ``step`` is the SMTP command that was refused."""
    told = f"<liisa@example.com>: host mx.example.com said: {diagnostic} (in reply to {step} command)" if step else ""
    fields = (
        "Reporting-MTA: dns; mx.example.fi\n\nFinal-Recipient: rfc822; liisa@example.com\n"
        f"Action: failed\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}\n"
    )
    return notification(fields, told)
