from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class NothingOffered(Invalid):
    code = "nothing_offered"
    sentence = _("There is nothing in this offer yet. Add a line with what is offered and its price.")


class LineWrong(Invalid):
    code = "offer_line_wrong"
    sentence = _("A line says what it is, how many, its price and its VAT. Check the lines.")


class ValidityWrong(Invalid):
    code = "offer_validity_wrong"
    sentence = _("An offer is valid at least through today, and at most for a year. Choose another last day.")


class NotADraft(Conflict):
    code = "offer_not_a_draft"
    sentence = _("This offer has been given. Write a new version of it to change something.")


class NotGiven(Conflict):
    code = "offer_not_given"
    sentence = _("This offer is no longer open: it was accepted, declined or withdrawn, or its time ran out.")


class OfferLapsed(Conflict):
    code = "offer_lapsed"
    sentence = _("The time of this offer has run out. Write to us, and we gladly make a new one.")


class OfferRenewed(Conflict):
    code = "offer_renewed"
    sentence = _("We have made a new version of this offer. Look at it first, then accept it.")


class OverMandate(Invalid):
    """The offer leaves its template by more than the maker may; ``amount`` is what is still missing."""

    code = "offer_over_mandate"
    sentence = _(
        "This leaves the template further than you may by yourself. Ask for it, or come closer to the template."
    )

    def __init__(self, kind_id: int, amount: int) -> None:
        super().__init__()
        self.kind_id, self.amount = kind_id, amount


class NameMissing(Invalid):
    code = "accepting_name_missing"
    sentence = _("Write your name, and tick that you accept the offer.")


class EvidenceMissing(Invalid):
    code = "offer_evidence_missing"
    sentence = _(
        "This offer needs the customer's acceptance in writing. Choose the message in which they accept it, "
        "or let them accept it on their own page."
    )


class WordMissing(Invalid):
    code = "offer_word_missing"
    sentence = _("Say in a word how the customer told it.")


class TemplateIncomplete(Invalid):
    code = "offer_template_incomplete"
    sentence = _("A template has a name, and its lines have a name in every language.")


class ContractWrong(Invalid):
    code = "contract_wrong"
    sentence = _("A contract has a name, at least one line, and ends after it begins.")


class ContractEnded(Conflict):
    code = "contract_ended"
    sentence = _("This contract has already ended.")
