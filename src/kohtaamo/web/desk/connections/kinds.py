"""What a system may ask to be told of, in groups a person can choose from."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, LazyText] = {
    "case.": _("Cases: opened, taken, given, settled"),
    "encounter.": _("Encounters: begun, noticed, ended"),
    "message.": _("Messages: received, written, sent"),
    "delivery.": _("Whether messages reached the customer"),
    "customer.": _("Customers: met, changed, joined and parted"),
    "promise.": _("Promises: made, moved, kept, broken"),
    "handover.": _("Hand-overs"),
    "decision.": _("Decisions, with their amounts"),
    "request.": _("Requests for more"),
    "remedy.": _("What came of decisions elsewhere"),
    "recovery.": _("Recoveries"),
    "feeling.": _("Feelings"),
    "call.": _("Calls asked for and made"),
    "note.": _("Notes among ourselves"),
    "cause.": _("Matters that many wait for"),
    "notice.": _("Notices to all who wait"),
    "public_promise.": _("Promises to everyone"),
    "lateness.": _("Delays told by other systems"),
    "queue.": _("Queues: late, and in time again"),
    "rule.": _("Rules: what they did, failed in, and who changed them"),
    "target.": _("Answer-time targets: near and missed"),
    "offer.": _("Offers: given, accepted, lapsed"),
    "article.": _("Articles: published, used, judged"),
    "contract.": _("Contracts: written, changed, ended"),
}
