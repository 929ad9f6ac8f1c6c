"""Why someone was not let in, in words for an administrator."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason(code: str, detail: str) -> str:
    """The reason in a sentence; the technical detail after it, as it is."""
    said = _known().get(detail) or _reasons().get(code, code)
    return f"{said} ({detail})" if detail else said


def _known() -> dict[str, str]:
    """What administrators meet when a service by SAML is not yet set up as it should be."""
    return {
        "unsigned": _("The service does not sign the assertion. Turn that on there: a signed answer around it is not enough."),
        "EncryptedAssertion": _("The assertion could not be decrypted. Tick here that the service encrypts, and give it our metadata anew."),
        "EncryptionMethod": _("The service encrypts in a way that is not read here. Have it use RSA-OAEP with AES-GCM."),
        "AES-CBC unsigned": _("The service encrypts with AES-CBC, which is read only in a signed answer. Have it sign the answer too, use AES-GCM, or not encrypt."),
        "NameID transient": _("The service names people anew each time. Have it send a lasting NameID, or say which attribute lasts."),
        "Audience": _("The answer was meant for another system. Check under which name we stand in the service."),
        "Recipient": _("The answer was meant for another address. Check where the service posts it."),
        "Destination": _("The answer was meant for another address. Check where the service posts it."),
        "Conditions time": _("The answer was too old or too early. Check the clocks of both."),
        "SubjectConfirmation time": _("The answer was too old or too early. Check the clocks of both."),
        "replay": _("The same answer was brought twice."),
    }  # fmt: skip


def _reasons() -> dict[str, str]:
    return {
        "provider_silent": _("The service did not answer, or its answer could not be read."),
        "entry_not_believed": _("The answer was not signed for us, for this sign-in, by this service."),
        "entry_failed": _("The service refused, or the person turned back."),
        "address_unverified": _("The service did not say that the address is verified."),
        "nobody_here": _("Nobody here has the address, and its domain brings no new people."),
        "linked_elsewhere": _("The address belongs to someone who comes in by another account."),
        "account_closed": _("The person’s account here is closed."),
        "no_group": _("None of the person’s groups gives a role."),
    }
