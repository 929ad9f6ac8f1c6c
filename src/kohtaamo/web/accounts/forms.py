"""allauth's forms in our dress: our labels and hints, our field class, no text inside the fields."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from kohtaamo.web.languages import LanguageSelect, own_names

PASSWORD_HINT = _("At least ten characters. A sentence only you know is good.")
LABELS: dict[str, LazyText] = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Sign in with this alone, without the password"),
}
HINTS: dict[str, LazyText | str] = {
    "password1": PASSWORD_HINT,
    "password": "",
    "oldpassword": "",
    "passwordless": _("Your device asks for a fingerprint, your face or a PIN."),
}


def dress(form: forms.BaseForm) -> None:
    """Give every field of the form our label, hint and look."""
    for name, field in form.fields.items():
        field.label = str(LABELS.get(name, field.label))
        field.help_text = str(HINTS.get(name, ""))
        field.error_messages["required"] = _("This is missing.")
        field.widget.attrs.pop("placeholder", None)
        if not isinstance(field.widget, (forms.CheckboxInput, forms.HiddenInput)):
            field.widget.attrs["class"] = "input"


class Dressed:
    """Mixed into a form of allauth before it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)  # type: ignore[arg-type]


class SignIn(Dressed, account.LoginForm):  # type: ignore[misc]
    pass


class PasswordAgain(Dressed, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ForgotPassword(Dressed, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class NewPassword(Dressed, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePassword(Dressed, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class Code(Dressed, second.AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgain(Dressed, second.ReauthenticateForm):  # type: ignore[misc]
    pass


class StartCodes(Dressed, ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddPasskey(Dressed, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    pass


class RenamePasskey(Dressed, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    pass


class Joining(forms.Form):
    """What the invited person fills in."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=own_names, widget=LanguageSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.error_messages["required"] = _("This is missing.")
        self.fields["password"].help_text = str(PASSWORD_HINT)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
