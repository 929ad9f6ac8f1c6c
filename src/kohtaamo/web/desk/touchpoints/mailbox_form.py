"""The form of a mailbox: where its mail comes from, and where answers leave from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kohtaamo.channels.mail.choices import Security, SignIn
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.forms import DeskForm

_HIDDEN = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class MailboxForm(DeskForm):
    touchpoint = forms.ModelChoiceField(label=_("Touchpoint"), queryset=Touchpoint.objects.filter(channel=Channel.MAIL))
    address = forms.EmailField(label=_("Address"))
    sender_name = forms.CharField(
        label=_("Sender's name"), max_length=120, required=False, help_text=_("What customers see beside the address.")
    )
    sign_in = forms.ChoiceField(label=_("Sign in with"), choices=SignIn.choices)
    username = forms.CharField(label=_("User name"), max_length=254, required=False)
    secret = forms.CharField(
        label=_("Password or refresh token"), required=False, widget=_HIDDEN,
        help_text=_("Kept sealed and never shown. Leave empty to keep the one there is."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client id (Microsoft 365, Google)"), max_length=200, required=False)
    client_secret = forms.CharField(label=_("Client secret (Microsoft 365, Google)"), required=False, widget=_HIDDEN)
    tenant = forms.CharField(label=_("Tenant (Microsoft 365)"), max_length=100, required=False)
    imap_host = forms.CharField(
        label=_("IMAP server"), max_length=200, required=False,
        help_text=_("Leave empty when mail is delivered straight to the built-in intake."),
    )  # fmt: skip
    imap_port = forms.IntegerField(label=_("IMAP port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("IMAP connection"), choices=Security.choices, initial=Security.TLS)
    folders = forms.CharField(
        label=_("Folders to read"),
        required=False,
        max_length=500,
        initial="INBOX",
        help_text=_("Separate them with commas."),
    )
    smtp_host = forms.CharField(label=_("SMTP server"), max_length=200, required=False)
    smtp_port = forms.IntegerField(label=_("SMTP port"), min_value=1, max_value=65535, initial=587)
    smtp_security = forms.ChoiceField(label=_("SMTP connection"), choices=Security.choices, initial=Security.STARTTLS)
    plus_addresses = forms.BooleanField(
        label=_("The server accepts addresses with a plus (name+key@domain)"), required=False, initial=True
    )
    signs_returns = forms.BooleanField(
        label=_("Reports of failure come back to a signed address (name+b-…@domain), so that nobody can forge them"),
        required=False, initial=False,
        help_text=_("Needs plus addresses, and a server that lets mail leave with such a sender."),
    )  # fmt: skip
    acknowledges = forms.BooleanField(
        label=_("Tell the customer at once that the mail came and when we answer"), required=False, initial=True
    )

    GROUPS = (
        (_("The address"), "touchpoint address sender_name", "two"),
        (_("How we sign in"), "sign_in username secret", "two"),
        (_("The application in Microsoft 365 or Google"), "client_id client_secret tenant", "two application"),
        (_("Where mail comes from"), "imap_host imap_port imap_security folders", "server"),
        (_("Where answers leave from"), "smtp_host smtp_port smtp_security", "server"),
        (_("Manners"), "acknowledges plus_addresses signs_returns", ""),
    )

    @property
    def fields_to_set(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["folders_read"] = [name.strip() for name in data.pop("folders").split(",") if name.strip()]
        return {name: value for name, value in data.items() if name not in {"touchpoint", "address"}}

    @classmethod
    def of(cls, mailbox: Mailbox, data: Any = None) -> MailboxForm:
        names = set(cls.base_fields) - {"touchpoint", "folders", "secret", "client_secret"}
        known = {name: getattr(mailbox, name) for name in names}
        form = cls(
            data, initial={**known, "touchpoint": mailbox.touchpoint_id, "folders": ", ".join(mailbox.folders_read)}
        )
        form.fields["touchpoint"].disabled = form.fields["address"].disabled = True
        return form
