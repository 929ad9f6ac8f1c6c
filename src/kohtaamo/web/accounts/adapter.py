"""How allauth meets our accounts: nobody signs up by themselves, mails go through jobs, sentences are ours."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.platform.time import now
from kohtaamo.staff.errors import SingleOnly
from kohtaamo.staff.models import Member
from kohtaamo.staff.providers import may_use_password
from kohtaamo.staff.second import has_second
from kohtaamo.web.accounts.mails import send_reset
from kohtaamo.web.gate import CAME_THROUGH
from kohtaamo.web.templatetags.kohtaamo import in_day

SENTENCES: dict[str, LazyText] = {
    "email_password_mismatch": gettext_lazy("The address and the password do not match. Try again."),
    "too_many_login_attempts": gettext_lazy(
        "That was a lot of tries in a short time. Wait five minutes, or ask for a new password by email."
    ),
    "rate_limited": gettext_lazy("That was a lot of tries in a short time. Wait a minute and try again."),
    "enter_current_password": gettext_lazy("This is not your current password."),
    "incorrect_password": gettext_lazy("This is not your password. Try again."),
    "invalid_password_reset": gettext_lazy("This link is no longer open. Ask for a new one."),
    "incorrect_code": gettext_lazy("That code did not work. Take the latest one and try again."),
    "account_inactive": gettext_lazy("This account has been closed."),
}
REMARKS: dict[str, LazyText] = {
    "password_changed.txt": gettext_lazy("Your password is changed."),
    "totp_activated.txt": gettext_lazy("The code app is in use."),
    "totp_deactivated.txt": gettext_lazy("The code app is no longer in use."),
    "webauthn_added.txt": gettext_lazy("The passkey is added."),
    "webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "recovery_codes_generated.txt": gettext_lazy("You have new recovery codes. The old ones no longer work."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in in our way. Password mails leave through a job, so that a failing server is seen and tried again."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Member, **known: Any) -> HttpResponse | None:
        """Where people come in through a provider alone, neither a password nor a passkey of ours opens."""
        is_through = "entry" in (known.get("signal_kwargs") or {})
        if user.is_active and not is_through and not may_use_password(user):
            messages.error(request, str(SingleOnly.sentence))
            return redirect("account_login")
        closed: HttpResponse | None = super().pre_login(request, user, **known)
        return closed

    def post_login(self, request: HttpRequest, user: Member, **known: Any) -> HttpResponse:
        entry = (known.get("signal_kwargs") or {}).get("entry")
        if entry is None:
            request.session.pop(CAME_THROUGH, None)
        else:
            request.session[CAME_THROUGH] = entry
        self._warn_of_second(request, user)
        after: HttpResponse = super().post_login(request, user, **known)
        return after

    def _warn_of_second(self, request: HttpRequest, user: Member) -> None:
        """While there is still time, the one who has no second step is told from when it is needed."""
        since = user.role.second_from
        if since is not None and since > now() and not has_second(user):
            said = _("From %(day)s on you need a second step to sign in. Set it up in your own settings.")
            messages.warning(request, said % {"day": in_day(since)})

    def send_password_reset_mail(self, user: Member, email: str, context: Any) -> None:
        enqueue(send_reset, user.pk, get_language() or user.language)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: object = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Said in our words; what needs no word (signed in, signed out) is left unsaid."""
        said = message or REMARKS.get((message_template or "").rpartition("/")[2])
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step of signing in, in our words."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, **SENTENCES}

    def generate_authenticator_name(self, user: Member, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second step is not given up where the role needs one."""
        since = authenticator.user.role.second_from
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        )
        return since is None or since > now() or others.exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.name}

    def _get_site_name(self) -> str:
        return str(settings.KOHTAAMO["ORGANISATION"])
