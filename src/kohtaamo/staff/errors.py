"""What can go wrong with people, teams and roles, said so that the reader knows what to do."""

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid, NotAllowed, NotFound


class EmailInUse(Invalid):
    code = "email_in_use"
    sentence = _("This e-mail address already belongs to someone here. Open their page in People instead.")


class AlreadyInvited(Invalid):
    code = "already_invited"
    sentence = _("An invitation to this address is already waiting. Send it again or take it back.")


class NotAnAddress(Invalid):
    code = "not_an_address"
    sentence = _("The e-mail address is not whole. Write it like name@example.fi.")


class InvitationOver(NotFound):
    code = "invitation_over"
    sentence = _("This invitation is no longer open: it was used, taken back or it is too old. Ask for a new one.")


class EmailLinkOver(NotFound):
    code = "email_link_over"
    sentence = _("This link is no longer open: it was used or it is too old. Ask for the change once more.")


class LastAdministrator(Conflict):
    code = "last_administrator"
    sentence = _("Someone must be able to manage people. Give that right to another person first.")


class OwnRight(Invalid):
    code = "own_right"
    sentence = _("You cannot take away your own right to manage people. Ask another administrator.")


class NameTaken(Invalid):
    code = "name_taken"
    sentence = _("This name is already in use. Choose another.")


class NameMissing(Invalid):
    code = "name_missing"
    sentence = _("The name is missing. Write one.")


class TeamInUse(Conflict):
    code = "team_in_use"
    sentence = _("Something still stands on this team: open cases or touchpoints. Move them to another team first.")


class RoleInUse(Conflict):
    code = "role_in_use"
    sentence = _("Someone still has this role, or it belongs to every system. Give them another role first.")


class WrongHours(Invalid):
    code = "wrong_hours"
    sentence = _("A working period ends before it begins, or two periods overlap. Look at the times once more.")


class KeyNameMissing(Invalid):
    code = "key_name_missing"
    sentence = _("Name the program, so that you know later which key is whose.")


class KeyScopesMissing(Invalid):
    code = "key_scopes_missing"
    sentence = _("Choose at least one thing the key opens.")


class KeyOver(Invalid):
    code = "key_over"
    sentence = _("The last day has already gone. Choose a later one, or leave it empty.")


class MetadataMissing(Invalid):
    code = "metadata_missing"
    sentence = _("Give the address of the service’s metadata, or paste the metadata.")


class MetadataUnread(Invalid):
    """``detail`` says in a word what was amiss."""

    code = "metadata_unread"
    sentence = _("No SAML sign-in service was found in the metadata. Check the address, or what was pasted.")

    def __init__(self, detail: str = "") -> None:
        super().__init__(_WRONG_METADATA.get(detail))
        self.detail = detail


_WRONG_METADATA = {
    "HTTP-Redirect": _("By its metadata the service takes nobody by HTTP-Redirect. Turn that on there."),
    "KeyDescriptor": _(
        "The metadata hold no signing key that is strong enough: RSA of 2048 bits, or an elliptic curve."
    ),
    "IDPSSODescriptor": _("The metadata must speak of one sign-in service by SAML 2.0, not of none or of many."),
    "SingleSignOnService": _(
        "The address in the metadata where people sign in cannot be used. It must begin with https."
    ),
    "validUntil": _("The metadata are no longer valid. Fetch them anew from the service."),
    "doctype": _("The metadata hold a document type, which is not read. Take them from the service as they are."),
}


class NobodyHere(Invalid):
    code = "nobody_here"
    sentence = _("No one here has your address yet. Ask an administrator to invite you.")


class AddressUnverified(Invalid):
    code = "address_unverified"
    sentence = _("The sign-in service has not verified your e-mail address, so it opens nothing here.")


class LinkedElsewhere(Conflict):
    code = "linked_elsewhere"
    sentence = _(
        "Someone already signs in here with this address, by another account. Use that one, or ask an administrator to free it."
    )


class AccountClosed(Invalid):
    code = "account_closed"
    sentence = _("This account has been closed.")


class NoGroup(Invalid):
    code = "no_group"
    sentence = _("None of your groups lets you in here. Ask an administrator.")


class ProviderInUse(Conflict):
    code = "provider_in_use"
    sentence = _("People sign in only through this service. Let them use passwords again first.")


class EntryUntried(Conflict):
    code = "entry_untried"
    sentence = _(
        "Nobody who manages people has come in through the service yet. Sign in through it once yourself first."
    )


class KeeperNeeded(Invalid):
    code = "keeper_needed"
    sentence = _("Choose someone who manages people and has a password: they get in when the service is down.")


class KeeperKept(Conflict):
    code = "keeper_kept"
    sentence = _(
        "This person holds the one password that opens when the sign-in service is down. Choose another first."
    )


class SingleOnly(Invalid):
    code = "single_only"
    sentence = _("Here people sign in through the sign-in service, not with a password. Use its button.")


class SecondStepNeeded(NotAllowed):
    code = "second_step_needed"
    sentence = _("Your role needs a second step to sign in. Set it up first; everything else opens after that.")
