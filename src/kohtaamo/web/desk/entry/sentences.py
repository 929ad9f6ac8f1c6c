"""Why someone was not let in, in words for an administrator."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason(code: str, detail: str) -> str:
    """The reason in a sentence; the technical detail after it, as it is."""
    said = _reasons().get(code, code)
    return f"{said} ({detail})" if detail else said


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
