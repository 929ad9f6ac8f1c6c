"""What a job does and why it failed, in words a person can act on."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHAT: dict[str, LazyText] = {
    "kohtaamo.staff.jobs.send_invitation": gettext_lazy("Sending an invitation"),
    "kohtaamo.staff.jobs.send_email_link": gettext_lazy("Sending a link that confirms a new address"),
    "kohtaamo.staff.jobs.tell_former": gettext_lazy("Telling the former address that it was changed"),
    "kohtaamo.web.accounts.mails.send_reset": gettext_lazy("Sending a link for a new password"),
    "kohtaamo.channels.mail.jobs.send_message": gettext_lazy("Sending a message to a customer"),
    "kohtaamo.channels.mail.jobs.send_messages": gettext_lazy("Sending the messages of a notice"),
    "kohtaamo.mandates.jobs.send_request": gettext_lazy("Sending a request to one who may grant it"),
    "kohtaamo.passage.jobs.keep_rule": gettext_lazy("Taking away what is old"),
    "kohtaamo.outreach.jobs.send_notice": gettext_lazy("Sending a notice"),
    "kohtaamo.outreach.jobs.prepare_notice": gettext_lazy("Making the list of a notice"),
    "kohtaamo.outreach.jobs.join_cases": gettext_lazy("Joining cases to what many wait for"),
    "kohtaamo.outreach.jobs.tell_who_asks": gettext_lazy("Telling a customer what others were told"),
}
WHY: tuple[tuple[tuple[str, ...], LazyText], ...] = (
    (("SMTPAuthenticationError",), gettext_lazy("The mail server did not accept our user name or password.")),
    (("SMTPRecipientsRefused",), gettext_lazy("The mail server did not accept the recipient's address.")),
    (("SMTPSenderRefused",), gettext_lazy("The mail server did not accept our sender's address.")),
    (
        ("ConnectionRefusedError", "TimeoutError", "gaierror", "SMTPServerDisconnected", "SMTPConnectError"),
        gettext_lazy("The other server did not answer."),
    ),
    (("SSLError", "SSLCertVerificationError"), gettext_lazy("The other server's certificate could not be trusted.")),
    (("OperationalError",), gettext_lazy("The database did not answer.")),
    (("Damaged",), gettext_lazy("A kept file is missing or has changed.")),
)


def what_it_does(task_path: str) -> str:
    """The job in words; one we do not know by its own name."""
    return str(WHAT.get(task_path) or task_path.rpartition(".")[2].replace("_", " "))


def why_it_failed(exception_class_path: str, traceback: str) -> str:
    """A sentence for the failures we know; for others the last line the program left."""
    name = exception_class_path.rpartition(".")[2]
    for names, sentence in WHY:
        if name in names:
            return str(sentence)
    last = next((line for line in reversed(traceback.splitlines()) if line.strip()), "")
    return _("The program stopped: %(line)s") % {"line": last[:200] or name}
