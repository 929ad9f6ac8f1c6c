from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class IdentityTaken(Conflict):
    """The address or number belongs to another customer, whose id is ``customer``."""

    code = "identity_taken"
    sentence = _("This address or number belongs to another customer.")

    def __init__(self, customer: int) -> None:
        super().__init__()
        self.customer = customer


class AlreadyMerged(Conflict):
    code = "already_merged"
    sentence = _("One of these customers has just been joined to another. Open the page again.")


class PartLaterFirst(Conflict):
    code = "part_later_first"
    sentence = _("This customer was later joined to another. Separate those two first.")


class NotAnOrganisation(Invalid):
    code = "not_an_organisation"
    sentence = _("The organisation must be another customer whose kind is organisation.")


class HasPeople(Invalid):
    code = "has_people"
    sentence = _("This organisation has people. It stays an organisation until they belong elsewhere.")


class OrganisationStays(Invalid):
    code = "organisation_stays"
    sentence = _("An organisation does not become a person. Choose the organisation as the one who stays.")
