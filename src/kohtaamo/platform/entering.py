"""What can go wrong between us and a provider, in words for the one who signs in; ``detail`` is for the administrator."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Invalid


class EntryFailed(Invalid):
    """Base: nobody came in. ``detail`` is a short technical reason without secrets or personal data."""

    code = "entry_failed"
    sentence = _("The sign-in service did not let you in. Begin again from the sign-in page.")

    def __init__(self, detail: str = "") -> None:
        super().__init__()
        self.detail = detail


class ProviderSilent(EntryFailed):
    code = "provider_silent"
    sentence = _("The sign-in service does not answer as it should. Try again in a moment, or tell an administrator.")


class NotBelieved(EntryFailed):
    code = "entry_not_believed"
    sentence = _("The answer of the sign-in service could not be trusted. Begin again from the sign-in page.")


class EntryStale(EntryFailed):
    code = "entry_stale"
    sentence = _("This sign-in was begun too long ago or in another window. Begin again from this page.")
