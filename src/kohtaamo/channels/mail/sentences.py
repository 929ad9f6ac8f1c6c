"""Why a mail was not simply stored, in sentences a person can act on."""

from __future__ import annotations

from django.utils.translation import gettext

_UNWANTED = {
    "spam-mark": lambda: gettext("The mail server marked it as spam."),
    "unwanted-sender": lambda: gettext("The sender is on the list of unwanted senders."),
    "blocked-customer": lambda: gettext("The customer is blocked."),
}


def unwanted(code: str) -> str:
    """Why a mail is kept apart, from ``judging.unwanted_because``."""
    return _UNWANTED[code]()


def too_large(size: int, limit: int) -> str:
    """Sizes in bytes, told in megabytes."""
    return gettext("The mail is %(size)d MB; at most %(limit)d MB are taken in. It can still be taken in by hand.") % {
        "size": round(size / 1_000_000),
        "limit": round(limit / 1_000_000),
    }


def far_too_large(size: int) -> str:
    return gettext("The mail is %(size)d MB, so only its headers were kept. Ask the sender for a smaller one.") % {
        "size": round(size / 1_000_000)
    }


def empty() -> str:
    return gettext("There is nothing in it: no headers and no text.")


def same_bytes() -> str:
    return gettext("The very same mail came before.")


def came_also(address: str) -> str:
    return gettext("The same message came also by %(address)s.") % {"address": address or gettext("another way")}


def own_echo() -> str:
    return gettext("Our own mail came back (a loop); it was cut here.")


def automatic_without_case() -> str:
    return gettext("An automatic answer that belongs to no case of this sender.")


def not_matched() -> str:
    return gettext("No message of ours matches it.")


def no_recipient(address: str) -> str:
    if not address:
        return gettext("It does not tell which recipient of our message it speaks of.")
    return gettext("It speaks of a message of ours that was not sent to %(address)s.") % {"address": address}


def not_a_server(address: str) -> str:
    return gettext("It looks like a delivery failure, but %(address)s wrote it, who takes part in the matter.") % {
        "address": address
    }


def not_to_signed() -> str:
    return gettext("It did not come back to the signed address the message left with, so anyone may have written it.")


def delayed(address: str) -> str:
    return gettext("Delivery to %(address)s is delayed; the other server still tries.") % {"address": address}


def many_mails(number: int) -> str:
    return gettext("%(number)d mails in an hour; no acknowledgement was sent.") % {"number": number}


def could_not_read(name: str) -> str:
    return gettext("Reading it failed (%(name)s). The mail is safe and can be read again.") % {"name": name}


def crashed(times: int) -> str:
    return gettext("Reading it was cut off %(times)d times. The mail is safe and can be read again.") % {"times": times}
